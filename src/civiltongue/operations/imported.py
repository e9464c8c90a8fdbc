"""Write one imported thread or comment, unless it is there already."""

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
from civiltongue.importers.archive import ImportedAuthor, ImportedComment, ImportedThread, Remark
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.submit_comment import DEEPEST
from civiltongue.storage import authors, comments, threads
from civiltongue.storage.database import Connection
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


class Importing:
    """Write what comes from one system into one site.

    The id of whatever is written follows from the source, so that an import that was interrupted
    ends like one that was not.
    """

    def __init__(self, house: House, site: Site, policy: Policy, *, system: str) -> None:
        self._house = house
        self._site = site
        self._policy = policy
        self._system = system

    def author_key(self, identity: str) -> str:
        """Return the key of somebody known elsewhere, which tells nothing about them."""
        return self._house.secrets.keyed_hash("imported author", f"{self._site.id}\n{identity}")

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

    def has(self, connection: Connection, comment: ImportedComment) -> bool:
        """Say whether the comment was imported before."""
        return comments.from_source(connection, self._site.id, self._system, comment.source_id) is not None

    def write_comment(
        self, connection: Connection, prepared: Prepared, *, thread_id: str
    ) -> tuple[Remark, ...]:
        """Store a comment in the state that it had elsewhere; returns what is worth knowing about it.

        It makes no strike, sanction, mail, consent or queue entry.
        """
        source = prepared.comment
        parent, remarks = self._parent(connection, prepared, thread_id)
        comment = self._placed(
            source, parent, thread_id=thread_id, author_id=self._author(connection, source)
        )
        comments.add(connection, comment, source=(self._system, source.source_id))
        revision = self._revision(comment, prepared)
        comments.add_revision(connection, revision, fingerprint=prepared.fingerprint)
        put_in_force(connection, comment, self._ruling(revision, source, remarks), status=source.status)
        return remarks

    def _parent(
        self, connection: Connection, prepared: Prepared, thread_id: str
    ) -> tuple[Comment | None, tuple[Remark, ...]]:
        source = prepared.comment
        remarks = source.remarks
        limit = self._policy.word_limit
        if limit is not None and prepared.words > limit:
            remarks = (*remarks, Remark.OVER_WORD_LIMIT)
        if source.parent is None:
            return None, remarks
        parent = comments.from_source(connection, self._site.id, self._system, source.parent)
        if parent is None:
            return None, (*remarks, Remark.PARENT_MISSING)
        if parent.thread_id != thread_id:
            return None, (*remarks, Remark.PARENT_ELSEWHERE)
        return parent, remarks

    def _placed(
        self, source: ImportedComment, parent: Comment | None, *, thread_id: str, author_id: str
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
            status=Status.HELD,
            revision_id=None,
            ruling_id=None,
            created_at=source.created_at,
            edited_at=None,
            imported=True,
        )

    def _author(self, connection: Connection, source: ImportedComment) -> str:
        known = authors.from_source(connection, self._site.id, source.author.key)
        if known is not None:
            return known.id
        author = self._new_author(source.author, source.created_at)
        authors.add(connection, author, source_key=source.author.key)
        return author.id

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

    def _revision(self, comment: Comment, prepared: Prepared) -> Revision:
        return Revision(
            id=self._id(comment.created_at, "revision", prepared.comment.source_id),
            site_id=self._site.id,
            comment_id=comment.id,
            number=1,
            source=prepared.comment.source,
            format=prepared.comment.format,
            html=prepared.rendered.html,
            visible=prepared.rendered.visible,
            links=prepared.rendered.links,
            words=prepared.words,
            consent_version=None,
            created_at=comment.created_at,
        )

    def _ruling(
        self, revision: Revision, source: ImportedComment, remarks: tuple[Remark, ...]
    ) -> RecordedRuling:
        return RecordedRuling(
            id=self._house.new_id(),
            site_id=self._site.id,
            comment_id=revision.comment_id,
            revision_id=revision.id,
            kind=RulingKind.IMPORT,
            decided_by=IMPORT,
            ruling=Ruling(_VERDICTS[source.status], (), revision.words, self._policy.version),
            insisted=False,
            note=", ".join(remarks),
            supersedes=None,
            created_at=self._house.clock(),
        )

    def _id(self, moment: datetime, kind: str, source: str) -> str:
        name = f"{self._site.id}\n{self._system}\n{kind}\n{source}"
        bits = int(self._house.secrets.keyed_hash("imported id", name)[:20], 16)
        return make_identifier(int(moment.timestamp() * 1000), bits)
