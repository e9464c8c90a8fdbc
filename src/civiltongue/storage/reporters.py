"""How often readers were right when they reported a comment."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select

from civiltongue.domain.ruling import BY_PEOPLE, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.undone import was_undone

_reports, _comments, _rulings, _authors = schema.reports, schema.comments, schema.rulings, schema.authors
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_PEOPLE = sorted(kind.value for kind in BY_PEOPLE)

_REPORTS = (
    select(_reports, _authors.c.name)
    .join(_authors, _authors.c.id == _reports.c.author_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.comment_id == bindparam("of_comment"),
        _reports.c.created_at > bindparam("since"),
    )
    .order_by(_reports.c.created_at, _reports.c.id)
)
_DECIDED_LAST = select(func.max(_rulings.c.created_at)).where(
    _rulings.c.site_id == bindparam("of_site"),
    _rulings.c.comment_id == bindparam("of_comment"),
    _rulings.c.kind.in_(_PEOPLE),
    ~was_undone(_rulings),
)
_RECORDS = (
    select(_reports.c.author_id, _rulings.c.verdict, func.count().label("number"))
    .join(_comments, _comments.c.id == _reports.c.comment_id)
    .join(_rulings, _rulings.c.id == _comments.c.ruling_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.author_id.in_(bindparam("of_authors", expanding=True)),
        _reports.c.created_at > bindparam("since"),
        _rulings.c.kind.in_(_PEOPLE),
        _rulings.c.created_at > _reports.c.created_at,
        _rulings.c.verdict.in_([Verdict.PUBLISH.word, Verdict.REJECT.word]),
    )
    .group_by(_reports.c.author_id, _rulings.c.verdict)
)


@dataclass(frozen=True, slots=True)
class Report:
    """A reader's report of a comment: who, under which rule, and in which words."""

    reader_id: str
    reader_name: str
    rule: str
    text: str
    at: datetime


def of_comment(connection: Connection, site_id: str, comment_id: str, *, since: datetime) -> list[Report]:
    """Return the reports of a comment that were made after a time, the oldest first."""
    values = {"of_site": site_id, "of_comment": comment_id, "since": since}
    return [
        Report(row.author_id, row.name, row.rule, row.text, row.created_at)
        for row in connection.execute(_REPORTS, values)
    ]


def decided_last(connection: Connection, site_id: str, comment_id: str) -> datetime | None:
    """Return when a person decided about a comment last."""
    found: datetime | None = connection.execute(
        _DECIDED_LAST, {"of_site": site_id, "of_comment": comment_id}
    ).scalar()
    return found


def records(
    connection: Connection, site_id: str, author_ids: list[str], *, since: datetime = _EVER
) -> dict[str, tuple[int, int]]:
    """Return for each of these readers how often a person agreed with their reports, and how often not.

    What counts is the decision in force about the comment that was reported, where it came after the report. Only reports made
    after ``since`` count.
    """
    found = dict.fromkeys(author_ids, (0, 0))
    values = {"of_site": site_id, "of_authors": author_ids, "since": since}
    for row in connection.execute(_RECORDS, values):
        right, wrong = found[row.author_id]
        if row.verdict == Verdict.REJECT.word:
            found[row.author_id] = (right + row.number, wrong)
        else:
            found[row.author_id] = (right, wrong + row.number)
    return found
