"""Terms of use and privacy policies: every version is kept for ever."""

from datetime import datetime

from sqlalchemy import insert, select, update

from civiltongue.domain.agreement import TextKind
from civiltongue.storage import schema, sites
from civiltongue.storage.database import Connection

_sites, _texts = schema.sites, schema.texts
_COLUMN = {TextKind.TERMS: "terms_version", TextKind.PRIVACY: "privacy_version"}


def source(connection: Connection, site_id: str, kind: TextKind, version: str) -> str | None:
    """Return a text in one version."""
    return connection.execute(
        select(_texts.c.source).where(
            _texts.c.site_id == site_id, _texts.c.kind == kind.value, _texts.c.version == version
        )
    ).scalar()


def versions(connection: Connection, site_id: str, kind: TextKind) -> list[tuple[str, datetime]]:
    """Return every version of a text with the time at which it was first in force, oldest first."""
    rows = connection.execute(
        select(_texts.c.version, _texts.c.adopted_at)
        .where(_texts.c.site_id == site_id, _texts.c.kind == kind.value)
        .order_by(_texts.c.adopted_at, _texts.c.id)
    )
    return [(row.version, row.adopted_at) for row in rows]


def store(
    connection: Connection,
    site_id: str,
    text: tuple[TextKind, str, str],
    *,
    text_id: str,
    by: str,
    at: datetime,
) -> None:
    """Keep a text (kind, version, source) for ever; it is not in force yet."""
    kind, version, written = text
    connection.execute(
        insert(_texts),
        {
            "id": text_id,
            "site_id": site_id,
            "kind": kind.value,
            "version": version,
            "source": written,
            "adopted_at": at,
            "adopted_by": by,
        },
    )


def put_in_force(connection: Connection, site_id: str, kind: TextKind, version: str) -> None:
    """Make a stored text the one in force."""
    connection.execute(update(_sites).where(_sites.c.id == site_id).values({_COLUMN[kind]: version}))
    sites.raise_version(connection, site_id)
