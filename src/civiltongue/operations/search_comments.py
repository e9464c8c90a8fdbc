"""Search a site's comments by their words, and by what is known of them."""

from dataclasses import dataclass
from datetime import date

from civiltongue.domain.thread import Site, Status
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.period import midnight
from civiltongue.storage import searching
from civiltongue.storage.searching import Found, Wanted
from civiltongue.text.searching import search_terms

PAGE = 50
"""How many comments are found at a time, unless another number is asked for."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for; an empty part asks for nothing. ``text`` is read by ``text.searching``.

    ``first`` and ``last`` are whole days in UTC. ``after`` is what :class:`Results` said of the page
    before. ``places`` are beginnings of stories' URLs, None where every story may be searched; ``thread``
    and ``writer`` are exact ids of a thread and an author.
    """

    text: str = ""
    author: str = ""
    story: str = ""
    status: Status | None = None
    rule: str = ""
    first: date | None = None
    last: date | None = None
    after: str = ""
    places: tuple[str, ...] | None = None
    thread: str = ""
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, the newest wording first; ``after`` asks for the next page, empty where there is none."""

    comments: tuple[Found, ...]
    after: str = ""


def search_comments(house: House, site: Site, search: Search, *, most: int = PAGE) -> Results:
    """Return a page of the comments that have everything that is asked for; raises BadInput for another ``after``."""
    terms = search_terms(search.text)
    if search.text.strip() and not terms:
        return Results(())
    if search.after and not (search.after.isascii() and search.after.isdigit() and len(search.after) < 19):
        raise BadInput("There is no such page.", where="after", hint="Begin the search anew.")
    wanted = Wanted(
        terms=terms,
        author=search.author,
        story=search.story,
        status=search.status,
        rule=search.rule,
        since=midnight(search.first) if search.first else None,
        before=midnight(search.last, days=1) if search.last else None,
        places=search.places,
        thread=search.thread,
        writer=search.writer,
    )
    most = max(1, min(most, MOST))
    after = int(search.after) if search.after else None
    with house.database.read() as connection:
        found = searching.find(connection, site.id, wanted, after=after, most=most + 1)
    return Results(tuple(found[:most]), str(found[most - 1].number) if len(found) > most else "")
