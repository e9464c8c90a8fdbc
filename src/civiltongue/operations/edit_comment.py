"""Edit a comment within the policy's time: a new revision, judged again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Author, Comment, Site, Status
from civiltongue.errors import Conflict, EditWindowOver, NotFound
from civiltongue.operations import hearing
from civiltongue.operations.again import again_once
from civiltongue.operations.guard import draw_for_comment
from civiltongue.operations.house import House
from civiltongue.operations.insist import insist_token, spend
from civiltongue.operations.judged import Judged, unchanged, write_judged
from civiltongue.operations.outcome import Outcome, outcome_of
from civiltongue.operations.record import record
from civiltongue.storage import comments, guards, threads
from civiltongue.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Edit:
    """Another wording of one's own comment; ``draft`` names the editing, for a nudge's token."""

    author: Author
    comment_id: str
    source: str
    consent: str
    address: str
    draft: str = ""
    insist: str = ""


def editable_until(comment: Comment, policy: Policy, *, decided: RulingKind) -> datetime | None:
    """Return until when the author may edit, or None where they may not at all.

    ``decided`` is the kind of the ruling in force. What the engine holds or rejects may be edited in the
    same time: another wording is another attempt. What people took off the page stays as they saw it.
    """
    taken_off = comment.status in {Status.HELD, Status.REJECTED} and decided is not RulingKind.ENGINE
    if taken_off or comment.status is Status.WITHDRAWN or comment.imported:
        return None
    return comment.created_at + timedelta(minutes=policy.edit_minutes)


def edit_comment(house: House, site: Site, edit: Edit) -> Outcome:
    """Judge and record another wording; what was published before stays on record.

    Raises NotFound for a comment that is not this author's, EditWindowOver, and what
    :func:`~civiltongue.operations.submit_comment.submit_comment` raises.
    """
    hearing.check_source(edit.source)
    return again_once(lambda: _edit(house, site, edit))


def _edit(house: House, site: Site, edit: Edit) -> Outcome:
    now = house.clock()
    with house.database.read() as connection:
        comment = own_comment(connection, site, edit.author, edit.comment_id)
        assert comment.revision_id is not None
        last = comments.revision(connection, site.id, comment.revision_id)
        if last is not None and last.source == edit.source:
            return outcome_of(connection, house, comment)
        in_force = house.in_force(connection, site.id)
        until = editable_until(comment, in_force.policy, decided=outcome_of(connection, house, comment).kind)
        if until is None:
            raise Conflict("This comment can no longer be edited.", where="comment")
        if now >= until:
            raise EditWindowOver(
                f"A comment can be edited for {in_force.policy.edit_minutes} minutes.",
                where="comment",
                hint="Withdraw it, or reply to it.",
            )
        thread = threads.get(connection, site.id, comment.thread_id)
        assert thread is not None
        words = hearing.Words(edit.source, edit.consent, comment_id=comment.id)
        heard = hearing.hear(connection, house, words, author=edit.author, thread=thread)
    hearing.check_sanction(heard, heard.standing, now=now)
    token = spend(house, edit, now=now) if edit.insist else None
    ruling = heard.judge(now=now, insisted=token is not None)
    if ruling.verdict is Verdict.NUDGE:
        return Outcome(
            ruling=ruling,
            policy=heard.in_force.policy,
            visible=heard.rendered.visible,
            insist=insist_token(house, edit.author, draft=edit.draft, source=edit.source),
        )

    def work(connection: Connection) -> Outcome:
        draw_for_comment(connection, house, site.id, address=edit.address, author_id=edit.author.id)
        hearing.check_again(connection, heard, now=now)
        if token is not None:
            guards.use_token(connection, site.id, token, now)
        judged = Judged(
            unchanged(connection, comment), heard, ruling, words=words, insisted=token is not None
        )
        outcome = write_judged(connection, house, judged)
        record(
            house,
            connection,
            site.id,
            Event.COMMENT_EDIT,
            actor=f"author:{edit.author.id}",
            subject=comment.id,
            verdict=ruling.verdict.word,
        )
        return outcome

    return house.database.write(work)


def own_comment(connection: Connection, site: Site, author: Author, comment_id: str) -> Comment:
    """Return an author's own comment; raises NotFound, also where it is somebody else's."""
    comment = comments.get(connection, site.id, comment_id)
    if comment is None or comment.author_id != author.id or comment.ruling_id is None:
        raise NotFound("You have no such comment.", where="comment")
    return comment
