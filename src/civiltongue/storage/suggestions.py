"""Scores that other programs suggested, beside the scores that the house gave the same text.

The text itself is not kept, nor who wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.insertion import insert_in_place

_suggestions = schema.suggestions


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Say that one text should have had another score under an attribute of Perspective's.

    ``subject`` is a keyed hash of what the client calls the comment. ``suggested`` is in [0, 1].
    ``scores`` are the house's own by kind of signal, from detectors of these ``versions``.
    """

    id: str
    site_id: str
    api_key_id: str
    subject: str
    attribute: str
    suggested: float
    language: str
    scores: Mapping[str, float]
    versions: Mapping[str, str]
    created_at: datetime


def put(connection: Connection, suggestion: Suggestion) -> None:
    """Store a suggestion in the place of an older one about the same comment and attribute."""
    insert_in_place(
        connection,
        _suggestions,
        ("site_id", "subject", "attribute"),
        id=suggestion.id,
        site_id=suggestion.site_id,
        api_key_id=suggestion.api_key_id,
        subject=suggestion.subject,
        attribute=suggestion.attribute,
        suggested=suggestion.suggested,
        language=suggestion.language,
        scores=dict(suggestion.scores),
        versions=dict(suggestion.versions),
        created_at=suggestion.created_at,
    )


def every(connection: Connection, site_id: str) -> list[Suggestion]:
    """Return what was suggested on a site, the oldest first."""
    found = select(_suggestions).where(_suggestions.c.site_id == site_id).order_by(_suggestions.c.id)
    return [
        Suggestion(
            row.id,
            row.site_id,
            row.api_key_id,
            row.subject,
            row.attribute,
            row.suggested,
            row.language,
            row.scores,
            row.versions,
            row.created_at,
        )
        for row in connection.execute(found)
    ]


def drop(connection: Connection, site_id: str, *, before: datetime) -> int:
    """Delete what was suggested before a time; returns how many."""
    old = (_suggestions.c.site_id == site_id, _suggestions.c.created_at < before)
    return connection.execute(delete(_suggestions).where(*old)).rowcount
