"""Reading a form of ours."""

from urllib.parse import parse_qsl

from civiltongue.errors import BadInput
from civiltongue.web.refusals import log_broken_lines
from civiltongue.web.sessions import Asked, check_form

MOST_FIELDS = 40


def read_form(request: Asked, body: bytes) -> dict[str, str]:
    """Return the fields of a form that this page sent; raises BadInput and NotPermitted."""
    fields = dict(read_pairs(request, body, most=MOST_FIELDS))
    log_broken_lines(fields)
    check_form(request, fields.get("form", ""))
    return fields


def read_pairs(request: Asked, body: bytes, *, most: int) -> list[tuple[str, str]]:
    """Return the fields of a form in their order, unchecked; raises BadInput.

    Line breaks of any kind become single ones.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadInput("The form came in another format.", hint="Send it from the page.")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=most)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadInput("The form cannot be read.", hint="Send it from the page.") from error
    return [(name, value.replace("\r\n", "\n").replace("\r", "\n")) for name, value in pairs]
