"""Lead a publisher's reader to our own pages: its server asks for a link with its key, and sends the reader there.

The publisher's word alone, which stands in a page full of other scripts, opens none of them; see
:mod:`civiltongue.operations.vouch`.
"""

from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NotFound, TokenInvalid
from civiltongue.operations.house import House
from civiltongue.operations.let_in import let_in
from civiltongue.operations.refuse_sign_in import on_record
from civiltongue.operations.sign_in import naming
from civiltongue.operations.tokens import sign, verify
from civiltongue.operations.vouch import Word, admit, once, read_word, update_reader
from civiltongue.storage import authors, guards, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate

LIFETIME = timedelta(minutes=2)
_PURPOSE = "own-pages"
_HINT = "Go back to the publication, and come from there again."


@dataclass(frozen=True, slots=True)
class Led:
    """Whom a link lets in, and where."""

    site: Site
    author: Author


def lead_reader(house: House, site: Site, word: Word) -> str:
    """Return the address at which a publisher's reader enters our pages, once and within two minutes.

    Whoever calls has checked the site's own key. Raises as :func:`civiltongue.operations.vouch.vouch`.
    """
    with on_record(house, site, word.method):
        vouched = read_word(house, site, word)
        author = once(
            lambda: naming(
                lambda: house.database.write(
                    lambda connection: admit(connection, house, site, vouched, method=word.method)
                )
            )
        )
    update_reader(house, site, author, vouched.person)
    claims = {"site": site.id, "author": author.id, "method": word.method.value}
    return f"{house.settings.base_url}/sign-in/reader/{sign(house, _PURPOSE, claims, lifetime=LIFETIME)}"


def look_at_lead(house: House, token: str) -> Led:
    """Return whom a link lets in, without using it; raises TokenInvalid."""
    claims = verify(house, _PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, claims["site"])
        author = authors.get(connection, claims["site"], claims["author"])
    if site is None or author is None:
        raise NotFound("What this link was about is gone.", where="link", hint=_HINT)
    return Led(site, author)


def follow_lead(house: House, token: str) -> tuple[Led, str]:
    """Use a link, and return whom it lets in with the token of the session; raises as :func:`look_at_lead`."""
    led = look_at_lead(house, token)
    claims = verify(house, _PURPOSE, token, now=house.clock())

    def work(connection: Connection) -> str:
        guards.use_token(connection, led.site.id, claims["token"], house.clock())
        return let_in(connection, house, led.author, method=Method(claims["method"]))

    with on_record(house, led.site, Method(claims["method"])):
        try:
            return led, house.database.write(work)
        except Duplicate as error:
            raise TokenInvalid("The link was used before.", where="replayed", hint=_HINT) from error
