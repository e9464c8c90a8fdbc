"""A publisher's word for its readers, true and false: signed tokens, and payloads made for Disqus."""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from civiltongue.domain.identity import DisqusAccounts, Person, PublisherAccounts
from civiltongue.errors import TokenInvalid
from civiltongue.identity.disqus import read_payload
from civiltongue.identity.keys import Documents
from civiltongue.identity.publisher import Vouched, read_publisher_token
from tests.houses import NOON
from tests.identity_keys import EC, OKP, OTHER, RSA, hs256, public, signed, unsigned

AT = int(NOON.timestamp())
AUDIENCE = "https://comments.example/sites/lantern"
SECRET = "a secret of thirty-two bytes, at least"
SHARED = PublisherAccounts("lantern", "https://www.lantern.example", "HS256", secret=SECRET)
PAIRED = PublisherAccounts(
    "lantern", "https://www.lantern.example", "EdDSA", jwks_url="https://www.lantern.example/jwks"
)
CLAIMS: dict[str, Any] = {
    "iss": SHARED.issuer,
    "aud": AUDIENCE,
    "sub": "reader-7",
    "jti": "page-1",
    "iat": AT,
    "exp": AT + 600,
    "name": "Wilma Tern",
    "email": "wilma@example.com",
    "email_verified": True,
}


def read(token: str, accounts: PublisherAccounts = SHARED, keys: dict[str, Any] | None = None) -> Vouched:
    documents = Documents(fetch=lambda _: keys or public(OKP))
    return read_publisher_token(documents, accounts, token, audience=AUDIENCE, now=NOON)


def test_a_shared_secret_vouches() -> None:
    found = read(hs256({**CLAIMS, "staff": True}, SECRET.encode()))

    assert found.person == Person(
        f"publisher:{SHARED.issuer}", "reader-7", "Wilma Tern", "wilma@example.com", True
    )


@pytest.mark.parametrize("algorithm", ["EdDSA", "Ed25519"])
def test_a_published_key_vouches(algorithm: str) -> None:
    found = read(signed(CLAIMS, OKP, algorithm=algorithm, kid="okp"), PAIRED)

    assert found.person.subject == "reader-7"
    assert found.person.staff is None


def test_an_address_that_is_not_said_to_be_verified_is_dropped() -> None:
    assert read(hs256({**CLAIMS, "email_verified": False}, SECRET.encode())).person.email == ""


def test_each_token_is_another_one() -> None:
    tokens = [hs256({**CLAIMS, "jti": jti}, SECRET.encode()) for jti in ("a", "b", "a")]

    assert len({read(token).once for token in tokens}) == 2


FORGERIES: dict[str, tuple[PublisherAccounts, Callable[[], str]]] = {
    "none": (SHARED, lambda: unsigned(CLAIMS, "none")),
    "none for a key": (PAIRED, lambda: unsigned(CLAIMS, "none")),
    "another secret": (SHARED, lambda: hs256(CLAIMS, b"another secret of thirty-two bytes....")),
    "HS256 with the public key": (PAIRED, lambda: hs256(CLAIMS, OKP.as_bytes(private=False), kid="okp")),
    "HS256 with the raw public key": (PAIRED, lambda: hs256(CLAIMS, OKP.as_dict()["x"].encode(), kid="okp")),
    "HS256 with no secret": (PAIRED, lambda: hs256(CLAIMS, b"")),
    "EdDSA where a secret was agreed": (SHARED, lambda: signed(CLAIMS, OKP, algorithm="EdDSA")),
    "RS256": (PAIRED, lambda: signed(CLAIMS, RSA, algorithm="RS256", kid="okp")),
    "ES256": (PAIRED, lambda: signed(CLAIMS, EC, algorithm="ES256", kid="okp")),
    "another key of the same name": (PAIRED, lambda: signed(CLAIMS, OTHER, algorithm="EdDSA", kid="okp")),
    "a key that it brings along": (
        PAIRED,
        lambda: signed(CLAIMS, OTHER, algorithm="EdDSA", jwk=OTHER.as_dict(private=False)),
    ),
    "a key that nobody knows": (PAIRED, lambda: signed(CLAIMS, OTHER, algorithm="EdDSA", kid="x")),
    "HS384": (SHARED, lambda: unsigned(CLAIMS, "HS384")),
    "no token": (SHARED, lambda: "no token"),
}


