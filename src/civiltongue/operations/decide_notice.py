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

    Raises NotFound, BadInput without an answer or a rule, and Conflict where it was decided meanwhile, or
    is to be upheld while its author was asked and can still answer.
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
        if decision.state is NoticeState.UPHELD and notice.awaits_author(now):
            raise Conflict(
                f"The author was asked, and can answer until {notice.asked_until:%Y-%m-%d %H:%M} UTC.",
                where="notice",
                hint="Nobody sees the comment meanwhile. It can be reviewed on its own, under any rule.",
            )
        if not notices.decide(connection, notice, decision.state, answer=answer, by=decision.by, at=now):
            raise Conflict("The notice was decided meanwhile.", where="notice")
        if decision.state is NoticeState.UPHELD:
            remove_comment(connection, house, site, notice, decision)
        else:
            _show_again(connection, house, site, notice, decision)
        record(
            house,
            connection,
            site.id,
            Event.NOTICE_DECIDE,
            actor=decision.by,
            subject=notice.id,
            state=decision.state.value,
        )
        policy = house.in_force(connection, site.id).policy
        told = {"publication": policy.publication, "answer": answer, "link": notice_link(house, notice)}
        body = phrase(f"notice.{decision.state.value}_body", **told)
        write_to_notifier(connection, house, notice, (phrase("notice.decided_subject", **told), body))
        decided = notices.get(connection, site.id, notice.id)
        assert decided is not None
        return decided

    return house.database.write(work)


def read_notices(house: House, site: Site) -> list[Notice]:
    """Return the open notices of a site, the longest first."""
    with house.database.read() as connection:
        return notices.waiting(connection, site.id)


def remove_comment(
    connection: Connection, house: House, site: Site, notice: Notice, decision: NoticeDecision
) -> None:
    """Remove the comment of a notice under the decision's rule, and tell its author, who can appeal.

    A comment that is gone already is left as it is. Raises BadInput without a rule.
    """
    comment = comments.lock(connection, site.id, notice.comment_id)
    if comment is None or comment.status not in {Status.PUBLISHED, Status.HELD}:
        return
    review = Review(comment.id, Verdict.REJECT, decision.by, rule=decision.rule)
    decided = put_review(connection, house, site, review, tell=False)
    assert decided.comment is not None
    ruled = rulings.get(connection, site.id, decided.comment.ruling_id or "")
    assert ruled is not None
    policy = house.in_force(connection, site.id).policy
    link = link_about_ruling(house, policy, comment.author_id, ruled)
    _tell_author(connection, house, comment, decision, link)


def _show_again(
    connection: Connection, house: House, site: Site, notice: Notice, decision: NoticeDecision
) -> None:
    """Publish a comment that waits because of a notice, and tell its author."""
    comment = comments.lock(connection, site.id, notice.comment_id)
    ruled = rulings.get(connection, site.id, (comment and comment.ruling_id) or "")
    if comment is None or ruled is None or ruled.kind is not RulingKind.REPORTS:
        return
    if any(NOTICE in reason.signals for reason in ruled.ruling.reasons):
        review = Review(comment.id, Verdict.PUBLISH, decision.by)
        put_review(connection, house, site, review, tell=False)
        _tell_author(connection, house, comment, decision, f"{house.settings.base_url}/comments/{comment.id}")


def _tell_author(
    connection: Connection, house: House, comment: Comment, decision: NoticeDecision, link: str
) -> None:
    """Write to the author, who does not learn whose notice it was."""
    policy = house.in_force(connection, comment.site_id).policy
    told = {"publication": policy.publication, "answer": decision.answer.strip(), "link": link}
    body = f"notice.author_{decision.state.value}_body"
    write_to_author(
        connection,
        house,
        (comment.site_id, comment.author_id),
        lambda: (phrase("notice.author_subject", **told), phrase(body, **told)),
        at=house.clock(),
    )
