"""Add a site, change its origins, and renew its key."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR, record
from civiltongue.operations.tokens import random_token, token_hash
from civiltongue.policyfile.load import load_policy
from civiltongue.storage import sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site and the key with which the publisher's server speaks for it; the key is not kept."""

    site: Site
    key: str


def add_site(house: House, name: str, *, origins: tuple[str, ...], policy: str) -> NewSite:
    """Add a site with its first house rules.

    ``name`` is of small letters, digits and hyphens; it stands in addresses and in the embed.
    Raises BadInput for a name or an origin of another form, PolicyInvalid, Conflict for a name in use.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} is no name for a site.", where="name", hint="Use a-z, 0-9 and hyphens inside."
        )
    load_policy(policy)
    now = house.clock()
    site = Site(id=house.id_at(now), name=name, origins=checked_origins(origins), created_at=now)
    key = random_token(house, "cts_")

    def work(connection: Connection) -> None:
        sites.add(connection, site, key_hash=token_hash(key))
        record(house, connection, site.id, Event.SITE_ADD, actor=OPERATOR, subject=site.id)

    try:
        house.database.write(work)
    except Duplicate as error:
        raise Conflict(f"There is a site {name!r} already.", where="name") from error
    adopt_policy(house, site, policy, by=OPERATOR)
    return NewSite(site, key)


def set_origins(house: House, site: Site, origins: tuple[str, ...]) -> Site:
    """Replace the origins whose pages may show the site's comments."""
    checked = checked_origins(origins)

    def work(connection: Connection) -> None:
        sites.set_origins(connection, site.id, checked)
        record(house, connection, site.id, Event.SITE_CHANGE, actor=OPERATOR, subject=site.id, what="origins")

    house.database.write(work)
    return Site(id=site.id, name=site.name, origins=checked, created_at=site.created_at)


def renew_key(house: House, site: Site) -> str:
    """Return a new key of the site; the old one no longer opens anything."""
    key = random_token(house, "cts_")

    def work(connection: Connection) -> None:
        sites.set_key(connection, site.id, token_hash(key))
        record(house, connection, site.id, Event.SITE_CHANGE, actor=OPERATOR, subject=site.id, what="key")

    house.database.write(work)
    return key


def site_named(house: House, name: str) -> Site:
    """Return the site of a name; raises NotFound."""
    with house.database.read() as connection:
        site = sites.named(connection, name)
    if site is None:
        raise NotFound(
            f"There is no site {name!r}.", where="site", hint="`civiltongue site list` names the sites."
        )
    return site


def checked_origins(origins: tuple[str, ...]) -> tuple[str, ...]:
    """Return the origins in the form that browsers send; raises BadInput for what is no origin."""
    checked = []
    for origin in origins:
        parts = urlsplit(origin)
        plain = not (parts.query or parts.fragment or parts.username) and parts.path in {"", "/"}
        if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
            raise BadInput(
                f"{origin!r} is no origin.",
                where="origin",
                hint="Give scheme and host alone: https://www.example.com",
            )
        default = {"http": 80, "https": 443}[parts.scheme]
        port = f":{parts.port}" if parts.port and parts.port != default else ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        checked.append(f"{parts.scheme}://{host}{port}")
    return tuple(sorted(set(checked)))
