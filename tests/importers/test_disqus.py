"""A Disqus export is read whole, whatever it holds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from civiltongue.domain.thread import Format, Status
from civiltongue.errors import ArchiveInvalid
from civiltongue.importers import open_archive
from civiltongue.importers.archive import ImportedThread, Remark
from tests.importers.exports import (
    STORY,
    a_post,
    a_reply,
    a_thread,
    an_export,
    identify,
    imported,
    imported_threads,
    opened,
    skipped,
    state,
)


def test_a_plain_export_yields_its_thread_and_its_comment(tmp_path: Path) -> None:
    archive = opened(
        tmp_path, '<category dsq:id="c1"><title>General</title></category>', a_thread(), a_post()
    )

    assert list(archive.threads()) == [
        ImportedThread(
            source_id="t1",
            identifier="",
            url=STORY,
            title="The bridge",
            closed=False,
            created_at=datetime(2014, 9, 10, 3, 27, 52, tzinfo=UTC),
        )
    ]
    comment = imported(archive)["p1"]
    assert (comment.thread, comment.parent, comment.status) == ("t1", None, Status.PUBLISHED)
    assert (comment.source, comment.format) == ("<p>Well said.</p>", Format.HTML)
    assert comment.author.name == "Bo Reed"
    assert comment.created_at == datetime(2015, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (archive.system, archive.thread_count, archive.comment_count) == ("disqus", 1, 1)


def test_an_archive_is_opened_by_the_name_of_its_system(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_text(an_export(), encoding="utf-8")

    assert open_archive("disqus", file, identify=identify).system == "disqus"


def test_the_order_of_threads_and_posts_does_not_matter(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_reply("p2", "p1"), a_post("p1"), a_thread())

    assert list(imported(archive)) == ["p1", "p2"]
    assert imported(archive)["p2"].parent == "p1"
    assert list(imported_threads(archive)) == ["t1"]


def test_replies_that_come_before_their_parents_wait_for_them(tmp_path: Path) -> None:
    replies = [a_reply(f"p{number}", f"p{number - 1}") for number in range(40, 1, -1)]

    archive = opened(tmp_path, a_thread(), *replies, a_reply("q", "p20"), a_post("p1"))

    order = list(imported(archive))
    assert order[:20] == [f"p{number}" for number in range(1, 21)]
    assert len(order) == 41
    assert all(order.index(f"p{number}") < order.index(f"p{number + 1}") for number in range(1, 40))
    assert order.index("p20") < order.index("q")


def test_a_reply_to_nothing_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(), a_reply("p1", "gone"))

    comment = imported(archive)["p1"]
    assert comment.parent is None
    assert comment.remarks == (Remark.PARENT_MISSING,)


def test_replies_that_go_round_in_a_circle_begin_with_the_first(tmp_path: Path) -> None:
    circle = [a_reply("p1", "p3"), a_reply("p2", "p1"), a_reply("p3", "p2"), a_reply("p4", "p3")]

    comments = imported(opened(tmp_path, a_thread(), *circle))

    assert {name: comment.parent for name, comment in comments.items()} == {
        "p1": None,
        "p2": "p1",
        "p3": "p2",
        "p4": "p3",
    }
    assert comments["p1"].remarks == (Remark.PARENT_IN_CIRCLE,)


def test_a_reply_to_itself_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    comment = imported(opened(tmp_path, a_thread(), a_reply("p1", "p1")))["p1"]

    assert (comment.parent, comment.remarks) == (None, (Remark.PARENT_IN_CIRCLE,))


def test_a_reply_to_a_comment_under_another_story_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    other = a_thread("t2", link="https://lantern.example/harbour")
    there = a_post("p0", references='<thread dsq:id="t2"/>')

    comment = imported(opened(tmp_path, a_thread(), other, there, a_reply("p1", "p0")))["p1"]

    assert (comment.parent, comment.remarks) == (None, (Remark.PARENT_ELSEWHERE,))


def test_a_reply_stays_under_its_parent_when_two_threads_are_one_story(tmp_path: Path) -> None:
    twin = a_thread("t2", link="http://LANTERN.example/bridge/?fbclid=IwAR")
    there = a_post("p0", references='<thread dsq:id="t2"/>')

    comment = imported(opened(tmp_path, a_thread(), twin, there, a_reply("p1", "p0")))["p1"]

    assert (comment.parent, comment.remarks) == ("p0", ())


def test_a_reply_to_a_skipped_comment_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(), a_post("p0", state=state(created="soon")), a_reply("p1", "p0"))

    comment = imported(archive)["p1"]
    assert (comment.parent, comment.remarks) == (None, (Remark.PARENT_SKIPPED,))


def test_the_same_id_twice_is_imported_once(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(), a_thread(title="Again"), a_post(), a_post(message="<p>Again</p>"))

    assert imported(archive)["p1"].source == "<p>Well said.</p>"
    assert imported_threads(archive)["t1"].title == "The bridge"
    assert skipped(archive) == ["duplicate", "duplicate"]


def test_a_deleted_parent_is_kept_as_a_tombstone_for_its_replies(tmp_path: Path) -> None:
    deleted = a_post("p0", message="", state=state(deleted="true"))

    comments = imported(opened(tmp_path, a_thread(), deleted, a_reply("p1", "p0")))

    assert comments["p0"].status is Status.WITHDRAWN
    assert (comments["p1"].parent, comments["p1"].status) == ("p0", Status.PUBLISHED)


@pytest.mark.parametrize(
    ("deleted", "spam", "status"),
    [
        ("true", "false", Status.WITHDRAWN),
        ("false", "true", Status.REJECTED),
        ("true", "true", Status.REJECTED),
        ("1", "0", Status.WITHDRAWN),
        ("\n FALSE \n", "", Status.PUBLISHED),
    ],
)
def test_what_a_comment_was_elsewhere_is_kept(
    tmp_path: Path, deleted: str, spam: str, status: Status
) -> None:
    archive = opened(tmp_path, a_thread(), a_post(state=state(deleted=deleted, spam=spam)))

    assert imported(archive)["p1"].status is status


@pytest.mark.parametrize(
    "inner",
    [
        "<isClosed>true</isClosed><isDeleted>false</isDeleted>",
        "<isClosed>false</isClosed><isDeleted>true</isDeleted>",
        "<isClosed>perhaps</isClosed>",
    ],
)
def test_a_closed_or_deleted_thread_stays_closed_and_is_kept(tmp_path: Path, inner: str) -> None:
    archive = opened(tmp_path, a_thread(inner=inner), a_thread("t2"), a_post())

    assert imported_threads(archive)["t1"].closed


def test_a_closed_thread_is_kept_without_comments_and_an_open_one_is_not(tmp_path: Path) -> None:
    closed = a_thread(inner="<isClosed>true</isClosed><isDeleted>false</isDeleted>")

    archive = opened(tmp_path, closed, a_thread("t2", link=f"{STORY}/2"))

    assert list(imported_threads(archive)) == ["t1"]
    assert skipped(archive) == ["no-comments"]


def test_the_comments_of_a_deleted_thread_are_not_shown(tmp_path: Path) -> None:
    deleted = a_thread(inner="<isClosed>false</isClosed><isDeleted>true</isDeleted>")
    spam = a_post("p2", state=state(spam="true"))

    comments = imported(opened(tmp_path, a_post(), spam, deleted))

    assert (comments["p1"].status, comments["p2"].status) == (Status.WITHDRAWN, Status.REJECTED)


@pytest.mark.parametrize(
    ("identifier", "link"),
    [
        ("", ""),
        ("", "/2014/bridge"),
        ("", "javascript:alert(1)"),
        ("  ", "file:///a"),
        ("", STORY + "/very-long" * 200),
        ("very-long-" * 201, STORY),
    ],
)
def test_a_thread_that_no_page_can_have_is_skipped_with_its_comments(
    tmp_path: Path, identifier: str, link: str
) -> None:
    archive = opened(tmp_path, a_thread(identifier=identifier, link=link), a_post())

    assert skipped(archive) == ["no-address", "skipped-thread"]


def test_a_thread_with_an_identifier_needs_no_address(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(identifier="bridge-2014", link="not an address"), a_post())

    thread = imported_threads(archive)["t1"]
    assert (thread.identifier, thread.url) == ("bridge-2014", "")


def test_a_thread_made_while_the_site_was_tried_out_is_imported_like_any_other(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(link="http://localhost:4000/bridge"), a_post())

    assert imported_threads(archive)["t1"].url == "http://localhost:4000/bridge"


def test_what_has_no_id_is_skipped(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(None), a_thread(), a_post(None), a_post(None), a_post())

    assert skipped(archive) == ["no-id", "no-id", "no-id"]
    assert (archive.thread_count, archive.comment_count) == (2, 3)


@pytest.mark.parametrize("references", ["", '<thread dsq:id="t404"/>', "<thread/>"])
def test_a_comment_of_no_thread_is_skipped(tmp_path: Path, references: str) -> None:
    archive = opened(tmp_path, a_thread(), a_post(), a_post("p2", references=references))

    assert skipped(archive) == ["unknown-thread"]


def test_references_may_be_written_as_text(tmp_path: Path) -> None:
    reply = a_post("p2", references="<thread>t1</thread><parent>p1</parent>")

    comment = imported(opened(tmp_path, a_thread(), a_post(), reply))["p2"]

    assert (comment.thread, comment.parent) == ("t1", "p1")


@pytest.mark.parametrize(
    "created",
    ["2015-01-02T03:04:05", "2015-01-02T03:04:05Z", "2015-01-02T05:04:05+02:00", "2015-01-02 03:04:05"],
)
def test_a_time_is_utc_with_and_without_its_letter(tmp_path: Path, created: str) -> None:
    archive = opened(tmp_path, a_thread(), a_post(state=state(created=created)))

    assert imported(archive)["p1"].created_at == datetime(2015, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "created", ["", "soon", "2011-x09-30T22:48:43Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"]
)
def test_a_comment_of_no_time_is_skipped(tmp_path: Path, created: str) -> None:
    archive = opened(tmp_path, a_thread(), a_post(), a_post("p2", state=state(created=created)))

    assert skipped(archive) == ["unreadable-time"]


def test_a_comment_in_an_unknown_state_is_skipped(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(), a_post(), a_post("p2", state=state(spam="123")))

    assert skipped(archive) == ["unreadable-state"]


@pytest.mark.parametrize("message", ["", "   ", "<![CDATA[ ]]>"])
def test_a_comment_that_says_nothing_is_skipped(tmp_path: Path, message: str) -> None:
    archive = opened(tmp_path, a_thread(), a_post(), a_post("p2", message=message))

    assert skipped(archive) == ["no-text"]


def test_a_comment_larger_than_any_is_skipped_and_the_next_is_not(tmp_path: Path) -> None:
    huge = a_post("p1", message="word " * 300_000)

    archive = opened(tmp_path, a_thread(), huge, a_post("p2"))

    assert skipped(archive) == ["too-large"]
    assert list(imported(archive)) == ["p2"]


def test_a_title_larger_than_any_skips_its_thread(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(title="word " * 300_000), a_post())

    assert skipped(archive) == ["too-large", "skipped-thread"]


def test_a_long_comment_is_imported_whole(tmp_path: Path) -> None:
    text = "word " * 20_000

    assert imported(opened(tmp_path, a_thread(), a_post(message=text)))["p1"].source == text.strip()


def test_hostile_markup_is_kept_as_source_for_the_renderer(tmp_path: Path) -> None:
    message = '<p>Look<script>alert(1)</script> <a href="javascript:alert(2)" title="x">here...</a></p>'

    archive = opened(tmp_path, a_thread(), a_post(message=f"\n  <![CDATA[{message}]]>\n "))

    assert imported(archive)["p1"].source == message


def test_entities_in_titles_are_resolved(tmp_path: Path) -> None:
    title = "Docks &amp; Harbours &#8211; \n  the &quot;plan&quot; "

    archive = opened(tmp_path, a_thread(title=title), a_post())

    assert imported_threads(archive)["t1"].title == 'Docks & Harbours – the "plan"'


def test_somebody_with_a_username_is_the_same_person_everywhere(tmp_path: Path) -> None:
    second = a_post(
        "p2", author="<name>Bo the Second</name><email>bo@reader.example</email><username>bo</username>"
    )

    comments = imported(opened(tmp_path, a_thread(), a_post(), second))

    assert comments["p1"].author.key == comments["p2"].author.key


def test_a_guest_is_known_by_the_address_and_the_address_is_not_kept(tmp_path: Path) -> None:
    guest = "<email>Bo@Reader.example</email><name>Bo</name><isAnonymous>true</isAnonymous>"
    posts = [a_post("p1", author=guest), a_post("p2", author=guest.replace("Bo@R", "bo@r"))]

    archive = opened(tmp_path, a_thread(), *posts)

    comments = imported(archive)
    assert comments["p1"].author == comments["p2"].author
    assert comments["p1"].author.key == identify("disqus:email:bo@reader.example")
    everything = repr([*archive.threads(), *archive.comments()])
    assert "@" not in everything
    assert "192.0.2" not in everything


def test_a_guest_without_an_address_is_known_within_one_thread(tmp_path: Path) -> None:
    guest = "<name>Anonymous\nReader</name><isAnonymous>true</isAnonymous>"
    other = a_thread("t2", link="https://lantern.example/harbour")
    posts = [a_post(f"p{number}", author=guest) for number in (1, 2)]
    elsewhere = a_post("p3", author=guest, references='<thread dsq:id="t2"/>')

    comments = imported(opened(tmp_path, a_thread(), other, *posts, elsewhere))

    assert comments["p1"].author.key == comments["p2"].author.key
    assert comments["p1"].author.key != comments["p3"].author.key
    assert comments["p1"].author.name == "Anonymous Reader"


def test_a_comment_without_an_author_has_an_empty_name(tmp_path: Path) -> None:
    assert imported(opened(tmp_path, a_thread(), a_post(author="")))["p1"].author.name == ""


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path: Path) -> None:
    archive = opened(tmp_path, a_thread(), a_post())
    opened(tmp_path, a_thread(), a_post("p2"))

    with pytest.raises(ArchiveInvalid, match="changed"):
        list(archive.comments())


def test_stray_control_characters_are_no_obstacle_when_mended(tmp_path: Path) -> None:
    stray = a_post(message="<![CDATA[<p>One\x0btwo\x00</p>]]>")

    with pytest.raises(ArchiveInvalid) as refused:
        opened(tmp_path, a_thread(), stray)
    archive = opened(tmp_path, a_thread(), stray, mended=True)

    assert "--mend" in refused.value.hint
    assert imported(archive)["p1"].source == "<p>Onetwo</p>"


def test_reading_twice_yields_the_same(tmp_path: Path) -> None:
    archive = opened(
        tmp_path, a_reply("p3", "p2"), a_reply("p2", "p1"), a_post(None), a_thread(), a_post("p1")
    )

    assert list(archive.comments()) == list(archive.comments())
    assert list(archive.threads()) == list(archive.threads())
