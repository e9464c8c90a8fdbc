"""Pull the emergency brake on a rule that suddenly stops too many comments, and release it."""

from contextlib import suppress
from datetime import datetime, timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Move, may
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Ruling, Verdict
from civiltongue.domain.thread import Site
from civiltongue.engine.brake import is_sudden
from civiltongue.engine.escalate import REPEAT
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.record import ENGINE, record
from civiltongue.operations.sign_in import checked_email
from civiltongue.storage import brakes, moderators, outbox, sites
from civiltongue.storage.brakes import Braked
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter
from civiltongue.wording import phrase

USUAL = timedelta(days=28)
"""The time before the brake's window by which one knows what is usual."""


def brake_if_sudden(
    connection: Connection, house: House, site_id: str, policy: Policy, ruling: Ruling
) -> None:
    """Brake every rule that rejects this comment and suddenly rejects too many; in the write of the ruling."""
    if policy.brake is None or ruling.verdict is not Verdict.REJECT:
        return
    now = house.clock()
    for reason in ruling.reasons:
        if reason.verdict is not Verdict.REJECT or reason.rule == REPEAT or policy.rule(reason.rule) is None:
            continue
        since = now - policy.brake.window
        released = brakes.released_at(connection, site_id, reason.rule)
        if released is not None and released > since:
            since = released
        stopped, written = brakes.stopped(connection, site_id, reason.rule, since=since, until=now)
        if not is_sudden(policy.brake, stopped=stopped, comments=written, usual=0.0):
            continue
        before = brakes.stopped(connection, site_id, reason.rule, since=since - USUAL, until=since)
        usual = before[0] / before[1] if before[1] else 0.0
        if is_sudden(policy.brake, stopped=stopped, comments=written, usual=usual):
            braked = Braked(
                id=house.id_at(now),
                site_id=site_id,
                rule=reason.rule,
                policy_version=policy.version,
                stopped=stopped,
                comments=written,
                usual=usual,
                by=ENGINE,
                at=now,
            )
            _pull(connection, house, policy, braked)


def pull_brake(house: House, site: Site, rule: str, *, by: str) -> None:
    """Let a rule hold instead of rejecting; raises NotFound, and Conflict where it is braked already."""

    def work(connection: Connection) -> None:
        in_force = house.in_force(connection, site.id)
        if in_force.policy.rule(rule) is None:
            raise NotFound("The house rules have no such rule.", where=rule)
        if rule in in_force.braked:
            raise Conflict("The rule is braked already.", where=rule)
        now = house.clock()
        version = in_force.policy.version
        braked = Braked(house.id_at(now), site.id, rule, version, 0, 0, 0.0, by, now)
        _pull(connection, house, in_force.policy, braked)

    house.database.write(work)


def release_brake(house: House, site: Site, rule: str, *, by: str) -> None:
    """Let a rule reject again; raises Conflict where it is not braked."""

    def work(connection: Connection) -> None:
        _release(connection, house, site.id, rule, by=by)

    house.database.write(work)


def end_brakes(connection: Connection, house: House, site_id: str, *, by: str) -> None:
    """Release every rule, inside of a write: other rules come into force."""
    for rule in sites.in_force(connection, site_id).braked:
        _release(connection, house, site_id, rule, by=by)


def _release(connection: Connection, house: House, site_id: str, rule: str, *, by: str) -> None:
    if not brakes.release(connection, site_id, rule, by=by, at=house.clock()):
        raise Conflict("The rule is not braked.", where=rule)
    record(house, connection, site_id, Event.BRAKE_RELEASE, actor=by, subject=rule)


def _pull(connection: Connection, house: House, policy: Policy, braked: Braked) -> None:
    brakes.add(connection, braked)
    record(
        house,
        connection,
        braked.site_id,
        Event.BRAKE_PULL,
        actor=braked.by,
        subject=braked.rule,
        stopped=str(braked.stopped),
        comments=str(braked.comments),
    )
    if braked.by == ENGINE:
        _alert(connection, house, policy, braked, at=braked.at)


def _alert(connection: Connection, house: House, policy: Policy, braked: Braked, *, at: datetime) -> None:
    """Write to the publication, and to the editors of the site who have an address."""
    site = sites.get(connection, braked.site_id)
    rule = policy.rule(braked.rule)
    assert site is not None
    assert rule is not None
    editors = {
        each.email
        for each in moderators.every(connection, site.id)
        if each.email and may(each.role, Move.POLICY_ADOPT)
    }
    with suppress(BadInput):
        editors.add(checked_email(policy.contact))
    for recipient in sorted(editors):
        outbox.put(
            connection,
            Letter(
                id=house.id_at(at),
                site_id=site.id,
                recipient=recipient,
                subject=phrase("mail.brake_subject", publication=policy.publication, rule=rule.title),
                body=phrase(
                    "mail.brake_body",
                    rule=f"{rule.title} ({rule.id})",
                    stopped=braked.stopped,
                    comments=braked.comments,
                    usual=f"{braked.usual:.1%}",
                    link=f"{house.settings.base_url}/desk/{site.name}/policy",
                    site=site.name,
                    rule_id=rule.id,
                ),
                attempts=0,
                created_at=at,
                not_before=at,
            ),
        )
