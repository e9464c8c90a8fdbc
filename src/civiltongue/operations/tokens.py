"""Tokens that we sign, and random ones of which only a hash is kept."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any

import msgspec

from civiltongue.errors import TokenInvalid
from civiltongue.operations.house import House

_INVALID = "The token is not valid."
_HINT = "Start again."


def sign(house: House, purpose: str, claims: dict[str, Any], *, lifetime: timedelta) -> str:
    """Return a token that carries the claims, for one purpose and for a time."""
    body = {**claims, "token": house.new_id(), "until": int((house.clock() + lifetime).timestamp())}
    payload = msgspec.json.encode(body)
    return f"{_text(payload)}.{_text(_signature(house, purpose, payload))}"


def verify(house: House, purpose: str, token: str, *, now: datetime) -> dict[str, Any]:
    """Return a token's claims; raises TokenInvalid where it is wrong, or its time is over."""
    payload_text, _, signature_text = token.partition(".")
    try:
        payload, signature = _bytes(payload_text), _bytes(signature_text)
    except ValueError as error:
        raise TokenInvalid(_INVALID, hint=_HINT) from error
    if not hmac.compare_digest(signature, _signature(house, purpose, payload)):
        raise TokenInvalid(_INVALID, hint=_HINT)
    claims: dict[str, Any] = msgspec.json.decode(payload)
    if now.timestamp() >= claims["until"]:
        raise TokenInvalid("The token has expired.", hint=_HINT)
    return claims


def random_token(house: House, prefix: str = "") -> str:
    """Return a token of 256 random bits."""
    return f"{prefix}{_text(house.random_bits(256).to_bytes(32, 'big'))}"


def token_hash(token: str) -> str:
    """Return what is kept of a random token; its 256 bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signature(house: House, purpose: str, payload: bytes) -> bytes:
    return hmac.digest(house.secrets.key(f"token:{purpose}"), payload, "sha256")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
