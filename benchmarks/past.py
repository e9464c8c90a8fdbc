"""What the pasts of benchmarks are made of: people, stories, and comments as operations would have stored them."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind
from civiltongue.domain.thread import Author, AuthorKind, Comment, Format, Revision, Site, Thread
from civiltongue.operations.house import House
from civiltongue.operations.outcome import STATUS_OF
from civiltongue.storage import authors, comments, rulings, schema, threads
from civiltongue.storage.database import Connection

Rows = dict[str, list[dict[str, Any]]]


def people(house: House, site: Site, number: int) -> list[Author]:
    """Store and return so many authors, each with an address."""
    made = [
        Author(
            id=house.new_id(),
            site_id=site.id,
            name=f"Reader {at}",
            kind=AuthorKind.ACCOUNT,
            verified=True,
            staff=False,
            created_at=house.clock(),
        )
        for at in range(number)
    ]

    def work(connection: Connection) -> None:
        for author in made:
            authors.add(connection, author, email=f"{author.id}@example.com", email_key=author.id)

    house.database.write(work)
    return made


def keep_stories(house: House, made: list[Thread]) -> list[Thread]:
    """Store and return threads."""

    def work(connection: Connection) -> None:
        for thread in made:
            threads.add(connection, thread)

    house.database.write(work)
    return made


def ruled_comment(
    house: House, where: tuple[Thread, Author], text: str, ruling: Ruling, *, at: datetime
) -> tuple[Comment, Revision, RecordedRuling]:
    """Return a comment of its own with its one revision and what the engine ruled about it."""
    thread, author = where
    ids = [house.id_at(at) for _ in range(3)]
    comment = Comment(
        id=ids[0],
        site_id=thread.site_id,
        thread_id=thread.id,
        author_id=author.id,
        parent_id=None,
        root_id=ids[0],
        path=ids[0],
        depth=0,
        status=STATUS_OF[ruling.verdict],
        revision_id=ids[1],
        ruling_id=ids[2],
        created_at=at,
        edited_at=None,
        imported=False,
    )
    revision = Revision(
        id=ids[1],
        site_id=thread.site_id,
        comment_id=ids[0],
        number=1,
        source=text,
        format=Format.MARKDOWN,
        html=f"<p>{text}</p>",
        visible=text,
        links=(),
        words=ruling.words,
        consent_version=None,
        created_at=at,
    )
    record = RecordedRuling(
        id=ids[2],
        site_id=thread.site_id,
        comment_id=ids[0],
        revision_id=ids[1],
        kind=RulingKind.ENGINE,
        decided_by="engine",
        ruling=ruling,
        insisted=False,
        note="",
        supersedes=None,
        created_at=at,
    )
    return comment, revision, record


def no_rows() -> Rows:
    """Return room for the rows of comments."""
    return {name: [] for name in ("comments", "revisions", "rulings", "reasons")}


def add_rows(
    rows: Rows, comment: Comment, revision: Revision, records: list[RecordedRuling], *, fingerprint: int = 0
) -> None:
    """Add the rows that a comment with its rulings is stored as."""
    rows["comments"].append(comments.row_of(comment))
    rows["revisions"].append(comments.revision_row_of(revision, fingerprint=fingerprint))
    rows["rulings"] += [rulings.row_of(each) for each in records]
    rows["reasons"] += [row for each in records for row in rulings.reason_rows_of(each)]


def store(connection: Connection, rows: Rows) -> None:
    """Insert all rows."""
    for name, made in rows.items():
        if made:
            connection.execute(insert(schema.metadata.tables[name]), made)
