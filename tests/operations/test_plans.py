"""What is asked for by many ids at once is looked up by them: SQLite does not read all that a site has instead."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from civiltongue.domain.thread import Comment
from civiltongue.operations.download_author import download_author
from civiltongue.operations.erase_author import erase_author
from civiltongue.storage import comments, decisions, rulings, runs, votes, waiting
from civiltongue.storage.database import Connection
from tests.houses import SWEARING, Setting
from tests.operations.test_desk_plans import on_sqlite
from tests.statements import heard, plan_of

__all__ = ["on_sqlite"]
MANY = f"IN ({', '.join('?' * 50)})"
"""SQLite plans by how many ids there are; these are about as many as are asked for on a site that is not small."""
_BY_ID = re.compile(r"\w+\.(?:\w+_)?id IN \(")
_OF_THE_SITE = re.compile(r"(?:SEARCH (?!news|queue)\w+ .*\(site_id=\?\)|SCAN (?!CONSTANT|other_sites)\w+)$")
"""News and the queue are short, and emptied as one goes on; sites are few."""


@contextmanager
def reads_of_the_site(setting: Setting) -> Iterator[list[str]]:
    """Collect which statements of a block that look ids up would read all that a table has of the site."""
    found: list[str] = []

    def note(connection: Connection, statement: str, _parameters: Any) -> None:
        if _BY_ID.search(statement) and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked = re.sub(r"IN \(\?(?:, \?)*\)", MANY, statement)
            plan = plan_of(connection, asked, [None] * asked.count("?"))
            found.extend(f"{step}: {statement}" for step in plan if _OF_THE_SITE.match(step))

    with heard(setting, note):
        yield found


ASKED: dict[str, Callable[[Connection, Comment], object]] = {
    "rulings of comments": lambda asked, about: rulings.of_comments(asked, about.site_id, [about.id]),
    "rulings": lambda asked, about: rulings.these(asked, about.site_id, [about.ruling_id or ""]),
    "wordings": lambda asked, about: comments.revisions(asked, about.site_id, [about.revision_id or ""]),
    "texts in the queue": lambda asked, about: waiting.beginnings(
        asked, about.site_id, [about.revision_id or ""]
    ),
    "texts in a run": lambda asked, about: runs.beginnings(asked, about.site_id, [about.id]),
    "names": lambda asked, about: waiting.names(asked, about.site_id, {about.author_id}),
    "stories": lambda asked, about: waiting.stories(asked, about.site_id, {about.thread_id}),
    "histories": lambda asked, about: decisions.histories(asked, about.site_id, after="", most=9),
    "threads of votes": lambda asked, about: votes.show_anew(asked, about.site_id, about.author_id),
}


@pytest.mark.parametrize("what", ASKED)
def test_many_are_looked_up_by_their_ids(what: str, on_sqlite: Setting) -> None:
    comment = on_sqlite.submit(text=SWEARING).comment
    assert comment is not None

    with reads_of_the_site(on_sqlite) as found:
        on_sqlite.house.database.write(lambda connection: ASKED[what](connection, comment))

    assert found == []


def test_what_is_about_an_author_is_looked_up_to_be_given_and_to_be_erased(on_sqlite: Setting) -> None:
    author = on_sqlite.an_author()
    on_sqlite.submit(author, SWEARING)

    with reads_of_the_site(on_sqlite) as found:
        download_author(on_sqlite.house, on_sqlite.site, author)
        erase_author(on_sqlite.house, on_sqlite.site, author.id)

    assert found == []
