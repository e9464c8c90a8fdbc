"""Decide an appeal: the decision stands, or it is undone with all that followed from it."""

from dataclasses import dataclass

from civiltongue.domain.appeal import Appeal, AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.notice import NoticeState
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound, NotPermitted
from civiltongue.operations.appeal import checked_words
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.give_notice import write_to_notifier
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.record import record
from civiltongue.operations.sign_appeal import link_about_appeal
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import appeals, authors, comments, notices, rulings
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase


@dataclass(frozen=True, slots=True)
class AppealDecision:
    """What somebody decides about an appeal; ``answer`` is told to the author."""

    appeal_id: str
    state: AppealState
    answer: str
    by: str


def decide_appeal(house: House, site: Site, decision: AppealDecision) -> Appeal:
    """Uphold or overturn, in one transaction with everything that follows, and tell the author.

    Overturned, the comment is published again, its strike never was, and what followed from it is
    lifted. Raises NotFound, BadInput without an answer, NotPermitted for whoever decided first, and
    Conflict where the appeal was decided, or the comment decided anew.
    """
    answer = checked_words(decision.answer)
    if decision.state is AppealState.OPEN:
        raise BadInput("An appeal is upheld or overturned.", where="state")
    now = house.clock()

    def work(connection: Connection) -> Appeal:
        appeal = appeals.get(connection, site.id, decision.appeal_id)
        if appeal is None:
            raise NotFound("There is no such appeal.", where="appeal")
        refuse_first_decider(connection, appeal, decision.by)
        if not appeals.decide(connection, appeal, decision.state, answer=answer, by=decision.by, at=now):
            raise Conflict("The appeal was decided meanwhile.", where="appeal")
        if decision.state is AppealState.OVERTURNED:
            _overturn(connection, house, appeal, decision)
        record(
            house,
            connection,
            site.id,
            Event.APPEAL_DECIDE,
            actor=decision.by,
            subject=appeal.id,
            state=decision.state.value,
        )
        decided = appeals.get(connection, site.id, appeal.id)
        assert decided is not None
        whom = (site.id, decided.author_id)
        write_to_author(connection, house, whom, lambda: _worded(connection, house, decided), at=now)
        return decided

    return house.database.write(work)


def refuse_first_decider(connection: Connection, appeal: Appeal, by: str) -> None:
    """Raise NotPermitted where somebody decided what the appeal is against."""
    if _first_decider(connection, appeal) == by:
        raise NotPermitted(
            "Whoever decided first does not decide about the appeal.",
            where="appeal",
            hint="Ask another moderator.",
        )


def _first_decider(connection: Connection, appeal: Appeal) -> str:
    if appeal.ruling_id is not None:
        ruled = rulings.get(connection, appeal.site_id, appeal.ruling_id)
        return ruled.decided_by if ruled else ""
    return authors.imposed_by(connection, appeal.site_id, appeal.sanction_id or "") or ""


def _overturn(connection: Connection, house: House, appeal: Appeal, decision: AppealDecision) -> None:
    now = house.clock()
    if appeal.sanction_id is not None:
        if authors.lift(connection, appeal.site_id, appeal.sanction_id, by=decision.by, at=now):
            record(
                house,
                connection,
                appeal.site_id,
                Event.SANCTION_LIFT,
                actor=decision.by,
                subject=appeal.sanction_id,
            )
        return
    comment = comments.lock(connection, appeal.site_id, appeal.comment_id or "")
    if comment is None or comment.ruling_id != appeal.ruling_id or comment.revision_id is None:
        raise Conflict(
            "The comment was decided anew since.", where="comment", hint="Uphold the appeal, and say so."
        )
    policy = house.in_force(connection, appeal.site_id).policy
    ruled = RecordedRuling(
        id=house.id_at(now),
        site_id=appeal.site_id,
        comment_id=comment.id,
        revision_id=comment.revision_id,
        kind=RulingKind.APPEAL,
        decided_by=decision.by,
        ruling=Ruling(Verdict.PUBLISH, (), words=0, policy_version=policy.version),
        insisted=False,
        note="",
        supersedes=comment.ruling_id,
        created_at=now,
    )
    put_in_force(connection, comment, ruled)
    for notice in notices.about_comment(connection, appeal.site_id, comment.id):
        if notice.state is NoticeState.UPHELD:
            told = {"publication": policy.publication, "answer": decision.answer.strip()}
            worded = phrase("notice.decided_subject", **told), phrase("notice.restored_body", **told)
            write_to_notifier(connection, house, notice, worded)
    climb_ladder(connection, house, appeal.site_id, appeal.author_id, now=now)


def _worded(connection: Connection, house: House, appeal: Appeal) -> tuple[str, str]:
    policy = house.in_force(connection, appeal.site_id).policy
    body = phrase(
        f"mail.appeal_{appeal.state.value}",
        publication=policy.publication,
        answer=appeal.answer,
        link=link_about_appeal(house, policy, appeal),
    )
    return phrase("mail.appeal_subject", publication=policy.publication), body
