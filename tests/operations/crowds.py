"""Many comments at once, stored as operations would store them, without judging each."""

from dataclasses import dataclass

from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, Comment, Format, Revision, Status
from civiltongue.storage import imported
from civiltongue.storage.database import Connection
from civiltongue.storage.imported import Imported
from civiltongue.text.fingerprint import fingerprint
from tests.houses import Setting

BATCH = 500


@dataclass(frozen=True)
class Crowd:
    """Where the comments are: ``others`` is how many of the thread's are not the author's."""

    thread_id: str
    others: int


def many_comments(setting: Setting, author: Author, other: Author, *, number: int, text: str) -> Crowd:
    """Let an author reply ``number`` times, each time to another author's comment, and be replied to by them."""
    opening = setting.submit(other).comment
    assert opening is not None
    version = setting.version
    made: list[Imported] = []
    for count in range(number):
        root = _comment(setting, opening, other, None)
        reply = _comment(setting, opening, author, root)
        answer = _comment(setting, opening, other, reply)
        for comment, words in ((root, "A question."), (reply, text.format(count)), (answer, "An answer.")):
            made.append(_stored(comment, words, version))
    for start in range(0, len(made), BATCH * 3):
        batch = made[start : start + BATCH * 3]
        setting.house.database.write(lambda connection: _store(connection, setting, batch))  # noqa: B023
    return Crowd(opening.thread_id, 2 * number + 1)


def _store(connection: Connection, setting: Setting, batch: list[Imported]) -> None:
    imported.add_all(connection, setting.site.id, "elsewhere", batch)


def _comment(setting: Setting, opening: Comment, author: Author, parent: Comment | None) -> Comment:
    now = setting.clock()
    comment_id = setting.house.id_at(now)
    return Comment(
        id=comment_id,
        site_id=setting.site.id,
        thread_id=opening.thread_id,
        author_id=author.id,
        parent_id=parent.id if parent else None,
        root_id=parent.root_id if parent else comment_id,
        path=f"{parent.path}.{comment_id}" if parent else comment_id,
        depth=parent.depth + 1 if parent else 0,
        status=Status.PUBLISHED,
        revision_id=setting.house.id_at(now),
        ruling_id=setting.house.id_at(now),
        created_at=now,
        edited_at=None,
        imported=True,
    )


def _stored(comment: Comment, words: str, version: str) -> Imported:
    assert comment.revision_id is not None
    assert comment.ruling_id is not None
    revision = Revision(
        id=comment.revision_id,
        site_id=comment.site_id,
        comment_id=comment.id,
        number=1,
        source=words,
        format=Format.MARKDOWN,
        html=f"<p>{words}</p>",
        visible=words,
        links=(),
        words=len(words.split()),
        consent_version=None,
        created_at=comment.created_at,
    )
    record = RecordedRuling(
        id=comment.ruling_id,
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=revision.id,
        kind=RulingKind.IMPORT,
        decided_by="import",
        ruling=Ruling(Verdict.PUBLISH, (), len(words.split()), version),
        insisted=False,
        note="",
        supersedes=None,
        created_at=comment.created_at,
    )
    return Imported(comment, comment.id, revision, fingerprint(words), record)
