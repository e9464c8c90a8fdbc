"""Give an author another name: the old one stays theirs for a time, and on record for moderators."""

from dataclasses import replace
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, Conflict
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.reserved_names import check_reserved
from civiltongue.operations.sign_in import checked_name, naming
from civiltongue.storage import authors, names, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.names import FormerName, NameChange
from civiltongue.text.skeleton import name_key


def rename_author(house: House, site: Site, author: Author, name: str, *, by: str = "") -> Author:
    """Change an author's name on every page at once; ``by`` is who does it, where it is not the author.

    Raises BadInput for a name that cannot be shown or is none, NameTaken where it is somebody else's or was
    until lately; and for the author also where it is reserved, and Conflict too soon after the last change.
    """
    checked = checked_name(name)
    now = house.clock()

    def work(connection: Connection) -> None:
        authors.lock(connection, site.id, author.id)
        current = authors.get(connection, site.id, author.id)
        if current is None or current.kind is not AuthorKind.ACCOUNT:
            raise BadInput("Only an account has a name of its own.", where="name")
        if current.name == checked:
            return
        if current.withheld:
            raise Conflict("The editors withhold the name.", where="name", hint="Ask them for another one.")
        policy = house.in_force(connection, site.id).policy
        if not by:
            _check_pause(policy, names.former(connection, site.id, author.id), house)
            check_reserved(connection, site.id, checked, besides=author.id)
        changed = NameChange(
            id=house.id_at(now),
            site_id=site.id,
            author_id=author.id,
            former=current.name,
            name=checked,
            key=name_key(checked),
            at=now,
            reserved_until=now + timedelta(days=policy.names.reserved),
        )
        names.change(connection, changed)
        sites.raise_version(connection, site.id)
        actor = by or f"author:{author.id}"
        record(house, connection, site.id, Event.AUTHOR_NAME, actor=actor, subject=author.id)

    naming(lambda: house.database.write(work))
    return replace(author, name=checked)


def _check_pause(policy: Policy, former: list[FormerName], house: House) -> None:
    if former and house.clock() < former[0].until + timedelta(days=policy.names.between):
        free = former[0].until + timedelta(days=policy.names.between)
        raise Conflict(
            "The name was changed only lately.",
            where="name",
            hint=f"It can be changed again from {free:%Y-%m-%d} on.",
        )
