"""Advisory rulings: which imported comments lack one, and what they say."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select

from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Comment, Status
from civiltongue.storage import schema
from civiltongue.storage.comments import as_comment
from civiltongue.storage.database import Connection
from civiltongue.storage.searching import stands_in

_comments, _rulings, _reasons = schema.comments, schema.rulings, schema.reasons


def unadvised(
    connection: Connection, site_id: str, policy_version: str, *, after: str = "", most: int
) -> list[Comment]:
    """Return imported comments that were not judged by a version of the rules, in the order of their ids.

    ``after`` is the id of the last one that was returned before.
    """
    rows = connection.execute(
        select(_comments)
        .where(_imported(site_id), ~_advised(policy_version), _comments.c.id > after)
        .order_by(_comments.c.id)
        .limit(most)
    )
    return [as_comment(row) for row in rows]


def count_unadvised(connection: Connection, site_id: str, policy_version: str) -> int:
    """Return how many imported comments were not judged by a version of the rules."""
    query = select(func.count()).select_from(_comments).where(_imported(site_id), ~_advised(policy_version))
    return int(connection.execute(query).scalar() or 0)


def verdicts(connection: Connection, site_id: str, policy_version: str) -> dict[Verdict, int]:
    """Return how many comments got which verdict under a version of the rules."""
    rows = connection.execute(
        select(_rulings.c.verdict, func.count())
        .where(_of_version(site_id, policy_version))
        .group_by(_rulings.c.verdict)
    )
    return {Verdict.of(verdict): count for verdict, count in rows}


def reasons(connection: Connection, site_id: str, policy_version: str) -> dict[tuple[str, Verdict], int]:
    """Return how many comments got which verdict for which rule under a version of the rules."""
    rows = connection.execute(
        select(_reasons.c.rule, _reasons.c.verdict, func.count())
        .join(_rulings, _rulings.c.id == _reasons.c.ruling_id)
        .where(_of_version(site_id, policy_version))
        .group_by(_reasons.c.rule, _reasons.c.verdict)
    )
    return {(rule, Verdict.of(verdict)): count for rule, verdict, count in rows}


def against(
    connection: Connection,
    site_id: str,
    policy_version: str,
    *,
    rule: str = "",
    places: Sequence[str] | None = None,
    most: int,
) -> list[tuple[str, str]]:
    """Return comments that readers see against advice, each with the advisory ruling's id.

    Only those that nobody has decided about since they were imported; ``rule`` narrows them down
    to what breaks one rule, ``places`` to stories whose URLs begin so.
    """
    decided = _rulings.alias("decided")
    query = (
        select(_comments.c.id, _rulings.c.id)
        .join(_rulings, _rulings.c.comment_id == _comments.c.id)
        .join(decided, decided.c.id == _comments.c.ruling_id)
        .where(
            _of_version(site_id, policy_version),
            _comments.c.site_id == site_id,
            _comments.c.status == Status.PUBLISHED.value,
            _rulings.c.revision_id == _comments.c.revision_id,
            _rulings.c.verdict != Verdict.PUBLISH.word,
            decided.c.kind == RulingKind.IMPORT.value,
        )
        .order_by(_comments.c.id)
        .limit(most)
    )
    if rule:
        broken = exists().where(_reasons.c.ruling_id == _rulings.c.id, _reasons.c.rule == rule)
        query = query.where(broken)
    if places is not None:
        query = query.where(stands_in(site_id, places, _comments.c.id))
    return [(comment_id, ruling_id) for comment_id, ruling_id in connection.execute(query)]


def latest(connection: Connection, site_id: str, comment_id: str) -> str | None:
    """Return the id of the newest advisory ruling on a comment."""
    return connection.execute(
        select(_rulings.c.id)
        .where(
            _rulings.c.site_id == site_id,
            _rulings.c.comment_id == comment_id,
            _rulings.c.kind == RulingKind.ADVISORY.value,
        )
        .order_by(_rulings.c.created_at.desc(), _rulings.c.id.desc())
        .limit(1)
    ).scalar()


def _imported(site_id: str) -> ColumnElement[bool]:
    return (_comments.c.site_id == site_id) & _comments.c.source_system.is_not(None)


def _advised(policy_version: str) -> ColumnElement[bool]:
    return exists().where(
        _rulings.c.site_id == _comments.c.site_id,
        _rulings.c.comment_id == _comments.c.id,
        _rulings.c.revision_id == _comments.c.revision_id,
        _rulings.c.kind == RulingKind.ADVISORY.value,
        _rulings.c.policy_version == policy_version,
    )


def _of_version(site_id: str, policy_version: str) -> ColumnElement[bool]:
    return (
        (_rulings.c.site_id == site_id)
        & (_rulings.c.kind == RulingKind.ADVISORY.value)
        & (_rulings.c.policy_version == policy_version)
    )
