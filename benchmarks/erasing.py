"""Measure how long it takes to erase an author, and look for what is left of them.

``python -m benchmarks.erasing [--comments 5000] [--others 100000] [--database URL]``. The author's comments
stand below and above those of others in ten threads. Without ``--database`` it is a new SQLite file, which is
searched byte by byte afterwards, with its log; any database is searched table by table.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select

from civiltongue.bootstrap import open_house
from civiltongue.domain.evidence import StoryFacts
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
from civiltongue.operations.add_site import add_site
from civiltongue.operations.erase_author import ask_erasure, clear_erased, erase_due
from civiltongue.operations.house import House
from civiltongue.operations.read_thread import read_thread_by_id
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.settings import Secrets, Settings
from civiltongue.storage import imported, schema, threads
from civiltongue.storage.imported import Imported
from civiltongue.text.fingerprint import fingerprint

NAME, EMAIL, WORD = "Zephyrine Quillfeather", "zephyrine@lighthouse.example", "gallimaufry"
THREADS, BATCH = 10, 1000
SENTENCE = "The lamps on the quay went out again before the last boat was in, and nobody said why. "


def main() -> None:
    """Print the seconds of each part, and what a search finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=5_000)
    parser.add_argument("--others", type=int, default=100_000)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database or f"sqlite:///{folder}/house.sqlite"
        house = open_house(Settings(database=url), keys=Secrets(b"k" * 32))
        made = add_site(house, f"lantern-{house.new_id()}", origins=(), policy=default())
        author, other = (
            welcome_author(house, made.site, name, kind=AuthorKind.ACCOUNT, email=email)
            for name, email in ((NAME, EMAIL), ("Ottilie Marrow", "ottilie@harbour.example"))
        )
        found = _write(house, made.site, author, other, given.comments, given.others)
        ask_erasure(house, made.site, author, at_once=True)
        print(
            f"{given.comments:,} comments of {given.comments + given.others:,}, found before: {_left(house)}"
        )
        _timed("everything about the author emptied", lambda: erase_due(house, made.site))
        _timed("pages of the threads read", lambda: [_page(house, made.site, thread) for thread in found])
        _timed("the files written anew", lambda: clear_erased(house, made.site))
        print(f"found afterwards: {_left(house) or 'nothing'}")
        house.database.close()


def _timed(what: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(f"{time.perf_counter() - start:8.2f} s  {what}")


def _page(house: House, site: Site, thread: Thread) -> None:
    page = read_thread_by_id(house, site, thread.id, order="oldest", number=1)
    assert not any(NAME in comment.author_name or WORD in comment.html for comment in page.comments)


def _write(house: House, site: Site, author: Author, other: Author, mine: int, others: int) -> list[Thread]:
    now = house.clock()
    found = [
        Thread(
            id=house.new_id(),
            site_id=site.id,
            key=f"id:{n}",
            url="",
            facts=StoryFacts(),
            trusted=False,
            state=ThreadState.OPEN,
            version=1,
            created_at=now,
        )
        for n in range(THREADS)
    ]
    for thread in found:
        house.database.write(lambda connection: threads.add(connection, thread))  # noqa: B023
    made = list(_comments(house, found, (author, other), mine, others))
    for start in range(0, len(made), BATCH):
        batch = made[start : start + BATCH]
        house.database.write(
            lambda connection: imported.add_all(connection, site.id, "elsewhere", batch)  # noqa: B023
        )
    return found


def _comments(
    house: House, found: list[Thread], authors: tuple[Author, Author], mine: int, others: int
) -> Iterator[Imported]:
    author, other = authors
    above: Comment | None = None
    every = max(1, (mine + others) // mine)
    for number in range(mine + others):
        by = author if number % every == 0 and number // every < mine else other
        words = f"{SENTENCE * 4}{WORD if by is author else 'Number'} {number}."
        item = _imported(house, found[number // 20 % THREADS], by, above if number % 20 else None, words)
        above = item.comment if number % 5 == 0 or above is None else above
        yield item


def _imported(house: House, thread: Thread, author: Author, above: Comment | None, words: str) -> Imported:
    now, comment_id = house.clock(), house.new_id()
    comment = Comment(
        id=comment_id,
        site_id=thread.site_id,
        thread_id=thread.id,
        author_id=author.id,
        parent_id=above.id if above else None,
        root_id=above.root_id if above else comment_id,
        path=f"{above.path}.{comment_id}" if above else comment_id,
        depth=above.depth + 1 if above else 0,
        status=Status.PUBLISHED,
        revision_id=house.new_id(),
        ruling_id=house.new_id(),
        created_at=now,
        edited_at=None,
        imported=True,
    )
    revision = Revision(
        id=str(comment.revision_id),
        site_id=thread.site_id,
        comment_id=comment_id,
        number=1,
        source=words,
        format=Format.MARKDOWN,
        html=f"<p>{words}</p>",
        visible=words,
        links=(),
        words=len(words.split()),
        consent_version=None,
        created_at=now,
    )
    record = RecordedRuling(
        id=str(comment.ruling_id),
        site_id=thread.site_id,
        comment_id=comment_id,
        revision_id=revision.id,
        kind=RulingKind.IMPORT,
        decided_by="import",
        ruling=Ruling(Verdict.PUBLISH, (), revision.words, "1"),
        insisted=False,
        note="",
        supersedes=None,
        created_at=now,
    )
    return Imported(comment, comment_id, revision, fingerprint(words[:200]), record)


def _left(house: House) -> str:
    """Return which of the author's name, address and word a search finds, and where."""
    found = set()
    with house.database.read() as connection:
        for name, table in schema.metadata.tables.items():
            for row in connection.execute(select(table)):
                text = str(row)
                found |= {f"{needle} in {name}" for needle in (NAME, EMAIL, WORD) if needle in text}
    if house.database.is_sqlite:
        file = Path(str(house.database.engine.url.database))
        for path in (file, Path(f"{file}-wal")):
            content = path.read_bytes()
            found |= {f"{n} in {path.suffix}" for n in (NAME, EMAIL, WORD) if n.encode() in content}
    return ", ".join(sorted(found))


if __name__ == "__main__":
    main()
