"""Texts posted lately that may say nearly the same as another."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_revisions, _comments = schema.revisions, schema.comments
LOOKED_AT = 500
"""How many texts, the newest ones, are looked at."""
BANDS = tuple(0xFFFF << shift for shift in (0, 16, 32, 48))
"""Masks for a quarter of the bits each: numbers that differ in three bits agree in one of them."""
_UNREAD = (Status.REJECTED.value, Status.WITHDRAWN.value)

_LATELY = (
    select(_revisions.c.fingerprint, _revisions.c.comment_id)
    .where(
        _revisions.c.site_id == bindparam("of_site"),
        _revisions.c.created_at >= bindparam("since"),
        _revisions.c.comment_id != bindparam("besides"),
    )
    .order_by(_revisions.c.created_at.desc())
    .limit(LOOKED_AT)
    .subquery("lately")
)
_ALIKE = (
    select(_LATELY.c.fingerprint)
    .join(_comments, _comments.c.id == _LATELY.c.comment_id)
    .where(
        _comments.c.site_id == bindparam("of_site"),
        or_(
            *(
                _LATELY.c.fingerprint.bitwise_and(band) == bindparam(f"band_{number}")
                for number, band in enumerate(BANDS)
            )
        ),
        or_(_comments.c.author_id != bindparam("writer"), _comments.c.status.not_in(_UNREAD)),
    )
)


@dataclass(frozen=True, slots=True)
class Mine:
    """Say who writes, and which comment if there is one already."""

    author_id: str
    comment_id: str | None = None


def alike(
    connection: Connection, site_id: str, fingerprint: int, *, since: datetime, mine: Mine
) -> tuple[int, ...]:
    """Return the fingerprints that may be near one, of the site's newest texts since a time.

    The comment's own are left out, and those of the writer's other comments that were rejected or taken back:
    to try again is no repetition. The database drops what agrees with none of the :data:`BANDS`.
    """
    bands = {f"band_{number}": fingerprint & band for number, band in enumerate(BANDS)}
    rows = connection.execute(
        _ALIKE,
        {
            "of_site": site_id,
            "since": since,
            "besides": mine.comment_id or "",
            "writer": mine.author_id,
            **bands,
        },
    ).scalars()
    return tuple(rows)
