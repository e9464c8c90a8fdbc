"""What all tables have in common: how things are named, and the columns for ids."""

from sqlalchemy import Column, ForeignKey, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

IDENTIFIER = String(26).with_variant(String(26, collation="C"), "postgresql")
"""Ids sort by code point on both databases, whatever the locale."""

PATH = Text().with_variant(Text(collation="C"), "postgresql")
"""A comment's path sorts a thread in reading order, by code point as ids do."""


def id_column() -> Column[str]:
    """Return the column of a row's own id."""
    return Column("id", IDENTIFIER, primary_key=True)


def site_column(*, primary_key: bool = False) -> Column[str]:
    """Return the column that says which site a row belongs to."""
    return Column("site_id", IDENTIFIER, ForeignKey("sites.id"), nullable=False, primary_key=primary_key)
