"""Past comments as a replay reads them, newest first, with what was on record of their authors then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, Text, and_, bindparam, func, select, type_coerce

from civiltongue.domain.evidence import Failure, Link, Signal, Span
from civiltongue.domain.ruling import (
    BY_PEOPLE,
    Reason,
    RecordedRuling,
    Ruling,
    RulingKind,
    Verdict,
)
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Status, Thread
from civiltongue.storage import schema
from civiltongue.storage.authors import as_author, as_sanction
from civiltongue.storage.database import Connection
from civiltongue.storage.threads import as_thread

_comments, _rulings, _reasons = schema.comments, schema.rulings, schema.reasons
_revisions = schema.revisions
_PEOPLE = sorted(kind.value for kind in BY_PEOPLE)
_SCORES = msgspec.json.Decoder(list[tuple[str, float, msgspec.Raw]])
# Every row of a site looks alike to SQLite's planner, so that whatever hangs on comments is sought by the comments.
_BETWEEN = (
    _comments.c.site_id == bindparam("of_site"),
    _comments.c.id >= bindparam("first"),
    _comments.c.id <= bindparam("last"),
)
_WRITTEN: Select[Any] = select(
    _comments.c.id,
    _comments.c.thread_id,
    _comments.c.author_id,
    _comments.c.parent_id,
    _comments.c.created_at,
    _comments.c.source_system.is_not(None),
).order_by(_comments.c.id.desc())
_RULINGS: Select[Any] = (
    select(
        *(column for column in _rulings.c if column.name not in ("signals", "versions", "note")),
        type_coerce(_rulings.c.signals, Text).label("scores"),
        type_coerce(_rulings.c.versions, Text).label("made_by"),
    )
    .join(_comments, _rulings.c.comment_id == _comments.c.id)
    .where(*_BETWEEN)
)
_REASONS: Select[Any] = (
    select(_reasons.c.ruling_id, _reasons.c.rule, _reasons.c.verdict, _reasons.c.score)
    .select_from(
        _comments.join(_rulings, _rulings.c.comment_id == _comments.c.id).join(
            _reasons, _reasons.c.ruling_id == _rulings.c.id
        )
    )
    # Only a hold can be for too many attempts.
    .where(*_BETWEEN, _rulings.c.kind.in_(_PEOPLE) | (_rulings.c.verdict == Verdict.HOLD.word))
    .order_by(_reasons.c.ruling_id, _reasons.c.position)
)
_TEXTS: Select[Any] = (
    select(_revisions.c.id, _revisions.c.visible, _revisions.c.links)
    .join(_comments, _revisions.c.comment_id == _comments.c.id)
    .where(*_BETWEEN)
)


@dataclass(frozen=True, slots=True)
class Window:
    """Say which comments are meant: those of a time, half-open; None is without end."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What is asked about a past comment."""

    id: str
    thread_id: str
    author_id: str
    parent_id: str | None
    created_at: datetime
    imported: bool


@dataclass(frozen=True, slots=True)
class Struck:
    """A violation with the time from which on it counted, and until when it did; None is without end."""

    author_id: str
    grounds: tuple[str, ...]
    at: datetime
    until: datetime | None


def count(connection: Connection, site_id: str, window: Window) -> int:
    """Return how many comments a site has of a time, in whatever status."""
    query = select(func.count()).select_from(_comments).where(_of(site_id, window))
    return int(connection.execute(query).scalar() or 0)


def newest(
    connection: Connection, site_id: str, window: Window, *, before: str = "", most: int
) -> list[tuple[Written, list[RecordedRuling]]]:
    """Return comments with every ruling about them, oldest first; the newest comments come first.

    Scores come without their spans; of reasons only those of people and of holds. ``before`` is the id of the last comment
    that was returned before.
    """
    query = _WRITTEN.where(_of(site_id, window)).limit(most)
    if before:
        query = query.where(_comments.c.id < before)
    found = [Written(*row) for row in connection.execute(query)]
    ruled: dict[str, list[RecordedRuling]] = {comment.id: [] for comment in found}
    if found:
        values = _ends(site_id, found)
        reasons: dict[str, list[Reason]] = {}
        for row in connection.execute(_REASONS, values):
            reason = Reason(row.rule, Verdict.of(row.verdict), row.score)
            reasons.setdefault(row.ruling_id, []).append(reason)
        for row in connection.execute(_RULINGS, values):
            if row.comment_id in ruled:
                ruled[row.comment_id].append(_record(row, tuple(reasons.get(row.id, ()))))
        for records in ruled.values():
            records.sort(key=lambda record: (record.created_at, record.id))
    return [(comment, ruled[comment.id]) for comment in found]


def _record(row: Row[Any], reasons: tuple[Reason, ...]) -> RecordedRuling:
    ruling = Ruling(
        verdict=Verdict.of(row.verdict),
        reasons=reasons,
        words=row.words,
        policy_version=row.policy_version,
        signals=tuple(Signal(kind, score) for kind, score, _ in _SCORES.decode(row.scores)),
        failures=tuple(Failure(detector, fault) for detector, fault in row.failures),
        versions=_versions(row.made_by),
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
        note="",
        supersedes=row.supersedes,
        created_at=row.created_at,
    )


@lru_cache(maxsize=256)
def _versions(written: str) -> Mapping[str, str]:
    """Return versions of detectors, of which a past has few."""
    return MappingProxyType(msgspec.json.decode(written, type=dict[str, str]))


