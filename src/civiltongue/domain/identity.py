"""Whom others vouch for: OpenID providers, publishers, and the people they name."""

from dataclasses import dataclass, field
from enum import StrEnum


class Method(StrEnum):
    """Name a way of signing in."""

    LINK = "link"
    OPENID = "openid"
    PASSKEY = "passkey"
    PUBLISHER = "publisher"
    DISQUS = "disqus"


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
class PublisherAccounts:
    """How a site's publisher vouches for its own readers: signed tokens (JWT, RFC 7519).

    ``algorithm`` is ``HS256`` with ``secret``, or ``EdDSA`` with the keys at ``jwks_url``.
    """

    site: str
    issuer: str
    algorithm: str
    secret: str = field(default="", repr=False)
    jwks_url: str = ""


@dataclass(frozen=True, slots=True)
class DisqusAccounts:
    """A site whose publisher keeps the payloads that it made for Disqus' single sign-on."""

    site: str
    secret: str = field(repr=False)
    trusts_email: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an issuer vouches for them; ``subject`` is what the issuer never gives to another.

    ``email`` is empty unless the issuer has verified it and is trusted to.
    ``staff`` is None where the issuer says nothing about it.
    """

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    staff: bool | None = None
