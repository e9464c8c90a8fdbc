"""The newspaper of ``examples/site``, served from an origin of its own."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.living import Living, LivingSite
from tests.tree import ROOT

PAGES = ROOT / "examples" / "site"
WRITTEN_SERVER = "http://127.0.0.1:8300"
WRITTEN_SITE = ('site="lantern"', "/sites/lantern/")


class Newspaper:
    """A host page on another site than the comment server: ``localhost``, where that is ``127.0.0.1``.

    Where the server is ``localhost``, the page's ``host`` is the other one.

    ``isolated`` pages carry ``Cross-Origin-Opener-Policy: same-origin``; ``changes`` are made in
    the text of each page before it is served.
    """

    def __init__(
        self,
        living: Living,
        *,
        policy: str = "newsroom",
        isolated: bool = False,
        host: str = "localhost",
        name: str = "",
    ) -> None:
        self.changes: dict[str, str] = {}
        self._isolated = isolated
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.origin = f"http://{host}:{self._server.server_port}"
        self.site: LivingSite = living.a_site(policy=policy, origin=self.origin, name=name)

    def __enter__(self) -> "Newspaper":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def server(self) -> str:
        """Return the address of the comment server."""
        return self.site.living.base_url

    def url(self, name: str) -> str:
        """Return the address of a page."""
        return f"{self.origin}/{name}.html"

    def as_first_party(self, path: str) -> str:
        """Return an address of the same server under the name of another site."""
        return f"{self.origin.replace('localhost', '127.0.0.1')}{path}"

    def page(self, name: str) -> str:
        """Return a page as it is served."""
        text = (PAGES / name).read_text("utf-8").replace(WRITTEN_SERVER, self.server)
        for written in WRITTEN_SITE:
            text = text.replace(written, written.replace("lantern", self.site.name))
        for old, new in self.changes.items():
            assert old in text, old
            text = text.replace(old, new)
        return text

    def _handler(self) -> type[SimpleHTTPRequestHandler]:
        newspaper = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options, directory=str(PAGES))

            def do_GET(self) -> None:
                name = Path(self.path.partition("?")[0]).name
                if self.path == "/cookie":
                    self._answer((self.headers.get("Cookie") or "").encode(), "text/plain")
                elif name.endswith(".html"):
                    self._answer(newspaper.page(name).encode(), "text/html; charset=utf-8")
                else:
                    super().do_GET()

            def _answer(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def end_headers(self) -> None:
                if newspaper._isolated:
                    self.send_header("Cross-Origin-Opener-Policy", "same-origin")
                if self.path == "/cookie":
                    self.send_header("Set-Cookie", "seen=yes; SameSite=None; Secure; Path=/")
                    self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
                    self.send_header("Access-Control-Allow-Credentials", "true")
                super().end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler
