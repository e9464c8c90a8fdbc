"""Which pages of other origins may read the API: those of the site's origins, and no others."""

from anyio.to_thread import run_sync

from civiltongue.errors import CivilTongueError, OriginRefused
from civiltongue.operations.house import House
from civiltongue.storage import sites
from civiltongue.web.known_sites import KnownSites
from civiltongue.web.limits import Application, Message, Receive, Scope, Send, refuse
from civiltongue.web.refusals import log_foreign_origin

_API = "/api/v1/"
_SITES = "/api/v1/sites/"
_METHODS = b"GET, POST, PATCH, DELETE"
_HEADERS = b"authorization, content-type, idempotency-key"
_EXPOSED = b"retry-after, etag"


class Cors:
    """Answer preflights, and mark answers as readable by the page that asked.

    Where the path names a site, the origin must be that site's; elsewhere it must be some site's,
    and the token that the request carries holds for one origin alone.
    """

    def __init__(self, application: Application, house: House, known: KnownSites) -> None:
        self._application = application
        self._house = house
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its CORS headers, or refuse it."""
        origin = dict(scope.get("headers", [])).get(b"origin")
        own = self._house.settings.origin.encode()
        if scope["type"] != "http" or not scope["path"].startswith(_API) or origin in (None, own):
            await self._application(scope, receive, send)
            return
        assert origin is not None
        try:
            await self._check(scope["path"], origin.decode("latin-1"))
        except CivilTongueError as refusal:
            log_foreign_origin()
            await refuse(send, refusal)
            return
        if scope["method"] == "OPTIONS":
            await _preflight(send, origin)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                if not any(name == b"access-control-allow-origin" for name, _ in headers):
                    headers += [(b"access-control-allow-origin", origin), (b"vary", b"Origin")]
                headers.append((b"access-control-expose-headers", _EXPOSED))
                message = {**message, "headers": headers}
            await send(message)

        await self._application(scope, receive, marked)

    async def _check(self, path: str, origin: str) -> None:
        """Refuse another origin; where asking is a round trip (PostgreSQL), the event loop does not wait."""
        if self._house.database.is_sqlite:
            allowed = self._is_allowed(path, origin)
        else:
            allowed = await run_sync(self._is_allowed, path, origin)
        if not allowed:
            raise OriginRefused(
                "Pages of this origin may not use this site.",
                where="Origin",
                hint="Add the origin: civiltongue site origins.",
            )

    def _is_allowed(self, path: str, origin: str) -> bool:
        if path.startswith(_SITES):
            site = self._known.named(path.removeprefix(_SITES).partition("/")[0])
            return site is None or origin in site.origins
        with self._house.database.read() as connection:
            return sites.any_has_origin(connection, origin)


async def _preflight(send: Send, origin: bytes) -> None:
    headers = [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", _HEADERS),
        (b"access-control-max-age", b"7200"),
        (b"vary", b"Origin"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
