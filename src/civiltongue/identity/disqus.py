"""Payloads that publishers make for Disqus' single sign-on, for those who keep their code.

``message signature timestamp``: JSON in base64, HMAC-SHA1 over message and timestamp in hex, and
seconds since 1970. SHA-1 is weak against collisions; as a keyed hash it still holds, and a short time
and a single use leave little to somebody who finds a payload.
"""

import hmac
from base64 import b64decode
from binascii import Error as Base64Error
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec

from civiltongue.domain.identity import DisqusAccounts, Person
from civiltongue.errors import TokenInvalid
from civiltongue.identity.publisher import Vouched
from civiltongue.identity.tokens import LEEWAY, text

MOST_CHARACTERS = 8_192
LONGEST = timedelta(minutes=10)


def read_payload(accounts: DisqusAccounts, payload: str, *, now: datetime) -> Vouched:
    """Return whom a payload names; raises TokenInvalid (``where`` says what is wrong in one word)."""
    parts = payload.split(" ")
    if len(payload) > MOST_CHARACTERS or len(parts) != 3 or not payload.isascii():
        raise TokenInvalid("This is no payload of a single sign-on.", where="form")
    message, signature, timestamp = parts
    expected = hmac.new(accounts.secret.encode(), f"{message} {timestamp}".encode(), "sha1").hexdigest()
    if not hmac.compare_digest(expected, signature.lower()):
        raise TokenInvalid("The payload's signature does not fit.", where="signature")
    if not timestamp.isdigit() or len(timestamp) > 11:
        raise TokenInvalid("The payload does not say when it was made.", where="form")
    age = now.timestamp() - int(timestamp)
    if age >= LONGEST.total_seconds() + LEEWAY.total_seconds():
        raise TokenInvalid("The payload has expired.", where="expired")
    if age < -LEEWAY.total_seconds():
        raise TokenInvalid("The payload is not valid yet.", where="early")
    told = _read(message)
    subject = told.get("id")
    subject = str(subject) if isinstance(subject, int) and not isinstance(subject, bool) else text(told, "id")
    if not subject:
        raise TokenInvalid("The payload names nobody.", where="subject")
    person = Person(
        issuer="disqus-sso",
        subject=subject,
        name=text(told, "username"),
        email=text(told, "email") if accounts.trusts_email else "",
    )
    return Vouched(person, sha256(f"disqus-sso\0{signature.lower()}".encode()).hexdigest())


def _read(message: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(b64decode(message, validate=True), type=dict[str, Any])
    except (Base64Error, ValueError, msgspec.DecodeError) as error:
        raise TokenInvalid("The payload cannot be read.", where="form") from error
