"""Appeal against a decision about one's comment, or against a sanction."""

from collections.abc import Callable
from datetime import datetime, timedelta

from civiltongue.domain.appeal import Appeal
from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling, RulingKind, Verdict
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.edit_comment import own_comment
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import appeals, authors, rulings
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 2_000
"""How long an appeal, and its answer, may be."""


def appeal_ruling(
    house: House, site: Site, author: Author, *, comment_id: str, text: str, ruling_id: str = ""
) -> Appeal:
    """Appeal against the rejection of one's comment, also while suspended.

    ``ruling_id`` names the ruling that is meant, which must be in force; else it is whichever is.
    Raises NotFound for a comment that is not this author's, BadInput, and Conflict where the
    comment is not rejected, the time is over, or there was an appeal before.
    """
    checked = checked_words(text)

    def work(connection: Connection) -> Appeal:
        comment = own_comment(connection, site, author, comment_id)
        if ruling_id and ruling_id != comment.ruling_id:
            raise Conflict("The comment was decided anew since.", where="comment")
        ruled = rulings.get(connection, site.id, comment.ruling_id or "")
        policy = house.in_force(connection, site.id).policy
        if ruled is None or not is_appealable(ruled, policy, now=house.clock()):
            raise Conflict("There is nothing to appeal against, or no longer.", where="comment")
        now = house.clock()
        return _file(
            connection,
            house,
            Appeal(house.id_at(now), site.id, author.id, comment.id, ruled.id, None, checked, now),
        )

    return _once(house, work)


def appeal_sanction(house: House, site: Site, author: Author, *, sanction_id: str, text: str) -> Appeal:
    """Appeal against a warning, a suspension or a ban; raises as :func:`appeal_ruling`."""
    checked = checked_words(text)

    def work(connection: Connection) -> Appeal:
        found = {each.id: each for each in authors.sanctions(connection, site.id, author.id)}
        sanction = found.get(sanction_id)
        if sanction is None:
            raise NotFound("There is no such sanction.", where="sanction")
        policy = house.in_force(connection, site.id).policy
        if not is_sanction_appealable(sanction, policy, now=house.clock()):
            raise Conflict("There is nothing to appeal against, or no longer.", where="sanction")
        now = house.clock()
        return _file(
            connection,
            house,
            Appeal(house.id_at(now), site.id, author.id, None, None, sanction.id, checked, now),
        )

    return _once(house, work)


def is_appealable(ruled: RecordedRuling, policy: Policy, *, now: datetime) -> bool:
    """Say whether a ruling can be appealed against: a rejection, within the policy's days."""
    rejected = ruled.ruling.verdict is Verdict.REJECT and ruled.kind is not RulingKind.AUTHOR
    return rejected and now - ruled.created_at <= timedelta(days=policy.appeal_days)


def is_sanction_appealable(sanction: Sanction, policy: Policy, *, now: datetime) -> bool:
    """Say whether a sanction can be appealed against: one that nobody lifted, within the policy's days."""
    return sanction.lifted_at is None and now - sanction.imposed_at <= timedelta(days=policy.appeal_days)


def checked_words(text: str) -> str:
    """Return what somebody wrote for an appeal; raises BadInput where it is nothing, or too much."""
    check_text(text)
    stripped = text.strip()
    if not stripped:
        raise BadInput("Say why.", where="text", hint="A sentence is enough.")
    if len(stripped) > MOST_CHARACTERS:
        raise BadInput(f"At most {MOST_CHARACTERS} characters.", where="text", hint="Shorten it.")
    return stripped


def _file(connection: Connection, house: House, appeal: Appeal) -> Appeal:
    appeals.add(connection, appeal)
    record(
        house,
        connection,
        appeal.site_id,
        Event.APPEAL_FILE,
        actor=f"author:{appeal.author_id}",
        subject=appeal.id,
        about=appeal.ruling_id or appeal.sanction_id or "",
    )
    return appeal


def _once(house: House, work: Callable[[Connection], Appeal]) -> Appeal:
    try:
        return house.database.write(work)
    except Duplicate as error:
        if error.table != "appeals":
            raise
        raise Conflict("There was an appeal about this before.", where="appeal") from error
