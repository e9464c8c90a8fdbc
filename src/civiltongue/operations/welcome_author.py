"""Welcome an author whom somebody else vouches for: the operator, or an archive of ours."""

from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.operations.house import House
from civiltongue.operations.sign_in import checked_name, email_key, naming
from civiltongue.storage import authors
from civiltongue.storage.database import Connection
from civiltongue.text.skeleton import name_key


def welcome_author(house: House, site: Site, name: str, *, kind: AuthorKind, email: str | None) -> Author:
    """Store an author with a name and an e-mail address; raises BadInput and NameTaken."""
    now = house.clock()
    author = Author(
        id=house.id_at(now),
        site_id=site.id,
        name=checked_name(name, may_be_empty=kind is AuthorKind.GUEST),
        kind=kind,
        verified=email is not None,
        staff=False,
        created_at=now,
    )

    def work(connection: Connection) -> None:
        key = email_key(house, email) if email else None
        authors.add(connection, author, email=email, email_key=key)
        if kind is AuthorKind.ACCOUNT:
            authors.take_name(connection, site.id, author.id, name=author.name, key=name_key(author.name))

    naming(lambda: house.database.write(work))
    return author
