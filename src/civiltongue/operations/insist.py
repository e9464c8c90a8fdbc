"""The token that lets an author send a text all the same after a nudge, once."""

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

from civiltongue.domain.thread import Author
from civiltongue.errors import TokenInvalid
from civiltongue.operations.house import House
from civiltongue.operations.tokens import sign, verify

LIFETIME = timedelta(hours=1)
_PURPOSE = "insist"


class Insisting(Protocol):
    """What a token is checked against."""

    @property
    def author(self) -> Author:
        """Return who insists."""

    @property
    def draft(self) -> str:
        """Return the case."""

    @property
    def source(self) -> str:
        """Return the words."""

    @property
    def insist(self) -> str:
        """Return the token."""


def insist_token(house: House, author: Author, *, draft: str, source: str) -> str:
    """Return a token that holds for this author, this draft and these words."""
    return sign(house, _PURPOSE, _claims(author, draft, source), lifetime=LIFETIME)


def spend(house: House, attempt: Insisting, *, now: datetime) -> str:
    """Return the token's id, to be used up in the write; raises TokenInvalid for another text or author."""
    claims = verify(house, _PURPOSE, attempt.insist, now=now)
    expected = _claims(attempt.author, attempt.draft, attempt.source)
    if any(claims.get(name) != value for name, value in expected.items()):
        raise TokenInvalid(
            "The words have changed since they were asked about.", where="insist", hint="Send them anew."
        )
    token: str = claims["token"]
    return token


def _claims(author: Author, draft: str, source: str) -> dict[str, str]:
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    return {"site": author.site_id, "author": author.id, "draft": draft, "text": digest}
