"""Imported comments are stored many at a time, as if they had come one by one."""

from dataclasses import replace

import pytest

from civiltongue.domain.ruling import Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, Site, Status, Thread
from civiltongue.storage import authors, comments, imported, pages, rulings, threads
from civiltongue.storage.database import Database
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.imported import Imported
from tests.storage.making import an_author, an_id, ask, new_comment, new_record, new_revision, tell


def an_import(
    thread: Thread, author: Author, parent: Imported | None = None, *, status: Status = Status.PUBLISHED
) -> Imported:
    comment = new_comment(
        thread,
        author,
        parent.comment if parent else None,
        status=status,
        revision_id=an_id(),
        ruling_id=an_id(),
        imported=True,
    )
    ruling = Ruling(Verdict.PUBLISH, (), words=2, policy_version="1")
    record = new_record(comment, ruling, id=comment.ruling_id, kind=RulingKind.IMPORT, decided_by="import")
    revision = replace(new_revision(comment), id=str(comment.revision_id))
    return Imported(comment, f"post {comment.id}", revision, fingerprint=(1 << 64) - 1, record=record)


def add(database: Database, site: Site, *batch: Imported) -> None:
    tell(database, imported.add_all, site.id, "disqus", batch)


def test_a_batch_is_stored_with_its_wordings_and_its_rulings(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    item, removed = an_import(thread, author), an_import(thread, author, status=Status.WITHDRAWN)

    add(database, site, item, removed)

    assert ask(database, comments.get, site.id, item.comment.id) == item.comment
    assert ask(database, comments.revision, site.id, item.revision.id) == item.revision
    assert ask(database, rulings.of_comment, site.id, item.comment.id) == [item.record]
    assert ask(database, comments.get, site.id, removed.comment.id).status is Status.WITHDRAWN


def test_an_empty_batch_changes_nothing(database: Database, site: Site, thread: Thread) -> None:
    before = ask(database, threads.version, site.id, thread.id)

    add(database, site)

    assert ask(database, threads.version, site.id, thread.id) == before


def test_every_count_follows_what_readers_see(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    other = an_author(database, site, "Bo Reed")
    before = ask(database, threads.version, site.id, thread.id)

    add(database, site, an_import(thread, author), an_import(thread, author, status=Status.REJECTED))
    add(database, site, an_import(thread, other))

    assert ask(database, threads.shown, site.id, thread.id) == 2
    assert ask(database, threads.version, site.id, thread.id) == before + 3
    assert ask(database, authors.published, site.id, author.id) == 1
    assert ask(database, authors.published, site.id, other.id) == 1


def test_tombstones_are_shown_for_replies_of_this_batch_and_of_later_ones(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    first, second = (an_import(thread, author, status=Status.WITHDRAWN) for _ in range(2))
    reply = an_import(thread, author, first)
    deeper = an_import(thread, author, reply)

    add(database, site, first, second, reply)
    add(database, site, deeper, an_import(thread, author, second, status=Status.REJECTED))

    shown = ask(database, pages.page, site.id, thread.id, order="oldest", number=1)
    assert [(comment.id, comment.published) for comment in shown] == [
        (first.comment.id, False),
        (reply.comment.id, True),
        (deeper.comment.id, True),
    ]


def test_what_is_hidden_later_takes_its_tombstones_along(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    parent = an_import(thread, author, status=Status.WITHDRAWN)
    reply = an_import(thread, author, parent)
    add(database, site, parent, reply)

    tell(database, comments.set_status, reply.comment, Status.REJECTED, ruling_id=None)

    assert ask(database, pages.page, site.id, thread.id, order="oldest", number=1) == []
    assert ask(database, threads.shown, site.id, thread.id) == 0
    assert ask(database, authors.published, site.id, author.id) == 0


def test_comments_and_authors_are_known_by_their_source(
    database: Database, site: Site, other_site: Site, thread: Thread, author: Author
) -> None:
    first, second = an_import(thread, author), an_import(thread, author)
    add(database, site, first, second)
    known = an_author(database, site, "Bo Reed", source_key="bo")
    names = {first.source_id, second.source_id, "nothing"}

    assert ask(database, imported.known, site.id, "disqus", names) == {
        first.source_id: first.comment,
        second.source_id: second.comment,
    }
    assert ask(database, imported.known, site.id, "gazette", names) == {}
    assert ask(database, imported.known, other_site.id, "disqus", names) == {}
    assert ask(database, imported.known_authors, site.id, {"bo", "nobody"}) == {"bo": known.id}
    assert ask(database, imported.known_authors, other_site.id, {"bo"}) == {}


def test_a_batch_with_something_that_came_before_is_not_stored_at_all(
    database: Database, site: Site, thread: Thread, author: Author
) -> None:
    first, second = an_import(thread, author), an_import(thread, author)
    add(database, site, first)
    again = replace(an_import(thread, author), source_id=first.source_id)

    with pytest.raises(Duplicate):
        add(database, site, second, again)

    assert ask(database, comments.get, site.id, second.comment.id) is None
    assert ask(database, threads.shown, site.id, thread.id) == 1
