"""Writing without JavaScript: the form, what became of it, and another attempt."""

from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter, RawBody
from litestar.response import Redirect

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, CivilTongueError, NotSignedIn
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_thread import OLDEST, find_comment, read_thread_by_id
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.tokens import random_token
from civiltongue.operations.welcome_guest import guest_ticket, welcome_with_ticket
from civiltongue.web.api import present
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to
from civiltongue.web.sessions import Asked, address_of, asking_page, house_of, site_of

_PLACE = ("thread", "id", "url", "title", "parent")
"""The fields that say where a comment belongs."""
_SHOWN = {"published": 201, "held": 202, "rejected": 200, "nudged": 200, "withdrawn": 200}


def get_write(
    request: Asked,
    site: FromPath[str],
    thread: FromQuery[str] = "",
    story: Annotated[str, QueryParameter(name="id")] = "",
    url: FromQuery[str] = "",
    title: FromQuery[str] = "",
    reply_to: FromQuery[str] = "",
) -> Response[bytes]:
    """Show the form for a comment, or for a reply."""
    house, of = house_of(request), site_of(request, site)
    fields = {"thread": thread, "id": story, "url": url, "title": title, "parent": reply_to, "text": ""}
    fields["draft"] = random_token(house)[:24]
    return _form(request, house, of, fields)


def post_write(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Submit what was written; a published comment leads to its place, anything else is explained."""
    house, of = house_of(request), site_of(request, site)
    fields = read_form(request, body)
    try:
        author, session = _author(request, house, of, fields)
        outcome = submit_comment(house, of, _attempt(request, fields, author))
    except CivilTongueError as error:
        return _form(request, house, of, fields, error=error)
    assert outcome.word in _SHOWN
    if outcome.word == "published":
        assert outcome.comment is not None
        answer: Response[bytes] | Redirect = lead_to(
            f"/comments/{outcome.comment.id}", session=session, secure=house.settings.is_secure
        )
        return answer
    return _form(request, house, of, fields, outcome=outcome, session=session)


def _author(request: Asked, house: House, site: Site, fields: dict[str, str]) -> tuple[Author, str | None]:
    """Return who writes, and the cookie of a guest who has none yet."""
    asking = asking_page(request)
    if asking is not None and asking.site.id == site.id:
        return asking.author, None
    with house.database.read() as connection:
        guests = house.in_force(connection, site.id).policy.guests
    if not guests:
        raise NotSignedIn("Comments are signed here: sign in first.")
    return welcome_with_ticket(
        house, site, fields.get("guest", ""), name=fields.get("name", ""), address=address_of(request)
    )


def _attempt(request: Asked, fields: dict[str, str], author: Author) -> Attempt:
    draft = fields.get("draft", "")
    if not 8 <= len(draft) <= 64:
        raise BadInput("The form is incomplete.", where="draft", hint="Load the page again.")
    thread = fields.get("thread", "")
    story = None
    if not thread:
        facts = StoryFacts(title=fields.get("title", ""))
        story = Story(url=fields.get("url", ""), identifier=fields.get("id", ""), facts=facts)
    return Attempt(
        author=author,
        source=fields.get("text", ""),
        draft=draft,
        consent=fields.get("consent", ""),
        address=address_of(request),
        story=story,
        thread_id=thread or None,
        parent_id=fields.get("parent") or None,
        insist=fields.get("insist", ""),
    )


def _form(
    request: Asked,
    house: House,
    site: Site,
    fields: dict[str, str],
    *,
    outcome: Outcome | None = None,
    error: CivilTongueError | None = None,
    session: str | None = None,
) -> Response[bytes]:
    asking = asking_page(request)
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
    values: dict[str, Any] = {
        "site": site,
        "policy": policy,
        "fields": fields,
        "error": error,
        "outcome": outcome,
        "asking": asking if asking and asking.site.id == site.id else None,
        "guest": fields.get("guest") or guest_ticket(house, site),
        "here": _address(site, fields),
        "replied_to": _replied_to(house, fields.get("parent", "")),
        "statement": None,
        "marked": "",
        "insist": outcome.insist if outcome else "",
    }
    if outcome is not None:
        values["statement"] = present.statement(house, site, outcome)
        spans = [span for reason in outcome.statement.reasons for span in reason.spans]
        values["marked"] = marked(outcome.visible, spans)
    status = status_of(error) if error else _SHOWN[outcome.word] if outcome else 200
    answer = answer_page(request, "write.html", status=status, **values)
    if session is not None:
        set_session(answer, session, secure=house.settings.is_secure)
    return answer


def _address(site: Site, fields: dict[str, str]) -> str:
    """Return the address of this form, to come back to after signing in."""
    asked = {("reply_to" if name == "parent" else name): fields.get(name) for name in _PLACE}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/sites/{site.name}/write?{query}"


def set_session(answer: Response[bytes], session: str, *, secure: bool) -> None:
    """Put a guest's session into the cookie, so that further attempts are theirs."""
    cookie = lead_to("/", session=session, secure=secure).cookies
    answer.cookies.extend(cookie)


def _replied_to(house: House, comment_id: str) -> Any:
    if not comment_id:
        return None
    try:
        site, thread_id, number = find_comment(house, comment_id)
    except CivilTongueError:
        return None
    page = read_thread_by_id(house, site, thread_id, order=OLDEST, number=number)
    return next((comment for comment in page.comments if comment.id == comment_id), None)
