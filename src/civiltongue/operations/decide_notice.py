"""Decide about a notice: the comment goes, or it stays; both sides are told why."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Comment, Site, Status
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.give_notice import NOTICE, notice_link, write_to_notifier
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.review_comment import Review, put_review
from civiltongue.operations.sign_appeal import link_about_ruling
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import comments, notices, rulings
from civiltongue.storage.database import Connection
from civiltongue.text.visible import check_text
from civiltongue.wording import phrase

MOST_CHARACTERS = 2_000
"""How long the answer to a notice may be."""


@dataclass(frozen=True, slots=True)
class NoticeDecision:
    """What a moderator decides; ``rule`` is the one that the comment breaks, ``answer`` is told to both sides."""

    notice_id: str
    state: NoticeState
    answer: str
    by: str
    rule: str = ""


def decide_notice(house: House, site: Site, decision: NoticeDecision) -> Notice:
    """Remove the comment under a rule, or let it stand and show it again, in one transaction with the letters.

    Raises NotFound, BadInput without an answer or a rule, and Conflict where it was decided meanwhile.
    """
    answer = decision.answer.strip()
    check_text(answer)
    if not answer or len(answer) > MOST_CHARACTERS:
        raise BadInput(f"An answer has up to {MOST_CHARACTERS} characters.", where="answer")
    if decision.state is NoticeState.OPEN:
        raise BadInput("A notice is upheld or refused.", where="state")

    def work(connection: Connection) -> Notice:
        notice = notices.get(connection, site.id, decision.notice_id)
        if notice is None:
            raise NotFound("There is no such notice.", where="notice")
        now = house.clock()
        if not notices.decide(connection, notice, decision.state, answer=answer, by=decision.by, at=now):
            raise Conflict("The notice was decided meanwhile.", where="notice")
        comment = comments.lock(connection, site.id, notice.comment_id)
        assert comment is not None
        changed = _follow(connection, house, site, comment, decision)
        record(
            house,
            connection,
            site.id,
            Event.NOTICE_DECIDE,
            actor=decision.by,
            subject=notice.id,
            state=decision.state.value,
        )
        _tell(connection, house, notice, decision, comment if changed else None)
        decided = notices.get(connection, site.id, notice.id)
        assert decided is not None
        return decided

    return house.database.write(work)


def read_notices(house: House, site: Site) -> list[Notice]:
    """Return the open notices of a site, the longest first."""
    with house.database.read() as connection:
        return notices.waiting(connection, site.id)


def _follow(
    connection: Connection, house: House, site: Site, comment: Comment, decision: NoticeDecision
) -> bool:
    """Let the comment follow the decision; returns whether it changed."""
    if decision.state is NoticeState.UPHELD:
        if comment.status not in {Status.PUBLISHED, Status.HELD}:
            return False
        review = Review(comment.id, Verdict.REJECT, decision.by, rule=decision.rule)
        put_review(connection, house, site, review, tell=False)
        return True
    ruled = rulings.get(connection, site.id, comment.ruling_id or "")
    waits = (
        ruled is not None
        and ruled.kind is RulingKind.REPORTS
        and any(NOTICE in reason.signals for reason in ruled.ruling.reasons)
    )
    if waits:
        review = Review(comment.id, Verdict.PUBLISH, decision.by)
        put_review(connection, house, site, review, tell=False)
    return waits


def _tell(
    connection: Connection, house: House, notice: Notice, decision: NoticeDecision, changed: Comment | None
) -> None:
    """Write to whoever gave the notice, and to the author where the comment changed; neither learns who the other is."""
    policy = house.in_force(connection, notice.site_id).policy
    told = {
        "publication": policy.publication,
        "answer": decision.answer.strip(),
    }
    state = decision.state.value
    body = phrase(f"notice.{state}_body", link=notice_link(house, notice), **told)
    write_to_notifier(connection, house, notice, (phrase("notice.decided_subject", **told), body))
    if changed is not None:
        now = comments.get(connection, changed.site_id, changed.id)
        ruled = rulings.get(connection, changed.site_id, (now and now.ruling_id) or "")
        link = f"{house.settings.base_url}/comments/{changed.id}"
        if decision.state is NoticeState.UPHELD and ruled is not None:
            link = link_about_ruling(house, policy, changed.author_id, ruled)
        whom = (changed.site_id, changed.author_id)
        write_to_author(
            connection,
            house,
            whom,
            lambda: (
                phrase("notice.author_subject", **told),
                phrase(f"notice.author_{state}_body", link=link, **told),
            ),
            at=house.clock(),
        )
