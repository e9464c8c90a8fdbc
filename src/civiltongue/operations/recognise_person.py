"""Recognise a person whom an issuer vouches for as an author of the site."""

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method, Person
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.notice_evasion import leave_identity
from civiltongue.operations.record import record
from civiltongue.operations.sign_in import checked_email, email_key, welcome
from civiltongue.storage import authors, groups, identities, passkeys
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


def welcome_from_group(
    connection: Connection, house: House, site: Site, person: Person, *, method: Method
) -> Author | None:
    """Store a new author under the name that the site's group knows a person by; None for whom it does not know.

    Inside a write that ``naming`` runs; raises NameTaken.
    """
    known = groups.known(connection, site.id, subject_key=subject_key(house, person))
    if known is None:
        return None
    author = welcome(connection, house, site, name=known.name, email=usable_email(person))
    bind(connection, house, author, person, method=method)
    return author


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


def remove_identity(house: House, author: Author, identity_id: str) -> None:
    """Forget that an author is a person of an issuer.

    Raises NotFound, and Conflict where the author could not come back without it.
    """

    def work(connection: Connection) -> None:
        authors.lock(connection, author.site_id, author.id)
        bound = identities.of_author(connection, author.site_id, author.id)
        removed = next((each for each in bound if each.id == identity_id), None)
        if removed is None:
            raise NotFound("There is no such account.", where="identity")
        identities.remove(connection, author.site_id, author.id, identity_id)
        leave_identity(connection, house, removed)
        check_way_back(connection, author)
        record(
            house,
            connection,
            author.site_id,
            Event.IDENTITY_REMOVE,
            actor=f"author:{author.id}",
            subject=identity_id,
        )

    house.database.write(work)


def check_way_back(connection: Connection, author: Author) -> None:
    """Refuse to take an author's last way of signing in, inside the write that takes one; raises Conflict."""
    if (
        authors.email(connection, author.site_id, author.id) is None
        and not identities.of_author(connection, author.site_id, author.id)
        and not passkeys.of_author(connection, author.site_id, author.id)
    ):
        raise Conflict(
            "This is the only way in that is left.",
            hint="Add another way of signing in before this one goes.",
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