@pytest.mark.parametrize(("accounts", "forge"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_vouches_for_nobody(accounts: PublisherAccounts, forge: Callable[[], str]) -> None:
    with pytest.raises(TokenInvalid) as refusal:
        read(forge(), accounts)

    assert refusal.value.where in {"algorithm", "signature", "form", "key"}


def test_a_secret_that_is_published_among_keys_is_no_key() -> None:
    known = {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "okp"}]}

    with pytest.raises(TokenInvalid):
        read(signed(CLAIMS, OKP, algorithm="EdDSA", kid="okp"), PAIRED, known)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"iss": "https://another.example"}, "issuer"),
        ({"aud": "https://comments.example/sites/another"}, "audience"),
        ({"aud": "https://another.example/sites/lantern"}, "audience"),
        ({"aud": None}, "audience"),
        ({"iat": AT - 900, "exp": AT - 300}, "expired"),
        ({"exp": AT + 601}, "lifetime"),
        ({"exp": None}, "exp"),
        ({"iat": None}, "iat"),
        ({"iat": AT + 120, "exp": AT + 130}, "early"),
        ({"jti": None}, "subject"),
        ({"jti": 7}, "jti"),
        ({"sub": None}, "subject"),
        ({"name": ["Wilma"]}, "name"),
        ({"staff": "yes"}, "staff"),
    ],
    ids=str,
)
def test_a_token_that_says_something_wrong_is_refused(change: dict[str, Any], cause: str) -> None:
    claims = {name: value for name, value in {**CLAIMS, **change}.items() if value is not None}

    with pytest.raises(TokenInvalid) as refusal:
        read(hs256(claims, SECRET.encode()))

    assert refusal.value.where == cause


DISQUS = DisqusAccounts("lantern", "the secret that Disqus gave")


def payload(told: Any, *, at: Any = AT, secret: str = DISQUS.secret) -> str:
    message = told if isinstance(told, str) else b64encode(json.dumps(told).encode()).decode()
    signature = hmac.new(secret.encode(), f"{message} {at}".encode(), "sha1").hexdigest()
    return f"{message} {signature} {at}"


READER = {"id": "reader-7", "username": "Wilma Tern", "email": "wilma@example.com", "avatar": "x", "url": "y"}


def test_a_payload_vouches_and_is_trusted_with_the_address_where_the_settings_say_so() -> None:
    plain = read_payload(DISQUS, payload(READER), now=NOON)
    trusted = read_payload(DisqusAccounts("lantern", DISQUS.secret, True), payload(READER), now=NOON)

    assert plain.person == Person("disqus-sso", "reader-7", "Wilma Tern")
    assert trusted.person.email == "wilma@example.com"


def test_a_payload_is_signed_as_disqus_has_it() -> None:
    """What ``openssl dgst -sha1 -hmac`` makes of the same words."""
    message, signature = "eyJpZCI6NywidXNlcm5hbWUiOiJXaWxtYSJ9", "545950341be3a1f20690427b8e989820360b9b3b"

    found = read_payload(DISQUS, f"{message} {signature} 1795435200", now=NOON)

    assert (found.person.subject, found.person.name) == ("7", "Wilma")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (payload(READER, secret="another"), "signature"),
        (payload(READER).replace(" ", "  "), "form"),
        (payload(READER).rsplit(" ", 1)[0] + f" {AT + 1}", "signature"),
        (payload(READER, at=AT - 700), "expired"),
        (payload(READER, at=AT + 120), "early"),
        (payload(READER, at="soon"), "form"),
        (payload("e30="), "subject"),
        (payload({"id": None}), "subject"),
        (payload({"id": True}), "id"),
        (payload([READER]), "form"),
        (payload("%%%"), "form"),
        ("", "form"),
        ("é a 1", "form"),
        ("x" * 9_000, "form"),
    ],
    ids=str,
)
def test_a_payload_that_is_wrong_vouches_for_nobody(text: str, cause: str) -> None:
    with pytest.raises(TokenInvalid) as refusal:
        read_payload(DISQUS, text, now=NOON)

    assert refusal.value.where == cause
