"""What is known of past comments beside their scores: who wrote them, where, and in reply to whom."""

from collections.abc import Sequence

from civiltongue.domain.evidence import Signature, StoryFacts, Submission
from civiltongue.storage import replaying
from civiltongue.storage.database import Connection
from civiltongue.storage.replaying import Written


def facts_of(connection: Connection, site_id: str, written: Sequence[Written]) -> dict[str, Submission]:
    """Return submissions without their texts, by the comments' ids.

    Names of staff and of other authors are left out: they are not what they were then.
    """
    if not written:
        return {}
    authors = replaying.authors_of(connection, site_id, written)
    threads = replaying.threads_of(connection, site_id, written)
    parents = replaying.parents_of(connection, site_id, written)
    found = {}
    for one in written:
        author, thread = authors[one.author_id], threads[one.thread_id]
        found[one.id] = Submission(
            text="",
            signature=Signature(author.name, None if one.imported else author.verified),
            story=thread.facts if thread.trusted else StoryFacts(title=thread.facts.title),
            reply_to=parents.get(one.parent_id or ""),
        )
    return found
