"""Give somebody a moderator's rights on a site, and take them again."""

from collections.abc import Collection
from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound, NotSignedIn
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR, record
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


def add_moderator(house: House, site: Site, name: str, *, rights: Collection[Right] = ()) -> NewModerator:
    """Add a moderator, with rights beside deciding about comments; raises BadInput without a name, Conflict for a name in use on the site."""
    if not name.strip():
        raise BadInput("A moderator has a name.", where="name")
    now = house.clock()
    moderator = Moderator(house.id_at(now), site.id, name.strip(), now, frozenset(rights))
    key = random_token(house, "ctm_")

    def work(connection: Connection) -> None:
        moderators.add(connection, moderator, key_hash=token_hash(key))
        record(house, connection, site.id, Event.MODERATOR_ADD, actor=OPERATOR, subject=moderator.id)

    try:
        house.database.write(work)
    except Duplicate as error:
        raise Conflict(f"The site has a moderator {name!r} already.", where="name") from error
    return NewModerator(moderator, key)


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
