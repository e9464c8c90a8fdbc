"""Note what authors are to be told: a reply that readers see, a comment of theirs that is published after waiting."""

from datetime import datetime

from civiltongue.domain.news import NewsChoice, NewsKind
from civiltongue.domain.thread import Comment
from civiltongue.storage import comments, news
from civiltongue.storage.database import Connection
from civiltongue.storage.news import Noted


def note_reply(connection: Connection, reply: Comment, *, at: datetime) -> None:
    """Let whom a published comment answers to be told of it, where they want that and are somebody else."""
    if reply.parent_id is None or reply.imported:
        return
    parent = comments.get(connection, reply.site_id, reply.parent_id)
    if parent is None or parent.author_id == reply.author_id:
        return
    whom = (reply.site_id, parent.author_id)
    if news.choice(connection, *whom) in {NewsChoice.AT_ONCE, NewsChoice.DAILY}:
        news.add(connection, Noted(*whom, reply.id, NewsKind.REPLY, at))


def note_publication(connection: Connection, comment: Comment, *, at: datetime) -> bool:
    """Let a comment's author be told once a day that it is published; returns False where they want no such letter."""
    whom = (comment.site_id, comment.author_id)
    if news.choice(connection, *whom) is not NewsChoice.DAILY:
        return False
    news.add(connection, Noted(*whom, comment.id, NewsKind.PUBLISHED, at))
    return True
