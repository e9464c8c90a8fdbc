"""How a page is answered: for one person, with their form token, or by leading elsewhere."""

from typing import Any

from litestar import Response
from litestar.response import Redirect

from civiltongue.operations.sessions import end_session
from civiltongue.web.refusals import log_foreign_path
from civiltongue.web.rendering import HEADERS, render_page
from civiltongue.web.sessions import COOKIE, Asked, asking_page, form_token, house_of

_HTML = "text/html; charset=utf-8"


def answer_page(request: Asked, template: str, /, *, status: int = 200, **values: Any) -> Response[bytes]:
    """Return a page for one person: never stored, with their form token."""
    values.setdefault("asking", asking_page(request))
    body = render_page(template, form_token=form_token(request), own=house_of(request).settings, **values)
    return Response(
        body, status_code=status, media_type=_HTML, headers={**HEADERS, "Cache-Control": "private, no-store"}
    )


def lead_to(path: str, *, session: str | None = None, secure: bool = False) -> Redirect:
    """Return a redirect to a path of ours, with a session cookie where one was opened ('' ends it)."""
    redirect = Redirect(path, status_code=303, headers={"Cache-Control": "no-store"})
    if session is not None:
        redirect.set_cookie(
            key=COOKIE,
            value=session,
            max_age=30 * 86_400 if session else 0,
            path="/",
            secure=secure,
            httponly=True,
            samesite="lax",
        )
    return redirect


def to_sign_in(site: str, path: str) -> Redirect:
    """Lead a stranger to signing in at a site, and from there to a path of ours."""
    return lead_to(f"/sign-in?site={site}&next={path}")


def let_in(request: Asked, path: str, token: str) -> Redirect:
    """Lead on with a new session, and end the one that the browser had before."""
    house = house_of(request)
    before = asking_page(request)
    if before is not None:
        end_session(house, before)
    return lead_to(path, session=token, secure=house.settings.is_secure)


def own_path(path: str) -> str:
    """Return the path where it is one of ours, else the root: nobody is led to another host."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\"))
    own = plain and all(ord(c) > 32 for c in path) and "\\" not in path
    if path and not own:
        log_foreign_path()
    return path if own else ""
