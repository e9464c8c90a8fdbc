"""Submit a comment: judged by every rule, recorded with its reasons, published or not."""

import hashlib
from dataclasses import dataclass, replace

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, Comment, Site, Status, Thread
from civiltongue.errors import Conflict, IdempotencyReused, NotFound
from civiltongue.operations import hearing
from civiltongue.operations.again import again_once
from civiltongue.operations.guard import draw_for_comment
from civiltongue.operations.hearing import Hearing, Words
from civiltongue.operations.house import House
from civiltongue.operations.insist import insist_token, spend
from civiltongue.operations.judged import Judged, unchanged, write_judged
from civiltongue.operations.notice_evasion import leave_trace
from civiltongue.operations.outcome import Outcome, outcome_of
from civiltongue.operations.record import record
from civiltongue.operations.story import Story, find_thread, new_thread, refreshed
from civiltongue.storage import comments, guards, threads
from civiltongue.storage.database import Connection

DEEPEST = 20
"""Replies to a comment at this depth stand beside it, not below."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a reader sends. ``draft`` names the case that all attempts at one text belong to.

    The thread is given by ``thread_id`` or by ``story``, which makes it where there is none.
    ``consent`` is the policy version agreed to, ``insist`` the token that came with a nudge,
    ``key`` an idempotency key, ``address`` the keyed hash of the reader's network address.
    """

    author: Author
    source: str
    draft: str
    consent: str
    address: str
    story: Story | None = None
    thread_id: str | None = None
    parent_id: str | None = None
    insist: str = ""
    key: str = ""

    @property
    def digest(self) -> str:
        """Return a hash of what is asked for, by which a key used twice is told."""
        parts = [self.source, self.draft, self.thread_id or "", self.parent_id or "", self.insist]
        if self.story is not None:
            parts += [self.story.identifier, self.story.url]
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def submit_comment(house: House, site: Site, attempt: Attempt) -> Outcome:
    """Judge an attempt and record what becomes of it; once this returns, it is never lost.

    Raises UnreadableText, TextTooLarge,
    ConsentMissing, NotFound (parent), ThreadClosed, SlowMode, AuthorSuspended, WarningUnread, TooManyRequests,
    TokenInvalid, IdempotencyReused, and Conflict where the draft was posted already with other
    words, or the world changed twice meanwhile.
    """
    hearing.check_source(attempt.source)
    return again_once(lambda: _attempt(house, site, attempt))


def _attempt(house: House, site: Site, attempt: Attempt) -> Outcome:
    now = house.clock()
    with house.database.read() as connection:
        known = _known(connection, house, site, attempt)
        if isinstance(known, Outcome):
            return known
        thread, is_new = _thread(connection, house, site, attempt)
        words = Words(attempt.source, attempt.consent, attempt.parent_id, known.id if known else None)
        heard = hearing.hear(connection, house, words, author=attempt.author, thread=thread)
        hearing.check_pace(connection, heard, now=now)
    hearing.check_sanction(heard, heard.standing, now=now)
    token = spend(house, attempt, now=now) if attempt.insist else None
    ruling = heard.judge(now=now, insisted=token is not None)
    if ruling.verdict is Verdict.NUDGE:
        return _nudge(house, site, attempt, heard, ruling)

    def work(connection: Connection) -> Outcome:
        draw_for_comment(connection, house, site.id, address=attempt.address, author_id=attempt.author.id)
        if is_new:
            threads.add(connection, thread)
        hearing.check_again(connection, heard, now=now)
        hearing.check_pace(connection, heard, now=now)
        if token is not None:
            guards.use_token(connection, site.id, token, now)
        comment = unchanged(connection, known) if known else _comment(house, attempt, thread, heard)
        judged = Judged(comment, heard, ruling, words=words, insisted=token is not None)
        outcome = write_judged(connection, house, judged, draft=attempt.draft)
        leave_trace(connection, house, attempt.author, attempt.address)
        if attempt.key:
            _keep(connection, site, attempt, comment, house)
        record(
            house,
            connection,
            site.id,
            Event.COMMENT_SUBMIT,
            actor=f"author:{attempt.author.id}",
            subject=comment.id,
            verdict=ruling.verdict.word,
            insisted=str(token is not None).lower(),
        )
        return outcome

    return house.database.write(work)


