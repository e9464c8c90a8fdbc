"""Ending letters that are no statements: with one click in a mail program, or on a page with a button."""

from urllib.parse import parse_qs

from litestar import Response
from litestar.params import FromPath, RawBody

from civiltongue.operations.end_letters import Letters, read_letters_link, set_letters
from civiltongue.web.pages.layout import answer_page
from civiltongue.web.sessions import Asked, house_of


def get_letters(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Show whether letters are ended, with the button that changes it; looking changes nothing."""
    return _page(request, token, read_letters_link(house_of(request), token))


def post_letters(request: Asked, token: FromPath[str], body: RawBody) -> Response[bytes]:
    """End the letters (RFC 8058: a mail program sends this by itself), or have them again.

    The link alone says who wants it, so that no session and no form of ours is needed.
    """
    wanted = parse_qs(body.decode("ascii", "replace")).get("move") == ["resume"]
    return _page(request, token, set_letters(house_of(request), token, ended=not wanted))


def _page(request: Asked, token: str, found: Letters) -> Response[bytes]:
    return answer_page(
        request,
        "letters.html",
        asking=None,
        site=found.site,
        policy=found.policy,
        ended=found.ended,
        token=token,
    )
