"""Let a publisher's own reader in, on word of the publisher, to the embed that asks and nowhere else.

The page that the publisher's word stands in is full of other scripts, so all that it opens is an
embed's session: never one of our own pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from civiltongue.domain.identity import Method, Person
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, Conflict, NameTaken, NotFound, TokenInvalid
from civiltongue.identity.disqus import read_payload
from civiltongue.identity.publisher import Vouched, read_publisher_token
from civiltongue.operations.handover import confirm_in
from civiltongue.operations.house import House
from civiltongue.operations.let_in import record_sign_in
from civiltongue.operations.recognise_person import bind, recognise, usable_email
from civiltongue.operations.refuse_sign_in import count_attempt, on_record
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.reserved_names import check_reserved
from civiltongue.operations.set_staff import set_staff
from civiltongue.operations.sign_in import checked_name, naming, welcome
from civiltongue.storage import guards
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.sessions import Handover

PUBLISHER = "publisher"
"""The actor of what a publisher's token says."""


@dataclass(frozen=True, slots=True)
class Word:
    """A publisher's word for a reader: a token, or a payload made for Disqus. ``origin`` is the page's."""

    token: str
    method: Method
    origin: str
    address: str


def vouch(house: House, site: Site, handover: Handover, word: Word) -> Author:
    """Confirm a hand-over for whom the publisher names, and bring what it says of them up to date.

    Raises TokenInvalid, which is put on record, NotFound where the publisher of the site vouches for
    nobody, BadInput and NameTaken for a name that cannot be had, and TooManyRequests.
    """
    count_attempt(house, site, word.address)
    with on_record(house, site, word.method):
        if handover.site_id != site.id or handover.origin != word.origin:
            raise TokenInvalid("The sign-in was begun on another page.", where="origin", hint="Start again.")
        vouched = read_word(house, site, word)
        author = _confirm(house, site, handover, vouched, word.method)
    return update_reader(house, site, author, vouched.person)


def audience_of(house: House, site: Site) -> str:
    """Return for whom a site's tokens are made: no other site and no other server takes them."""
    return f"{house.settings.base_url}/sites/{site.name}"


def read_word(house: House, site: Site, word: Word) -> Vouched:
    """Return what a publisher says of a reader; raises TokenInvalid, and NotFound where nobody vouches on the site."""
    now = house.clock()
    if word.method is Method.DISQUS:
        for payloads in house.settings.disqus_sso:
            if payloads.site == site.name:
                return read_payload(payloads, word.token, now=now)
    else:
        for accounts in house.settings.publisher_accounts:
            if accounts.site == site.name:
                audience = audience_of(house, site)
                return read_publisher_token(house.documents, accounts, word.token, audience=audience, now=now)
    raise NotFound(
        "Nobody vouches for readers of this site in this way.",
        where="site",
        hint="See `publisher_accounts` and `disqus_sso` in the settings.",
    )


def _confirm(house: House, site: Site, handover: Handover, vouched: Vouched, method: Method) -> Author:
    def work(connection: Connection) -> Author:
        author = admit(connection, house, site, vouched, method=method)
        confirm_in(connection, house, handover, author)
        record_sign_in(connection, house, author, method=method)
        return author

    return once(lambda: naming(lambda: house.database.write(work)))


def once(attempt: Callable[[], Author]) -> Author:
    """Run an attempt that uses a publisher's word; raises TokenInvalid where it was used before."""
    try:
        return attempt()
    except Duplicate as error:
        raise TokenInvalid("This was used before.", where="replayed", hint="Load the page again.") from error


def admit(connection: Connection, house: House, site: Site, vouched: Vouched, *, method: Method) -> Author:
    """Use a publisher's word, and return whom it names, stored anew where need be; inside a write."""
    person = vouched.person
    guards.use_token(connection, site.id, vouched.once, house.clock())
    author = recognise(connection, house, site.id, person, method=method)
    if author is None:
        author = welcome(
            connection,
            house,
            site,
            name=person.name,
            email=usable_email(person),
            staff=person.staff is True,
        )
        bind(connection, house, author, person, method=method)
    return author


def update_reader(house: House, site: Site, author: Author, person: Person) -> Author:
    """Follow the publisher in what its reader is called, as far as the name can be had, and in the badge."""
    if person.staff is not None and person.staff != author.staff:
        set_staff(house, site, author, staff=person.staff, by=PUBLISHER)
        author = replace(author, staff=person.staff)
    try:
        if person.name and checked_name(person.name) != author.name:
            if not author.staff:
                with house.database.read() as connection:
                    check_reserved(connection, site.id, person.name, besides=author.id)
            author = rename_author(house, site, author, person.name, by=PUBLISHER)
    except (BadInput, NameTaken, Conflict):
        return author
    return author
