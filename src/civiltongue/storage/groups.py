"""Sites of one publisher that share their authors: one person, an author on each of them."""

from sqlalchemy import ColumnElement, bindparam, or_, select, true, update

from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.storage import schema
from civiltongue.storage.authors import as_author, as_sanction
from civiltongue.storage.database import Connection

_sites, _sanctions, _identities = schema.sites, schema.sanctions, schema.identities
_authors, _passkeys = schema.authors, schema.passkeys
_others, _other_sites = _authors.alias("others"), _sites.alias("other_sites")

_SISTERS = (
    select(_other_sites.c.id)
    .join(_sites, _sites.c.group_name == _other_sites.c.group_name)
    .where(_sites.c.id == bindparam("of_site"), _other_sites.c.id != bindparam("of_site"))
)
"""The other sites of a site's group; of a site without a group there are none."""
_ELSEWHERE = (
    select(_others)
    .join(_authors, _authors.c.person_id == _others.c.person_id)
    .where(
        _authors.c.site_id == bindparam("of_site"),
        _authors.c.id == bindparam("of_author"),
        _others.c.site_id.in_(_SISTERS),
    )
    .order_by(_others.c.created_at, _others.c.id)
)
_BANS = (
    select(_sanctions)
    .join(_others, _others.c.id == _sanctions.c.author_id)
    .join(_authors, _authors.c.person_id == _others.c.person_id)
    .where(
        _authors.c.site_id == bindparam("of_site"),
        _authors.c.id == bindparam("of_author"),
        _sanctions.c.site_id.in_(_SISTERS),
        _sanctions.c.kind == SanctionKind.BAN.value,
        _sanctions.c.everywhere.is_(true()),
        _sanctions.c.lifted_at.is_(None),
    )
)


def set_group(connection: Connection, site_id: str, group: str | None) -> None:
    """Let a site be of a group, or of none; its authors are nobody elsewhere until they sign in again."""
    connection.execute(update(_sites).where(_sites.c.id == site_id).values(group_name=group))
    connection.execute(update(_authors).where(_authors.c.site_id == site_id).values(person_id=None))


def group_of(connection: Connection, site_id: str) -> str | None:
    """Return the name of a site's group."""
    return connection.execute(select(_sites.c.group_name).where(_sites.c.id == site_id)).scalar()


def sisters(connection: Connection, site_id: str) -> list[str]:
    """Return the ids of the other sites of a site's group."""
    return list(connection.execute(_SISTERS, {"of_site": site_id}).scalars())


def known(
    connection: Connection, site_id: str, *, email_key: str = "", subject_key: str = ""
) -> Author | None:
    """Return the oldest author of another site of the group who has this address, or this account elsewhere."""
    return _first(connection, site_id, [email_key], [subject_key])


def same(connection: Connection, site_id: str, author_id: str) -> Author | None:
    """Return the oldest author of another site of the group with the address or an account of this one."""
    emails = select(_authors.c.email_key).where(
        _authors.c.site_id == site_id, _authors.c.id == author_id, _authors.c.email_key.is_not(None)
    )
    people = select(_identities.c.subject_key).where(
        _identities.c.site_id == site_id, _identities.c.author_id == author_id
    )
    found = [list(connection.execute(query).scalars()) for query in (emails, people)]
    return _first(connection, site_id, *found)


def of_passkey(connection: Connection, site_id: str, credential: str) -> Author | None:
    """Return whose passkey it is on another site of the group."""
    return _one(connection, site_id, _owner(_passkeys.c.credential == credential))


def person_of(connection: Connection, site_id: str, author_id: str) -> str | None:
    """Return the id of the person that an author is, None where they are known on one site alone."""
    return connection.execute(
        select(_authors.c.person_id).where(_authors.c.site_id == site_id, _authors.c.id == author_id)
    ).scalar()


def join(connection: Connection, author: Author, person_id: str) -> None:
    """Say which person an author is."""
    connection.execute(
        update(_authors)
        .where(_authors.c.site_id == author.site_id, _authors.c.id == author.id)
        .values(person_id=person_id)
    )


def elsewhere(connection: Connection, site_id: str, author_id: str) -> list[Author]:
    """Return who the same person is on the other sites of the group."""
    rows = connection.execute(_ELSEWHERE, {"of_site": site_id, "of_author": author_id})
    return [as_author(row) for row in rows]


def bans(connection: Connection, site_id: str, author_id: str) -> tuple[Sanction, ...]:
    """Return the bans of the same person on other sites of the group that count on all of them."""
    rows = connection.execute(_BANS, {"of_site": site_id, "of_author": author_id})
    return tuple(as_sanction(row) for row in rows)


def _owner(which: ColumnElement[bool]) -> ColumnElement[bool]:
    owners = select(_passkeys.c.author_id).where(_passkeys.c.site_id.in_(_SISTERS), which)
    return _authors.c.id.in_(owners)


def _first(connection: Connection, site_id: str, emails: list[str], people: list[str]) -> Author | None:
    persons = select(_identities.c.author_id).where(
        _identities.c.site_id.in_(_SISTERS), _identities.c.subject_key.in_(people)
    )
    return _one(connection, site_id, or_(_authors.c.email_key.in_(emails), _authors.c.id.in_(persons)))


def _one(connection: Connection, site_id: str, which: ColumnElement[bool]) -> Author | None:
    row = connection.execute(
        select(_authors)
        .where(_authors.c.site_id.in_(_SISTERS), _authors.c.kind == AuthorKind.ACCOUNT.value, which)
        .order_by(_authors.c.created_at, _authors.c.id)
        .limit(1),
        {"of_site": site_id},
    ).one_or_none()
    return as_author(row) if row else None
