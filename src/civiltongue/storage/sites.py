"""Sites, their origins and the policies that they adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from civiltongue.domain.thread import Site
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_sites, _origins, _policies = schema.sites, schema.origins, schema.policies
_THIS = _sites.c.id == bindparam("of_site")

_FOUND = (
    select(_sites.c.id, _sites.c.name, _sites.c.created_at, _origins.c.origin)
    .outerjoin(_origins, _origins.c.site_id == _sites.c.id)
    .order_by(_origins.c.origin)
)
_NAMED = _FOUND.where(_sites.c.name == bindparam("known"))
_GET = _FOUND.where(_sites.c.id == bindparam("known"))
_WITH_KEY = _FOUND.where(_sites.c.key_hash == bindparam("known"))
_ANY_HAS_ORIGIN = select(_origins.c.site_id).where(_origins.c.origin == bindparam("known")).limit(1)
_VERSION = select(_sites.c.version).where(_THIS)
_POLICY_VERSION = select(_sites.c.policy_version).where(_THIS)
_VERSIONS = select(
    _sites.c.name, _sites.c.policy_version, _sites.c.terms_version, _sites.c.privacy_version, _sites.c.braked
).where(_THIS)


@dataclass(frozen=True, slots=True)
class Versions:
    """What is in force on a site; ``rules`` is None before it adopts any, ``braked`` are ids of rules."""

    site_name: str
    rules: str | None
    terms: str | None
    privacy: str | None
    braked: tuple[str, ...] = ()


def add(connection: Connection, site: Site, *, key_hash: str) -> None:
    """Store a new site with its origins; the write raises Duplicate where the name is taken."""
    connection.execute(
        insert(_sites),
        {"id": site.id, "name": site.name, "key_hash": key_hash, "version": 1, "created_at": site.created_at},
    )
    set_origins(connection, site.id, site.origins)


def set_origins(connection: Connection, site_id: str, origins: tuple[str, ...]) -> None:
    """Replace the origins whose pages may show this site's comments."""
    connection.execute(delete(_origins).where(_origins.c.site_id == site_id))
    if origins:
        rows = [{"site_id": site_id, "origin": origin} for origin in sorted(set(origins))]
        connection.execute(insert(_origins), rows)
    raise_version(connection, site_id)


def set_key(connection: Connection, site_id: str, key_hash: str) -> None:
    """Replace the key with which the publisher's own server speaks for the site."""
    connection.execute(update(_sites).where(_sites.c.id == site_id).values(key_hash=key_hash))


def raise_version(connection: Connection, site_id: str) -> None:
    """Mark that something all pages of the site show has changed."""
    connection.execute(update(_sites).where(_sites.c.id == site_id).values(version=_sites.c.version + 1))


def named(connection: Connection, name: str) -> Site | None:
    """Return the site of a name."""
    return _one(connection, _NAMED, name)


def get(connection: Connection, site_id: str) -> Site | None:
    """Return the site of an id."""
    return _one(connection, _GET, site_id)


def with_key(connection: Connection, key_hash: str) -> Site | None:
    """Return the site whose key has this hash."""
    return _one(connection, _WITH_KEY, key_hash)


def every(connection: Connection) -> list[Site]:
    """Return all sites by name."""
    ids = connection.execute(select(_sites.c.id).order_by(_sites.c.name)).scalars().all()
    return [site for site_id in ids if (site := get(connection, site_id)) is not None]


def version(connection: Connection, site_id: str) -> int:
    """Return the site's version, 0 where there is no such site."""
    found = connection.execute(_VERSION, {"of_site": site_id}).scalar()
    return int(found or 0)


def policy_in_force(connection: Connection, site_id: str) -> tuple[str, str] | None:
    """Return version and source of the policy in force, None before the first is adopted."""
    row = connection.execute(
        select(_policies.c.version, _policies.c.source)
        .join(_sites, (_sites.c.id == _policies.c.site_id) & (_sites.c.policy_version == _policies.c.version))
        .where(_policies.c.site_id == site_id)
    ).one_or_none()
    return (row.version, row.source) if row else None


def policy_version(connection: Connection, site_id: str) -> str | None:
    """Return the version of the policy in force."""
    return connection.execute(_POLICY_VERSION, {"of_site": site_id}).scalar()


def in_force(connection: Connection, site_id: str) -> Versions:
    """Return the versions of the house rules and of the texts beside them that are in force."""
    row = connection.execute(_VERSIONS, {"of_site": site_id}).one_or_none()
    if row is None:
        return Versions("", None, None, None)
    return Versions(
        row.name, row.policy_version, row.terms_version, row.privacy_version, tuple(row.braked or ())
    )


def policy_source(connection: Connection, site_id: str, version: str) -> str | None:
    """Return the source of a policy that was ever adopted."""
    return connection.execute(
        select(_policies.c.source).where(_policies.c.site_id == site_id, _policies.c.version == version)
    ).scalar()


def policy_versions(connection: Connection, site_id: str) -> list[tuple[str, datetime]]:
    """Return every version ever adopted with its time, oldest first."""
    rows = connection.execute(
        select(_policies.c.version, _policies.c.adopted_at)
        .where(_policies.c.site_id == site_id)
        .order_by(_policies.c.adopted_at, _policies.c.id)
    )
    return [(row.version, row.adopted_at) for row in rows]


def store_policy(
    connection: Connection, site_id: str, *, policy_id: str, version: str, source: str, by: str, at: datetime
) -> None:
    """Keep a policy for ever; it is not in force yet."""
    connection.execute(
        insert(_policies),
        {
            "id": policy_id,
            "site_id": site_id,
            "version": version,
            "source": source,
            "adopted_at": at,
            "adopted_by": by,
        },
    )


def put_in_force(connection: Connection, site_id: str, version: str) -> None:
    """Make a stored policy the one in force; no rule of it is braked."""
    connection.execute(
        update(_sites).where(_sites.c.id == site_id).values(policy_version=version, braked=None)
    )
    raise_version(connection, site_id)


def _one(connection: Connection, query: Select[Any], known: str) -> Site | None:
    rows = connection.execute(query, {"known": known}).all()
    return as_site(rows) if rows else None


def as_site(rows: Sequence[Row[tuple[object, ...]]], prefix: str = "") -> Site:
    """Return the site in rows that repeat it for each of its origins; columns may carry a prefix."""
    mapping = rows[0]._mapping
    found = (row._mapping[f"{prefix}origin"] for row in rows)
    return Site(
        id=mapping[f"{prefix}id"],
        name=mapping[f"{prefix}name"],
        origins=tuple(origin for origin in found if origin is not None),
        created_at=mapping[f"{prefix}created_at"],
    )


def any_has_origin(connection: Connection, origin: str) -> bool:
    """Say whether any site lists an origin."""
    return connection.execute(_ANY_HAS_ORIGIN, {"known": origin}).first() is not None
