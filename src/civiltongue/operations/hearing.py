"""What the house must know to judge a text: read in one snapshot, checked again in the write."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from civiltongue.domain.evidence import Signature, StoryFacts, Submission
from civiltongue.domain.ruling import Ruling
from civiltongue.domain.standing import Standing
from civiltongue.domain.thread import Author, Comment, Format, Rendered, Site, Status, Thread, ThreadState
from civiltongue.engine.escalate import refusal
from civiltongue.errors import AuthorSuspended, ConsentMissing, NotFound, TextEmpty, TextTooLarge, ThreadClosed
from civiltongue.operations.again import Changed
from civiltongue.operations.house import House, InForce
from civiltongue.storage import authors, comments, rulings, threads
from civiltongue.storage.database import Connection
from civiltongue.text.skeleton import name_key
from civiltongue.text.visible import check_text, render

MOST_BYTES = 64 * 1024
"""How long the source of a comment may be, in UTF-8."""
ATTEMPTS_REMEMBERED = timedelta(minutes=10)
DUPLICATES_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Hold what was read: the rules, the thread, the author's standing and what detectors must know."""

    in_force: InForce
    thread: Thread
    parent: Comment | None
    standing: Standing
    submission: Submission
    rendered: Rendered

    def judge(self, *, now: datetime, insisted: bool = False) -> Ruling:
        """Return the ruling on what was read."""
        return self.in_force.judge(self.submission, standing=self.standing, now=now, insisted=insisted)


def read_standing(connection: Connection, author: Author, *, now: datetime) -> Standing:
    """Return what the record says of an author at a moment."""
    return Standing(
        published=authors.published(connection, author.site_id, author.id),
        recent_rejections=rulings.rejections_since(
            connection, author.site_id, author.id, now - ATTEMPTS_REMEMBERED
        ),
        sanctions=authors.sanctions(connection, author.site_id, author.id),
    )


def check_source(source: str) -> None:
    """Refuse a source that is too large (TextTooLarge) or is no text (UnreadableText)."""
    check_text(source)
    if len(source.encode()) > MOST_BYTES:
        raise TextTooLarge(
            f"A comment has at most {MOST_BYTES // 1024} kB.", where="text", hint="Shorten it."
        )


def check_consent(in_force: InForce, consent: str) -> None:
    """Refuse a comment whose author has not agreed to the version in force."""
    if consent != in_force.policy.version:
        raise ConsentMissing(
            "The house rules in force were not agreed to.",
            where="consent",
            hint=f"Read version {in_force.policy.version} and agree to it.",
        )


def check_sanction(in_force: InForce, standing: Standing, *, now: datetime) -> None:
    """Refuse an author under a sanction, with its reason and its end."""
    refused = refusal(in_force.policy, standing, now=now)
    if refused is None:
        return
    until = refused.sanction.until
    raise AuthorSuspended(
        refused.sanction.reason,
        where="author",
        hint=f"You can comment again after {until:%Y-%m-%d %H:%M} UTC." if until else "This has no end.",
    )


def check_thread_open(thread: Thread) -> None:
    """Refuse a comment to a thread that takes no more."""
    if thread.state is ThreadState.CLOSED:
        raise ThreadClosed("This discussion is closed.", where="thread", hint="It can still be read.")


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


def hear(
    connection: Connection,
    house: House,
    site: Site,
    *,
    author: Author,
    thread: Thread,
    parent: Comment | None,
    source: str,
    comment_id: str | None = None,
) -> Hearing:
    """Read what the rules are about, and render the source once.

    ``comment_id`` is the comment that gets another wording, which is no duplicate of itself.
    Raises TextEmpty where readers would see nothing.
    """
    in_force = house.in_force(connection, site.id)
    now = house.clock()
    rendered = render(source, format=Format.MARKDOWN)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in rendered.visible):
        raise TextEmpty("The comment is empty.", where="text", hint="Write something.")
    replied_to = authors.get(connection, site.id, parent.author_id) if parent else None
    facts = _others(thread, author)
    submission = Submission(
        text=rendered.visible,
        links=rendered.links,
        signature=Signature(author.name, author.verified),
        story=facts,
        staff=() if author.staff else authors.staff_names(connection, site.id, besides=author.id),
        known_authors=authors.names_alike(connection, site.id, [name_key(author.name)], besides=author.id),
        reply_to=replied_to.name if replied_to else None,
        recent=comments.fingerprints_since(
            connection, site.id, now - DUPLICATES_REMEMBERED, besides=comment_id
        ),
    )
    standing = read_standing(connection, author, now=now)
    return Hearing(in_force, thread, parent, standing, submission, rendered)


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


def check_again(
    connection: Connection, house: House, heard: Hearing, author: Author, *, now: datetime
) -> None:
    """Check inside the write what the ruling relies on.

    Raises Changed where another policy is in force or the parent is gone, ThreadClosed and
    AuthorSuspended where that has happened meanwhile.
    """
    site_id = author.site_id
    thread = threads.lock(connection, site_id, heard.thread.id)
    if thread is None or thread.facts != heard.thread.facts:
        raise Changed("thread")
    check_thread_open(thread)
    if house.in_force(connection, site_id).policy.version != heard.in_force.policy.version:
        raise Changed("policy")
    authors.lock(connection, site_id, author.id)
    current = authors.get(connection, site_id, author.id)
    if current != author:
        raise Changed("author")
    standing = Standing(sanctions=authors.sanctions(connection, site_id, author.id))
    check_sanction(heard.in_force, standing, now=now)
    if heard.parent is not None:
        parent = comments.get(connection, site_id, heard.parent.id)
        if parent is None or parent.status is not Status.PUBLISHED:
            raise Changed("parent")
