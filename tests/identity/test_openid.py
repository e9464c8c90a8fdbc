"""ID tokens that lie, from a provider on loopback that says whatever a test wants."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from civiltongue.domain.identity import OpenIdProvider, Person
from civiltongue.errors import TokenInvalid, Unavailable
from civiltongue.identity.keys import Documents
from civiltongue.identity.openid import Ask, authorization_url, exchange_code
from tests.houses import NOON
from tests.identity_keys import EC, OKP, OTHER, RSA, hs256, public, signed, unsigned

AT = int(NOON.timestamp())
ASK = Ask("state", "nonce", "v" * 43, "https://comments.example/sign-in/openid/anchor")


class Liar:
    """A provider that answers each path with what a test put there."""

    def __init__(self) -> None:
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                liar.asked.append(self.path)
                body = liar.answers.get(self.path)
                self.send_response(200 if isinstance(body, dict | bytes) else 302)
                if isinstance(body, str):
                    self.send_header("Location", body)
                text = json.dumps(body).encode() if isinstance(body, dict) else body or b""
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text if isinstance(text, bytes) else b"")

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.answers: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
            },
            "/jwks": public(RSA, OKP, EC),
        }
        self.claims = {
            "iss": self.issuer,
            "aud": "civiltongue",
            "sub": "wilma",
            "nonce": "nonce",
            "iat": AT,
            "exp": AT + 300,
            "email": "wilma@example.com",
            "email_verified": True,
            "name": "Wilma Tern",
        }

    def __enter__(self) -> "Liar":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def says(self, token: str) -> None:
        """Answer codes with a token."""
        self.answers["/token"] = {"id_token": token, "token_type": "Bearer"}

    def exchange(self, documents: Documents | None = None, **options: Any) -> Person:
        """Exchange a code with this provider."""
        provider = OpenIdProvider("liar", "Liar", self.issuer, "civiltongue", **options)
        return exchange_code(documents or Documents(), provider, ASK, "code", now=NOON)


@pytest.fixture
def liar() -> Iterator[Liar]:
    with Liar() as made:
        yield made


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(RSA, "RS256"), (RSA, "PS256"), (EC, "ES256"), (OKP, "EdDSA"), (OKP, "Ed25519")],
)
def test_an_honest_token_names_its_person(liar: Liar, key: Any, algorithm: str) -> None:
    liar.says(signed(liar.claims, key, algorithm=algorithm, kid=key.kid))

    trusted, untrusted = liar.exchange(trusts_email=True), liar.exchange()

    assert trusted == Person(liar.issuer, "wilma", "Wilma Tern", "wilma@example.com")
    assert untrusted.email == ""


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_counts_only_when_it_is_said_to_be_verified(liar: Liar, verified: object) -> None:
    liar.says(signed({**liar.claims, "email_verified": verified}, RSA, algorithm="RS256", kid="rsa"))

    assert liar.exchange(trusts_email=True).email == ""


FORGERIES: dict[str, Callable[[dict[str, Any]], str]] = {
    "none": lambda claims: unsigned(claims, "none", kid="rsa"),
    "None": lambda claims: unsigned(claims, "None"),
    "no signature": lambda claims: unsigned(claims, "RS256", kid="rsa"),
    "HS256 with the client's secret": lambda claims: hs256(claims, b"s" * 32),
    "HS256 with a public key": lambda claims: hs256(claims, OKP.as_bytes(private=False), kid="okp"),
    "another key of the same name": lambda claims: signed(claims, OTHER, algorithm="EdDSA", kid="okp"),
    "a key of another kind": lambda claims: signed(claims, OKP, algorithm="EdDSA", kid="rsa"),
    "a key that it brings along": lambda claims: signed(
        claims, OTHER, algorithm="EdDSA", jwk=OTHER.as_dict(private=False)
    ),
    "no token": lambda _: "a.b",
    "too long": lambda _: "a" * 20_000,
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_names_nobody(liar: Liar, forge: Callable[[dict[str, Any]], str]) -> None:
    liar.says(forge(liar.claims))

    with pytest.raises(TokenInvalid) as refusal:
        liar.exchange()

    assert refusal.value.where in {"algorithm", "signature", "form", "key"}


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"iss": "https://another.example"}, "issuer"),
        ({"aud": "another"}, "audience"),
        ({"aud": ["civiltongue", "another"]}, "audience"),
        ({"azp": "another"}, "audience"),
        ({"aud": None}, "audience"),
        ({"exp": AT - 61}, "expired"),
        ({"exp": None}, "exp"),
        ({"exp": True}, "exp"),
        ({"iat": AT + 120}, "early"),
        ({"nbf": AT + 120}, "early"),
        ({"iat": None}, "iat"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": ["nonce"]}, "nonce"),
        ({"sub": ""}, "subject"),
        ({"sub": 7}, "sub"),
        ({"sub": "x" * 300}, "sub"),
    ],
    ids=str,
)
def test_a_token_that_says_something_wrong_is_refused(liar: Liar, change: dict[str, Any], cause: str) -> None:
    claims = {name: value for name, value in {**liar.claims, **change}.items() if value is not None}
    liar.says(signed(claims, RSA, algorithm="RS256", kid="rsa"))

    with pytest.raises(TokenInvalid) as refusal:
        liar.exchange()

    assert refusal.value.where == cause


def test_a_provider_that_calls_itself_otherwise_is_not_believed(liar: Liar) -> None:
    liar.answers["/.well-known/openid-configuration"]["issuer"] = "https://another.example"

    with pytest.raises(Unavailable, match="another name"):
        liar.exchange()


@pytest.mark.parametrize(
    "answer",
    [b"no JSON", b"[]", b"x" * 600_000, "http://127.0.0.1:1/elsewhere"],
    ids=["text", "list", "flood", "moved"],
)
def test_a_provider_that_answers_nonsense_is_unavailable(liar: Liar, answer: bytes | str) -> None:
    liar.answers["/token"] = answer

    with pytest.raises(Unavailable):
        liar.exchange()


def test_an_endpoint_without_tls_is_not_asked(liar: Liar) -> None:
    liar.answers["/.well-known/openid-configuration"]["token_endpoint"] = "http://id.example/token"

    with pytest.raises(Unavailable, match="TLS"):
        liar.exchange()


def test_a_provider_that_is_gone_is_unavailable() -> None:
    provider = OpenIdProvider("gone", "Gone", "http://127.0.0.1:1", "civiltongue")

    with pytest.raises(Unavailable):
        authorization_url(Documents(), provider, ASK)


def test_a_new_key_is_looked_for_but_an_unknown_one_does_not_make_us_ask_each_time(liar: Liar) -> None:
    time = [0.0]
    documents = Documents(clock=lambda: time[0])
    liar.answers["/jwks"] = public(RSA)
    liar.says(signed(liar.claims, RSA, algorithm="RS256", kid="rsa"))
    liar.exchange(documents)
    liar.says(signed(liar.claims, EC, algorithm="ES256", kid="ec"))

    for _ in range(5):
        with pytest.raises(TokenInvalid):
            liar.exchange(documents)
    assert liar.asked.count("/jwks") == 1
    liar.answers["/jwks"] = public(RSA, EC)
    time[0] = 31.0

    assert liar.exchange(documents).subject == "wilma"
    assert liar.asked.count("/jwks") == 2


def test_a_token_that_names_no_key_is_checked_with_the_only_one(liar: Liar) -> None:
    liar.answers["/jwks"] = public(EC)
    liar.says(signed(liar.claims, EC, algorithm="ES256"))

    assert liar.exchange().subject == "wilma"


def test_a_provider_that_has_failed_is_left_alone_for_a_moment() -> None:
    time, asked = [0.0], []

    def fetch(url: str) -> dict[str, Any]:
        asked.append(url)
        if time[0] < 5:
            raise Unavailable("It does not answer.")
        return {"issuer": url}

    documents = Documents(fetch, clock=lambda: time[0])
    for _ in range(3):
        with pytest.raises(Unavailable, match="does not answer"):
            documents.document("https://id.example")
    time[0] = 6.0

    assert [documents.document("https://id.example") for _ in range(2)] == [
        {"issuer": "https://id.example"}
    ] * 2
    assert len(asked) == 2


def test_who_waits_for_one_provider_keeps_nobody_from_another() -> None:
    slow, begun = threading.Event(), threading.Event()

    def fetch(url: str) -> dict[str, Any]:
        if "slow" in url:
            begun.set()
            assert slow.wait(20)
        return {"issuer": url}

    documents = Documents(fetch)
    waiting = threading.Thread(target=documents.document, args=("https://slow.example",))
    waiting.start()
    assert begun.wait(20)

    assert documents.document("https://quick.example") == {"issuer": "https://quick.example"}

    slow.set()
    waiting.join()
