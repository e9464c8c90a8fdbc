"""Give an author another name: the old one stays theirs for a time, and on record for moderators."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, Conflict
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.reserved_names import check_reserved
from civiltongue.operations.sign_in import checked_name, naming
from civiltongue.storage import authors, groups, names, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.names import FormerName, NameChange
from civiltongue.text.skeleton import name_key


def rename_author(house: House, site: Site, author: Author, name: str, *, by: str = "") -> Author:
    """Change an author's name on every page at once; ``by`` is who does it, where it is not the author.

    On other sites of a group the same person is renamed too, where they had the old name and the new one is free.

    Raises BadInput for a name that cannot be shown or is none, NameTaken where it is somebody else's or was
    until lately; and for the author also where it is reserved, and Conflict too soon after the last change.
    """
    checked = checked_name(name)

    former = naming(
        lambda: house.database.write(lambda connection: _rename(connection, house, author, checked, by))
    )
    with house.database.read() as connection:
        elsewhere = groups.elsewhere(connection, site.id, author.id)
    for other in elsewhere:
        if other.name == former != checked:
            there = partial(_rename, house=house, author=other, name=checked, by=by, elsewhere=True)
            with suppress(Conflict):
                naming(partial(house.database.write, there))
    return replace(author, name=checked)


def _rename(
    connection: Connection, house: House, author: Author, name: str, by: str, *, elsewhere: bool = False
) -> str:
    """Give an author another name, and return the old one; ``elsewhere`` because they took it on another site."""
    now, site_id = house.clock(), author.site_id
    authors.lock(connection, site_id, author.id)
    current = authors.get(connection, site_id, author.id)
    if current is None or current.kind is not AuthorKind.ACCOUNT:
        raise BadInput("Only an account has a name of its own.", where="name")
    if current.name == name:
        return current.name
    if current.withheld:
        raise Conflict("The editors withhold the name.", where="name", hint="Ask them for another one.")
    policy = house.in_force(connection, site_id).policy
    if not by and not elsewhere:
        _check_pause(policy, names.former(connection, site_id, author.id), house)
    if not by or elsewhere:
        check_reserved(connection, site_id, name, besides=author.id)
    changed = NameChange(
        id=house.id_at(now),
        site_id=site_id,
        author_id=author.id,
        former=current.name,
        name=name,
        key=name_key(name),
        at=now,
        reserved_until=now + timedelta(days=policy.names.reserved),
    )
    names.change(connection, changed)
    sites.raise_version(connection, site_id)
    record(
        house, connection, site_id, Event.AUTHOR_NAME, actor=by or f"author:{author.id}", subject=author.id
    )
    return current.name


def _check_pause(policy: Policy, former: list[FormerName], house: House) -> None:
    if former and house.clock() < former[0].until + timedelta(days=policy.names.between):
        free = former[0].until + timedelta(days=policy.names.between)
        raise Conflict(
            "The name was changed only lately.",
            where="name",
            hint=f"It can be changed again from {free:%Y-%m-%d} on.",
        )
