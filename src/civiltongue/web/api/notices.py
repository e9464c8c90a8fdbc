"""Legal notices and appeals about them, decided by moderators."""

from litestar.params import FromPath, JSONBody

from civiltongue.domain.moderation import Move
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.thread import Site
from civiltongue.operations.appeal_notice import decide_notice_appeal, read_notice_appeals
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.operations.house import House
from civiltongue.operations.sections import check_comment, sees_comment
from civiltongue.storage import notices
from civiltongue.web import bodies, people_schemas
from civiltongue.web.sessions import Asked, asking_moderator, house_of, site_of, site_owning


def get_notices(request: Asked, site: FromPath[str]) -> people_schemas.NoticesOut:
    """Return the notices of a site that wait, and the appeals about them, the longest first."""
    house, of = house_of(request), site_of(request, site)
    moderator = asking_moderator(request, of, Move.READ_NOTICES)
    waiting, appealed = read_notices(house, of), read_notice_appeals(house, of)
    with house.database.read() as connection:
        seen = {
            notice.id
            for notice in (*waiting, *appealed)
            if not moderator.sections or sees_comment(connection, moderator, notice.comment_id)
        }
    return people_schemas.NoticesOut(
        notices=[_notice(house, of, notice) for notice in waiting if notice.id in seen],
        appealed=[_notice(house, of, notice) for notice in appealed if notice.id in seen],
    )


def post_notice_decision(
    request: Asked, notice: FromPath[str], data: JSONBody[bodies.NoticeDecisionIn]
) -> people_schemas.NoticeOut:
    """Uphold a notice, which removes the comment, or refuse it; both sides are told."""
    house, of, decision = _asked(request, notice, data)
    return _notice(house, of, decide_notice(house, of, decision))


def post_notice_appeal_decision(
    request: Asked, notice: FromPath[str], data: JSONBody[bodies.NoticeDecisionIn]
) -> people_schemas.NoticeOut:
    """Decide anew about a refused notice whose giver appealed; whoever decided first is refused."""
    house, of, decision = _asked(request, notice, data)
    return _notice(house, of, decide_notice_appeal(house, of, decision))


def _asked(request: Asked, notice: str, data: bodies.NoticeDecisionIn) -> tuple[House, Site, NoticeDecision]:
    house = house_of(request)
    of = site_owning(request, notices.site_of, notice, what="notice")
    moderator = asking_moderator(request, of, Move.DECIDE_NOTICE)
    with house.database.read() as connection:
        found = notices.get(connection, of.id, notice)
        if found is not None:
            check_comment(connection, moderator, found.comment_id)
    by = f"moderator:{moderator.id}"
    return house, of, NoticeDecision(notice, NoticeState(data.state), data.answer, by=by, rule=data.rule)


def _notice(house: House, site: Site, notice: Notice) -> people_schemas.NoticeOut:
    with house.database.read() as connection:
        due = notice.due_at(house.in_force(connection, site.id).policy.notices.decide)
    return people_schemas.NoticeOut(
        id=notice.id,
        comment=notice.comment_id,
        ground=notice.ground.value,
        is_subject=notice.is_subject,
        text=notice.text,
        name=notice.name,
        email=notice.email,
        state=notice.state.value,
        answer=notice.answer,
        created_at=notice.created_at,
        decided_at=notice.decided_at,
        due_at=due,
        overdue=notice.waits and due <= house.clock(),
        asked_until=notice.asked_until,
        author_text=notice.author_text,
        appeal=_appeal(notice),
    )


def _appeal(notice: Notice) -> people_schemas.NoticeAppealOut | None:
    found = notice.appeal
    if found is None:
        return None
    return people_schemas.NoticeAppealOut(
        state=found.state.value,
        text=found.text,
        answer=found.answer,
        created_at=found.created_at,
        decided_at=found.decided_at,
    )
