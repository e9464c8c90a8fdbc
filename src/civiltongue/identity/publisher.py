"""Tokens (JWT) in which a publisher vouches for its own readers, on its own site alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from joserfc.jwk import KeySet, OctKey

from civiltongue.domain.identity import Person, PublisherAccounts
from civiltongue.errors import TokenInvalid
from civiltongue.identity.keys import Documents
from civiltongue.identity.tokens import check_issued, moment, read_token, text

LONGEST = timedelta(minutes=10)
"""How long a token may be good for; it stands in a page, where other scripts see it."""
_ALGORITHMS = {"HS256": ("HS256",), "EdDSA": ("EdDSA", "Ed25519")}


@dataclass(frozen=True, slots=True)
class Vouched:
    """A person whom a publisher vouches for, and what makes sure that it is taken once."""

    person: Person
    once: str


def read_publisher_token(
    documents: Documents, accounts: PublisherAccounts, token: str, *, audience: str, now: datetime
) -> Vouched:
    """Return whom a token names.

    It says ``iss``, ``aud``, ``sub``, ``iat``, ``exp`` and ``jti``, and may say ``name``, ``email`` with
    ``email_verified``, and ``staff``. Raises TokenInvalid (``where`` says what is wrong in one word)
    and Unavailable.
    """

    def keys(key_id: str | None) -> OctKey | KeySet:
        if accounts.secret:
            return OctKey.import_key(accounts.secret)
        return documents.keys(accounts.jwks_url, key_id)

    claims = read_token(token, keys, algorithms=_ALGORITHMS[accounts.algorithm])
    check_issued(claims, issuer=accounts.issuer, audience=audience, now=now)
    if moment(claims, "exp") - moment(claims, "iat") > LONGEST.total_seconds():
        raise TokenInvalid("The token is good for too long.", where="lifetime", hint="Ten minutes at most.")
    subject, once = text(claims, "sub"), text(claims, "jti")
    if not subject or not once:
        raise TokenInvalid("The token must say who it names, and have an id.", where="subject")
    staff = claims.get("staff")
    if staff is not None and not isinstance(staff, bool):
        raise TokenInvalid("The token says something that cannot be read.", where="staff")
    person = Person(
        issuer=f"publisher:{accounts.issuer}",
        subject=subject,
        name=text(claims, "name"),
        email=text(claims, "email") if claims.get("email_verified") is True else "",
        staff=staff,
    )
    return Vouched(person, sha256(f"{accounts.issuer}\0{once}".encode()).hexdigest())
