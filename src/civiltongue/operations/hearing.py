"""What the house must know to judge a text: read in one snapshot, checked again in the write."""

import math
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from civiltongue.domain.agreement import Agreement
from civiltongue.domain.evidence import Signature, StoryFacts, Submission
from civiltongue.domain.ruling import Ruling
from civiltongue.domain.standing import Standing
from civiltongue.domain.thread import (
    Author,
    AuthorKind,
    Comment,
    Format,
    Rendered,
    Status,
    Thread,
    ThreadState,
)
from civiltongue.engine.escalate import refusal
from civiltongue.engine.judge import seen_first
from civiltongue.errors import (
    AuthorSuspended,
    ConsentMissing,
    NotFound,
    SlowMode,
    TextEmpty,
    TextTooLarge,
    ThreadClosed,
    WarningUnread,
)
from civiltongue.operations.again import Changed
from civiltongue.operations.house import House, InForce
from civiltongue.storage import authors, comments, fingerprints, standing, threads, violations
from civiltongue.storage.database import Connection
from civiltongue.storage.standing import OnRecord
from civiltongue.text.fingerprint import fingerprint
from civiltongue.text.skeleton import name_key
from civiltongue.text.visible import check_text, render

MOST_BYTES = 64 * 1024
"""How long the source of a comment may be, in UTF-8."""
ATTEMPTS_REMEMBERED = timedelta(minutes=10)
DUPLICATES_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What an author brings before the house. ``consent`` is the agreement's version.

    ``parent_id`` is the comment that it replies to, ``comment_id`` the one that gets these words
    instead of others.
    """

    source: str
    consent: str
    parent_id: str | None = None
    comment_id: str | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """Hold what was read: the rules, the thread, the author's standing and what detectors must know.

    ``standing_page`` is where the author reads about sanctions.
    """

    in_force: InForce
    author: Author
    thread: Thread
    parent: Comment | None
    standing: Standing
    submission: Submission
    rendered: Rendered
    fingerprint: int
    standing_page: str

    def judge(self, *, now: datetime, insisted: bool = False) -> Ruling:
        """Return the ruling on what was read."""
        ruling = self.in_force.judge(self.submission, standing=self.standing, now=now, insisted=insisted)
        return seen_first(ruling) if self.thread.state is ThreadState.PRE else ruling


def check_source(source: str) -> None:
    """Refuse a source that is too large (TextTooLarge) or is no text (UnreadableText)."""
    check_text(source)
    if len(source.encode()) > MOST_BYTES:
        raise TextTooLarge(
            f"A comment has at most {MOST_BYTES // 1024} kB.", where="text", hint="Shorten it."
        )


def check_consent(in_force: InForce, consent: str) -> None:
    """Refuse a comment whose author has not agreed to the rules and texts in force."""
    if consent == in_force.policy.agreement:
        return
    given, needed = Agreement.of(consent), Agreement.of(in_force.policy.agreement)
    if given.rules == needed.rules and consent:
        raise ConsentMissing(
            "The terms of use or the privacy policy in force were not agreed to.",
            where="consent",
            hint=f"They have changed: read them and agree to version {needed.version}.",
        )
    raise ConsentMissing(
        "The house rules in force were not agreed to.",
        where="consent",
        hint=f"Read version {needed.version} and agree to it.",
    )


def check_sanction(heard: Hearing, standing: Standing, *, now: datetime) -> None:
    """Refuse an author under a sanction, with its reason and its end, or with a warning yet unread."""
    refused = refusal(heard.in_force.policy, standing, now=now)
    if refused is None:
        if standing.unread_warning is None:
            return
        raise WarningUnread(
            "You have been warned. Read the warning and acknowledge it, then send this again.",
            where="author",
            hint=heard.standing_page,
        )
    until = refused.sanction.until
    raise AuthorSuspended(
        refused.sanction.reason,
        where="author",
        hint=f"You can comment again after {until:%Y-%m-%d %H:%M} UTC." if until else "This has no end.",
    )


def check_thread_open(thread: Thread, in_force: InForce, *, now: datetime) -> None:
    """Refuse a comment to a thread that takes no more."""
    if not thread.takes_comments(in_force.policy.stories.close_after, now=now):
        raise ThreadClosed("This discussion is closed.", where="thread", hint="It can still be read.")


def check_pace(connection: Connection, heard: Hearing, *, now: datetime) -> None:
    """Refuse a comment that comes too soon after its author's last one on a story in slow mode."""
    thread = heard.thread
    seconds = heard.in_force.policy.stories.slow_mode if thread.slow is None else thread.slow
    if not seconds:
        return
    last = comments.last_by_author(connection, thread.site_id, heard.author.id, thread_id=thread.id)
    if last is None or now >= last + timedelta(seconds=seconds):
        return
    wait = math.ceil((last + timedelta(seconds=seconds) - now).total_seconds())
    raise SlowMode(
        f"This discussion is in slow mode: {_lasting(seconds)} between two comments of yours.",
        retry_after=wait,
        where="thread",
        hint=f"You can comment here again in {_lasting(wait)}.",
    )


