"""Keys and tokens of issuers, as honest and as forged as a test wants them."""

import hmac
import json
import warnings
from base64 import urlsafe_b64encode
from typing import Any

from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

RSA = RSAKey.generate_key(2048, parameters={"kid": "rsa", "use": "sig"})
OKP = OKPKey.generate_key("Ed25519", parameters={"kid": "okp", "use": "sig"})
OTHER = OKPKey.generate_key("Ed25519", parameters={"kid": "okp", "use": "sig"})
EC = ECKey.generate_key("P-256", parameters={"kid": "ec", "use": "sig"})


def public(*keys: Any) -> dict[str, Any]:
    """Return the public halves of keys as an issuer publishes them."""
    return {"keys": [key.as_dict(private=False) for key in keys]}


def signed(claims: dict[str, Any], key: Any, *, algorithm: str, **header: Any) -> str:
    """Return a token that a key's owner signed."""
    registry = JWSRegistry(algorithms=[algorithm])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return jwt.encode({"alg": algorithm, **header}, claims, key, registry=registry)


def hs256(claims: dict[str, Any], secret: bytes, **header: Any) -> str:
    """Return a token that is signed with any bytes as a shared secret, however unfit they are."""
    head = unsigned(claims, "HS256", **header).removesuffix(".")
    return f"{head}.{_text(hmac.digest(secret, head.encode(), 'sha256'))}"


def unsigned(claims: dict[str, Any], algorithm: str, **header: Any) -> str:
    """Return a token with an empty signature."""
    parts = ({"alg": algorithm, "typ": "JWT", **header}, claims)
    return ".".join(_text(json.dumps(part).encode()) for part in parts) + "."


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
