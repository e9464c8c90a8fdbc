"""Whom others vouch for: OpenID providers, and the people they name."""

from dataclasses import dataclass, field
from enum import StrEnum


class Method(StrEnum):
    """Name a way of signing in."""

    LINK = "link"
    OPENID = "openid"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """A provider that readers may sign in with (OpenID Connect).

    ``key`` stands in our addresses and ``label`` on the button. ``trusts_email`` says that an
    address which the provider calls verified opens the account with the same address. No
    ``sites`` stands for all of them; without a secret the server is a public client.
    """

    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    trusts_email: bool = False
    sites: tuple[str, ...] = ()

    def serves(self, site: str) -> bool:
        """Say whether readers of a site, by its name, may use it."""
        return not self.sites or site in self.sites


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an issuer vouches for them; ``subject`` is what the issuer never gives to another.

    ``email`` is empty unless the issuer has verified it and is trusted to.
    """

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
