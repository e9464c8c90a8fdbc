"""Sign in by a link in a mail; the first time, with a name."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from civiltongue.domain.identity import Method
from civiltongue.domain.news import NewsChoice
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, NameTaken, TokenInvalid
from civiltongue.operations.guard import LINKS_PER_ADDRESS, draw
from civiltongue.operations.handover import confirm_in
from civiltongue.operations.house import House
from civiltongue.operations.let_in import let_in
from civiltongue.operations.refuse_sign_in import record_refused_link
from civiltongue.operations.reserved_names import check_reserved
from civiltongue.operations.site_group import unite
from civiltongue.operations.tokens import random_token, token_hash
from civiltongue.storage import authors, groups, news, outbox, sessions, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.outbox import Letter
from civiltongue.storage.sessions import Handover, SignInLink
from civiltongue.text.skeleton import name_key
from civiltongue.text.visible import check_text
from civiltongue.wording import FALLBACK, phrase

Result = TypeVar("Result")

LIFETIME = timedelta(minutes=20)
LINKS_AN_HOUR = 5
"""How many links an address gets in an hour; further wishes get the same answer and no mail."""
MOST_CHARACTERS = 60
"""How long a name may be."""
_OVER = "The link was used before, or its time is over."
_EMAIL = re.compile(r"[^@\s<>\"(),:;\[\]\\]{1,64}@[^@\s<>\"(),:;\[\]\\]{1,190}\.[^@\s.<>\"(),:;\[\]\\]{2,63}")


@dataclass(frozen=True, slots=True)
class LinkWish:
    """Where a link goes. ``next_path`` is a path of ours that its page leads to afterwards."""

    email: str
    address: str
    handover_id: str | None = None
    next_path: str = ""
    language: str = FALLBACK


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that may be followed. ``author`` is None where the address is new to the site.

    ``elsewhere`` is then whom another site of the group knows by the address.
    """

    link: SignInLink
    site: Site
    author: Author | None
    handover: Handover | None
    elsewhere: Author | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An author with a session for our own pages; ``token`` goes into the cookie."""

    author: Author
    site: Site
    token: str
    next_path: str


def send_link(house: House, site: Site, wish: LinkWish) -> None:
    """Mail a sign-in link. The answer is the same whether the address is known or not.

    Raises BadInput for what is no address, and TooManyRequests by network address.
    """
    email = checked_email(wish.email)
    now = house.clock()
    token = random_token(house)
    link = SignInLink(
        id=house.id_at(now),
        site_id=site.id,
        email=email,
        handover_id=wish.handover_id,
        next_path=wish.next_path,
        created_at=now,
        expires_at=now + LIFETIME,
    )

    def work(connection: Connection) -> None:
        draw(connection, site.id, f"link:address:{wish.address}", LINKS_PER_ADDRESS, now=now)
        too_many = sessions.links_since(connection, site.id, email, now - timedelta(hours=1)) >= LINKS_AN_HOUR
        if too_many:
            return
        sessions.add_link(connection, link, token_hash=token_hash(token))
        publication = house.in_force(connection, site.id).policy.publication
        outbox.put(connection, _letter(house, link, token, publication=publication, language=wish.language))

    house.database.write(work)


def look_at_link(house: House, token: str) -> OpenLink:
    """Return what a link leads to, without using it.

    Raises TokenInvalid where it is used or over, which is put on record.
    """
    with house.database.read() as connection:
        link = sessions.link_with_token(connection, token_hash(token))
        if link is None or (link.used_at is None and house.clock() < link.expires_at):
            return _open(connection, house, token)
    record_refused_link(house, link, "replayed" if link.used_at else "expired")
    raise TokenInvalid(_OVER, hint="Ask for another one.")


def follow_link(house: House, token: str, *, name: str = "") -> SignedIn:
    """Use a link: sign in, under a new name where the address is new, and confirm its hand-over.

    Raises TokenInvalid, BadInput (no name, or none that can be shown) and NameTaken; a link
    whose name was refused can be followed again.
    """

    def work(connection: Connection) -> SignedIn:
        found = _open(connection, house, token)
        if not sessions.use_link(connection, found.link, house.clock()):
            raise TokenInvalid("The link was used before.", hint="Ask for another one.")
        known = name or (found.elsewhere.name if found.elsewhere else "")
        author = found.author or welcome(connection, house, found.site, name=known, email=found.link.email)
        session_token = let_in(connection, house, author, method=Method.LINK)
        if found.handover is not None:
            confirm_in(connection, house, found.handover, author)
        return SignedIn(author, found.site, session_token, found.link.next_path)

    return naming(lambda: house.database.write(work))


def checked_email(email: str) -> str:
    """Return the address, trimmed; raises BadInput for what is none, line breaks among it."""
    trimmed = email.strip()
    if not _EMAIL.fullmatch(trimmed):
        raise BadInput("This is no e-mail address.", where="email", hint="Write it as name@example.com.")
    return trimmed


def checked_name(name: str, *, may_be_empty: bool = False) -> str:
    """Return a name as it is shown: NFC, single spaces, nothing invisible; raises BadInput."""
    check_text(name)
    normal = unicodedata.normalize("NFC", name)
    shown = "".join(" " if unicodedata.category(c) in {"Zs", "Cc"} else c for c in normal)
    shown = " ".join("".join(c for c in shown if unicodedata.category(c) != "Cf").split())
    if len(shown) > MOST_CHARACTERS:
        raise BadInput(f"A name has at most {MOST_CHARACTERS} characters.", where="name")
    if not may_be_empty and not name_key(shown):
        raise BadInput("A name is needed.", where="name", hint="Give the name that you sign with.")
    return shown


def naming(attempt: Callable[[], Result]) -> Result:
    """Run an attempt that takes a name; raises NameTaken where somebody holds one that reads the same."""
    try:
        return attempt()
    except Duplicate as error:
        if error.table == "names":
            raise NameTaken(
                "Somebody on this site has this name, or one that reads the same.",
                where="name",
                hint="Choose another one.",
            ) from error
        raise


def _open(connection: Connection, house: House, token: str) -> OpenLink:
    link = sessions.link_with_token(connection, token_hash(token))
    if link is None or link.used_at is not None or house.clock() >= link.expires_at:
        raise TokenInvalid(_OVER, hint="Ask for another one.")
    site = sites.get(connection, link.site_id)
    assert site is not None
    key = email_key(house, link.email)
    author = authors.with_email(connection, link.site_id, key)
    elsewhere = None if author else groups.known(connection, link.site_id, email_key=key)
    handover = sessions.handover(connection, link.handover_id) if link.handover_id else None
    return OpenLink(link, site, author, handover, elsewhere)


def email_key(house: House, email: str) -> str:
    """Return what an account is found by: a keyed hash of the address in small letters."""
    return house.secrets.keyed_hash("email", email.casefold())


def welcome(
    connection: Connection, house: House, site: Site, *, name: str, email: str = "", staff: bool = False
) -> Author:
    """Store a new account under a name, inside a write that ``naming`` runs; raises BadInput and NameTaken.

    ``staff`` is for whom the publisher itself calls so: they may have a name that is reserved.
    """
    checked = checked_name(name)
    now = house.clock()
    author = Author(
        id=house.id_at(now),
        site_id=site.id,
        name=checked,
        kind=AuthorKind.ACCOUNT,
        verified=True,
        staff=staff,
        created_at=now,
    )
    key = email_key(house, email) if email else None
    authors.add(connection, author, email=email or None, email_key=key)
    default = house.in_force(connection, site.id).policy.news
    if default is not NewsChoice.NEVER:
        news.choose(connection, site.id, author.id, default, at=now)
    if not staff:
        check_reserved(connection, site.id, checked)
    authors.take_name(connection, author.site_id, author.id, name=checked, key=name_key(checked))
    return author


def author_here(connection: Connection, house: House, site: Site, other: Author) -> Author:
    """Return who an author of another site of the group is here, stored anew under the same name where need be.

    Inside a write that ``naming`` runs; raises NameTaken.
    """
    for known in groups.elsewhere(connection, other.site_id, other.id):
        if known.site_id == site.id:
            return known
    email = authors.email(connection, other.site_id, other.id) or ""
    found = authors.with_email(connection, site.id, email_key(house, email)) if email else None
    author = found or welcome(connection, house, site, name=other.name, email=email)
    unite(connection, house, author, other)
    return author


def _letter(house: House, link: SignInLink, token: str, *, publication: str, language: str) -> Letter:
    address = f"{house.settings.base_url}/sign-in/link/{token}"
    minutes = int(LIFETIME.total_seconds() // 60)
    return Letter(
        id=house.id_at(link.created_at),
        site_id=link.site_id,
        recipient=link.email,
        subject=phrase("mail.sign_in_subject", language=language, publication=publication),
        body=phrase(
            "mail.sign_in_body", language=language, publication=publication, link=address, minutes=minutes
        ),
        attempts=0,
        created_at=link.created_at,
        not_before=link.created_at,
    )
