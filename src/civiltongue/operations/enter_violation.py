"""Put a violation of the terms of use or the privacy policy on record, and take it back."""

from civiltongue.domain.audit import Event
from civiltongue.domain.standing import OTHER_GROUNDS, Sanction, Violation
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import authors, violations
from civiltongue.storage.database import Connection


def enter_violation(
    house: House, site: Site, author_id: str, *, ground: str, by: str
) -> tuple[str, tuple[Sanction, ...]]:
    """Record that an author broke the terms of use or the privacy policy; house rules are for reviews.

    Returns the violation's id and the sanctions that followed. Raises NotFound, and BadInput for
    another ground.
    """
    if ground not in OTHER_GROUNDS:
        raise BadInput(
            "This cannot be entered.",
            where="ground",
            hint=f"Known: {', '.join(OTHER_GROUNDS)}. For a house rule, reject the comment that broke it.",
        )
    violation_id, now = house.new_id(), house.clock()

    def work(connection: Connection) -> tuple[Sanction, ...]:
        if authors.get(connection, site.id, author_id) is None:
            raise NotFound("The site has no such author.", where="author")
        violation = Violation((ground,), now)
        violations.enter(connection, site.id, author_id, violation, violation_id=violation_id, by=by)
        record(
            house,
            connection,
            site.id,
            Event.VIOLATION_ENTER,
            actor=by,
            subject=author_id,
            ground=ground,
            violation=violation_id,
        )
        return climb_ladder(connection, house, site.id, author_id, now=now)

    return violation_id, house.database.write(work)


def void_violation(house: House, site: Site, violation_id: str, *, by: str, of: str = "") -> None:
    """Take an entered violation back, and lift what followed from it; ``of`` is the author whose it must be.

    Raises NotFound.
    """
    now = house.clock()

    def work(connection: Connection) -> None:
        author_id = violations.void(connection, site.id, violation_id, by=by, at=now)
        if author_id is None or of not in {"", author_id}:
            raise NotFound("There is no such violation to take back.", where="violation")
        record(house, connection, site.id, Event.VIOLATION_VOID, actor=by, subject=violation_id)
        climb_ladder(connection, house, site.id, author_id, now=now)

    house.database.write(work)
