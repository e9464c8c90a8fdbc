"""The queue: what waits for a decision."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.operations.read_queue import read_queue
from civiltongue.web.desk.asking import asking_desk
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.sessions import Asked


def get_overview(request: Asked, site: FromPath[str]) -> Redirect:
    """Lead to what waits."""
    return lead_in_desk(f"{asking_desk(request, site, Move.READ_QUEUE).path}/queue")


def get_queue(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List what waits, of the moderator's sections."""
    desk = asking_desk(request, site, Move.READ_QUEUE)
    items = [item for item in read_queue(desk.house, desk.site) if desk.moderator.sees(item.thread.url)]
    return desk_page(request, desk, "desk/queue.html", items=items)
