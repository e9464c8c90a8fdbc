"""What moderators noted about authors, and about single comments of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, insert, or_, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import stands_in

_notes = schema.notes


@dataclass(frozen=True, slots=True)
class Note:
    """One note; ``comment_id`` is None where it is about the author alone, ``by`` is ``moderator:<id>``."""

    id: str
    site_id: str
    author_id: str
    comment_id: str | None
    by: str
    text: str
    created_at: datetime


def add(connection: Connection, note: Note) -> None:
    """Store a note."""
    connection.execute(
        insert(_notes),
        {
            "id": note.id,
            "site_id": note.site_id,
            "author_id": note.author_id,
            "comment_id": note.comment_id,
            "written_by": note.by,
            "text": note.text,
            "created_at": note.created_at,
        },
    )


def about(
    connection: Connection,
    site_id: str,
    author_id: str,
    *,
    most: int = 50,
    places: Sequence[str] | None = None,
) -> list[Note]:
    """Return the notes about an author and about their comments, the newest first.

    ``places`` are beginnings of stories' URLs that such comments stand under, None for every story.
    """
    where = [_notes.c.site_id == site_id, _notes.c.author_id == author_id]
    if places is not None:
        where.append(or_(_notes.c.comment_id.is_(None), stands_in(site_id, places, _notes.c.comment_id)))
    rows = connection.execute(
        select(_notes).where(*where).order_by(_notes.c.created_at.desc(), _notes.c.id.desc()).limit(most)
    )
    return [_note(row) for row in rows]


def _note(row: Row[tuple[object, ...]]) -> Note:
    return Note(row.id, row.site_id, row.author_id, row.comment_id, row.written_by, row.text, row.created_at)
