"""Write imported threads and comments, unless they are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import (
    Author,
    AuthorKind,
    Comment,
    Rendered,
    Revision,
    Site,
    Status,
    Thread,
    ThreadState,
)
from civiltongue.importers.archive import ImportedAuthor, ImportedComment, ImportedThread, Remark, SkipReason
from civiltongue.operations.erase_author import erased_source
from civiltongue.operations.house import House
from civiltongue.operations.submit_comment import DEEPEST
from civiltongue.storage import authors, imported, threads
from civiltongue.storage.database import Connection
from civiltongue.storage.erasing import erased_sources
from civiltongue.storage.imported import Imported
from civiltongue.text.address import story_key
from civiltongue.text.fingerprint import fingerprint
from civiltongue.text.visible import render
from civiltongue.text.words import count_words

IMPORT = "import"
"""Who decided that a comment is what it was elsewhere."""

_VERDICTS = {
    Status.PUBLISHED: Verdict.PUBLISH,
    Status.WITHDRAWN: Verdict.PUBLISH,
    Status.REJECTED: Verdict.REJECT,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A comment with what can be made of it before a transaction is open."""

    comment: ImportedComment
    rendered: Rendered
    words: int
    fingerprint: int


def prepare(comment: ImportedComment) -> Prepared:
    """Render an imported comment and count its words."""
    rendered = render(comment.source, format=comment.format)
    return Prepared(comment, rendered, count_words(rendered.visible), fingerprint(rendered.visible))


def author_key(house: House, site_id: str, identity: str) -> str:
    """Return the key of somebody known elsewhere, which tells nothing about them."""
    return house.secrets.keyed_hash("imported author", f"{site_id}\n{identity}")


