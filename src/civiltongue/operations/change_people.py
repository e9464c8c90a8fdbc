"""Change what moderators of a site are, and take their office; a site keeps one who can."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Move, Right, may
from civiltongue.domain.thread import Site
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.add_moderator import Office
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import moderators
from civiltongue.storage.database import Connection
from civiltongue.storage.moderators import Moderator


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a moderator is from now on, and what they may do beside it."""

    office: Office
    rights: frozenset[Right] = frozenset()


def read_people(house: House, site: Site) -> list[Moderator]:
    """Return the moderators of a site, by name."""
    with house.database.read() as connection:
        return moderators.every(connection, site.id)


def change_person(
    house: House, site: Site, moderator_id: str, appointment: Appointment, *, by: str
) -> Moderator:
    """Give a moderator another office and other rights, at once.

    Raises NotFound, BadInput, and Conflict where nobody could look after people any more.
    """
    given = appointment.office.checked()

    def work(connection: Connection) -> Moderator:
        known, others = _known(connection, site, moderator_id)
        changed = replace(
            known, role=given.role, sections=given.sections, email=given.email, rights=appointment.rights
        )
        _keep_one(known, [*others, changed])
        moderators.change(connection, changed)
        record(
            house,
            connection,
            site.id,
            Event.MODERATOR_ROLE,
            actor=by,
            subject=known.id,
            role=changed.role.value,
        )
        if changed.rights != known.rights:
            moderators.set_rights(connection, site.id, known.name, changed.rights)
            _record_rights(connection, house, changed, by=by)
        return changed

    return house.database.write(work)


def dismiss(house: House, site: Site, moderator_id: str, *, by: str) -> Moderator:
    """Take a moderator's office; what they decided stays. Raises NotFound, Conflict as :func:`change_person`."""

    def work(connection: Connection) -> Moderator:
        known, others = _known(connection, site, moderator_id)
        _keep_one(known, others)
        moderators.revoke(connection, site.id, known.name, house.clock())
        record(house, connection, site.id, Event.MODERATOR_REMOVE, actor=by, subject=known.id)
        return known

    return house.database.write(work)


def _known(connection: Connection, site: Site, moderator_id: str) -> tuple[Moderator, list[Moderator]]:
    everybody = moderators.lock_every(connection, site.id)
    found = [each for each in everybody if each.id == moderator_id]
    if not found:
        raise NotFound("The site has no such moderator.", where="moderator")
    return found[0], [each for each in everybody if each.id != moderator_id]


def _keep_one(known: Moderator, then: Collection[Moderator]) -> None:
    """Refuse a change after which nobody could look after people, where somebody could before."""
    if _looks_after_people(known) and not any(map(_looks_after_people, then)):
        raise Conflict(
            "This is the last administrator of the site.",
            where="role",
            hint="Make somebody else an administrator first.",
        )


def _looks_after_people(moderator: Moderator) -> bool:
    return may(moderator.role, Move.PEOPLE) and not moderator.sections


def _record_rights(connection: Connection, house: House, changed: Moderator, *, by: str) -> None:
    record(
        house,
        connection,
        changed.site_id,
        Event.MODERATOR_RIGHTS,
        actor=by,
        subject=changed.id,
        rights=" ".join(sorted(right.value for right in changed.rights)),
    )
