"""The author that a command is about."""

from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NotFound
from civiltongue.operations.add_site import site_named
from civiltongue.operations.house import House
from civiltongue.storage import authors
from civiltongue.text.skeleton import name_key


def find_author(house: House, site: str, name: str) -> tuple[Site, Author]:
    """Return a site by its name and an author of it by name or id; raises NotFound."""
    found = site_named(house, site)
    with house.database.read() as connection:
        who = authors.get(connection, found.id, name) or authors.named(connection, found.id, name_key(name))
    if who is None:
        raise NotFound(f"The site has no author {name!r}.", where="author", hint="Give the name or the id.")
    return found, who
