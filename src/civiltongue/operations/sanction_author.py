"""Warn, suspend or ban an author by hand, and lift it again."""

from dataclasses import replace
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.tell_sanction import tell_sanction
from civiltongue.storage import authors
from civiltongue.storage.database import Connection


def sanction_author(
    house: House,
    site: Site,
    author_id: str,
    *,
    kind: SanctionKind,
    reason: str,
    by: str,
    lasting: timedelta | None = None,
) -> Sanction:
    """Impose a sanction, and tell the author by letter; a suspension says how long, a ban has no end.

    A ban counts on all sites of the group where the house rules say so.

    Raises NotFound where the site has no such author, BadInput without a reason or a time.
    """
    if not reason.strip():
        raise BadInput("A sanction says its reason.", where="reason")
    if (kind is SanctionKind.SUSPENSION) != (lasting is not None):
        raise BadInput("A suspension, and only a suspension, says how long it lasts.", where="lasting")
    now = house.clock()
    sanction = Sanction(
        id=house.id_at(now),
        kind=kind,
        reason=reason.strip(),
        imposed_at=now,
        until=now + lasting if lasting else None,
    )

    def work(connection: Connection) -> None:
        if authors.get(connection, site.id, author_id) is None:
            raise NotFound("The site has no such author.", where="author")
        authors.lock(connection, site.id, author_id)
        everywhere = kind is SanctionKind.BAN and house.in_force(connection, site.id).policy.bans_everywhere
        authors.impose(connection, site.id, author_id, replace(sanction, everywhere=everywhere), by=by)
        record(
            house,
            connection,
            site.id,
            Event.AUTHOR_SANCTION,
            actor=by,
            subject=author_id,
            kind=kind.value,
            sanction=sanction.id,
        )
        tell_sanction(connection, house, (site.id, author_id), sanction)

    house.database.write(work)
    return sanction


def lift_sanction(house: House, site: Site, sanction_id: str, *, by: str) -> None:
    """End a sanction before its time; raises NotFound where there is none in force."""

    def work(connection: Connection) -> None:
        if not authors.lift(connection, site.id, sanction_id, by=by, at=house.clock()):
            raise NotFound("There is no such sanction in force.", where="sanction")
        record(house, connection, site.id, Event.SANCTION_LIFT, actor=by, subject=sanction_id)

    house.database.write(work)