def _lasting(seconds: int) -> str:
    return f"{math.ceil(seconds / 60)} minutes" if seconds >= 120 else f"{seconds} seconds"


def read_parent(connection: Connection, thread: Thread, parent_id: str | None) -> Comment | None:
    """Return the comment that is replied to; raises NotFound unless readers see it in this thread."""
    if parent_id is None:
        return None
    parent = comments.get(connection, thread.site_id, parent_id)
    if parent is None or parent.thread_id != thread.id or parent.status is not Status.PUBLISHED:
        raise NotFound(
            "There is no such comment in this discussion.", where="parent", hint="Load the page again."
        )
    return parent


def hear(connection: Connection, house: House, words: Words, *, author: Author, thread: Thread) -> Hearing:
    """Read what the rules are about, and render the source once.

    Raises ConsentMissing, ThreadClosed, NotFound for a parent that readers do not see, TextEmpty
    where they would see nothing, and Changed where the author is gone.
    """
    now = house.clock()
    known = standing.read(connection, author.site_id, author.id, since=now - ATTEMPTS_REMEMBERED)
    if known is None or known.author.kind is AuthorKind.ERASED:
        raise Changed("author")
    in_force = house.of_versions(connection, author.site_id, known.versions)
    check_consent(in_force, words.consent)
    check_thread_open(thread, in_force, now=now)
    parent = read_parent(connection, thread, words.parent_id)
    rendered = render(words.source, format=Format.MARKDOWN)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in rendered.visible):
        raise TextEmpty("The comment is empty.", where="text", hint="Write something.")
    mark = fingerprint(rendered.visible)
    since = now - DUPLICATES_REMEMBERED
    mine = fingerprints.Mine(author.id, words.comment_id)
    recent = fingerprints.alike(connection, author.site_id, mark, since=since, mine=mine)
    submission = _submission(connection, known.author, thread, parent, rendered)
    return Hearing(
        in_force=in_force,
        author=known.author,
        thread=thread,
        parent=parent,
        standing=_with_strikes(connection, in_force, known),
        submission=replace(submission, recent=recent),
        rendered=rendered,
        fingerprint=mark,
        standing_page=f"{house.settings.base_url}/sites/{known.versions.site_name}/standing",
    )


def _with_strikes(connection: Connection, in_force: InForce, known: OnRecord) -> Standing:
    """Return the standing with what the ladder needs to know, where there is one."""
    if in_force.policy.ladder is None:
        return known.standing
    author = known.author
    found = violations.of_author(connection, author.site_id, author.id)
    return replace(known.standing, strikes=in_force.policy.strikes(found))


def _submission(
    connection: Connection, author: Author, thread: Thread, parent: Comment | None, rendered: Rendered
) -> Submission:
    site_id = author.site_id
    replied_to = authors.get(connection, site_id, parent.author_id) if parent else None
    return Submission(
        text=rendered.visible,
        links=rendered.links,
        signature=Signature(author.name, author.verified),
        story=_others(thread, author),
        staff=() if author.staff else authors.staff_names(connection, site_id, besides=author.id),
        known_authors=authors.names_alike(connection, site_id, [name_key(author.name)], besides=author.id),
        reply_to=replied_to.name if replied_to else None,
    )


def _others(thread: Thread, author: Author) -> StoryFacts:
    """Return the story's facts without the author's own name, where the site vouches for it."""
    facts = thread.facts
    if not thread.trusted:
        return StoryFacts(title=facts.title)
    if not author.staff:
        return facts
    own = name_key(author.name)
    return StoryFacts(
        title=facts.title,
        author="" if name_key(facts.author) == own else facts.author,
        people=tuple(name for name in facts.people if name_key(name) != own),
    )


def check_again(connection: Connection, heard: Hearing, *, now: datetime) -> None:
    """Check inside the write what the ruling relies on.

    Raises Changed where another policy is in force, or the author or the parent is no longer as
    it was, ThreadClosed and AuthorSuspended where that has happened meanwhile.
    """
    site_id = heard.author.site_id
    thread = threads.lock(connection, site_id, heard.thread.id)
    if thread is None or (thread.facts, thread.state) != (heard.thread.facts, heard.thread.state):
        raise Changed("thread")
    check_thread_open(thread, heard.in_force, now=now)
    known = standing.read_again(connection, site_id, heard.author.id)
    if known is None or known.author != heard.author:
        raise Changed("author")
    versions = known.versions
    if Agreement(versions.rules or "", versions.terms, versions.privacy).version != (
        heard.in_force.policy.agreement
    ):
        raise Changed("policy")
    if versions.braked != heard.in_force.braked:
        raise Changed("brake")
    check_sanction(heard, known.standing, now=now)
    if heard.parent is not None:
        parent = comments.get(connection, site_id, heard.parent.id)
        if parent is None or parent.status is not Status.PUBLISHED:
            raise Changed("parent")
