"""Stories: what holds for each, and its comments."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.domain.moderation import Move
from civiltongue.domain.thread import Thread, ThreadState
from civiltongue.errors import BadInput, CivilTongueError, NotFound
from civiltongue.operations.search_comments import Search, search_comments
from civiltongue.operations.set_story import OLDEST, SLOWEST, StorySettings, set_story
from civiltongue.storage import stories, threads
from civiltongue.web.desk.asking import Desk, asking_desk, read_desk_form
from civiltongue.web.desk.page import desk_page, lead_in_desk
from civiltongue.web.errors import status_of
from civiltongue.web.sessions import Asked

PAGE = 50
"""How many stories a page lists."""


def get_stories(request: Asked, site: FromPath[str]) -> Response[bytes]:
    """List the stories of the moderator's sections, the newest first."""
    desk = asking_desk(request, site, Move.READ_STORY)
    text, after = (request.query_params.get(name, "").strip() for name in ("text", "after"))
    with desk.house.database.read() as connection:
        found = stories.listed(
            connection, desk.site.id, text=text, places=desk.places, after=after, most=PAGE + 1
        )
    more = found[PAGE - 1].thread.id if len(found) > PAGE else ""
    return desk_page(request, desk, "desk/stories.html", found=found[:PAGE], text=text, more_after=more)


def get_story(request: Asked, site: FromPath[str], thread: FromPath[str]) -> Response[bytes]:
    """Show a story: how it is set, and its comments."""
    desk = asking_desk(request, site, Move.READ_STORY)
    return _page(request, desk, _story(desk, thread))


def post_story(
    request: Asked, site: FromPath[str], thread: FromPath[str], body: RawBody
) -> Response[bytes] | Redirect:
    """Set what holds for a story from now on."""
    fields = read_desk_form(request, body)
    desk = asking_desk(request, site, Move.STORY_SETTINGS)
    story = _story(desk, thread)
    try:
        settings = StorySettings(
            state=_state(fields.get("state", "")),
            slow=_number(fields.get("slow", ""), "slow"),
            closes_after=_number(fields.get("closes_after", ""), "closes_after"),
        )
        set_story(desk.house, desk.site, story.id, settings, by=desk.by)
    except CivilTongueError as error:
        return _page(request, desk, story, error=error)
    return lead_in_desk(f"{desk.path}/stories/{story.id}?done=1")


def _story(desk: Desk, thread_id: str) -> Thread:
    with desk.house.database.read() as connection:
        story = threads.get(connection, desk.site.id, thread_id)
    if story is None:
        raise NotFound("There is no such story.", where="story")
    desk.check_story(story)
    return story


def _page(
    request: Asked, desk: Desk, story: Thread, *, error: CivilTongueError | None = None
) -> Response[bytes]:
    after = request.query_params.get("after", "")
    found = search_comments(desk.house, desk.site, Search(thread=story.id, after=after))
    with desk.house.database.read() as connection:
        rules = desk.house.in_force(connection, desk.site.id).policy.stories
        numbers = stories.count(connection, desk.site.id, story.id)
    return desk_page(
        request,
        desk,
        "desk/story.html",
        status=status_of(error) if error else 200,
        story=story,
        rules=rules,
        closes_at=story.closes_at(rules.close_after),
        numbers={status.value: number for status, number in numbers.items()},
        found=found,
        states=[state.value for state in ThreadState],
        slowest=SLOWEST,
        oldest=OLDEST,
        may_set=desk.may(Move.STORY_SETTINGS),
        done="done" in request.query_params and error is None,
        error=error,
    )


def _state(word: str) -> ThreadState:
    try:
        return ThreadState(word)
    except ValueError as error:
        raise BadInput("A story is open, pre- or post-moderated, or closed.", where="state") from error


def _number(typed: str, where: str) -> int | None:
    """Return a whole number, None for an empty field: as the house rules say."""
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
        raise BadInput("Write a whole number, or nothing.", where=where)
    return int(typed)
