"""What was decided about comments, read in order for those who learn from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, func, select

from civiltongue.domain.ruling import RecordedRuling, RulingKind, Verdict
from civiltongue.domain.thread import Comment
from civiltongue.storage import rulings, schema
from civiltongue.storage.comments import as_comment
from civiltongue.storage.database import Connection

_comments, _revisions = schema.comments, schema.revisions
_rulings, _reasons, _reports = schema.rulings, schema.reasons, schema.reports

_BATCH = (
    select(_comments)
    .where(_comments.c.site_id == bindparam("of_site"), _comments.c.id > bindparam("after"))
    .order_by(_comments.c.id)
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(_comments).where(_comments.c.site_id == bindparam("of_site"))
_REPORTED = (
    select(_reports.c.comment_id)
    .where(
        _reports.c.site_id == bindparam("of_site"),
        _reports.c.comment_id.in_(bindparam("of_comments", expanding=True)),
    )
    .distinct()
)


_last = _rulings.alias("last")
_LATER = exists().where(
    _last.c.site_id == _rulings.c.site_id,
    _last.c.comment_id == _rulings.c.comment_id,
    _last.c.kind.in_([RulingKind.MODERATOR.value, RulingKind.UNDONE.value]),
    (_last.c.created_at > _rulings.c.created_at)
    | ((_last.c.created_at == _rulings.c.created_at) & (_last.c.id > _rulings.c.id)),
)
_DECIDED = (
    _rulings.c.site_id == bindparam("of_site"),
    _rulings.c.kind == RulingKind.MODERATOR.value,
    ~_LATER,
)
_PUBLISHED = (*_DECIDED, _rulings.c.verdict == Verdict.PUBLISH.word)
_REJECTED = (
    *_DECIDED,
    _rulings.c.verdict == Verdict.REJECT.word,
    exists().where(
        _reasons.c.site_id == _rulings.c.site_id,
        _reasons.c.ruling_id == _rulings.c.id,
        _reasons.c.position == 0,
        _reasons.c.rule == bindparam("of_rule"),
    ),
)
_TEXTS = (
    select(_revisions.c.id, _revisions.c.visible)
    .join(_rulings, _rulings.c.revision_id == _revisions.c.id)
    .where(_revisions.c.site_id == bindparam("of_site"), _revisions.c.visible != "")
    .order_by(_rulings.c.created_at.desc(), _rulings.c.id.desc())
    .limit(bindparam("most"))
)
_NUMBER = select(func.count()).select_from(_rulings)


@dataclass(frozen=True, slots=True)
class History:
    """A comment with every ruling about it, oldest first, and whether a reader reported it."""

    comment: Comment
    rulings: tuple[RecordedRuling, ...]
    reported: bool


def histories(connection: Connection, site_id: str, *, after: str = "", most: int) -> list[History]:
    """Return comments of a site with what was decided about them, in the order of their ids.

    ``after`` is the id of the last one that was returned before.
    """
    rows = connection.execute(_BATCH, {"of_site": site_id, "after": after, "most": most}).all()
    return _with_rulings(connection, site_id, [as_comment(row) for row in rows])


def count(connection: Connection, site_id: str) -> int:
    """Return how many comments a site has, in whatever status."""
    return int(connection.execute(_COUNT, {"of_site": site_id}).scalar() or 0)


def decided_texts(
    connection: Connection, site_id: str, rule: str, *, most: int
) -> list[tuple[str, str, bool]]:
    """Return wordings that moderators decided about last: revision, visible text, whether it broke a rule.

    At most so many each way, the newest of them, in the order of the revisions' ids. What was
    rejected under another rule is left out, and what no longer has a text.
    """
    values = {"of_site": site_id, "of_rule": rule, "most": most}
    found = {
        (row.id, row.visible, broke)
        for broke, chosen in ((True, _REJECTED), (False, _PUBLISHED))
        for row in connection.execute(_TEXTS.where(*chosen), values)
    }
    return sorted(found)


def count_decided(connection: Connection, site_id: str, rule: str) -> tuple[int, int]:
    """Return how many comments moderators rejected under a rule, and how many they published."""
    values = {"of_site": site_id, "of_rule": rule}
    broke, kept = (
        connection.execute(_NUMBER.where(*chosen), values).scalar() for chosen in (_REJECTED, _PUBLISHED)
    )
    return int(broke or 0), int(kept or 0)


def _with_rulings(connection: Connection, site_id: str, found: Sequence[Comment]) -> list[History]:
    ids = [comment.id for comment in found]
    if not ids:
        return []
    ruled: dict[str, list[RecordedRuling]] = {comment_id: [] for comment_id in ids}
    for record in rulings.of_comments(connection, site_id, ids):
        ruled[record.comment_id].append(record)
    values = {"of_site": site_id, "of_comments": ids}
    reported = set(connection.execute(_REPORTED, values).scalars())
    return [History(comment, tuple(ruled[comment.id]), comment.id in reported) for comment in found]
