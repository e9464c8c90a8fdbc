"""The files of the embed, compressed once and served to pages of any origin."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

import brotli
from litestar import Response

from civiltongue.errors import NotFound
from civiltongue.web.sessions import Asked

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
}
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    compressed: bytes
    media_type: str
    etag: str


def get_embed_file(request: Asked, name: str) -> Response[bytes]:
    """Return a file that readers load; raises NotFound."""
    file = _file(name)
    headers = {**_HEADERS, "ETag": file.etag}
    if request.headers.get("if-none-match") == file.etag:
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(file.compressed, headers=headers, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)


@cache
def _file(name: str) -> _File:
    entry = resources.files("civiltongue.web") / "static" / "embed" / name
    suffix = name[name.rfind(".") :]
    if "/" in name or name.startswith(".") or suffix not in _TYPES or not entry.is_file():
        raise NotFound("There is no such file.", where=name[:100])
    body = entry.read_bytes()
    etag = f'W/"{sha256(body).hexdigest()[:24]}"'
    return _File(body, brotli.compress(body), _TYPES[suffix], etag)
