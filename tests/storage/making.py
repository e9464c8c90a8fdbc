"""Rows that the storage tests begin with, each stored as operations would store it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import (
    Author,
    AuthorKind,
    Comment,
    Format,
    Revision,
    Site,
    Status,
    Thread,
    ThreadState,
)
from civiltongue.storage import authors, comments, rulings, sites, threads
from civiltongue.storage.database import Connection, Database

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_numbers = count(1)


def ask(database: Database, query: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Return what a store's query answers."""
    with database.read() as connection:
        return query(connection, *arguments, **named)


def tell(database: Database, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Write with a store's function, in a transaction of its own."""
    return database.write(lambda connection: work(connection, *arguments, **named))


def an_id() -> str:
    """Return an id that sorts after every earlier one."""
    number = next(_numbers)
    return make_identifier(1_770_000_000_000 + number, number)


def a_site(database: Database, name: str = "", origins: tuple[str, ...] = ()) -> Site:
    site_id = an_id()
    site = Site(id=site_id, name=name or f"lantern-{site_id}", origins=origins, created_at=NOW)
    tell(database, sites.add, site, key_hash=f"key of {site_id}")
    return site


def new_thread(site: Site, *, key: str = "", state: ThreadState = ThreadState.OPEN) -> Thread:
    thread_id = an_id()
    return Thread(
        id=thread_id,
        site_id=site.id,
        key=key or f"id:{thread_id}",
        url="https://lantern.example/harbour",
        facts=StoryFacts("The harbour", "Ines Quill", ("Mayor Holm", "Ole Åberg")),
        trusted=True,
        state=state,
        version=1,
        created_at=NOW,
    )


def a_thread(database: Database, site: Site, *, key: str = "") -> Thread:
    thread = new_thread(site, key=key)
    tell(database, threads.add, thread)
    return thread


def new_author(site: Site, name: str = "Ada Pennywhistle", *, staff: bool = False) -> Author:
    return Author(
        id=an_id(),
        site_id=site.id,
        name=name,
        kind=AuthorKind.ACCOUNT,
        verified=True,
        staff=staff,
        created_at=NOW,
    )


def an_author(database: Database, site: Site, name: str = "Ada Pennywhistle", **known: Any) -> Author:
    author = new_author(site, name, staff=known.pop("staff", False))
    tell(database, authors.add, author, **known)
    return author


def new_comment(thread: Thread, author: Author, parent: Comment | None = None, **differing: Any) -> Comment:
    comment_id = an_id()
    values: dict[str, Any] = {
        "id": comment_id,
        "site_id": thread.site_id,
        "thread_id": thread.id,
        "author_id": author.id,
        "parent_id": parent.id if parent else None,
        "root_id": parent.root_id if parent else comment_id,
        "path": f"{parent.path}.{comment_id}" if parent else comment_id,
        "depth": parent.depth + 1 if parent else 0,
        "status": Status.HELD,
        "revision_id": None,
        "ruling_id": None,
        "created_at": NOW,
        "edited_at": None,
        "imported": False,
    }
    return Comment(**{**values, **differing})


def new_revision(comment: Comment, *, number: int = 1, text: str = "Good morning.") -> Revision:
    return Revision(
        id=an_id(),
        site_id=comment.site_id,
        comment_id=comment.id,
        number=number,
        source=text,
        format=Format.MARKDOWN,
        html=f"<p>{text}</p>",
        visible=text,
        links=(),
        words=len(text.split()),
        consent_version="1",
        created_at=comment.created_at + (number - 1) * MINUTE,
    )


def put_comment(
    connection: Connection,
    comment: Comment,
    status: Status = Status.PUBLISHED,
    *,
    text: str = "Good morning.",
) -> Comment:
    """Store a comment with a first wording and a status, as one work; returns it as it stands then."""
    comments.add(connection, comment)
    revision = new_revision(comment, text=text)
    comments.add_revision(connection, revision, fingerprint=0)
    return comments.set_status(connection, comment, status, ruling_id=None, revision=revision)


def a_comment(
    database: Database,
    thread: Thread,
    author: Author,
    parent: Comment | None = None,
    *,
    status: Status = Status.PUBLISHED,
    **differing: Any,
) -> Comment:
    comment = new_comment(thread, author, parent, **differing)
    stored: Comment = tell(database, put_comment, comment, status)
    return stored


def settle(connection: Connection, comment: Comment, status: Status) -> None:
    """Change a comment's status as it stands in the transaction."""
    current = comments.lock(connection, comment.site_id, comment.id)
    assert current is not None
    comments.set_status(connection, current, status, ruling_id=None)


def reword(connection: Connection, comment: Comment, *, number: int) -> Comment:
    """Give a comment another wording, and leave its status as it stands in the transaction."""
    current = comments.lock(connection, comment.site_id, comment.id)
    assert current is not None
    revision = new_revision(comment, number=number)
    comments.add_revision(connection, revision, fingerprint=0)
    return comments.set_status(
        connection, current, current.status, ruling_id=current.ruling_id, revision=revision
    )


def new_record(comment: Comment, ruling: Ruling | None = None, **differing: Any) -> RecordedRuling:
    values: dict[str, Any] = {
        "id": an_id(),
        "site_id": comment.site_id,
        "comment_id": comment.id,
        "revision_id": comment.revision_id,
        "kind": RulingKind.ENGINE,
        "decided_by": "engine",
        "ruling": ruling or Ruling(Verdict.REJECT, (), words=2, policy_version="1"),
        "insisted": False,
        "note": "",
        "supersedes": None,
        "created_at": NOW,
    }
    return RecordedRuling(**{**values, **differing})


def a_record(
    database: Database, comment: Comment, ruling: Ruling | None = None, **differing: Any
) -> RecordedRuling:
    record = new_record(comment, ruling, **differing)
    tell(database, rulings.add, record)
    return record
