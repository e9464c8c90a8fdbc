"""What is on record of an author, with the version of the house rules in force, in one question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select

from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.standing import Standing
from civiltongue.domain.thread import Author
from civiltongue.storage import authors, groups, schema
from civiltongue.storage.authors import as_author, as_sanction
from civiltongue.storage.database import Connection
from civiltongue.storage.sites import Versions

_authors, _sanctions, _sites = schema.authors, schema.sanctions, schema.sites
_comments, _rulings = schema.comments, schema.rulings


@dataclass(frozen=True, slots=True)
class OnRecord:
    """An author as the record knows them, with what is in force on the site."""

    author: Author
    standing: Standing
    versions: Versions


_REJECTIONS = (
    select(func.count())
    .select_from(_rulings.join(_comments, _comments.c.id == _rulings.c.comment_id))
    .where(
        _rulings.c.site_id == bindparam("of_site"),
        _comments.c.author_id == bindparam("of_author"),
        _rulings.c.created_at >= bindparam("since"),
        # Written out, or no database would see that its partial index fits.
        _rulings.c.kind == literal(RulingKind.ENGINE.value, literal_execute=True),
        _rulings.c.verdict == literal(Verdict.REJECT.word, literal_execute=True),
    )
)
_AGAIN = (
    select(
        _authors,
        _sites.c.name.label("site_name"),
        _sites.c.policy_version,
        _sites.c.terms_version,
        _sites.c.privacy_version,
        _sites.c.braked,
        *(column.label(f"sanction_{column.name}") for column in _sanctions.c),
    )
    .join(_sites, _sites.c.id == _authors.c.site_id)
    .outerjoin(
        _sanctions,
        (_sanctions.c.site_id == _authors.c.site_id) & (_sanctions.c.author_id == _authors.c.id),
    )
    .where(_authors.c.site_id == bindparam("of_site"), _authors.c.id == bindparam("of_author"))
    .order_by(_sanctions.c.imposed_at, _sanctions.c.id)
)
_READ = _AGAIN.add_columns(_REJECTIONS.scalar_subquery().label("rejections"))


def read(connection: Connection, site_id: str, author_id: str, *, since: datetime) -> OnRecord | None:
    """Return what is on record of an author; what the engine rejected counts since a time."""
    return _one(connection, _READ, of_site=site_id, of_author=author_id, since=since)


def read_again(connection: Connection, site_id: str, author_id: str) -> OnRecord | None:
    """Return what is on record of an author, kept from changing until the transaction ends.

    Rejected attempts are not counted again. The lock comes first: on PostgreSQL a question that
    waits for a row sees the other tables as they were before it waited.
    """
    authors.lock(connection, site_id, author_id)
    return _one(connection, _AGAIN, of_site=site_id, of_author=author_id)


def _one(connection: Connection, query: Select[Any], **known: Any) -> OnRecord | None:
    rows = connection.execute(query, known).all()
    if not rows:
        return None
    first = rows[0]
    own = tuple(as_sanction(row, "sanction_") for row in rows if row.sanction_id is not None)
    others = groups.bans(connection, first.site_id, first.id) if first.person_id else ()
    standing = Standing(
        published=first.published,
        recent_rejections=first._mapping.get("rejections", 0),
        sanctions=(*own, *others),
    )
    versions = Versions(
        first.site_name,
        first.policy_version,
        first.terms_version,
        first.privacy_version,
        tuple(first.braked or ()),
    )
    return OnRecord(as_author(first), standing, versions)
