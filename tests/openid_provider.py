"""A real OpenID provider on loopback, and a server whose readers may sign in with it."""

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from civiltongue.domain.identity import DisqusAccounts, OpenIdProvider, PublisherAccounts
from tests.embed.toolchain import install, node_command
from tests.identity_keys import OKP, public
from tests.living import Living, Mailbox, a_living, free_port

FOLDER = Path(__file__).parent / "web" / "openid"
SECRET = "a secret of the tests: 100% & more"
PUBLISHER = "https://www.lantern.example"
SHARED = "a secret of thirty-two bytes, at least"
_FORM = re.compile(r'<form[^>]*action="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture(scope="session")
def open_living(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, mailbox: tuple[Mailbox, int]
) -> Iterator[Living]:
    """Run a provider, and a server that knows it twice.

    As ``anchor`` it is trusted with e-mail addresses and knows a secret; as ``buoy`` neither. The
    server has a host name, which passkeys need. It takes signed tokens from the publishers of
    ``tidings``, ``dawn``, ``noon`` and ``ledger``, and Disqus' payloads from those of ``gazette`` and ``dusk``.
    """
    install(FOLDER)
    port, at = free_port(), free_port()
    issuer = f"http://127.0.0.1:{at}"
    known = (
        OpenIdProvider("anchor", "Anchor ID", issuer, "civiltongue", SECRET, trusts_email=True),
        OpenIdProvider("buoy", "Buoy ID", issuer, "civiltongue-public"),
    )
    clients = [
        {
            "client_id": provider.client_id,
            "redirect_uris": [f"http://localhost:{port}/sign-in/openid/{provider.key}"],
            **(
                {"client_secret": SECRET}
                if provider.client_secret
                else {"token_endpoint_auth_method": "none"}
            ),
        }
        for provider in known
    ]
    given = json.dumps({"port": at, "clients": clients})
    running = subprocess.Popen(
        [*node_command(), "provider.mjs", given],
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "NODE_ENV": "test"},
    )
    assert running.stdout is not None
    try:
        assert any("listening" in line for line in running.stdout), "the provider does not start"
        folder = tmp_path_factory.mktemp("open-living")
        with (
            publishing(public(OKP)) as jwks_url,
            a_living(
                folder,
                migrated_sqlite,
                mailbox,
                port=port,
                host="localhost",
                openid=known,
                publisher_accounts=(
                    *(
                        PublisherAccounts(name, PUBLISHER, "HS256", secret=SHARED)
                        for name in ("tidings", "dawn", "noon")
                    ),
                    PublisherAccounts("ledger", PUBLISHER, "EdDSA", jwks_url=jwks_url),
                ),
                disqus_sso=tuple(
                    DisqusAccounts(name, SHARED, trusts_email=True) for name in ("gazette", "dusk")
                ),
            ) as made,
        ):
            yield made
    finally:
        running.terminate()
        running.communicate()


@contextmanager
def publishing(document: dict[str, Any]) -> Iterator[str]:
    """Serve a JSON document on loopback, and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/jwks"
    server.shutdown()
    server.server_close()


def authorize(url: str, person: str) -> str:
    """Sign in at the provider as a person, and return where it sends the browser back to."""
    home = url.split("/auth?")[0]
    with httpx.Client(timeout=30) as client:
        answer = client.get(url)
        for _ in range(12):
            if answer.is_redirect:
                url = urljoin(str(answer.url), answer.headers["location"])
                if not url.startswith(home):
                    return url
                answer = client.get(url)
                continue
            form = _FORM.search(answer.text)
            assert form is not None, answer.text
            fields = dict(_HIDDEN.findall(answer.text)) | {"login": person, "password": "any"}
            answer = client.post(urljoin(str(answer.url), form.group(1)), data=fields)
    raise AssertionError("the provider never leads back")
