"""Names that only a moderator gives: those of the staff, and of the people in and behind stories."""

from civiltongue.errors import NameTaken
from civiltongue.storage import authors, threads
from civiltongue.storage.database import Connection
from civiltongue.text.skeleton import name_key, name_keys


def check_reserved(connection: Connection, site_id: str, name: str, *, besides: str = "") -> None:
    """Refuse a name that a reader would take for a staff member's, or for that of a person in a story.

    The people of stories are those whom the publisher named, not whatever a page said. ``besides`` is
    the author who takes the name. Raises NameTaken.
    """
    keys = name_keys(name)
    staff = authors.staff_names(connection, site_id, besides=besides)
    if any(keys & name_keys(held) for held in staff) or name_key(name) in {
        name_key(person) for person in threads.people(connection, site_id)
    }:
        raise NameTaken(
            "The name is that of somebody on the staff, or in a story here, or reads like it.",
            where="name",
            hint="If it is your own name, sign in under another one and ask the editors for it.",
        )
