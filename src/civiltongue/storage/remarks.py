"""What is asked and answered about appeals."""

from collections.abc import Iterable

from sqlalchemy import insert, select

from civiltongue.domain.appeal import Appeal, Remark
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_remarks = schema.remarks


def add(connection: Connection, appeal: Appeal, remark: Remark) -> None:
    """Store a remark about an appeal."""
    connection.execute(
        insert(_remarks),
        {
            "id": remark.id,
            "site_id": remark.site_id,
            "author_id": appeal.author_id,
            "appeal_id": remark.appeal_id,
            "said_by": remark.by,
            "text": remark.text,
            "created_at": remark.created_at,
        },
    )


def about(connection: Connection, site_id: str, appeal_ids: Iterable[str]) -> dict[str, tuple[Remark, ...]]:
    """Return the remarks about appeals, by the appeals' ids, oldest first."""
    query = (
        select(_remarks)
        .where(_remarks.c.site_id == site_id, _remarks.c.appeal_id.in_(list(appeal_ids)))
        .order_by(_remarks.c.created_at, _remarks.c.id)
    )
    found: dict[str, tuple[Remark, ...]] = {}
    for row in connection.execute(query):
        remark = Remark(row.id, row.site_id, row.appeal_id, row.said_by, row.text, row.created_at)
        found[row.appeal_id] = (*found.get(row.appeal_id, ()), remark)
    return found
