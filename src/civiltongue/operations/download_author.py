"""Everything that is kept about an author, as one document that a program can read."""

from typing import Any

import msgspec

from civiltongue.domain.thread import Author, Site
from civiltongue.operations.house import House
from civiltongue.storage import about_author, groups, sites
from civiltongue.storage.database import Connection

FORMAT = "civiltongue-author-1"
_STORY = ("id", "url", "title")
_PEOPLE = frozenset(
    {"actor", "decided_by", "entered_by", "imposed_by", "lifted_by", "voided_by", "written_by"}
)
"""Columns that say who did something; of a moderator the document says only that it was one."""


def download_author(house: House, site: Site, author: Author) -> bytes:
    """Return the document as JSON, in one snapshot; its parts are described in the reference.

    What is kept on other sites of the group is under ``elsewhere``, each a document of its own.
    """
    with house.database.read() as connection:
        document = _document(connection, house, site, author)
        document["elsewhere"] = [
            _document(connection, house, other, known)
            for known in groups.elsewhere(connection, site.id, author.id)
            if (other := sites.get(connection, known.site_id)) is not None
        ]
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _document(connection: Connection, house: House, site: Site, author: Author) -> dict[str, Any]:
    publication = house.in_force(connection, site.id).policy.publication
    rows = about_author.everything(connection, site.id, author.id)
    (about,) = rows.pop("authors")
    return {
        "format": FORMAT,
        "made_at": house.clock(),
        "site": site.name,
        "publication": publication,
        "author": about,
        **{name: _without_people(found, author) for name, found in rows.items()},
        "comments": [
            {**_without_people(comment, author), "story": {key: comment["story"][key] for key in _STORY}}
            for comment in about_author.comments(connection, site.id, author.id)
        ],
    }


def _without_people(value: Any, author: Author) -> Any:
    """Return rows in which other people are named by what they are, not by their ids."""
    if isinstance(value, list):
        return [_without_people(item, author) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: item.partition(":")[0]
        if key in _PEOPLE and isinstance(item, str) and item != f"author:{author.id}"
        else _without_people(item, author)
        for key, item in value.items()
    }
