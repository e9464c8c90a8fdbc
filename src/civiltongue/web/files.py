"""The files of the embed and of host pages, for any origin, and those of our own pages; compressed once."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

import brotli
from litestar import Response
from litestar.params import FromPath

from civiltongue.errors import NotFound
from civiltongue.web.sessions import Asked

_HASHED = re.compile(r"-[0-9a-f]{8}\.js$")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
}
_ANY_ORIGIN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_HEADERS = {
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    body: bytes
    compressed: bytes
    media_type: str
    etag: str


def get_embed_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Return a file that pages of other origins load; raises NotFound."""
    return _answer(request, _file("embed", name), {**_HEADERS, **_ANY_ORIGIN})


def get_host_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Return a file that publishers put into their pages besides the embed; raises NotFound."""
    return _answer(request, _file("host", name), {**_HEADERS, **_ANY_ORIGIN})


def get_page_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Return a file of our own pages; raises NotFound."""
    return _answer(request, _file("pages", name), _HEADERS)


def get_desk_file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """Return a file of the desk; raises NotFound."""
    return _answer(request, _file("desk", name), _HEADERS)


def _answer(request: Asked, file: "_File", fixed: dict[str, str]) -> Response[bytes]:
    headers = {**fixed, "ETag": file.etag, "Cache-Control": _caching(request, file)}
    if request.headers.get("if-none-match") == file.etag:
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(file.compressed, headers=headers, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)


def _caching(request: Asked, file: "_File") -> str:
    """Return how long a file may be kept: for ever where its address changes with its bytes."""
    if _HASHED.search(file.name) or request.url.query.startswith("v="):
        return "public, max-age=31536000, immutable"
    return "public, no-cache"


@cache
def _file(folder: str, name: str) -> _File:
    entry = resources.files("civiltongue.web") / "static" / folder / name
    suffix = name[name.rfind(".") :]
    if "/" in name or name.startswith(".") or suffix not in _TYPES or not entry.is_file():
        raise NotFound("There is no such file.", where=name[:100])
    body = entry.read_bytes()
    etag = f'W/"{sha256(body).hexdigest()[:24]}"'
    return _File(name, body, brotli.compress(body), _TYPES[suffix], etag)
