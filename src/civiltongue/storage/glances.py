"""What a moderator sees at a glance beside a comment: reports, its author's comments, what was decided alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Status
from civiltongue.storage import schema
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import stands_in

_comments, _revisions, _rulings = schema.comments, schema.revisions, schema.rulings
_reasons, _reports, _authors = schema.reasons, schema.reports, schema.authors
LATELY = 3_000
"""How many of the site's newest wordings are compared with a comment's."""
LOOKED_AT = 300
"""How many rulings under a rule, the newest ones, are looked at for decisions."""
_BEGINNING = func.substr(_revisions.c.visible, 1, 200).label("text")

_OF_COMMENT = (
    select(_reports.c.author_id, _authors.c.name, _reports.c.rule, _reports.c.text, _reports.c.created_at)
    .join(_authors, _authors.c.id == _reports.c.author_id)
    .where(_reports.c.site_id == bindparam("of_site"), _reports.c.comment_id == bindparam("of_comment"))
    .order_by(_reports.c.created_at)
)
_COUNTS = (
    select(_comments.c.status, func.count().label("number"))
    .where(_comments.c.site_id == bindparam("of_site"), _comments.c.author_id == bindparam("of_author"))
    .group_by(_comments.c.status)
)
_LATEST = (
    select(_comments.c.id, _comments.c.status, _comments.c.created_at, _BEGINNING)
    .join(_revisions, _revisions.c.id == _comments.c.revision_id)
    .where(
        _comments.c.site_id == bindparam("of_site"),
        _comments.c.author_id == bindparam("of_author"),
        _comments.c.id != bindparam("besides"),
    )
    .order_by(_comments.c.created_at.desc())
    .limit(bindparam("most"))
)
_LATELY = (
    select(_revisions.c.fingerprint, _revisions.c.comment_id)
    .where(_revisions.c.site_id == bindparam("of_site"))
    .order_by(_revisions.c.created_at.desc())
    .limit(LATELY)
    .subquery("lately")
)
BANDS = tuple(0xFF << shift for shift in range(0, 64, 8))
"""Masks for an eighth of the bits each: numbers that differ in seven bits agree in one of them."""
_MARKS = select(_LATELY.c.fingerprint, _LATELY.c.comment_id).where(
    or_(
        *(
            _LATELY.c.fingerprint.bitwise_and(band) == bindparam(f"band_{number}")
            for number, band in enumerate(BANDS)
        )
    )
)
_FINGERPRINT = select(_revisions.c.fingerprint).where(
    _revisions.c.site_id == bindparam("of_site"), _revisions.c.id == bindparam("of_revision")
)
_decided = _rulings.alias("decided")
_DECIDED = (
    select(
        _decided.c.comment_id,
        _decided.c.verdict,
        _decided.c.created_at,
        _decided.c.decided_by,
        _BEGINNING,
    )
    .join(_comments, and_(_comments.c.id == _decided.c.comment_id, _comments.c.ruling_id == _decided.c.id))
    .join(_revisions, _revisions.c.id == _comments.c.revision_id)
    .where(
        _decided.c.site_id == bindparam("of_site"),
        _decided.c.kind == RulingKind.MODERATOR.value,
        _decided.c.verdict.in_([Verdict.PUBLISH.word, Verdict.REJECT.word]),
    )
)
_SPOKEN = (
    select(_reasons.c.ruling_id)
    .where(
        _reasons.c.site_id == bindparam("of_site"),
        _reasons.c.rule == bindparam("of_rule"),
        _reasons.c.ruling_id > bindparam("after"),
    )
    .order_by(_reasons.c.ruling_id.desc())
    .limit(LOOKED_AT)
    .subquery("spoken")
)
_OF_RULE = (
    _DECIDED.join(_SPOKEN, _SPOKEN.c.ruling_id == _decided.c.supersedes)
    .order_by(_SPOKEN.c.ruling_id.desc())
    .limit(bindparam("most"))
)
_OF_COMMENTS = _DECIDED.where(_decided.c.comment_id.in_(bindparam("of_comments", expanding=True)))


@dataclass(frozen=True, slots=True)
class GivenReport:
    """A reader's report of a comment."""

    author_id: str
    name: str
    rule: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Glance:
    """One of an author's comments, by its beginning."""

    id: str
    status: Status
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class InThread:
    """A comment beside another in its thread, whatever its status."""

    id: str
    depth: int
    status: Status
    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """What a moderator decided about a comment that is like another."""

    comment_id: str
    verdict: Verdict
    at: datetime
    by: str
    text: str


