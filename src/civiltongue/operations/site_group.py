"""Sites that share their authors: whoever signs in on a second one is the same person there."""

import re

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.record import OPERATOR, record
from civiltongue.storage import authors, groups, sites
from civiltongue.storage.database import Connection

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def set_group(house: House, site: Site, group: str) -> list[str]:
    """Put a site into a group, or with an empty name into none, and return the names of the group's sites.

    Its authors become one person with those elsewhere as they sign in. Raises BadInput for another name.
    """
    if group and (len(group) > 63 or not _NAME.fullmatch(group)):
        raise BadInput(
            "A group has a plain name.", where="group", hint="Small letters, digits and single hyphens."
        )

    def work(connection: Connection) -> list[str]:
        if group != (groups.group_of(connection, site.id) or ""):
            groups.set_group(connection, site.id, group or None)
            record(house, connection, site.id, Event.SITE_CHANGE, actor=OPERATOR, subject=site.id)
        others = [sites.get(connection, site_id) for site_id in groups.sisters(connection, site.id)]
        return sorted([site.name, *(other.name for other in others if other)])

    return house.database.write(work)


def join_person(connection: Connection, house: House, author: Author) -> None:
    """Make an author who signs in one person with whom the group knows by the same address or account.

    Who is one already stays so, whatever they take off their account.
    """
    if groups.group_of(connection, author.site_id) is None:
        return
    if groups.person_of(connection, author.site_id, author.id) is None:
        other = groups.same(connection, author.site_id, author.id)
        if other is not None:
            unite(connection, house, author, other)


def unite(connection: Connection, house: House, author: Author, other: Author) -> None:
    """Say that an author is the same person as one of another site of the group."""
    authors.lock(connection, other.site_id, other.id)
    person = groups.person_of(connection, other.site_id, other.id)
    if person is None:
        person = house.new_id()
        groups.join(connection, other, person)
    groups.join(connection, author, person)
