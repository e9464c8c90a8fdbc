"""An author's own page: their comments, everything that is kept about them, and how to be erased."""

from litestar import Response
from litestar.params import FromPath, FromQuery, RawBody
from litestar.response import Redirect

from civiltongue.errors import BadInput, CivilTongueError
from civiltongue.operations.choose_news import choose_news
from civiltongue.operations.claim_author import claim_author
from civiltongue.operations.download_author import download_author
from civiltongue.operations.erase_author import ask_erasure, erase_due, take_back_erasure
from civiltongue.operations.read_me import read_me
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.sessions import Asking
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, to_sign_in
from civiltongue.web.sessions import Asked, asking_here, house_of


def get_me(request: Asked, site: FromPath[str], before: FromQuery[str] = "") -> Response[bytes] | Redirect:
    """Show an author what is theirs on a site."""
    asking = asking_here(request, site)
    return to_sign_in(site, f"/sites/{site}/me") if asking is None else _me(request, asking, before=before)


def post_me(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Take another name, choose when to be told of replies, claim comments from before, ask to be erased, or take that back."""
    asking = asking_here(request, site)
    fields = read_form(request, body)
    if asking is None:
        return to_sign_in(site, f"/sites/{site}/me")
    try:
        return _move(request, asking, fields)
    except CivilTongueError as error:
        return _me(request, asking, error=error, fields=fields)


def get_data(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Give an author everything that is kept about them, as a file."""
    asking = asking_here(request, site)
    if asking is None:
        return to_sign_in(site, f"/sites/{site}/me")
    document = download_author(house_of(request), asking.site, asking.author)
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{asking.site.name}-about-me.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(document, media_type="application/json", headers=headers)


def _move(request: Asked, asking: Asking, fields: dict[str, str]) -> Response[bytes] | Redirect:
    house, move = house_of(request), fields.get("move", "")
    here = f"/sites/{asking.site.name}/me"
    if move == "keep":
        take_back_erasure(house, asking.site, asking.author)
        return lead_to(here)
    if move == "rename":
        rename_author(house, asking.site, asking.author, fields.get("name", ""))
        return lead_to(here)
    if move == "news":
        choose_news(house, asking.site, asking.author, fields.get("news", ""))
        return lead_to(here)
    if move == "claim":
        claimed, text = fields.get("claimed", ""), fields.get("text", "")
        claim_author(house, asking.site, asking.author, claimed, text=text)
        return lead_to(here)
    if move != "erase" or fields.get("sure") != "yes":
        raise BadInput("Say that you are sure.", where="sure", hint="Tick the box, then send the form again.")
    at_once = fields.get("when") == "now"
    ask_erasure(house, asking.site, asking.author, at_once=at_once)
    if not at_once or read_me(house, asking.site, asking.author).held:
        return lead_to(here)
    policy = read_me(house, asking.site, asking.author).policy
    erase_due(house, asking.site)
    answer = answer_page(request, "erased.html", asking=None, site=asking.site, policy=policy)
    answer.cookies.extend(lead_to("/", session="", secure=house.settings.is_secure).cookies)
    return answer


def _me(
    request: Asked,
    asking: Asking,
    *,
    before: str = "",
    error: CivilTongueError | None = None,
    fields: dict[str, str] | None = None,
) -> Response[bytes]:
    me = read_me(house_of(request), asking.site, asking.author, before=before)
    return answer_page(
        request,
        "me.html",
        status=status_of(error) if error else 200,
        asking=asking,
        site=asking.site,
        policy=me.policy,
        me=me,
        before=before,
        error=error,
        fields=fields or {},
    )
