"""Withhold an author's name: a pseudonym for readers, the identity for moderators with the right."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, Conflict, NotFound, NotPermitted
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.reserved_names import check_reserved
from civiltongue.operations.sealing import seal, unseal
from civiltongue.operations.sign_in import checked_name, naming
from civiltongue.storage import authors, names, sites, withheld
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.withheld import Withheld
from civiltongue.text.skeleton import name_key
from civiltongue.text.visible import check_text

_PURPOSE = "withheld identity"
MOST_CHARACTERS = 1_000
"""How long the words about the proof may be."""


class Identity(msgspec.Struct, frozen=True):
    """Who somebody is: the name, the names before, and how the newsroom knows."""

    name: str
    former: list[str]
    proof: str


@dataclass(frozen=True, slots=True)
class SeenIdentity:
    """An identity that was looked at, and when it was verified."""

    identity: Identity
    verified_at: datetime


def withhold_name(
    house: House, site: Site, author_id: str, *, pseudonym: str, proof: str, by: Moderator
) -> Author:
    """Show an author under a pseudonym from now on, on every page; their names so far are sealed.

    ``proof`` says how the newsroom knows who it is. Raises NotPermitted without the right, NotFound,
    BadInput, NameTaken, and Conflict where it is withheld already.
    """
    _check_right(house, site, author_id, by)
    checked = checked_name(pseudonym)
    check_text(proof)
    if not proof.strip() or len(proof) > MOST_CHARACTERS:
        raise BadInput(f"Say how it is known who it is, in {MOST_CHARACTERS} characters.", where="proof")

    def work(connection: Connection) -> Author:
        author = _account(connection, site, author_id)
        if author.withheld:
            raise Conflict("The name is withheld already.", where="author")
        if name_key(checked) == name_key(author.name):
            raise BadInput("A pseudonym is another name.", where="pseudonym")
        check_reserved(connection, site.id, checked, besides=author.id)
        former = [name.name for name in names.former(connection, site.id, author.id)]
        identity = Identity(author.name, former, proof.strip())
        now = house.clock()
        sealed = seal(house, _PURPOSE, msgspec.json.encode(identity).decode(), about=author.id)
        withheld.withhold(
            connection, Withheld(house.id_at(now), site.id, author.id, sealed, f"moderator:{by.id}", now)
        )
        authors.take_name(connection, site.id, author.id, name=checked, key=name_key(checked))
        _told(connection, house, site, author_id, by, Event.IDENTITY_WITHHOLD)
        return replace(author, name=checked, withheld=True)

    return naming(lambda: house.database.write(work))


def see_identity(house: House, site: Site, author_id: str, *, by: Moderator) -> SeenIdentity:
    """Return who an author is, and record that it was looked at, together or not at all.

    Raises NotPermitted without the right, which is recorded too, and NotFound.
    """
    _check_right(house, site, author_id, by)

    def work(connection: Connection) -> SeenIdentity:
        found = withheld.of_author(connection, site.id, author_id)
        if found is None:
            raise NotFound("There is no such withheld name.", where="author")
        told = unseal(house, _PURPOSE, found.sealed, about=author_id)
        _told(connection, house, site, author_id, by, Event.IDENTITY_SEE)
        return SeenIdentity(msgspec.json.decode(told, type=Identity), found.verified_at)

    return house.database.write(work)


def release_name(house: House, site: Site, author_id: str, *, by: Moderator) -> None:
    """Forget who an author is and take the mark away; the pseudonym stays until they change it.

    Raises NotPermitted without the right, and NotFound.
    """
    _check_right(house, site, author_id, by)

    def work(connection: Connection) -> None:
        if not withheld.release(connection, site.id, author_id):
            raise NotFound("There is no such withheld name.", where="author")
        _told(connection, house, site, author_id, by, Event.IDENTITY_RELEASE)

    house.database.write(work)


def _check_right(house: House, site: Site, author_id: str, by: Moderator) -> None:
    if by.site_id == site.id and Right.IDENTITIES in by.rights:
        return

    def work(connection: Connection) -> None:
        actor = f"moderator:{by.id}"
        record(house, connection, site.id, Event.IDENTITY_REFUSE, actor=actor, subject=author_id)

    house.database.write(work)
    raise NotPermitted(
        "This needs the right to see identities.", where="author", hint="The operator gives it."
    )


def _account(connection: Connection, site: Site, author_id: str) -> Author:
    authors.lock(connection, site.id, author_id)
    author = authors.get(connection, site.id, author_id)
    if author is None or author.kind is not AuthorKind.ACCOUNT:
        raise NotFound("The site has no such account.", where="author")
    return author


def _told(
    connection: Connection, house: House, site: Site, author_id: str, by: Moderator, event: Event
) -> None:
    sites.raise_version(connection, site.id)
    record(house, connection, site.id, event, actor=f"moderator:{by.id}", subject=author_id)
