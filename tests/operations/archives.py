"""A house to import into, and what its database holds afterwards."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from civiltongue import policyfile
from civiltongue.domain.thread import Comment, Site
from civiltongue.operations.add_site import add_site, site_named
from civiltongue.operations.house import House
from civiltongue.operations.import_archive import Export
from civiltongue.settings import Secrets, Settings
from civiltongue.storage import comments, schema
from civiltongue.storage.database import Database
from tests.importers.exports import an_export

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_CHANCE = {"rulings.id", "comments.ruling_id", "imports.id", "audit.id", "audit.subject"}
"""Columns that differ from one import to the next."""


@contextmanager
def a_house(url: str) -> Iterator[House]:
    """Give a house whose clock stands still."""
    with closing(Database(url)) as database:
        yield House(
            settings=Settings(database=url),
            secrets=Secrets(b"lantern" * 8),
            database=database,
            clock=lambda: NOW,
            random_bits=secrets.randbits,
        )


def a_site(house: House, name: str = "lantern") -> Site:
    origins = ("https://lantern.example",)
    add_site(house, name, origins=origins, policy=policyfile.default())
    return site_named(house, name)


def importing_site(house: House) -> Site:
    return site_named(house, "lantern")


def a_file(folder: Path, *elements: str, name: str = "export.xml") -> Export:
    file = folder / name
    file.write_text(an_export(*elements), encoding="utf-8")
    return Export("disqus", file)


def stored(house: House, site: Site, source_id: str) -> Comment:
    """Return the comment that came from a post of the export."""
    with house.database.read() as connection:
        comment = comments.from_source(connection, site.id, "disqus", source_id)
    assert comment is not None
    return comment


def rows(house: House, table: str) -> list[dict[str, Any]]:
    with house.database.read() as connection:
        return [dict(row._mapping) for row in connection.execute(select(schema.metadata.tables[table]))]


def everything(house: House) -> dict[str, list[str]]:
    """Return all rows by table, in a form that two imports of one file have in common."""
    return {
        name: sorted(
            repr({key: value for key, value in row.items() if f"{name}.{key}" not in _CHANCE})
            for row in rows(house, name)
        )
        for name in schema.metadata.tables
    }
