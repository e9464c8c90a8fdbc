"""An appeal by the link in a letter: what was decided and why, and the form, without signing in."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.errors import CivilTongueError, TokenInvalid
from civiltongue.operations.appeal_link import appeal_by_link, read_appeal_link, speak_by_link
from civiltongue.web.api import present
from civiltongue.web.errors import status_of
from civiltongue.web.marking import marked
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to
from civiltongue.web.sessions import Asked, house_of


def get_appeal(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show what the link in a letter is about, with the form for an appeal."""
    return _page(request, token)


def post_appeal_link(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Appeal by the link in a letter, or answer a question about the appeal."""
    house, fields = house_of(request), read_form(request, body)
    try:
        if fields.get("move") == "speak":
            speak_by_link(house, token, fields.get("more", ""))
        else:
            appeal_by_link(house, token, fields.get("why", ""))
    except TokenInvalid:
        raise
    except CivilTongueError as error:
        return _page(request, token, error=error, why=fields.get("why", ""))
    return lead_to(f"/appeal/{token}")


def _page(
    request: Asked, token: str, *, error: CivilTongueError | None = None, why: str = ""
) -> Response[bytes]:
    house = house_of(request)
    heard = read_appeal_link(house, token)
    told = heard.outcome
    spans = [span for reason in told.statement.reasons for span in reason.spans] if told else []
    return answer_page(
        request,
        "appeal_link.html",
        status=status_of(error) if error else 200,
        asking=None,
        site=heard.site,
        policy=heard.policy,
        heard=heard,
        statement=present.statement(house, heard.site, told) if told else None,
        marked=marked(told.visible, spans) if told else "",
        token=token,
        error=error,
        why=why,
    )
