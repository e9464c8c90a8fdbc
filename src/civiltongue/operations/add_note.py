"""Note something about an author or a comment, for other moderators."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import authors, comments, notes
from civiltongue.storage.database import Connection
from civiltongue.storage.notes import Note
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 2_000
"""How long a note may be."""


@dataclass(frozen=True, slots=True)
class NewNote:
    """What is noted about an author, and about which comment of theirs, empty for none."""

    author_id: str
    text: str
    comment_id: str = ""


def add_note(house: House, site: Site, new: NewNote, *, by: str) -> Note:
    """Store a note; the author sees it only in the document of everything that is kept about them.

    Raises BadInput for an empty or overlong one, NotFound where the site has no such author or comment.
    """
    check_text(new.text)
    text = new.text.strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise BadInput(f"A note has between 1 and {MOST_CHARACTERS} characters.", where="text")
    now = house.clock()
    note = Note(house.id_at(now), site.id, new.author_id, new.comment_id or None, by, text, now)

    def work(connection: Connection) -> None:
        if authors.get(connection, site.id, new.author_id) is None:
            raise NotFound("The site has no such author.", where="author")
        if new.comment_id:
            comment = comments.get(connection, site.id, new.comment_id)
            if comment is None or comment.author_id != new.author_id:
                raise NotFound("There is no such comment.", where="comment")
        notes.add(connection, note)
        record(house, connection, site.id, Event.NOTE_ADD, actor=by, subject=new.comment_id or new.author_id)

    house.database.write(work)
    return note