class Importing:
    """Write what comes from one system into one site.

    The ids of threads, authors, comments and revisions follow from the source, so that an import
    that was interrupted ends like one that was not.
    """

    def __init__(self, house: House, site: Site, policy: Policy, *, system: str) -> None:
        self._house = house
        self._site = site
        self._policy = policy
        self._system = system

    def author_key(self, identity: str) -> str:
        """Return the key of somebody known in that system."""
        return author_key(self._house, self._site.id, identity)

    def find_thread(self, connection: Connection, thread: ImportedThread) -> Thread | None:
        """Return the thread of the same story, where the site has one."""
        return threads.keyed(connection, self._site.id, story_key(thread.identifier, thread.url))

    def write_thread(self, connection: Connection, thread: ImportedThread) -> Thread:
        """Store a thread that the site does not have yet, and return it."""
        key = story_key(thread.identifier, thread.url)
        created_at = thread.created_at or self._house.clock()
        stored = Thread(
            id=self._id(created_at, "thread", key),
            site_id=self._site.id,
            key=key,
            url=thread.url,
            facts=StoryFacts(title=thread.title),
            trusted=False,
            state=ThreadState.CLOSED if thread.closed else ThreadState.OPEN,
            version=1,
            created_at=created_at,
        )
        threads.add(connection, stored)
        return stored

    def write_comments(
        self, connection: Connection, batch: Sequence[tuple[Prepared, str]]
    ) -> list[tuple[Remark, ...] | SkipReason | None]:
        """Store comments, parents first, each in the thread whose id comes with it.

        Returns what is worth knowing about each, None for one that was there already, and why it was
        skipped for one whose author had themselves erased. They are in the state that they had elsewhere; there is no strike, sanction, mail, consent or queue entry.
        """
        sources = [prepared.comment for prepared, _ in batch]
        known = self._known(connection, sources)
        gone = erased_sources(connection, self._site.id, {source.author.key for source in sources})
        new = [
            item
            for item in batch
            if item[0].comment.source_id not in known and item[0].comment.author.key not in gone
        ]
        author_ids = self._author_ids(connection, [prepared.comment for prepared, _ in new])
        made: list[Imported] = []
        remarks: dict[str, tuple[Remark, ...]] = {}
        for prepared, thread_id in new:
            source = prepared.comment
            parent, remarked = self._parent(prepared, known, thread_id)
            comment = self._comment(source, parent, thread_id, author_ids[source.author.key])
            made.append(self._imported(comment, prepared, note=", ".join(remarked)))
            known[source.source_id] = comment
            remarks[source.source_id] = remarked
        imported.add_all(connection, self._site.id, self._system, made)
        return [
            SkipReason.ERASED
            if source.source_id not in known and source.author.key in gone
            else remarks.get(source.source_id)
            for source in sources
        ]

    def _known(self, connection: Connection, sources: Sequence[ImportedComment]) -> dict[str, Comment]:
        """Return the comments and parents that were imported before by their ids there, erased ones too."""
        asked = {name for source in sources for name in (source.source_id, source.parent) if name}
        stored = {erased_source(self._house, self._site.id, self._system, name): name for name in asked}
        stored |= {name: name for name in asked}
        found = imported.known(connection, self._site.id, self._system, stored)
        return {stored[name]: comment for name, comment in found.items()}

    def _author_ids(self, connection: Connection, sources: Sequence[ImportedComment]) -> dict[str, str]:
        """Return the ids of the comments' authors by their keys; those who are new are stored."""
        keys = {source.author.key for source in sources}
        found = imported.known_authors(connection, self._site.id, keys)
        for source in sources:
            if source.author.key not in found:
                author = self._new_author(source.author, source.created_at)
                authors.add(connection, author, source_key=source.author.key)
                found[source.author.key] = author.id
        return found

    def _new_author(self, source: ImportedAuthor, created_at: datetime) -> Author:
        return Author(
            id=self._id(created_at, "author", source.key),
            site_id=self._site.id,
            name=source.name,
            kind=AuthorKind.IMPORTED,
            verified=False,
            staff=False,
            created_at=created_at,
        )

    def _parent(
        self, prepared: Prepared, known: Mapping[str, Comment], thread_id: str
    ) -> tuple[Comment | None, tuple[Remark, ...]]:
        source = prepared.comment
        remarks = source.remarks
        limit = self._policy.word_limit
        if limit is not None and prepared.words > limit:
            remarks = (*remarks, Remark.OVER_WORD_LIMIT)
        if source.parent is None:
            return None, remarks
        parent = known.get(source.parent)
        if parent is None:
            return None, (*remarks, Remark.PARENT_MISSING)
        if parent.thread_id != thread_id:
            return None, (*remarks, Remark.PARENT_ELSEWHERE)
        return parent, remarks

    def _comment(
        self, source: ImportedComment, parent: Comment | None, thread_id: str, author_id: str
    ) -> Comment:
        comment_id = self._id(source.created_at, "comment", source.source_id)
        above = "" if parent is None else parent.path
        if parent is not None and parent.depth >= DEEPEST:
            above = parent.path.rpartition(".")[0]
        return Comment(
            id=comment_id,
            site_id=self._site.id,
            thread_id=thread_id,
            author_id=author_id,
            parent_id=parent.id if parent else None,
            root_id=parent.root_id if parent else comment_id,
            path=f"{above}.{comment_id}" if above else comment_id,
            depth=min(parent.depth + 1, DEEPEST) if parent else 0,
            status=source.status,
            revision_id=self._id(source.created_at, "revision", source.source_id),
            ruling_id=self._house.new_id(),
            created_at=source.created_at,
            edited_at=None,
            imported=True,
        )

    def _imported(self, comment: Comment, prepared: Prepared, *, note: str) -> Imported:
        assert comment.revision_id is not None
        assert comment.ruling_id is not None
        source, rendered = prepared.comment, prepared.rendered
        revision = Revision(
            id=comment.revision_id,
            site_id=comment.site_id,
            comment_id=comment.id,
            number=1,
            source=source.source,
            format=source.format,
            html=rendered.html,
            visible=rendered.visible,
            links=rendered.links,
            words=prepared.words,
            consent_version=None,
            created_at=comment.created_at,
        )
        record = RecordedRuling(
            id=comment.ruling_id,
            site_id=comment.site_id,
            comment_id=comment.id,
            revision_id=revision.id,
            kind=RulingKind.IMPORT,
            decided_by=IMPORT,
            ruling=Ruling(_VERDICTS[comment.status], (), prepared.words, self._policy.version),
            insisted=False,
            note=note,
            supersedes=None,
            created_at=self._house.clock(),
        )
        return Imported(comment, source.source_id, revision, prepared.fingerprint, record)

    def _id(self, moment: datetime, kind: str, source: str) -> str:
        name = f"{self._site.id}\n{self._system}\n{kind}\n{source}"
        bits = int(self._house.secrets.keyed_hash("imported id", name)[:20], 16)
        return make_identifier(int(moment.timestamp() * 1000), bits)
