"""Appeal against the refusal of one's notice, by its signed link; somebody else than before decides."""

from dataclasses import replace
from datetime import datetime, timedelta

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound, NotPermitted
from civiltongue.operations.answer_notice import BY_LINK
from civiltongue.operations.appeal import checked_words
from civiltongue.operations.decide_notice import NoticeDecision, remove_comment
from civiltongue.operations.give_notice import notice_link, read_notice, write_to_notifier
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import notices
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase

_STATES = {NoticeState.UPHELD: AppealState.OVERTURNED, NoticeState.REFUSED: AppealState.UPHELD}


def is_notice_appealable(notice: Notice, policy: Policy, *, now: datetime) -> bool:
    """Say whether a notice's refusal can be appealed against: once, within the policy's days."""
    if notice.state is not NoticeState.REFUSED or notice.decided_at is None or notice.appeal is not None:
        return False
    return now - notice.decided_at <= timedelta(days=policy.appeal_days)


def appeal_notice(house: House, token: str, text: str) -> None:
    """Appeal against the refusal of the notice that a link is about.

    Raises TokenInvalid, BadInput, and Conflict where it was not refused, or there was an appeal before.
    """
    checked = checked_words(text)
    notice = read_notice(house, token)
    now = house.clock()

    def work(connection: Connection) -> None:
        policy = house.in_force(connection, notice.site_id).policy
        permitted = is_notice_appealable(notice, policy, now=now)
        if not permitted or not notices.appeal(connection, notice, checked, at=now):
            raise Conflict("There is nothing to appeal against, or no longer.", where="notice")
        record(house, connection, notice.site_id, Event.NOTICE_APPEAL, actor=BY_LINK, subject=notice.id)

    house.database.write(work)


def decide_notice_appeal(house: House, site: Site, decision: NoticeDecision) -> Notice:
    """Decide anew about a refused notice: uphold it, which removes the comment under a rule, or refuse it again.

    Both sides are told why. Raises NotFound, BadInput without an answer or a rule, NotPermitted for
    whoever decided first, and Conflict where the appeal was decided meanwhile.
    """
    answer = checked_words(decision.answer)
    if decision.state is NoticeState.OPEN:
        raise BadInput("A notice is upheld or refused.", where="state")
    now = house.clock()

    def work(connection: Connection) -> Notice:
        notice = notices.get(connection, site.id, decision.notice_id)
        if notice is None or notice.appeal is None:
            raise NotFound("There is no such appeal.", where="notice")
        if notice.decided_by == decision.by:
            raise NotPermitted(
                "Whoever decided first does not decide about the appeal.",
                where="notice",
                hint="Ask another moderator.",
            )
        state = _STATES[decision.state]
        decided = replace(notice.appeal, state=state, answer=answer, decided_by=decision.by, decided_at=now)
        if not notices.decide_appeal(connection, notice, decided):
            raise Conflict("The appeal was decided meanwhile.", where="notice")
        if decision.state is NoticeState.UPHELD:
            remove_comment(connection, house, site, notice, replace(decision, answer=answer))
        record(
            house,
            connection,
            site.id,
            Event.NOTICE_APPEAL_DECIDE,
            actor=decision.by,
            subject=notice.id,
            state=state.value,
        )
        policy = house.in_force(connection, site.id).policy
        told = {"publication": policy.publication, "answer": answer, "link": notice_link(house, notice)}
        subject = phrase("notice.appeal_decided_subject", **told)
        write_to_notifier(
            connection, house, notice, (subject, phrase(f"notice.appeal_{state.value}_body", **told))
        )
        return replace(notice, appeal=decided)

    return house.database.write(work)


def read_notice_appeals(house: House, site: Site) -> list[Notice]:
    """Return the refused notices with an open appeal, the longest first."""
    with house.database.read() as connection:
        return notices.appealed(connection, site.id)
