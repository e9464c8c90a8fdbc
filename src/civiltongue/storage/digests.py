"""Who wants a letter about what waits, how often, and when the last one was written."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select, update

from civiltongue.domain.digest import DigestWish, Often
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator, as_moderator

_moderators = schema.moderators


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A moderator who wants letters, and when the last one was written, None where none was."""

    moderator: Moderator
    wish: DigestWish
    last: datetime | None


def wish_of(connection: Connection, site_id: str, moderator_id: str) -> DigestWish:
    """Return what a moderator wishes."""
    row = connection.execute(
        select(_moderators).where(_moderators.c.site_id == site_id, _moderators.c.id == moderator_id)
    ).one_or_none()
    return _wish(row) if row else DigestWish()


def choose(connection: Connection, site_id: str, moderator_id: str, wish: DigestWish) -> None:
    """Store what a moderator wishes."""
    connection.execute(
        update(_moderators)
        .where(_moderators.c.site_id == site_id, _moderators.c.id == moderator_id)
        .values(digest=wish.often.value, quiet_from=wish.quiet_from, quiet_until=wish.quiet_until)
    )


def subscribers(connection: Connection, site_id: str) -> list[Subscriber]:
    """Return the moderators of a site who want letters and have an address."""
    rows = connection.execute(
        select(_moderators)
        .where(
            _moderators.c.site_id == site_id,
            _moderators.c.revoked_at.is_(None),
            _moderators.c.email.is_not(None),
            _moderators.c.digest.in_([Often.HOURLY.value, Often.DAILY.value]),
        )
        .order_by(_moderators.c.id)
    )
    return [Subscriber(as_moderator(row), _wish(row), row.digested_at) for row in rows]


def mark(
    connection: Connection, site_id: str, moderator_id: str, *, last: datetime | None, now: datetime
) -> bool:
    """Record that a letter is written now; returns whether none was since ``last``."""
    same = _moderators.c.digested_at.is_(None) if last is None else _moderators.c.digested_at == last
    changed = connection.execute(
        update(_moderators)
        .where(_moderators.c.site_id == site_id, _moderators.c.id == moderator_id, same)
        .values(digested_at=now)
    )
    return changed.rowcount == 1


def _wish(row: Row[tuple[object, ...]]) -> DigestWish:
    return DigestWish(Often(row.digest or Often.NEVER.value), row.quiet_from, row.quiet_until)
