"""Signed tokens (JWT) of other issuers: one check for all of them, with pinned algorithms."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import KeySet, OctKey
from joserfc.jws import JWSRegistry

from civiltongue.errors import TokenInvalid

MOST_CHARACTERS = 16_384
LEEWAY = timedelta(seconds=60)
"""How far the clocks of two servers may differ."""


class _Pinned(JWSRegistry):
    """Know the algorithms that were agreed, and no other.

    The library warns of ``EdDSA``, which RFC 9864 renames to ``Ed25519``; most issuers still write it.
    """

    def get_alg(self, name: str) -> Any:
        """Return an algorithm that was agreed; raises UnsupportedAlgorithmError."""
        if name not in (self.allowed or ()):
            raise UnsupportedAlgorithmError(f"{name} was not agreed")
        return self.algorithms[name]


Keys = Callable[[str | None], OctKey | KeySet]


def read_token(token: str, keys: Keys, *, algorithms: Sequence[str]) -> dict[str, Any]:
    """Return the claims of a token whose signature fits; nothing is said yet about the claims.

    ``keys`` gives the key or keys for the key id in the header. Raises TokenInvalid: ``where``
    says what is wrong in one word.
    """
    if len(token) > MOST_CHARACTERS:
        raise TokenInvalid("The token is too long.", where="form")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError) as error:
        raise TokenInvalid("This is no signed token.", where="form") from error
    if header.get("alg") not in algorithms:
        raise TokenInvalid("The token is signed in another way than agreed.", where="algorithm")
    key_id = header.get("kid")
    try:
        found = jwt.decode(
            token,
            keys(key_id if isinstance(key_id, str) else None),
            registry=_Pinned(algorithms=list(algorithms)),
        )
    except (JoseError, ValueError, TypeError) as error:
        raise TokenInvalid("The token's signature does not fit.", where="signature") from error
    return found.claims


def check_issued(claims: dict[str, Any], *, issuer: str, audience: str, now: datetime) -> None:
    """Refuse a token of another issuer, for somebody else, over, or from the future; raises TokenInvalid."""
    if claims.get("iss") != issuer:
        raise TokenInvalid("The token comes from another issuer.", where="issuer")
    named = claims.get("aud")
    audiences = named if isinstance(named, list) else [named]
    if audience not in audiences:
        raise TokenInvalid("The token is meant for somebody else.", where="audience")
    if moment(claims, "exp") + LEEWAY.total_seconds() <= now.timestamp():
        raise TokenInvalid("The token has expired.", where="expired")
    early = now.timestamp() + LEEWAY.total_seconds()
    if moment(claims, "iat") > early or ("nbf" in claims and moment(claims, "nbf") > early):
        raise TokenInvalid("The token is not valid yet.", where="early")


def moment(claims: dict[str, Any], name: str) -> float:
    """Return a claim that is a time, in seconds since 1970; raises TokenInvalid."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e11:
        raise TokenInvalid("The token lacks a time that it must say.", where=name)
    return float(value)


def text(claims: dict[str, Any], name: str, *, most: int = 255) -> str:
    """Return a claim that is a text, empty where there is none; raises TokenInvalid for any other value."""
    value = claims.get(name) or ""
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise TokenInvalid("The token says something that cannot be read.", where=name)
    return value
