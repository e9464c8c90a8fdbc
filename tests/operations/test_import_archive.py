"""An archive comes into a site whole, once, and in the state that it had elsewhere."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import AuthorKind, Format, Site, Status, ThreadState
from civiltongue.errors import ArchiveInvalid, Conflict
from civiltongue.importers.archive import Reconciliation, Remark, SkipReason, Tally
from civiltongue.operations import import_archive as importing
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.house import House
from civiltongue.operations.import_archive import Export, import_archive
from civiltongue.operations.read_thread import OLDEST, read_thread
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import authors, comments, rulings, threads
from civiltongue.text.address import story_key
from tests.importers.exports import STORY, a_post, a_reply, a_thread, state
from tests.operations.archives import a_file, a_house, a_site, everything, importing_site, rows, stored

MANY = [
    a_thread(),
    a_thread("t2", link="https://lantern.example/harbour", inner="<isClosed>true</isClosed>"),
    a_thread("t3", link=""),
    a_post(None),
    *(a_reply(f"p{number}", f"p{number + 1}") for number in range(1, 9)),
    a_post("p9", state=state(deleted="true")),
    a_post("p10", state=state(spam="true"), references='<thread dsq:id="t2"/>'),
    a_post("p10"),
]


@pytest.fixture
def house(migrated_url: str) -> Iterator[House]:
    with a_house(migrated_url) as made:
        yield made


@pytest.fixture
def site(house: House) -> Site:
    return a_site(house)


def test_everything_that_is_read_is_accounted_for(house: House, site: Site, tmp_path: Path) -> None:
    account = import_archive(house, site, a_file(tmp_path, *MANY))

    assert account == Reconciliation(
        threads=Tally(read=3, imported=2, skipped={SkipReason.NO_ADDRESS: 1}),
        comments=Tally(read=12, imported=10, skipped={SkipReason.NO_ID: 1, SkipReason.DUPLICATE: 1}),
    )
    assert account.adds_up
    assert (len(rows(house, "threads")), len(rows(house, "comments"))) == (2, 10)


def test_a_later_export_does_not_bring_an_erased_author_back(
    house: House, site: Site, tmp_path: Path
) -> None:
    erased = "<name>Zephyrine Quillfeather</name><isAnonymous>false</isAnonymous><username>zq</username>"
    first = [a_thread(), a_post("p1", author=erased), a_reply("p2", "p1"), a_post("p3", author=erased)]
    import_archive(house, site, a_file(tmp_path, *first))
    author_id = stored(house, site, "p1").author_id
    erase_author(house, site, author_id)

    later = [*first, a_reply("p4", "p1"), a_post("p5", author=erased), a_reply("p6", "p5")]
    account = import_archive(house, site, a_file(tmp_path, *later, name="later.xml"))

    assert account.adds_up
    assert account.comments == Tally(read=6, imported=2, already_there=3, skipped={SkipReason.ERASED: 1})
    assert account.remarks == {Remark.PARENT_MISSING: 1}
    shown = read_thread(house, site, story_key("", STORY), order=OLDEST, number=1)
    assert sorted((c.published, c.author_name) for c in shown.comments) == [
        (False, ""),
        (True, "Bo Reed"),
        (True, "Bo Reed"),
        (True, "Bo Reed"),
    ]
    for table in ("authors", "comments", "revisions", "names"):
        assert "quillfeather" not in str(rows(house, table)).lower()
        assert "'p1'" not in str(rows(house, table))


def test_comments_keep_the_state_that_they_had(house: House, site: Site, tmp_path: Path) -> None:
    import_archive(
        house,
        site,
        a_file(
            tmp_path,
            a_thread(),
            a_post("p1"),
            a_post("p2", message="", state=state(deleted="true")),
            a_post("p3", state=state(spam="true")),
        ),
    )

    found = [stored(house, site, name) for name in ("p1", "p2", "p3")]
    assert [comment.status for comment in found] == [Status.PUBLISHED, Status.WITHDRAWN, Status.REJECTED]
    with house.database.read() as connection:
        decided = [rulings.of_comment(connection, site.id, comment.id) for comment in found]
    assert [len(records) for records in decided] == [1, 1, 1]
    assert {records[0].kind for records in decided} == {RulingKind.IMPORT}
    assert {records[0].decided_by for records in decided} == {"import"}
    assert [records[0].ruling.verdict for records in decided] == [
        Verdict.PUBLISH,
        Verdict.PUBLISH,
        Verdict.REJECT,
    ]


def test_a_comment_is_stored_as_it_was_written_and_shown_as_it_is_safe(
    house: House, site: Site, tmp_path: Path
) -> None:
    source = '<p>Look <b>here</b><script>alert(1)</script><a href="javascript:x()">now</a></p>'
    import_archive(house, site, a_file(tmp_path, a_thread(), a_post("p1", message=f"<![CDATA[{source}]]>")))

    comment = stored(house, site, "p1")
    with house.database.read() as connection:
        revision = comments.revision(connection, site.id, comment.revision_id or "")
        author = authors.get(connection, site.id, comment.author_id)
    assert revision is not None
    assert (revision.source, revision.format) == (source, Format.HTML)
    assert revision.visible == "Look herenow"
    assert "script" not in revision.html
    assert revision.consent_version is None
    assert comment.imported
    assert comment.created_at == revision.created_at
    assert author is not None
    assert (author.name, author.kind, author.verified) == ("Bo Reed", AuthorKind.IMPORTED, False)


def test_replies_stand_below_their_parents_and_removed_ones_stay_as_tombstones(
    house: House, site: Site, tmp_path: Path
) -> None:
    removed = a_post("p1", state=state(deleted="true", created="2015-01-01T00:00:00Z"))
    unseen = a_post("p9", state=state(deleted="true"))
    import_archive(house, site, a_file(tmp_path, a_thread(), a_reply("p2", "p1"), removed, unseen))

    page = read_thread(house, site, STORY, order=OLDEST, number=1)

    assert [(shown.published, shown.depth) for shown in page.comments] == [(False, 0), (True, 1)]
    assert page.comments[0].html == ""
    assert page.shown == 1


def test_a_long_conversation_goes_no_deeper_than_any_other(house: House, site: Site, tmp_path: Path) -> None:
    replies = [a_reply(f"p{number}", f"p{number - 1}") for number in range(2, 31)]
    import_archive(house, site, a_file(tmp_path, a_thread(), a_post("p1"), *replies))

    assert max(row["depth"] for row in rows(house, "comments")) == 20
    assert len(read_thread(house, site, STORY, order=OLDEST, number=1).comments) == 30


def test_importing_the_same_file_again_changes_nothing(house: House, site: Site, tmp_path: Path) -> None:
    export = a_file(tmp_path, *MANY)
    import_archive(house, site, export)
    before = everything(house)

    account = import_archive(house, site, export)

    assert everything(house) == before
    assert account.adds_up
    assert (account.comments.imported, account.comments.already_there) == (0, 10)
    assert (account.threads.imported, account.threads.already_there) == (0, 2)


def test_a_later_export_brings_only_what_is_new(house: House, site: Site, tmp_path: Path) -> None:
    import_archive(house, site, a_file(tmp_path, *MANY))

    account = import_archive(house, site, a_file(tmp_path, *MANY, a_reply("p11", "p9"), name="later.xml"))

    assert (account.comments.imported, account.comments.already_there) == (1, 10)
    assert account.adds_up
    assert stored(house, site, "p11").parent_id == stored(house, site, "p9").id


@pytest.mark.parametrize("stop", [1, 2, 3, 6])
def test_an_import_that_was_interrupted_ends_like_one_that_was_not(
    house: House, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    export = a_file(tmp_path, *MANY)
    seen: list[int] = []

    def interrupt(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_archive(house, site, export, progress=interrupt)
    assert len(rows(house, "comments")) < 10

    resumed = import_archive(house, site, export, progress=lambda done, _total: seen.append(done))

    other = a_site(house, "harbour")
    assert import_archive(house, other, export) == resumed
    assert resumed.comments.imported == 10
    assert seen[-1] == 15


def test_an_import_that_was_killed_ends_like_one_that_was_not(migrated_sqlite: Path, tmp_path: Path) -> None:
    export = a_file(tmp_path, *MANY)
    killed, straight = tmp_path / "killed.sqlite", tmp_path / "straight.sqlite"
    killed.write_bytes(migrated_sqlite.read_bytes())
    with a_house(f"sqlite:///{killed}") as house:
        a_site(house)
    straight.write_bytes(killed.read_bytes())

    run = [sys.executable, "-c", _KILLED_AT_SEVEN, str(killed), str(export.path)]
    assert subprocess.run(run, check=False).returncode == -signal.SIGKILL

    with a_house(f"sqlite:///{killed}") as house:
        site = importing_site(house)
        assert 0 < len(rows(house, "comments")) < 10
        resumed = import_archive(house, site, export)
        after = everything(house)
    with a_house(f"sqlite:///{straight}") as house:
        assert import_archive(house, importing_site(house), export) == resumed
        assert everything(house) == after


_KILLED_AT_SEVEN = """
import os, signal, sys
from pathlib import Path
from civiltongue.operations import import_archive as importing
from tests.operations.archives import a_house, importing_site

