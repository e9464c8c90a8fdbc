"""Rulings and their reasons: appended, superseded, never edited."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, true

from civiltongue.domain.evidence import Failure, Signal, Span
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.looking_up import is_of
from civiltongue.storage.searching import stands_in

_rulings, _reasons = schema.rulings, schema.reasons
_OF_SITE = _rulings.c.site_id == bindparam("of_site")
_LOOKED_UP = is_of(_rulings.c.site_id, bindparam("of_site"))

_ADD = insert(_rulings)
_ADD_REASONS = insert(_reasons)
_ADD_SHADOWED = insert(schema.shadowed)
_THESE = select(_rulings).where(_LOOKED_UP, _rulings.c.id.in_(bindparam("of_rulings", expanding=True)))
_OF_COMMENT = (
    select(_rulings)
    .where(_OF_SITE, _rulings.c.comment_id == bindparam("of_comment"))
    .order_by(_rulings.c.created_at, _rulings.c.id)
)
_OF_COMMENTS = (
    select(_rulings)
    .where(_LOOKED_UP, _rulings.c.comment_id.in_(bindparam("of_comments", expanding=True)))
    .order_by(_rulings.c.created_at, _rulings.c.id)
)
_REASONS = (
    select(_reasons)
    .where(
        is_of(_reasons.c.site_id, bindparam("of_site")),
        _reasons.c.ruling_id.in_(bindparam("of_rulings", expanding=True)),
    )
    .order_by(_reasons.c.position)
)


def add(connection: Connection, record: RecordedRuling) -> None:
    """Append a ruling; the write raises Duplicate where another one superseded the same ruling first."""
    connection.execute(_ADD, row_of(record))
    rows = reason_rows_of(record)
    if rows:
        connection.execute(_ADD_REASONS, rows)
    if record.ruling.shadowed:
        connection.execute(_ADD_SHADOWED, [_shadowed_row(record, each) for each in record.ruling.shadowed])


def get(connection: Connection, site_id: str, ruling_id: str) -> RecordedRuling | None:
    """Return a ruling with its reasons."""
    return these(connection, site_id, [ruling_id]).get(ruling_id)


def these(connection: Connection, site_id: str, ruling_ids: Sequence[str]) -> dict[str, RecordedRuling]:
    """Return rulings with their reasons, by their ids."""
    values = {"of_site": site_id, "of_rulings": list(ruling_ids)}
    rows = connection.execute(_THESE, values).all()
    return {record.id: record for record in _records(connection, site_id, rows)}


def of_comment(connection: Connection, site_id: str, comment_id: str) -> list[RecordedRuling]:
    """Return every ruling about a comment, oldest first, advisory ones among them."""
    rows = connection.execute(_OF_COMMENT, {"of_site": site_id, "of_comment": comment_id}).all()
    return _records(connection, site_id, rows)


def of_comments(connection: Connection, site_id: str, comment_ids: Sequence[str]) -> list[RecordedRuling]:
    """Return every ruling about some comments, oldest first."""
    values = {"of_site": site_id, "of_comments": list(comment_ids)}
    rows = connection.execute(_OF_COMMENTS, values).all()
    return _records(connection, site_id, rows)


def about_author(
    connection: Connection,
    site_id: str,
    author_id: str,
    *,
    most: int,
    places: Sequence[str] | None = None,
) -> list[RecordedRuling]:
    """Return what was decided about an author's comments, the newest first, without what was published at once.

    ``places`` are beginnings of stories' URLs that the comments stand under, None for every story.
    """
    comments = schema.comments
    rows = connection.execute(
        select(_rulings)
        .join(comments, comments.c.id == _rulings.c.comment_id)
        .where(
            _rulings.c.site_id == site_id,
            comments.c.author_id == author_id,
            or_(
                _rulings.c.kind.not_in([RulingKind.ENGINE.value, RulingKind.IMPORT.value]),
                _rulings.c.verdict != Verdict.PUBLISH.word,
            ),
            true() if places is None else stands_in(site_id, places, comments.c.id),
        )
        .order_by(_rulings.c.created_at.desc(), _rulings.c.id.desc())
        .limit(most)
    ).all()
    return _records(connection, site_id, rows)


def row_of(record: RecordedRuling) -> dict[str, Any]:
    """Return the row that a ruling is stored as; its reasons have rows of their own."""
    ruling = record.ruling
    return {
        "id": record.id,
        "site_id": record.site_id,
        "comment_id": record.comment_id,
        "revision_id": record.revision_id,
        "kind": record.kind.value,
        "decided_by": record.decided_by,
        "verdict": ruling.verdict.word,
        "policy_version": ruling.policy_version,
        "words": ruling.words,
        "insisted": record.insisted,
        "signals": [[signal.kind, signal.score, _pairs(signal.spans)] for signal in ruling.signals],
        "failures": [[failure.detector, failure.fault] for failure in ruling.failures],
        "versions": dict(ruling.versions),
        "note": record.note,
        "told": ruling.told or None,
        "supersedes": record.supersedes,
        "created_at": record.created_at,
    }


def reason_rows_of(record: RecordedRuling) -> list[dict[str, Any]]:
    """Return the rows of a ruling's reasons, the harshest first."""
    return [_reason_row(record, *item) for item in enumerate(record.ruling.reasons)]


def _reason_row(record: RecordedRuling, position: int, reason: Reason) -> dict[str, Any]:
    return {
        "site_id": record.site_id,
        "ruling_id": record.id,
        "position": position,
        "rule": reason.rule,
        "verdict": reason.verdict.word,
        "score": reason.score,
        "signals": list(reason.signals),
        "found_by": list(reason.found_by) or None,
        "spans": _pairs(reason.spans),
    }


def _shadowed_row(record: RecordedRuling, reason: Reason) -> dict[str, Any]:
    return {
        "site_id": record.site_id,
        "ruling_id": record.id,
        "rule": reason.rule,
        "verdict": reason.verdict.word,
        "score": reason.score,
    }


def _records(connection: Connection, site_id: str, rows: Sequence[Row[Any]]) -> list[RecordedRuling]:
    """Return the rulings in rows, with the reasons of all of them read at once."""
    if not rows:
        return []
    reasons: dict[str, list[Reason]] = {row.id: [] for row in rows}
    for row in connection.execute(_REASONS, {"of_site": site_id, "of_rulings": list(reasons)}):
        reasons[row.ruling_id].append(_reason(row))
    return [_record(row, tuple(reasons[row.id])) for row in rows]


def _reason(row: Row[Any]) -> Reason:
    return Reason(
        rule=row.rule,
        verdict=Verdict.of(row.verdict),
        score=row.score,
        signals=tuple(row.signals),
        spans=_spans(row.spans),
        found_by=tuple(row.found_by or ()),
    )


def _record(row: Row[Any], reasons: tuple[Reason, ...]) -> RecordedRuling:
    ruling = Ruling(
        verdict=Verdict.of(row.verdict),
        reasons=reasons,
        words=row.words,
        policy_version=row.policy_version,
        signals=tuple(Signal(kind, score, _spans(spans)) for kind, score, spans in row.signals),
        failures=tuple(Failure(detector, fault) for detector, fault in row.failures),
        versions=MappingProxyType(dict(row.versions)),
        told=row.told or "",
    )
    return RecordedRuling(
        id=row.id,
        site_id=row.site_id,
        comment_id=row.comment_id,
        revision_id=row.revision_id,
        kind=RulingKind(row.kind),
        decided_by=row.decided_by,
        ruling=ruling,
        insisted=row.insisted,
        note=row.note,
        supersedes=row.supersedes,
        created_at=row.created_at,
    )


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
