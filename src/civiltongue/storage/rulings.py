"""Rulings and their reasons: appended, superseded, never edited."""

from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from civiltongue.domain.evidence import Failure, Signal, Span
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_rulings, _reasons = schema.rulings, schema.reasons
_OF_SITE = _rulings.c.site_id == bindparam("of_site")

_ADD = insert(_rulings)
_ADD_REASONS = insert(_reasons)
_GET = select(_rulings).where(_OF_SITE, _rulings.c.id == bindparam("of_ruling"))
_OF_COMMENT = (
    select(_rulings)
    .where(_OF_SITE, _rulings.c.comment_id == bindparam("of_comment"))
    .order_by(_rulings.c.created_at, _rulings.c.id)
)
_REASONS = (
    select(_reasons)
    .where(_reasons.c.site_id == bindparam("of_site"), _reasons.c.ruling_id == bindparam("of_ruling"))
    .order_by(_reasons.c.position)
)


def add(connection: Connection, record: RecordedRuling) -> None:
    """Append a ruling; the write raises Duplicate where another one superseded the same ruling first."""
    connection.execute(_ADD, row_of(record))
    if record.ruling.reasons:
        rows = [_reason_row(record, *item) for item in enumerate(record.ruling.reasons)]
        connection.execute(_ADD_REASONS, rows)


def get(connection: Connection, site_id: str, ruling_id: str) -> RecordedRuling | None:
    """Return a ruling with its reasons."""
    row = connection.execute(_GET, {"of_site": site_id, "of_ruling": ruling_id}).one_or_none()
    return _record(connection, row) if row else None


def of_comment(connection: Connection, site_id: str, comment_id: str) -> list[RecordedRuling]:
    """Return every ruling about a comment, oldest first, advisory ones among them."""
    rows = connection.execute(_OF_COMMENT, {"of_site": site_id, "of_comment": comment_id}).all()
    return [_record(connection, row) for row in rows]


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
        "supersedes": record.supersedes,
        "created_at": record.created_at,
    }


def _reason_row(record: RecordedRuling, position: int, reason: Reason) -> dict[str, Any]:
    return {
        "site_id": record.site_id,
        "ruling_id": record.id,
        "position": position,
        "rule": reason.rule,
        "verdict": reason.verdict.word,
        "score": reason.score,
        "signals": list(reason.signals),
        "spans": _pairs(reason.spans),
    }


def _record(connection: Connection, row: Row[Any]) -> RecordedRuling:
    found = connection.execute(_REASONS, {"of_site": row.site_id, "of_ruling": row.id})
    reasons = tuple(
        Reason(
            rule=reason.rule,
            verdict=Verdict.of(reason.verdict),
            score=reason.score,
            signals=tuple(reason.signals),
            spans=_spans(reason.spans),
        )
        for reason in found
    )
    ruling = Ruling(
        verdict=Verdict.of(row.verdict),
        reasons=reasons,
        words=row.words,
        policy_version=row.policy_version,
        signals=tuple(Signal(kind, score, _spans(spans)) for kind, score, spans in row.signals),
        failures=tuple(Failure(detector, fault) for detector, fault in row.failures),
        versions=MappingProxyType(dict(row.versions)),
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
