"""A publisher's word for its readers, as its own server would write it into its pages."""

import hmac
import json
import time
from base64 import b64encode
from itertools import count
from typing import Any

from tests.identity_keys import OKP, hs256, signed
from tests.living import LivingSite
from tests.openid_provider import PUBLISHER, SHARED

_numbers = count(1)


def claims_for(site: LivingSite, subject: str, **more: Any) -> dict[str, Any]:
    """Return what a token says of a reader."""
    now = int(time.time())
    return {
        "iss": PUBLISHER,
        "aud": f"{site.living.base_url}/sites/{site.name}",
        "sub": subject,
        "jti": f"page-{next(_numbers)}",
        "iat": now,
        "exp": now + 300,
        **more,
    }


def token_for(site: LivingSite, subject: str, **more: Any) -> str:
    """Return a token for a reader of a site."""
    claims = claims_for(site, subject, **more)
    if site.name == "ledger":
        return signed(claims, OKP, algorithm="EdDSA", kid="okp")
    return hs256(claims, SHARED.encode())


def payload_for(told: dict[str, Any], *, secret: str = SHARED, age: int = 0) -> str:
    """Return a payload as publishers make it for Disqus."""
    message, at = b64encode(json.dumps(told).encode()).decode(), int(time.time()) - age
    signature = hmac.new(secret.encode(), f"{message} {at}".encode(), "sha1").hexdigest()
    return f"{message} {signature} {at}"