def texts_of(
    connection: Connection, site_id: str, written: Sequence[Written]
) -> dict[str, tuple[str, tuple[Link, ...]]]:
    """Return the visible texts of all wordings of comments, by the wordings' ids, and the links in them."""
    return {
        row.id: (row.visible, tuple(Link(target, Span(start, end)) for target, start, end in row.links))
        for row in connection.execute(_TEXTS, _ends(site_id, written))
    }


def authors_of(connection: Connection, site_id: str, written: Sequence[Written]) -> dict[str, Author]:
    """Return who wrote comments, by the authors' ids."""
    authors = schema.authors
    query: Select[Any] = select(authors).join(_comments, _comments.c.author_id == authors.c.id)
    rows = connection.execute(query.where(*_BETWEEN).distinct(), _ends(site_id, written))
    return {row.id: as_author(row) for row in rows}


def threads_of(connection: Connection, site_id: str, written: Sequence[Written]) -> dict[str, Thread]:
    """Return the threads of comments, by the threads' ids."""
    threads = schema.threads
    query: Select[Any] = select(threads).join(_comments, _comments.c.thread_id == threads.c.id)
    rows = connection.execute(query.where(*_BETWEEN).distinct(), _ends(site_id, written))
    return {row.id: as_thread(row) for row in rows}


def parents_of(connection: Connection, site_id: str, written: Sequence[Written]) -> dict[str, str]:
    """Return what those are called to whom comments reply, by the ids of the comments that are replied to."""
    authors, above = schema.authors, _comments.alias("above")
    query: Select[Any] = (
        select(above.c.id, authors.c.name)
        .select_from(
            _comments.join(above, above.c.id == _comments.c.parent_id).join(
                authors, authors.c.id == above.c.author_id
            )
        )
        .where(*_BETWEEN)
    )
    return {row.id: row.name for row in connection.execute(query, _ends(site_id, written))}


def sanctioned(connection: Connection, site_id: str, author_ids: Sequence[str]) -> dict[str, list[Sanction]]:
    """Return every sanction of some authors, oldest first."""
    table = schema.sanctions
    query = (
        select(table)
        .where(table.c.site_id == site_id, table.c.author_id.in_(author_ids))
        .order_by(table.c.imposed_at, table.c.id)
    )
    found: dict[str, list[Sanction]] = {}
    for row in connection.execute(query):
        found.setdefault(row.author_id, []).append(as_sanction(row))
    return found


def struck(connection: Connection, site_id: str, author_ids: Sequence[str]) -> dict[str, list[Struck]]:
    """Return what some authors were ever charged with: comments that moderators rejected, and what was entered."""
    later = _rulings.alias("later")
    ended = select(func.min(later.c.created_at)).where(later.c.supersedes == _rulings.c.id).scalar_subquery()
    decided = (
        select(_comments.c.author_id, _rulings.c.id, _rulings.c.created_at, _reasons.c.rule)
        .add_columns(ended.label("until"), _comments.c.source_system)
        .select_from(
            _comments.join(_rulings, _rulings.c.comment_id == _comments.c.id).join(
                _reasons, _reasons.c.ruling_id == _rulings.c.id
            )
        )
        .where(
            _comments.c.site_id == site_id,
            _comments.c.author_id.in_(author_ids),
            _rulings.c.kind == RulingKind.MODERATOR.value,
            _rulings.c.verdict == Verdict.REJECT.word,
        )
        .order_by(_rulings.c.created_at, _rulings.c.id, _reasons.c.position)
    )
    cases: dict[str, Struck] = {}
    for row in connection.execute(decided):
        # What came with an archive was written under other rules.
        if row.source_system is not None:
            continue
        known = cases.get(row.id)
        grounds = (*known.grounds, row.rule) if known else (row.rule,)
        cases[row.id] = Struck(row.author_id, grounds, row.created_at, row.until)
    table = schema.violations
    entered = select(table).where(table.c.site_id == site_id, table.c.author_id.in_(author_ids))
    found: dict[str, list[Struck]] = {}
    for case in cases.values():
        found.setdefault(case.author_id, []).append(case)
    for row in connection.execute(entered):
        case = Struck(row.author_id, (row.ground,), row.at, row.voided_at)
        found.setdefault(row.author_id, []).append(case)
    return found


def published(connection: Connection, site_id: str, author_ids: Sequence[str]) -> dict[str, list[datetime]]:
    """Return when some authors wrote what readers see of them today, oldest first."""
    query = (
        select(_comments.c.author_id, _comments.c.created_at)
        .where(
            _comments.c.site_id == site_id,
            _comments.c.author_id.in_(author_ids),
            _comments.c.status == Status.PUBLISHED.value,
        )
        .order_by(_comments.c.created_at)
    )
    found: dict[str, list[datetime]] = {}
    for row in connection.execute(query):
        found.setdefault(row.author_id, []).append(row.created_at)
    return found


def _of(site_id: str, window: Window) -> ColumnElement[bool]:
    parts = [_comments.c.site_id == site_id]
    if window.since is not None:
        parts.append(_comments.c.created_at >= window.since)
    if window.until is not None:
        parts.append(_comments.c.created_at < window.until)
    return and_(*parts)


def _ends(site_id: str, written: Sequence[Written]) -> dict[str, str]:
    """Return between which comments others lie; the newest come first."""
    return {"of_site": site_id, "first": written[-1].id, "last": written[0].id}
