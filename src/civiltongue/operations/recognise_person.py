"""Recognise a person whom an issuer vouches for as an author of the site."""

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method, Person
from civiltongue.domain.thread import Author
from civiltongue.errors import BadInput, Conflict
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sign_in import checked_email, email_key
from civiltongue.storage import authors, identities
from civiltongue.storage.database import Connection
from civiltongue.storage.identities import BoundIdentity


def recognise(
    connection: Connection, house: House, site_id: str, person: Person, *, method: Method
) -> Author | None:
    """Return the author whom a person is, None for a stranger; inside a write.

    What an issuer calls a person decides. An e-mail address does only where the issuer is
    trusted with addresses: then it opens the account with the same address, once and for all.
    """
    key = subject_key(house, person)
    known = identities.author_of(connection, site_id, key)
    if known is not None:
        identities.use(connection, site_id, key, house.clock())
        return known
    email = usable_email(person)
    found = authors.with_email(connection, site_id, email_key(house, email)) if email else None
    if found is not None:
        bind(connection, house, found, person, method=method)
    return found


def bind(connection: Connection, house: House, author: Author, person: Person, *, method: Method) -> None:
    """Say that a person is an author, inside a write; raises Conflict where they are another one."""
    key = subject_key(house, person)
    known = identities.author_of(connection, author.site_id, key)
    if known is not None:
        if known.id != author.id:
            raise Conflict(
                "This account belongs to another author here.", hint="Sign in with it, or choose another."
            )
        return
    now = house.clock()
    bound = BoundIdentity(
        id=house.id_at(now),
        site_id=author.site_id,
        author_id=author.id,
        method=method,
        issuer=person.issuer,
        subject_key=key,
        created_at=now,
        used_at=now,
    )
    identities.bind(connection, bound)
    record(
        house,
        connection,
        author.site_id,
        Event.IDENTITY_BIND,
        actor=f"author:{author.id}",
        subject=bound.id,
        method=method.value,
    )


def subject_key(house: House, person: Person) -> str:
    """Return what a person is found by: a keyed hash of the issuer and of what it calls them."""
    return house.secrets.keyed_hash("identity", f"{len(person.issuer)}:{person.issuer}{person.subject}")


def usable_email(person: Person) -> str:
    """Return the person's address where mail can go there, else nothing."""
    try:
        return checked_email(person.email) if person.email else ""
    except BadInput:
        return ""
