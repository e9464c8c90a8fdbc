"""Counts after an import are those that counting from scratch gives, on both databases."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from civiltongue.domain.ruling import Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Comment, Status
from civiltongue.storage import authors, imported, pages, schema, threads
from civiltongue.storage.imported import Imported
from tests.storage.making import a_thread, an_author, ask, new_comment, new_record, new_revision, tell

PUBLISH = Ruling(Verdict.PUBLISH, (), words=2, policy_version="")
TREES = st.lists(st.tuples(st.integers(0, 100), st.sampled_from(Status)), min_size=1, max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, size=st.integers(1, 12))
def test_batches_of_any_size_give_the_counts_of_the_whole(database, site, tree, size) -> None:
    """Comments come parents first; each replies to an earlier one or to none."""
    places = [a_thread(database, site) for _ in range(2)]
    writers = [an_author(database, site) for _ in range(2)]
    items: list[Imported] = []
    for number, (choice, status) in enumerate(tree):
        parent = items[choice % number].comment if number and choice % 3 else None
        thread = places[choice % 2]
        if parent is not None:
            thread = next(place for place in places if place.id == parent.thread_id)
        items.append(_item(thread, writers[choice % 2], parent, status))

    for start in range(0, len(items), size):
        tell(database, imported.add_all, site.id, "disqus", items[start : start + size])

    made = [item.comment for item in items]
    published = [comment for comment in made if comment.status is Status.PUBLISHED]
    counted = ask(database, _shown_replies, site.id)
    for comment in made:
        below = [other for other in published if other.path.startswith(f"{comment.path}.")]
        assert counted[comment.id] == len(below)
    for thread in places:
        shown = [comment for comment in published if comment.thread_id == thread.id]
        seen = [c for c in made if c.thread_id == thread.id and (c in shown or counted[c.id])]
        written = any(comment.thread_id == thread.id for comment in made)
        assert ask(database, threads.shown, site.id, thread.id) == len(shown)
        assert ask(database, pages.total, site.id, thread.id) == len(seen)
        assert (ask(database, threads.version, site.id, thread.id) > 1) == written
    for writer in writers:
        own = [comment for comment in published if comment.author_id == writer.id]
        assert ask(database, authors.published, site.id, writer.id) == len(own)


def _item(thread, author, parent: Comment | None, status: Status) -> Imported:
    comment = new_comment(thread, author, parent)
    revision = new_revision(comment)
    record = new_record(replace(comment, revision_id=revision.id), PUBLISH, kind=RulingKind.IMPORT)
    stands = replace(comment, status=status, revision_id=revision.id, ruling_id=record.id)
    return Imported(stands, f"source {comment.id}", revision, 7, record)


def _shown_replies(connection, site_id: str) -> dict[str, int]:
    table = schema.comments
    rows = connection.execute(select(table.c.id, table.c.shown_replies).where(table.c.site_id == site_id))
    return {row.id: row.shown_replies for row in rows}
