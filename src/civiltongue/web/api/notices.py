"""Legal notices, decided by moderators."""

from litestar.params import FromPath, JSONBody

from civiltongue.domain.moderation import Move
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice, read_notices
from civiltongue.storage import notices
from civiltongue.web import bodies, people_schemas
from civiltongue.web.sessions import Asked, asking_moderator, house_of, site_of, site_owning


def get_notices(request: Asked, site: FromPath[str]) -> people_schemas.NoticesOut:
    """Return the open notices of a site, the longest first."""
    house, of = house_of(request), site_of(request, site)
    asking_moderator(request, of, Move.READ_NOTICES)
    return people_schemas.NoticesOut([_notice(found) for found in read_notices(house, of)])


def post_notice_decision(
    request: Asked, notice: FromPath[str], data: JSONBody[bodies.NoticeDecisionIn]
) -> people_schemas.NoticeOut:
    """Uphold a notice, which removes the comment, or refuse it; both sides are told."""
    house = house_of(request)
    of = site_owning(request, notices.site_of, notice, what="notice")
    by = f"moderator:{asking_moderator(request, of, Move.DECIDE_NOTICE).id}"
    decision = NoticeDecision(notice, NoticeState(data.state), data.answer, by=by, rule=data.rule)
    return _notice(decide_notice(house, of, decision))


def _notice(notice: Notice) -> people_schemas.NoticeOut:
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
    )
