"""Appeals: filed by authors, decided by moderators who have not decided before."""

from litestar.params import FromPath, JSONBody

from civiltongue.domain.appeal import Appeal, AppealState, Remark
from civiltongue.domain.moderation import Move
from civiltongue.domain.thread import Site
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.discuss_appeal import ask_about_appeal
from civiltongue.operations.house import House
from civiltongue.operations.read_appeals import AppealItem, read_open_appeals
from civiltongue.operations.sections import check_comment, check_whole_site, places_of
from civiltongue.storage import appeals
from civiltongue.storage.moderators import Moderator
from civiltongue.web import bodies, schemas
from civiltongue.web.api import present
from civiltongue.web.names import shown_name
from civiltongue.web.sessions import Asked, asking_embed, asking_moderator, house_of, site_of, site_owning


def post_appeal(request: Asked, comment: FromPath[str], data: JSONBody[bodies.AppealIn]) -> schemas.AppealOut:
    """Appeal against the rejection of one's own comment; once, and also while suspended."""
    house, asking = house_of(request), asking_embed(request)
    return _appeal(appeal_ruling(house, asking.site, asking.author, comment_id=comment, text=data.text))


def get_appeals(request: Asked, site: FromPath[str]) -> schemas.AppealsOut:
    """Return the open appeals of a site, the longest first."""
    house, of = house_of(request), site_of(request, site)
    moderator = asking_moderator(request, of, Move.READ_APPEALS)
    listed = read_open_appeals(house, of, places=places_of(of, moderator))
    found = [item for item in listed if _sees(moderator, item)]
    return schemas.AppealsOut([_open(item) for item in found])


def post_appeal_decision(
    request: Asked, appeal: FromPath[str], data: JSONBody[bodies.AppealDecisionIn]
) -> schemas.AppealOut:
    """Decide an appeal; whoever decided first is refused."""
    house, of, by = _deciding(request, appeal)
    decision = AppealDecision(appeal, AppealState(data.state), data.answer, by)
    return _appeal(decide_appeal(house, of, decision))


def post_remark(request: Asked, appeal: FromPath[str], data: JSONBody[bodies.RemarkIn]) -> schemas.RemarkOut:
    """Ask the author of an open appeal something; whoever decided first is refused."""
    house, of, by = _deciding(request, appeal)
    return _remark(ask_about_appeal(house, of, appeal_id=appeal, text=data.text, by=by))


def _deciding(request: Asked, appeal: str) -> tuple[House, Site, str]:
    """Return who is to decide about an appeal: of their sections, or with the whole site where it is of none."""
    house = house_of(request)
    of = site_owning(request, appeals.site_of, appeal, what="appeal")
    moderator = asking_moderator(request, of, Move.DECIDE_APPEAL)
    with house.database.read() as connection:
        found = appeals.get(connection, of.id, appeal)
        if found is not None and found.comment_id:
            check_comment(connection, moderator, found.comment_id)
        else:
            check_whole_site(moderator)
    return house, of, f"moderator:{moderator.id}"


def _sees(moderator: Moderator, item: AppealItem) -> bool:
    return moderator.sees(item.item.thread.url) if item.item else not moderator.sections


def _remark(remark: Remark) -> schemas.RemarkOut:
    return schemas.RemarkOut(
        by="author" if remark.is_author_s else "newsroom", text=remark.text, created_at=remark.created_at
    )


def _appeal(appeal: Appeal) -> schemas.AppealOut:
    return schemas.AppealOut(
        id=appeal.id,
        comment=appeal.comment_id,
        ruling=appeal.ruling_id,
        sanction=appeal.sanction_id,
        state=appeal.state.value,
        text=appeal.text,
        answer=appeal.answer,
        created_at=appeal.created_at,
        decided_at=appeal.decided_at,
    )


def _open(item: AppealItem) -> schemas.OpenAppealOut:
    badges = ["staff"] if item.author.staff else []
    return schemas.OpenAppealOut(
        appeal=_appeal(item.appeal),
        author=schemas.AuthorOut(item.author.id, shown_name(item.author.name), badges),
        comment=present.queue_item(item.item) if item.item else None,
        reason=item.sanction.reason if item.sanction else None,
        remarks=[_remark(remark) for remark in item.remarks],
    )
