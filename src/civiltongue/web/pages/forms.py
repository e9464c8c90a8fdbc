"""Reading a form of ours."""

from urllib.parse import parse_qsl

from civiltongue.errors import BadInput
from civiltongue.web.sessions import Asked, check_form

MOST_FIELDS = 40


def read_form(request: Asked, body: bytes) -> dict[str, str]:
    """Return the fields of a form that this page sent; raises BadInput and NotPermitted.

    Line breaks of any kind become single ones.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadInput("The form came in another format.", hint="Send it from the page.")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise BadInput("The form cannot be read.", hint="Send it from the page.") from error
    fields = {name: value.replace("\r\n", "\n").replace("\r", "\n") for name, value in pairs}
    check_form(request, fields.get("form", ""))
    return fields