def kill(done, total):
    if done >= 7:
        os.kill(os.getpid(), signal.SIGKILL)

importing.BATCH = 2
with a_house(f"sqlite:///{sys.argv[1]}") as house:
    export = importing.Export("disqus", Path(sys.argv[2]))
    importing.import_archive(house, importing_site(house), export, progress=kill)
"""


def test_two_imports_of_one_file_at_a_time_never_both_write(
    house: House, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    export = a_file(tmp_path, *MANY)
    accounts = []

    def overtake(done: int, total: int) -> None:
        if not accounts:
            accounts.append(import_archive(house, site, export))

    with pytest.raises(Conflict):
        import_archive(house, site, export, progress=overtake)

    assert accounts[0].comments.imported == 10
    assert len(rows(house, "comments")) == 10


def test_an_import_punishes_nobody_writes_to_nobody_and_fills_no_queue(
    house: House, site: Site, tmp_path: Path
) -> None:
    import_archive(house, site, a_file(tmp_path, *MANY))

    quiet = ("sanctions", "outbox", "queue", "reports", "reasons", "sessions", "names", "idempotency")
    assert {name: rows(house, name) for name in quiet} == {name: [] for name in quiet}
    events = [row["event"] for row in rows(house, "audit")]
    assert events.count("archive:import") == 1
    assert not [event for event in events if event.startswith(("comment:", "author:"))]


def test_no_address_is_kept(house: House, site: Site, tmp_path: Path) -> None:
    author = "<email>bo@reader.example</email><name>Bo</name><isAnonymous>true</isAnonymous>"
    import_archive(house, site, a_file(tmp_path, a_thread(), a_post(author=author)))

    kept = "".join(
        str(row) for name in ("authors", "comments", "revisions", "imports") for row in rows(house, name)
    )
    assert "@" not in kept
    assert "192.0.2." not in kept


def test_a_comment_over_the_word_limit_is_imported_whole_and_marked(
    house: House, site: Site, tmp_path: Path
) -> None:
    account = import_archive(house, site, a_file(tmp_path, a_thread(), a_post(message="word " * 900)))

    comment = stored(house, site, "p1")
    with house.database.read() as connection:
        revision = comments.revision(connection, site.id, comment.revision_id or "")
        record = rulings.of_comment(connection, site.id, comment.id)[0]
    assert revision is not None
    assert revision.words == 900
    assert comment.status is Status.PUBLISHED
    assert record.note == "over-word-limit"
    assert account.remarks == {Remark.OVER_WORD_LIMIT: 1}


def test_threads_of_one_story_become_one(house: House, site: Site, tmp_path: Path) -> None:
    twin = a_thread("t2", link="http://lantern.example/bridge/?utm_source=letter#top")
    there = a_post("p2", references='<thread dsq:id="t2"/>')

    account = import_archive(house, site, a_file(tmp_path, a_thread(), twin, a_post(), there))

    assert (account.threads.imported, account.threads.already_there) == (1, 1)
    assert stored(house, site, "p1").thread_id == stored(house, site, "p2").thread_id
    assert account.adds_up


def test_a_thread_that_readers_began_here_takes_up_the_old_comments(
    house: House, site: Site, tmp_path: Path
) -> None:
    import_archive(house, site, a_file(tmp_path, a_thread(), a_post()))

    account = import_archive(
        house,
        site,
        a_file(tmp_path, a_thread("t9", title="Renamed"), a_post("p9", references='<thread dsq:id="t9"/>')),
    )

    assert (account.threads.imported, account.threads.already_there) == (0, 1)
    with house.database.read() as connection:
        thread = threads.keyed(connection, site.id, STORY)
        assert thread is not None
        assert threads.shown(connection, site.id, thread.id) == 2
    assert thread.facts.title == "The bridge"


def test_a_closed_thread_stays_closed_and_what_the_file_says_of_a_story_is_not_trusted(
    house: House, site: Site, tmp_path: Path
) -> None:
    import_archive(house, site, a_file(tmp_path, a_thread(inner="<isClosed>true</isClosed>")))

    with house.database.read() as connection:
        thread = threads.keyed(connection, site.id, STORY)
    assert thread is not None
    assert thread.state is ThreadState.CLOSED
    assert not thread.trusted


def test_threads_at_other_addresses_are_imported_and_mentioned(
    house: House, site: Site, tmp_path: Path
) -> None:
    links = ["http://localhost:4000/bridge", "http://lantern.example:80/bridge", "https://old.example/bridge"]
    elements = [a_thread(f"t{number}", link=link) for number, link in enumerate(links)]
    posts = [a_post(f"p{number}", references=f'<thread dsq:id="t{number}"/>') for number in range(3)]

    account = import_archive(house, site, a_file(tmp_path, *elements, *posts))

    assert account.threads.imported == 3
    assert account.remarks == {Remark.OUTSIDE_ORIGINS: 2}


def test_one_file_can_be_imported_into_two_sites(house: House, site: Site, tmp_path: Path) -> None:
    other = a_site(house, "harbour")
    export = a_file(tmp_path, *MANY)

    first, second = import_archive(house, site, export), import_archive(house, other, export)

    assert first == second
    assert len(rows(house, "comments")) == 20
    assert not {row["source_key"] for row in rows(house, "authors") if row["site_id"] == site.id} & {
        row["source_key"] for row in rows(house, "authors") if row["site_id"] == other.id
    }


@pytest.mark.parametrize(
    "content", ["", "<disqus>", "<rss/>", "<disqus><post dsq:id=4></post></disqus>", "PK\x05\x06"]
)
def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    house: House, site: Site, tmp_path: Path, content: str
) -> None:
    before = everything(house)
    file = tmp_path / "export.xml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ArchiveInvalid) as refused:
        import_archive(house, site, Export("disqus", file))

    assert "Nothing was imported." in refused.value.hint
    assert everything(house) == before


def test_an_empty_export_is_no_error(house: House, site: Site, tmp_path: Path) -> None:
    export = a_file(tmp_path)

    assert import_archive(house, site, export) == Reconciliation(threads=Tally(), comments=Tally())
    assert import_archive(house, site, export) == Reconciliation(threads=Tally(), comments=Tally())


def test_a_moderator_may_publish_what_was_hidden_elsewhere(house: House, site: Site, tmp_path: Path) -> None:
    import_archive(house, site, a_file(tmp_path, a_thread(), a_post(state=state(deleted="true"))))
    comment = stored(house, site, "p1")

    review_comment(house, site, Review(comment.id, Verdict.PUBLISH, by="operator"))

    page = read_thread(house, site, STORY, order=OLDEST, number=1)
    assert [shown.visible for shown in page.comments] == ["Well said."]
