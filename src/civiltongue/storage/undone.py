"""Decisions that were taken back at once: nobody who counts decisions counts them."""

from sqlalchemy import ColumnElement, FromClause, exists

from civiltongue.domain.ruling import RulingKind
from civiltongue.storage import schema

_taking_back = schema.rulings.alias("taking_back")


def was_undone(rulings: FromClause) -> ColumnElement[bool]:
    """Return the condition that a ruling was taken back at once."""
    return exists().where(
        _taking_back.c.site_id == rulings.c.site_id,
        _taking_back.c.supersedes == rulings.c.id,
        _taking_back.c.kind == RulingKind.UNDONE.value,
    )
