"""Ready bytes: what an anonymous reader sees, rendered once and served until its version changes."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

import brotli
from anyio.to_thread import run_sync

from civiltongue.errors import Unavailable
from civiltongue.storage.freshness import Freshness
from civiltongue.web.limits import Application, Receive, Scope, Send

MOST_BYTES = 256 * 1024 * 1024
"""How much memory the ready bytes may take; the oldest go first."""
_SMALL = 1_000
"""Below this many bytes compressing is not worth it."""

Pairs = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer depends on: a site, and a thread of it by story key or by id.

    ``everything`` stands for an answer over many threads, which any write makes stale.
    """

    site_name: str
    key: str = ""
    thread_id: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a builder gives: bytes, what they depend on, and in which versions.

    ``origins`` are those whose pages may read it, None where no page of another origin does.
    """

    subject: Subject
    versions: tuple[int, int]
    origins: frozenset[str] | None
    media_type: str
    body: bytes
    cache_control: str = "public, max-age=0, must-revalidate"
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(slots=True)
class Entry:
    """An answer: its bytes, what it depends on, and the versions that it shows."""

    subject: Subject
    versions: tuple[int, int]
    origins: frozenset[str] | None
    headers: Pairs
    body: bytes
    compressed: bytes
    etag: bytes
    token: int | None
    by_origin: dict[bytes, Pairs] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return about how much memory this takes."""
        return len(self.body) + len(self.compressed) + 1_000


class ReadyBytes:
    """Keep answers by path and query, and say whether one is still in force.

    ``freshness`` is asked before every answer, so that a write by any process counts at once.
    """

    def __init__(self, freshness: Freshness) -> None:
        self._freshness = freshness
        self._asks_at_once = freshness.token() is not None
        self._entries: OrderedDict[tuple[str, bytes], Entry] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    @property
    def asks_at_once(self) -> bool:
        """Say whether :meth:`find` takes microseconds (SQLite), or a round trip (PostgreSQL)."""
        return self._asks_at_once

    def close(self) -> None:
        """Close the connections that freshness is asked on."""
        self._freshness.close()

    def find(self, path: str, query: bytes) -> Entry | None:
        """Return the answer in force for a request, None where it must be made anew."""
        entry = self._entries.get((path, query))
        if entry is None:
            return None
        token = self._freshness.token()
        if token is None or entry.token != token:
            if entry.subject.everything or self._versions(entry.subject) != entry.versions:
                return None
            entry.token = token
        return entry

    def make(
        self, path: str, query: bytes, build: Callable[[], Built], *, keep: Callable[[Built], bool]
    ) -> Entry:
        """Build an answer, and keep it where ``keep`` says so.

        The token is taken first, so that a write meanwhile makes the answer stale.
        """
        token = self._freshness.token()
        built = build()
        etag = b'W/"' + sha256(built.body).hexdigest()[:24].encode() + b'"'
        headers = [
            (b"content-type", built.media_type.encode()),
            (b"cache-control", built.cache_control.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"vary", b"Origin, Accept-Encoding, Cookie"),
            (b"etag", etag),
            *built.headers,
        ]
        compressed = brotli.compress(built.body, quality=5) if len(built.body) > _SMALL else b""
        entry = Entry(
            built.subject, built.versions, built.origins, headers, built.body, compressed, etag, token
        )
        if keep(built):
            self._keep((path, query), entry)
        return entry

    def _versions(self, subject: Subject) -> tuple[int, int] | None:
        if subject.thread_id:
            found = self._freshness.thread_versions(subject.site_name, subject.thread_id)
        else:
            found = self._freshness.versions(subject.site_name, subject.key)
        return (found.thread, found.site) if found else None

    def _keep(self, key: tuple[str, bytes], entry: Entry) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self._size += entry.size - (old.size if old else 0)
            self._entries[key] = entry
            while self._size > MOST_BYTES and len(self._entries) > 1:
                _, dropped = self._entries.popitem(last=False)
                self._size -= dropped.size


class ReadyFront:
    """Answer from ready bytes where there are any; let the application answer the rest."""

    def __init__(self, application: Application, ready: ReadyBytes) -> None:
        self._application = application
        self._ready = ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a GET of an anonymous reader."""
        if scope["type"] == "http" and scope["method"] == "GET":
            entry = await self._find(scope["path"], scope["query_string"])
            if entry is not None:
                answer = answer_for(entry, scope["headers"])
                if answer is not None:
                    status, headers, body = answer
                    await send({"type": "http.response.start", "status": status, "headers": headers})
                    await send({"type": "http.response.body", "body": body})
                    return
        await self._application(scope, receive, send)

    async def _find(self, path: str, query: bytes) -> Entry | None:
        """Find an answer in force: at once where asking takes microseconds, else in a thread."""
        try:
            if self._ready.asks_at_once:
                return self._ready.find(path, query)
            return await run_sync(self._ready.find, path, query)
        except Unavailable:
            return None


def answer_for(entry: Entry, request: Pairs) -> tuple[int, Pairs, bytes] | None:
    """Return status, headers and body for a request; None where the application must answer.

    A request with a session or from an origin that is not the site's is the application's.
    """
    asked = dict(request)
    if b"authorization" in asked or b"ct_session" in asked.get(b"cookie", b""):
        return None
    headers = _headers_for(entry, asked.get(b"origin", b""))
    if headers is None:
        return None
    if entry.etag in asked.get(b"if-none-match", b""):
        return 304, headers, b""
    if entry.compressed and b"br" in asked.get(b"accept-encoding", b""):
        return 200, [*headers, (b"content-encoding", b"br")], entry.compressed
    return 200, headers, entry.body


def _headers_for(entry: Entry, origin: bytes) -> Pairs | None:
    if not origin or entry.origins is None:
        return entry.headers
    headers = entry.by_origin.get(origin)
    if headers is None and origin.decode("latin-1") in entry.origins:
        headers = [*entry.headers, (b"access-control-allow-origin", origin)]
        entry.by_origin[origin] = headers
    return headers
