"""Give somebody a moderator's rights on a site, and take them again."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right, Role
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound, NotSignedIn
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR, record
from civiltongue.operations.sign_in import checked_email
from civiltongue.operations.tokens import random_token, token_hash
from civiltongue.storage import moderators
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.moderators import Moderator


@dataclass(frozen=True, slots=True)
class NewModerator:
    """A moderator and the key that they sign in with; the key is not kept."""

    moderator: Moderator
    key: str


@dataclass(frozen=True, slots=True)
class Office:
    """What a moderator is: a role, the sections it is limited to, and where links to sign in are sent."""

    role: Role = Role.SENIOR
    sections: tuple[str, ...] = ()
    email: str = ""

    def checked(self) -> "Office":
        """Return it as it is stored; raises BadInput for what is no section or no address."""
        for section in self.sections:
            if not section.startswith("/") or any(character.isspace() for character in section):
                raise BadInput(
                    "A section is how a story's path begins.", where="section", hint="Write it as /sport."
                )
        email = checked_email(self.email) if self.email else ""
        return replace(self, sections=tuple(sorted(set(self.sections))), email=email)


def add_moderator(
    house: House,
    site: Site,
    name: str,
    *,
    rights: Collection[Right] = (),
    office: Office | None = None,
    by: str = OPERATOR,
) -> NewModerator:
    """Add a moderator, with an office and rights beside it.

    Raises BadInput without a name, Conflict for a name in use on the site.
    """
    if not name.strip():
        raise BadInput("A moderator has a name.", where="name")
    now = house.clock()
    given = (office or Office()).checked()
    moderator = Moderator(
        id=house.id_at(now),
        site_id=site.id,
        name=name.strip(),
        created_at=now,
        rights=frozenset(rights),
        role=given.role,
        sections=given.sections,
        email=given.email,
    )
    key = random_token(house, "ctm_")

    def work(connection: Connection) -> None:
        moderators.add(connection, moderator, key_hash=token_hash(key))
        record(
            house,
            connection,
            site.id,
            Event.MODERATOR_ADD,
            actor=by,
            subject=moderator.id,
            role=moderator.role.value,
        )

    try:
        house.database.write(work)
    except Duplicate as error:
        raise Conflict(f"The site has a moderator {name!r} already.", where="name") from error
    return NewModerator(moderator, key)


def set_office(house: House, site: Site, name: str, office: Office, *, by: str = OPERATOR) -> Moderator:
    """Give a moderator another office, at once; raises NotFound, BadInput."""
    given = office.checked()

    def work(connection: Connection) -> Moderator:
        found = [each for each in moderators.every(connection, site.id) if each.name == name]
        if not found:
            raise NotFound(f"The site has no moderator {name!r}.", where="name")
        changed = replace(found[0], role=given.role, sections=given.sections, email=given.email)
        moderators.change(connection, changed)
        record(
            house,
            connection,
            site.id,
            Event.MODERATOR_ROLE,
            actor=by,
            subject=changed.id,
            role=changed.role.value,
        )
        return changed

    return house.database.write(work)


def set_rights(house: House, site: Site, name: str, rights: Collection[Right]) -> None:
    """Give a moderator these rights and no others, at once; raises NotFound."""

    def work(connection: Connection) -> None:
        if not moderators.set_rights(connection, site.id, name, rights):
            raise NotFound(f"The site has no moderator {name!r}.", where="name")
        (changed,) = [each for each in moderators.every(connection, site.id) if each.name == name]
        record(
            house,
            connection,
            site.id,
            Event.MODERATOR_RIGHTS,
            actor=OPERATOR,
            subject=changed.id,
            rights=" ".join(sorted(right.value for right in rights)),
        )

    house.database.write(work)


def remove_moderator(house: House, site: Site, name: str) -> None:
    """Take a moderator's rights; what they decided stays. Raises NotFound."""

    def work(connection: Connection) -> None:
        if not moderators.revoke(connection, site.id, name, house.clock()):
            raise NotFound(f"The site has no moderator {name!r}.", where="name")
        record(house, connection, site.id, Event.MODERATOR_REMOVE, actor=OPERATOR, subject=site.id)

    house.database.write(work)


def moderator_of(house: House, key: str) -> Moderator:
    """Return whose key this is; raises NotSignedIn."""
    with house.database.read() as connection:
        moderator = moderators.with_key(connection, token_hash(key))
    if moderator is None:
        raise NotSignedIn("This is no moderator's key.", hint="Send a key that the operator gave you.")
    return moderator
