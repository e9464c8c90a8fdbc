"""Let sanctions follow from the record: impose what a new strike leads to, lift what no longer follows."""

from datetime import datetime

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.engine.escalate import REPEAT
from civiltongue.engine.ladder import Due, alone, dues
from civiltongue.operations.house import House
from civiltongue.operations.record import ENGINE, record
from civiltongue.operations.tell_sanction import tell_sanction
from civiltongue.storage import authors, violations
from civiltongue.storage.database import Connection


def climb_ladder(
    connection: Connection, house: House, site_id: str, author_id: str, *, now: datetime
) -> tuple[Sanction, ...]:
    """Bring the engine's sanctions of an author in line with the record, in the transaction that changed it.

    Returns the sanctions imposed. The engine warns, and suspends for as long as the policy lets it;
    what a person has imposed or lifted stays as it is.
    """
    policy = house.in_force(connection, site_id).policy
    if policy.ladder is None:
        return ()
    authors.lock(connection, site_id, author_id)
    strikes = policy.strikes(violations.of_author(connection, site_id, author_id))
    follows = {due.at: due for due in dues(strikes, policy.ladder, now=now)}
    imposed = []
    for sanction in authors.sanctions(connection, site_id, author_id):
        if not sanction.by_engine or sanction.lifted_at is not None:
            continue
        due = follows.pop(sanction.imposed_at, None)
        if due is not None and alone(due, policy.ladder) == (sanction.kind, sanction.until):
            continue
        authors.lift(connection, site_id, sanction.id, by=ENGINE, at=now)
        record(house, connection, site_id, Event.SANCTION_LIFT, actor=ENGINE, subject=sanction.id)
        if due is not None:
            imposed.append(_impose(connection, house, (site_id, author_id), policy, due))
    if now in follows:
        sanction = _impose(connection, house, (site_id, author_id), policy, follows[now])
        tell_sanction(connection, house, (site_id, author_id), sanction)
        imposed.append(sanction)
    return tuple(imposed)


def _impose(
    connection: Connection, house: House, whom: tuple[str, str], policy: Policy, due: Due
) -> Sanction:
    assert policy.ladder is not None
    kind, until = alone(due, policy.ladder)
    rule = policy.rule(REPEAT)
    # The message is about not being able to comment, which a warning does not bring about.
    tells = (
        "" if rule is None else rule.public if kind is SanctionKind.WARNING else rule.message or rule.title
    )
    sanction = Sanction(
        id=house.new_id(),
        kind=kind,
        reason=tells,
        imposed_at=due.at,
        until=until,
        by_engine=True,
    )
    site_id, author_id = whom
    authors.impose(connection, site_id, author_id, sanction, by=ENGINE)
    record(
        house,
        connection,
        site_id,
        Event.AUTHOR_SANCTION,
        actor=ENGINE,
        subject=author_id,
        kind=kind.value,
        sanction=sanction.id,
        step=due.step.kind.value,
    )
    return sanction