def _known(connection: Connection, house: House, site: Site, attempt: Attempt) -> Outcome | Comment | None:
    """Return the outcome of the same request, the rejected comment that this is another attempt at, or None."""
    if attempt.key:
        answered = guards.answer_to(connection, site.id, attempt.author.id, attempt.key)
        if answered is not None:
            return _answered(connection, house, site, attempt, *answered)
    comment = comments.of_draft(connection, site.id, attempt.author.id, attempt.draft)
    if comment is None:
        return None
    assert comment.revision_id is not None
    revision = comments.revision(connection, site.id, comment.revision_id)
    if revision is not None and revision.source == attempt.source:
        return outcome_of(connection, house, comment)
    became = outcome_of(connection, house, comment)
    if comment.status is Status.REJECTED and became.kind is RulingKind.ENGINE:
        return comment
    raise Conflict(
        "This draft was posted already, with other words.", where="draft", hint="Edit the comment instead."
    )


def _answered(
    connection: Connection, house: House, site: Site, attempt: Attempt, digest: str, answer: bytes
) -> Outcome:
    if digest != attempt.digest:
        raise IdempotencyReused(
            "The idempotency key came before with another request.", where="Idempotency-Key"
        )
    comment = comments.get(connection, site.id, answer.decode())
    if comment is None:
        raise NotFound("The comment is gone.", where="Idempotency-Key")
    return outcome_of(connection, house, comment)


def _keep(connection: Connection, site: Site, attempt: Attempt, comment: Comment, house: House) -> None:
    guards.keep_answer(
        connection,
        site.id,
        actor=attempt.author.id,
        key=attempt.key,
        request_hash=attempt.digest,
        answer=comment.id.encode(),
        at=house.clock(),
    )


def _thread(connection: Connection, house: House, site: Site, attempt: Attempt) -> tuple[Thread, bool]:
    if attempt.thread_id is not None:
        thread = threads.get(connection, site.id, attempt.thread_id)
        if thread is None:
            raise NotFound("There is no such discussion.", where="thread")
        return thread, False
    story = attempt.story or Story(url="")
    found = find_thread(connection, site, story)
    if found is None:
        return new_thread(house, site, story), True
    changed = refreshed(house, site, found, story)
    if changed is not None:
        _believe(house, changed)
        return replace(changed, version=found.version + 1), False
    return found, False


def _believe(house: House, thread: Thread) -> None:
    house.database.write(
        lambda connection: threads.change(
            connection, thread.site_id, thread.id, facts=thread.facts, url=thread.url, trusted=True
        )
    )


def _nudge(house: House, site: Site, attempt: Attempt, heard: Hearing, ruling: Ruling) -> Outcome:
    """Ask before anything is recorded; what counts is only that somebody tried."""
    house.database.write(
        lambda connection: draw_for_comment(
            connection, house, site.id, address=attempt.address, author_id=attempt.author.id
        )
    )
    return Outcome(
        ruling=ruling,
        policy=heard.in_force.policy,
        visible=heard.rendered.visible,
        insist=insist_token(house, attempt.author, draft=attempt.draft, source=attempt.source),
    )


def _comment(house: House, attempt: Attempt, thread: Thread, heard: Hearing) -> Comment:
    now = house.clock()
    comment_id = house.id_at(now)
    parent = heard.parent
    above = "" if parent is None else parent.path
    if parent is not None and parent.depth >= DEEPEST:
        above = parent.path.rpartition(".")[0]
    return Comment(
        id=comment_id,
        site_id=thread.site_id,
        thread_id=thread.id,
        author_id=attempt.author.id,
        parent_id=parent.id if parent else None,
        root_id=parent.root_id if parent else comment_id,
        path=f"{above}.{comment_id}" if above else comment_id,
        depth=min(parent.depth + 1, DEEPEST) if parent else 0,
        status=Status.HELD,
        revision_id=None,
        ruling_id=None,
        created_at=now,
        edited_at=None,
        imported=False,
    )
