"""Give a program a key to ask for scores with, find out whose key one is, and take it again."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR, record
from civiltongue.operations.tokens import random_token
from civiltongue.storage import api_keys
from civiltongue.storage.api_keys import ApiKey
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate

PREFIX = "ctp_"
MOST_PER_MINUTE = 600_000


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """A program's key; its text is shown once and not kept."""

    api_key: ApiKey
    key: str


def add_api_key(house: House, site: Site, name: str, *, per_minute: int) -> NewApiKey:
    """Add a key that may ask so many times a minute.

    Raises BadInput without a name or with a quota below 1, Conflict for a name that the site has
    or had.
    """
    if not name.strip():
        raise BadInput("A key has a name.", where="name", hint="Call it after the program that uses it.")
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise BadInput(f"A quota is from 1 to {MOST_PER_MINUTE:,} a minute.", where="per_minute")
    now = house.clock()
    api_key = ApiKey(house.id_at(now), site.id, name.strip(), per_minute, now)
    key = random_token(house, PREFIX)

    def work(connection: Connection) -> None:
        api_keys.add(connection, api_key, key_hash=_hash(house, key))
        record(house, connection, site.id, Event.API_KEY_ADD, actor=OPERATOR, subject=api_key.id)

    try:
        house.database.write(work)
    except Duplicate as error:
        raise Conflict(
            f"The site has or had a key {name!r}.", where="name", hint="Give the new one another name."
        ) from error
    return NewApiKey(api_key, key)


def revoke_api_key(house: House, site: Site, name: str) -> None:
    """Revoke a key; the next request that carries it is refused. Raises NotFound."""

    def work(connection: Connection) -> None:
        key_id = api_keys.revoke(connection, site.id, name, house.clock())
        if key_id is None:
            raise NotFound(f"The site has no key {name!r}.", where="name")
        record(house, connection, site.id, Event.API_KEY_REVOKE, actor=OPERATOR, subject=key_id)

    house.database.write(work)


def find_api_key(house: House, connection: Connection, key: str) -> ApiKey | None:
    """Return whose key this is, None where it is nobody's or revoked."""
    return api_keys.with_hash(connection, _hash(house, key))


def _hash(house: House, key: str) -> str:
    return house.secrets.keyed_hash("api-key", key)
