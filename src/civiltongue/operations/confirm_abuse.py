"""Confirm that somebody abuses reporting: a strike under the ground that the house rules name, and a letter."""

from typing import Any

from civiltongue.domain.audit import Event
from civiltongue.domain.standing import Sanction, Violation
from civiltongue.domain.thread import Site
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.weigh_reports import read_reporter
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import authors, violations
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase


def confirm_abuse(house: House, site: Site, reader_id: str, *, by: str) -> tuple[str, tuple[Sanction, ...]]:
    """Enter a violation for reports of which most were wrong, tell the reader, and return its id and what followed.

    The same reports never strike twice. Raises NotFound, and Conflict where the house rules name no ground,
    or too few reports were wrong since the last time.
    """
    violation_id, now = house.new_id(), house.clock()

    def work(connection: Connection) -> tuple[Sanction, ...]:
        policy = house.in_force(connection, site.id).policy
        if authors.get(connection, site.id, reader_id) is None:
            raise NotFound("The site has no such author.", where="author")
        if not policy.reports_ground:
            raise Conflict(
                "The house rules name no ground for it.", where="reports", hint="Add `reports: {ground: …}`."
            )
        known = read_reporter(connection, policy, site.id, reader_id)
        if not known.confirmable:
            raise Conflict(
                "There were too few wrong reports, or these were confirmed before.", where="author"
            )
        ground = policy.reports_ground
        violation = Violation((ground,), now)
        violations.enter(connection, site.id, reader_id, violation, violation_id=violation_id, by=by)
        record(
            house,
            connection,
            site.id,
            Event.VIOLATION_ENTER,
            actor=by,
            subject=reader_id,
            ground=ground,
            violation=violation_id,
        )
        told: dict[str, Any] = {
            "publication": policy.publication,
            "link": f"{house.settings.base_url}/sites/{site.name}/standing",
            "wrong": known.wrong,
            "decided": known.right + known.wrong,
        }
        write_to_author(
            connection,
            house,
            (site.id, reader_id),
            lambda: (phrase("mail.abuse_subject", **told), phrase("mail.abuse_body", **told)),
            at=now,
        )
        return climb_ladder(connection, house, site.id, reader_id, now=now)

    return violation_id, house.database.write(work)
