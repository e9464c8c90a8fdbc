"""Who is looking at which item of the queue, so that two moderators never decide one at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_unless_present

_claims, _moderators = schema.desk_claims, schema.moderators


@dataclass(frozen=True, slots=True)
class Looking:
    """A moderator who is looking at an item, until a time."""

    item: str
    moderator_id: str
    name: str
    until: datetime


def claim(
    connection: Connection, site_id: str, item: str, moderator_id: str, *, now: datetime, until: datetime
) -> bool:
    """Claim an item, or one's claim anew; returns False where somebody else is looking at it."""
    values = {"site_id": site_id, "item": item, "moderator_id": moderator_id, "until": until}
    if insert_unless_present(connection, _claims, **values):
        return True
    changed = connection.execute(
        update(_claims)
        .where(
            _claims.c.site_id == site_id,
            _claims.c.item == item,
            or_(_claims.c.moderator_id == moderator_id, _claims.c.until <= now),
        )
        .values(moderator_id=moderator_id, until=until)
    )
    return changed.rowcount == 1


def release(
    connection: Connection, site_id: str, moderator_id: str, *, besides: Iterable[str] = (), only: str = ""
) -> None:
    """End a moderator's claims on a site, all but some, or the one of an item."""
    connection.execute(
        delete(_claims).where(
            _claims.c.site_id == site_id,
            _claims.c.moderator_id == moderator_id,
            _claims.c.item == only if only else _claims.c.item.not_in(list(besides)),
        )
    )


def of_site(connection: Connection, site_id: str, now: datetime) -> dict[str, Looking]:
    """Return who is looking at what on a site, by item."""
    rows = connection.execute(
        select(_claims, _moderators.c.name)
        .join(_moderators, _moderators.c.id == _claims.c.moderator_id)
        .where(_claims.c.site_id == site_id, _claims.c.until > now)
    )
    return {row.item: Looking(row.item, row.moderator_id, row.name, row.until) for row in rows}


def of_item(connection: Connection, site_id: str, item: str, now: datetime) -> Looking | None:
    """Return who is looking at an item."""
    row = connection.execute(
        select(_claims, _moderators.c.name)
        .join(_moderators, _moderators.c.id == _claims.c.moderator_id)
        .where(_claims.c.site_id == site_id, _claims.c.item == item, _claims.c.until > now)
    ).one_or_none()
    return Looking(row.item, row.moderator_id, row.name, row.until) if row else None
