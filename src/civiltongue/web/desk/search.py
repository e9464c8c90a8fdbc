"""Search over comments, and what the pages share that list what was found."""

from datetime import date

from litestar import Response
from litestar.params import FromPath

from civiltongue.domain.moderation import Move
from civiltongue.domain.thread import Status
from civiltongue.errors import BadInput
from civiltongue.operations.search_comments import Results, Search, search_comments
from civiltongue.web.desk.asking import Desk, asking_desk
from civiltongue.web.desk.page import desk_page
from civiltongue.web.desk.searched import rules_of
from civiltongue.web.sessions import Asked

FIELDS = ("text", "author", "story", "status", "rule", "from", "until", "after")


def get_search(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """Find comments by their words, and by what is known of them."""
    desk = asking_desk(request, site, Move.SEARCH)
    asked = {name: request.query_params.get(name, "").strip() for name in FIELDS}
    wanted = {name: value for name, value in asked.items() if value and name != "after"}
    error, found = None, Results(())
    if wanted:
        try:
            found = search_comments(desk.house, desk.site, _search(desk, asked))
        except BadInput as refusal:
            error = refusal
    return desk_page(
        request,
        desk,
        "desk/search.html",
        status=400 if error else 200,
        asked=asked,
        wanted=wanted,
        found=found,
        error=error,
        rules=rules_of(desk),
        statuses=[status.value for status in Status],
    )


def _search(desk: Desk, asked: dict[str, str]) -> Search:
    try:
        return Search(
            text=asked["text"],
            author=asked["author"],
            story=asked["story"],
            status=Status(asked["status"]) if asked["status"] else None,
            rule=asked["rule"],
            first=date.fromisoformat(asked["from"]) if asked["from"] else None,
            last=date.fromisoformat(asked["until"]) if asked["until"] else None,
            after=asked["after"],
            places=desk.places,
        )
    except ValueError as error:
        raise BadInput(
            "This is no status or no day.", where="search", hint="Write days as 2026-03-01."
        ) from error