def reports(connection: Connection, site_id: str, comment_id: str) -> list[GivenReport]:
    """Return the reports of a comment, oldest first."""
    rows = connection.execute(_OF_COMMENT, {"of_site": site_id, "of_comment": comment_id})
    return [GivenReport(row.author_id, row.name, row.rule, row.text, row.created_at) for row in rows]


def counts(connection: Connection, site_id: str, author_id: str) -> dict[str, int]:
    """Return how many comments an author has in each status."""
    rows = connection.execute(_COUNTS, {"of_site": site_id, "of_author": author_id})
    return {row.status: row.number for row in rows}


def latest(
    connection: Connection,
    site_id: str,
    author_id: str,
    *,
    besides: str,
    most: int = 5,
    places: Sequence[str] | None = None,
) -> list[Glance]:
    """Return an author's newest comments but one, under stories in some places; None is everywhere."""
    known = {"of_site": site_id, "of_author": author_id, "besides": besides, "most": most}
    return [
        Glance(row.id, Status(row.status), row.created_at, row.text)
        for row in connection.execute(_in(site_id, places, _LATEST), known)
    ]


def marks(connection: Connection, site_id: str, mine: int) -> list[tuple[int, str]]:
    """Return fingerprints that may be near one, of the site's newest wordings, with their comments."""
    bands = {f"band_{number}": mine & band for number, band in enumerate(BANDS)}
    rows = connection.execute(_MARKS, {"of_site": site_id, **bands})
    return [(row.fingerprint, row.comment_id) for row in rows]


def around(connection: Connection, site_id: str, comment_id: str, *, most: int = 60) -> list[InThread]:
    """Return the comments of one conversation, in reading order: the first one, and all answers below it."""
    root = connection.execute(
        select(_comments.c.thread_id, _comments.c.root_id).where(
            _comments.c.site_id == site_id, _comments.c.id == comment_id
        )
    ).one_or_none()
    if root is None:
        return []
    rows = connection.execute(
        select(
            _comments.c.id,
            _comments.c.depth,
            _comments.c.status,
            _comments.c.created_at,
            _authors.c.name,
            _revisions.c.visible,
        )
        .join(_revisions, _revisions.c.id == _comments.c.revision_id)
        .join(_authors, _authors.c.id == _comments.c.author_id)
        .where(
            _comments.c.site_id == site_id,
            _comments.c.thread_id == root.thread_id,
            _comments.c.root_id == root.root_id,
        )
        .order_by(_comments.c.path)
        .limit(most)
    )
    return [
        InThread(row.id, row.depth, Status(row.status), row.created_at, row.name, row.visible) for row in rows
    ]


def fingerprint(connection: Connection, site_id: str, revision_id: str) -> int:
    """Return the fingerprint of a wording, 0 for none."""
    known = {"of_site": site_id, "of_revision": revision_id}
    return int(connection.execute(_FINGERPRINT, known).scalar() or 0)


def decided_under(
    connection: Connection,
    site_id: str,
    rule: str,
    *,
    after: str,
    most: int,
    places: Sequence[str] | None = None,
) -> list[Alike]:
    """Return what moderators decided last about comments that a rule was spoken for, the newest first.

    ``after`` is an id that rulings of long ago come before. ``places`` are where the stories are, None for
    everywhere.
    """
    known = {"of_site": site_id, "of_rule": rule, "after": after, "most": most}
    return [_alike(row) for row in connection.execute(_in(site_id, places, _OF_RULE), known)]


def decided_about(
    connection: Connection,
    site_id: str,
    comment_ids: Sequence[str],
    *,
    places: Sequence[str] | None = None,
) -> list[Alike]:
    """Return what moderators decided about some comments in some places, where that is in force."""
    known = {"of_site": site_id, "of_comments": list(comment_ids)}
    return [_alike(row) for row in connection.execute(_in(site_id, places, _OF_COMMENTS), known)]


def _in(site_id: str, places: Sequence[str] | None, query: Select[Any]) -> Select[Any]:
    return query if places is None else query.where(stands_in(site_id, places, _comments.c.id))


def _alike(row: object) -> Alike:
    found = row._mapping  # type: ignore[attr-defined]
    return Alike(
        found["comment_id"],
        Verdict.of(found["verdict"]),
        found["created_at"],
        found["decided_by"],
        found["text"],
    )
