"""End the letters that are no statements, by a signed link that each of them carries; and have them again."""

from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.tokens import sign, verify
from civiltongue.storage import authors, sites
from civiltongue.storage.database import Connection

LIFETIME = timedelta(days=400)
_PURPOSE = "letters"


@dataclass(frozen=True, slots=True)
class Letters:
    """Say whether the author of a link gets letters that are no statements."""

    site: Site
    policy: Policy
    author_id: str
    ended: bool


def letters_link(house: House, site_id: str, author_id: str) -> str:
    """Return the address at which an author ends such letters, without signing in."""
    token = sign(house, _PURPOSE, {"site": site_id, "author": author_id}, lifetime=LIFETIME)
    return f"{house.settings.base_url}/letters/{token}"


def read_letters_link(house: House, token: str) -> Letters:
    """Return what a link is about; raises TokenInvalid and NotFound, and changes nothing."""
    claims = verify(house, _PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, claims["site"])
        if site is None or authors.get(connection, site.id, claims["author"]) is None:
            raise NotFound("The account is gone.", where="link")
        policy = house.in_force(connection, site.id).policy
        ended = authors.is_unsubscribed(connection, site.id, claims["author"])
        return Letters(site, policy, claims["author"], ended)


def set_letters(house: House, token: str, *, ended: bool) -> Letters:
    """End such letters for the author of a link, or have them again; raises as :func:`read_letters_link`."""
    found = read_letters_link(house, token)

    def work(connection: Connection) -> None:
        now = house.clock()
        if authors.is_unsubscribed(connection, found.site.id, found.author_id) is ended:
            return
        authors.unsubscribe(connection, found.site.id, found.author_id, at=now if ended else None)
        record(
            house,
            connection,
            found.site.id,
            Event.AUTHOR_LETTERS,
            actor=f"author:{found.author_id}",
            subject=found.author_id,
            ended=str(ended).lower(),
        )

    house.database.write(work)
    return read_letters_link(house, token)
