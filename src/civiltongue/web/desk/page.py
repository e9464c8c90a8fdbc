"""How a page of the desk is answered: for one moderator, with the navigation that their role permits."""

from typing import Any

from litestar import Response
from litestar.response import Redirect

from civiltongue.operations.desk_session import LIFETIME
from civiltongue.web.desk.asking import Desk
from civiltongue.web.desk.navigation import entries_for, in_menu
from civiltongue.web.rendering import CONTENT_SECURITY_POLICY, HEADERS, render_page
from civiltongue.web.sessions import DESK_COOKIE, Asked, desk_form_token

_HTML = "text/html; charset=utf-8"
_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; connect-src 'self'",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
}


def desk_page(
    request: Asked, desk: Desk, template: str, /, *, status: int = 200, **values: Any
) -> Response[bytes]:
    """Return a page for a moderator, never stored; templates get ``desk``, ``site`` and ``form_token``."""
    entries = entries_for(desk.moderator.role, desk.moderator.sections)
    return _answer(
        request,
        template,
        status=status,
        desk=desk,
        site=desk.site,
        navigation=entries,
        menu=in_menu(entries),
        **values,
    )


def open_page(request: Asked, template: str, /, *, status: int = 200, **values: Any) -> Response[bytes]:
    """Return a page for somebody who is not signed in at the desk."""
    return _answer(request, template, status=status, desk=None, **values)


def lead_in_desk(path: str, *, session: str | None = None, secure: bool = False) -> Redirect:
    """Return a redirect to a path of the desk, with its cookie where a session was opened ('' ends it)."""
    redirect = Redirect(path, status_code=303, headers={"Cache-Control": "no-store"})
    if session is not None:
        redirect.set_cookie(
            key=DESK_COOKIE,
            value=session,
            max_age=int(LIFETIME.total_seconds()) if session else 0,
            path="/desk",
            secure=secure,
            httponly=True,
            samesite="lax",
        )
    return redirect


def _answer(request: Asked, template: str, *, status: int, **values: Any) -> Response[bytes]:
    body = render_page(template, form_token=desk_form_token(request), here=request.url.path, **values)
    return Response(body, status_code=status, media_type=_HTML, headers=_HEADERS)
