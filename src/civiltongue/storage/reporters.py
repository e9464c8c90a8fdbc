"""How often readers were right when they reported a comment."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from civiltongue.domain.ruling import BY_PEOPLE, Verdict
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

_reports, _comments, _rulings = schema.reports, schema.comments, schema.rulings
_PEOPLE = sorted(kind.value for kind in BY_PEOPLE)

_REPORTERS = select(_reports.c.author_id).where(
    _reports.c.site_id == bindparam("of_site"),
    _reports.c.comment_id == bindparam("of_comment"),
    _reports.c.created_at > bindparam("since"),
)
_DECIDED_LAST = select(func.max(_rulings.c.created_at)).where(
    _rulings.c.site_id == bindparam("of_site"),
    _rulings.c.comment_id == bindparam("of_comment"),
    _rulings.c.kind.in_(_PEOPLE),
)
_RECORDS = (
    select(_reports.c.author_id, _rulings.c.verdict, func.count().label("number"))
    .join(_comments, _comments.c.id == _reports.c.comment_id)
    .join(_rulings, _rulings.c.id == _comments.c.ruling_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.author_id.in_(bindparam("of_authors", expanding=True)),
        _rulings.c.kind.in_(_PEOPLE),
        _rulings.c.created_at > _reports.c.created_at,
        _rulings.c.verdict.in_([Verdict.PUBLISH.word, Verdict.REJECT.word]),
    )
    .group_by(_reports.c.author_id, _rulings.c.verdict)
)


def of_comment(connection: Connection, site_id: str, comment_id: str, *, since: datetime) -> list[str]:
    """Return the ids of the readers who reported a comment after a time."""
    values = {"of_site": site_id, "of_comment": comment_id, "since": since}
    return list(connection.execute(_REPORTERS, values).scalars())


def decided_last(connection: Connection, site_id: str, comment_id: str) -> datetime | None:
    """Return when a person decided about a comment last."""
    found: datetime | None = connection.execute(
        _DECIDED_LAST, {"of_site": site_id, "of_comment": comment_id}
    ).scalar()
    return found


def records(connection: Connection, site_id: str, author_ids: list[str]) -> dict[str, tuple[int, int]]:
    """Return for each of these readers how often a person agreed with their reports, and how often not.

    What counts is the decision in force about the comment that was reported, where it came after the report.
    """
    found = dict.fromkeys(author_ids, (0, 0))
    for row in connection.execute(_RECORDS, {"of_site": site_id, "of_authors": author_ids}):
        right, wrong = found[row.author_id]
        if row.verdict == Verdict.REJECT.word:
            found[row.author_id] = (right + row.number, wrong)
        else:
            found[row.author_id] = (right, wrong + row.number)
    return found
