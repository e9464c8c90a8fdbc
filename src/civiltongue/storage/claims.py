"""Claims to be an author from before, and what is theirs once one is confirmed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from civiltongue.domain.claim import Claim, ClaimState
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.storage import authors, schema
from civiltongue.storage.authors import as_author
from civiltongue.storage.database import Connection

_claims, _authors, _comments = schema.claims, schema.authors, schema.comments
CLAIMABLE = (AuthorKind.IMPORTED.value, AuthorKind.GUEST.value)
"""The kinds of authors that have no account, so that they can be somebody's who has one."""


def add(connection: Connection, claim: Claim) -> None:
    """Store a claim; the write raises Duplicate where the same was claimed before."""
    connection.execute(
        insert(_claims),
        {
            "id": claim.id,
            "site_id": claim.site_id,
            "author_id": claim.author_id,
            "claimed_id": claim.claimed_id,
            "text": claim.text,
            "state": claim.state.value,
            "decided_by": claim.decided_by,
            "created_at": claim.created_at,
            "decided_at": claim.decided_at,
        },
    )


def get(connection: Connection, site_id: str, claim_id: str) -> Claim | None:
    """Return a claim by id."""
    found = _all(connection, _claims.c.site_id == site_id, _claims.c.id == claim_id)
    return found[0] if found else None


def site_of(connection: Connection, claim_id: str) -> str | None:
    """Return the site that a claim's public id belongs to."""
    return connection.execute(select(_claims.c.site_id).where(_claims.c.id == claim_id)).scalar()


def waiting(connection: Connection, site_id: str, *, most: int = 100) -> list[Claim]:
    """Return the open claims of a site, the longest first."""
    is_open = _claims.c.state == ClaimState.OPEN.value
    return _all(connection, _claims.c.site_id == site_id, is_open)[:most]


def of_author(connection: Connection, site_id: str, author_id: str) -> list[Claim]:
    """Return every claim of an author, oldest first."""
    return _all(connection, _claims.c.site_id == site_id, _claims.c.author_id == author_id)


def decide(connection: Connection, claim: Claim, state: ClaimState, *, by: str, at: datetime) -> bool:
    """Decide an open claim; returns False where it was decided meanwhile."""
    changed = connection.execute(
        update(_claims)
        .where(
            _claims.c.site_id == claim.site_id,
            _claims.c.id == claim.id,
            _claims.c.state == ClaimState.OPEN.value,
        )
        .values(state=state.value, decided_by=by, decided_at=at)
    )
    return changed.rowcount == 1


def claimable(
    connection: Connection, site_id: str, *, name: str, source_keys: Sequence[str], most: int = 20
) -> list[Author]:
    """Return authors without an account that have this name or one of these keys, and are nobody's yet."""
    rows = connection.execute(
        select(_authors)
        .where(
            _authors.c.site_id == site_id,
            _authors.c.kind.in_(CLAIMABLE),
            _authors.c.claimed_by.is_(None),
            (_authors.c.name == name) | _authors.c.source_key.in_(source_keys),
        )
        .order_by(_authors.c.published.desc(), _authors.c.id)
        .limit(most)
    )
    return [as_author(row) for row in rows]


def take_over(connection: Connection, site_id: str, author_id: str, claimed_id: str) -> bool:
    """Make everything that is an author's another's: comments, sanctions, violations, appeals.

    Returns False where that author is somebody's already.
    """
    claimed = (_authors.c.site_id == site_id) & (_authors.c.id == claimed_id)
    published = authors.published(connection, site_id, claimed_id)
    taken = connection.execute(
        update(_authors)
        .where(claimed, _authors.c.kind.in_(CLAIMABLE), _authors.c.claimed_by.is_(None))
        .values(claimed_by=author_id, published=0)
    )
    if taken.rowcount != 1:
        return False
    connection.execute(
        update(_comments)
        .where(_comments.c.site_id == site_id, _comments.c.author_id == claimed_id)
        .values(author_id=author_id, draft=None)
    )
    for table in (schema.sanctions, schema.violations, schema.appeals):
        connection.execute(
            update(table)
            .where(table.c.site_id == site_id, table.c.author_id == claimed_id)
            .values(author_id=author_id)
        )
    for table in (schema.sessions, schema.handovers):
        connection.execute(delete(table).where(table.c.site_id == site_id, table.c.author_id == claimed_id))
    authors.count_published(connection, site_id, author_id, published)
    return True


def source_key(connection: Connection, site_id: str, author_id: str) -> str | None:
    """Return the key of where an imported author came from."""
    return connection.execute(
        select(_authors.c.source_key).where(_authors.c.site_id == site_id, _authors.c.id == author_id)
    ).scalar()


def _all(connection: Connection, *which: Any) -> list[Claim]:
    rows = connection.execute(select(_claims).where(*which).order_by(_claims.c.created_at, _claims.c.id))
    return [_claim(row) for row in rows]


def _claim(row: Row[tuple[object, ...]]) -> Claim:
    return Claim(
        id=row.id,
        site_id=row.site_id,
        author_id=row.author_id,
        claimed_id=row.claimed_id,
        text=row.text,
        created_at=row.created_at,
        state=ClaimState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
