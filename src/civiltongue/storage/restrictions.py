"""Every hold, rejection, removal and sanction of a time, read in the order in which they were decided."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, literal, or_, select

from civiltongue.domain.restriction import Decider, Measure, Restriction
from civiltongue.domain.ruling import BY_PEOPLE, RulingKind, Verdict
from civiltongue.storage import audit, schema
from civiltongue.storage.database import Connection

_rulings, _reasons, _revisions = schema.rulings, schema.reasons, schema.revisions
_sanctions, _reports, _notices = schema.sanctions, schema.reports, schema.notices
_earlier, _next = _rulings.alias("earlier"), _rulings.alias("next")

DECIDING = (RulingKind.ENGINE.value, RulingKind.MODERATOR.value, RulingKind.REPORTS.value)
"""The kinds of rulings by which a comment is kept back or taken off the page."""
BATCH = 500
"""How many rows are in memory at a time."""
AGAINST = (Verdict.HOLD.word, Verdict.REJECT.word)

_BEFORE = (
    _earlier.c.site_id == _rulings.c.site_id,
    _earlier.c.comment_id == _rulings.c.comment_id,
    (_earlier.c.created_at < _rulings.c.created_at)
    | ((_earlier.c.created_at == _rulings.c.created_at) & (_earlier.c.id < _rulings.c.id)),
)
_SEEN = exists().where(
    *_BEFORE,
    _earlier.c.verdict == literal(Verdict.PUBLISH.word),
    _earlier.c.kind.not_in([RulingKind.AUTHOR.value, RulingKind.ADVISORY.value]),
)
_NOTICED = exists().where(
    *_BEFORE,
    _earlier.c.verdict.in_(AGAINST),
    _earlier.c.kind.in_([RulingKind.ENGINE.value, RulingKind.ADVISORY.value]),
)
_REPORTED = exists().where(
    _reports.c.site_id == _rulings.c.site_id,
    _reports.c.comment_id == _rulings.c.comment_id,
    _reports.c.created_at <= _rulings.c.created_at,
)
_NOTIFIED = exists().where(
    _notices.c.site_id == _rulings.c.site_id,
    _notices.c.comment_id == _rulings.c.comment_id,
    _notices.c.created_at <= _rulings.c.created_at,
)
_OF_COMMENTS = (
    select(
        _rulings.c.id,
        _rulings.c.kind,
        _rulings.c.verdict,
        _rulings.c.policy_version,
        _rulings.c.created_at,
        _reasons.c.rule,
        _revisions.c.created_at.label("content_at"),
        _next.c.created_at.label("until"),
        _next.c.kind.label("next_kind"),
        _next.c.verdict.label("next_verdict"),
        _SEEN.label("seen"),
        _NOTICED.label("noticed"),
        _REPORTED.label("reported"),
        _NOTIFIED.label("notified"),
    )
    .select_from(
        _rulings.join(_revisions, _revisions.c.id == _rulings.c.revision_id)
        .outerjoin(_reasons, (_reasons.c.ruling_id == _rulings.c.id) & (_reasons.c.position == 0))
        .outerjoin(_next, _next.c.supersedes == _rulings.c.id)
    )
    .where(
        _rulings.c.site_id == bindparam("of_site"),
        _rulings.c.kind.in_(DECIDING),
        _rulings.c.verdict.in_(AGAINST),
        or_(_next.c.kind.is_(None), _next.c.kind != RulingKind.UNDONE.value),
        _rulings.c.created_at >= bindparam("since"),
        _rulings.c.created_at < bindparam("before"),
    )
    .order_by(_rulings.c.created_at, _rulings.c.id)
)
_OF_AUTHORS = (
    select(_sanctions)
    .where(
        _sanctions.c.site_id == bindparam("of_site"),
        _sanctions.c.imposed_at >= bindparam("since"),
        _sanctions.c.imposed_at < bindparam("before"),
    )
    .order_by(_sanctions.c.imposed_at, _sanctions.c.id)
)


def about_comments(
    connection: Connection, site_id: str, *, since: datetime, before: datetime
) -> Iterator[Restriction]:
    """Yield what was decided against comments from a time on and before another, as it is read."""
    values = {"of_site": site_id, "since": since, "before": before}
    rows = connection.execute(_OF_COMMENTS, values, execution_options={"yield_per": BATCH})
    yield from (_of_comment(row) for row in rows)


def about_authors(
    connection: Connection, site_id: str, *, since: datetime, before: datetime
) -> Iterator[Restriction]:
    """Yield the sanctions that were imposed from a time on and before another."""
    adopted = audit.policy_versions(connection, site_id)
    rows = connection.execute(_OF_AUTHORS, {"of_site": site_id, "since": since, "before": before}).all()
    for row in rows:
        version = next((found for at, found in reversed(adopted) if at <= row.imposed_at), "")
        yield _of_author(row, version)


def _of_comment(row: Any) -> Restriction:
    rejected = row.verdict == Verdict.REJECT.word
    if row.seen:
        measure = Measure.REMOVAL if rejected else Measure.DISABLING
    else:
        measure = Measure.REJECTION if rejected else Measure.HOLD
    by_person = row.kind == RulingKind.MODERATOR.value
    decider = Decider.ENGINE if not by_person else Decider.BOTH if row.noticed else Decider.PERSON
    return Restriction(
        id=row.id,
        measure=measure,
        rule=row.rule or "",
        policy_version=row.policy_version,
        content_at=row.content_at,
        decided_at=row.created_at,
        until=row.until,
        reported=bool(row.reported),
        noticed=row.kind == RulingKind.ENGINE.value or bool(row.noticed),
        decider=decider,
        notified=bool(row.notified),
        review=Verdict.of(row.next_verdict) if row.next_kind in BY_PEOPLE else None,
    )


def _of_author(row: Row[Any], version: str) -> Restriction:
    # The ladder counts what people have decided, and imposes without asking them again.
    by_engine = row.imposed_by == RulingKind.ENGINE.value
    return Restriction(
        id=row.id,
        measure=Measure(row.kind),
        rule="",
        policy_version=version,
        content_at=row.imposed_at,
        decided_at=row.imposed_at,
        until=min(filter(None, (row.until, row.lifted_at, row.acknowledged_at)), default=None),
        reported=False,
        noticed=False,
        decider=Decider.BOTH if by_engine else Decider.PERSON,
    )
