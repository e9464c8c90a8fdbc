"""Several calls in one request, as Google's client libraries send them: multipart, each part a request.

What a part looks like is told under "Batching" in the documentation of Google's API clients
(https://github.com/googleapis/google-api-python-client/blob/main/docs/batch.md).
"""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from http import HTTPStatus

from litestar import Response
from litestar.params import RawBody

from civiltongue.web.perspective import errors
from civiltongue.web.perspective.asking import Call, call_of, key_in
from civiltongue.web.perspective.comments import METHODS, Answer, answer, refused, respond
from civiltongue.web.perspective.errors import Refusal
from civiltongue.web.sessions import Asked

MOST_CALLS = 1_000
"""How many calls one request may carry, as with Google."""
_LINE = b"\r\n"


def post_batch(request: Asked, body: RawBody) -> Response[bytes]:
    """Answer several calls that came in one request, each as if it had come alone."""
    call = call_of(request, body)
    try:
        parts = _parts(request.headers.get("content-type", ""), body)
    except Refusal as refusal:
        return respond(refused(refusal))
    boundary = f"batch_{call.house.new_id()}"
    answers = (_part(part, _answer(part, call), boundary) for part in parts)
    whole = b"".join((*answers, f"--{boundary}--".encode(), _LINE))
    return Response(
        whole, media_type=f"multipart/mixed; boundary={boundary}", headers={"Cache-Control": "no-store"}
    )


def _parts(content_type: str, body: bytes) -> list[Message]:
    """Return the parts of a body; raises Refusal."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser().parsebytes(head + body)
    parts = message.get_payload() if message.is_multipart() else []
    found = [part for part in parts if isinstance(part, Message)]
    if not found:
        raise errors.invalid("Failed to parse batch request, error: no multipart body with a request in it.")
    if len(found) > MOST_CALLS:
        raise errors.invalid(f"The batch has more than {MOST_CALLS} calls.")
    return found


def _answer(part: Message, call: Call) -> Answer:
    """Answer one part; what it asks for that is not there is told as it would be alone."""
    sent = part.get_payload(decode=True)
    head, _, body = _split(sent if isinstance(sent, bytes) else b"")
    method, _, rest = head.partition(b" ")
    path, _, query = rest.partition(b" ")[0].decode("latin-1").partition("?")
    name = path.rpartition("/")[2].replace("%3A", ":")
    if method.upper() != b"POST" or name not in METHODS:
        return refused(Refusal("There is no such method.", status=404))
    return answer(name, replace(call, key=key_in(query) or call.key, body=body))


def _split(sent: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the first line, the other lines of the head, and the body of a request."""
    line, _, rest = sent.lstrip().replace(b"\r\n", b"\n").partition(b"\n")
    if rest.startswith(b"\n"):
        return line, b"", rest[1:]
    head, _, body = rest.partition(b"\n\n")
    return line, head, body


def _part(asked: Message, answered: Answer, boundary: str) -> bytes:
    return _LINE.join((f"--{boundary}".encode(), *_lines(asked, answered), b"", answered.body, b""))


def _lines(asked: Message, answered: Answer) -> Iterator[bytes]:
    """Yield the head of a part, and the head of the answer in it."""
    yield b"Content-Type: application/http"
    name = "".join(sign for sign in asked.get("Content-ID", "") if " " <= sign <= "~")[:200]
    if name.startswith("<"):
        yield f"Content-ID: <response-{name[1:]}".encode()
    yield b""
    yield f"HTTP/1.1 {answered.status} {HTTPStatus(answered.status).phrase}".encode()
    yield b"Content-Type: application/json; charset=UTF-8"
    for header, value in answered.headers.items():
        yield f"{header}: {value}".encode()
    yield f"Content-Length: {len(answered.body)}".encode()
