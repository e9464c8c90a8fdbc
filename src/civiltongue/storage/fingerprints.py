"""Texts posted lately that may say nearly the same as another."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_revisions = schema.revisions
LOOKED_AT = 500
"""How many texts, the newest ones, are looked at."""
BANDS = tuple(0xFFFF << shift for shift in (0, 16, 32, 48))
"""Masks for a quarter of the bits each: numbers that differ in three bits agree in one of them."""

_LATELY = (
    select(_revisions.c.fingerprint)
    .where(
        _revisions.c.site_id == bindparam("of_site"),
        _revisions.c.created_at >= bindparam("since"),
        _revisions.c.comment_id != bindparam("besides"),
    )
    .order_by(_revisions.c.created_at.desc())
    .limit(LOOKED_AT)
    .subquery("lately")
)
_ALIKE = select(_LATELY.c.fingerprint).where(
    or_(
        *(
            _LATELY.c.fingerprint.bitwise_and(band) == bindparam(f"band_{number}")
            for number, band in enumerate(BANDS)
        )
    )
)


def alike(
    connection: Connection, site_id: str, fingerprint: int, *, since: datetime, besides: str | None
) -> tuple[int, ...]:
    """Return the fingerprints that may be near one, of the site's newest texts since a time.

    Those of one comment are left out. The database drops what agrees with none of the
    :data:`BANDS`, reading nothing but an index.
    """
    bands = {f"band_{number}": fingerprint & band for number, band in enumerate(BANDS)}
    rows = connection.execute(
        _ALIKE, {"of_site": site_id, "since": since, "besides": besides or "", **bands}
    ).scalars()
    return tuple(rows)
