"""Adopt a version of the house rules; a wrong file is never adopted, the old one stays in force."""

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import Conflict
from civiltongue.operations.house import House
from civiltongue.operations.learn_rules import counted_decisions, learn_rules
from civiltongue.operations.record import record
from civiltongue.policyfile.load import load_policy
from civiltongue.storage import sites
from civiltongue.storage.database import Connection


def adopt_policy(house: House, site: Site, source: str, *, by: str, name: str = "policy.yaml") -> Policy:
    """Put a policy in force for the site and keep its text for ever.

    Adopting what is in force changes nothing. Raises PolicyInvalid with every problem, and
    Conflict where the version was adopted before with another text.
    """
    with house.database.read() as connection:
        policy = load_policy(source, name=name, decisions=counted_decisions(connection, site))
        adopted = sites.policy_source(connection, site.id, policy.version)
    if adopted is None:
        # Before it is in force, so that nothing is ever judged by half of what is known.
        learn_rules(house, site, policy)

    def work(connection: Connection) -> None:
        known = sites.policy_source(connection, site.id, policy.version)
        if known is not None and known != source:
            raise Conflict(
                f"Version {policy.version} was adopted before, with another text.",
                where="version",
                hint="Give the changed rules a version of their own.",
            )
        if known is None:
            sites.store_policy(
                connection,
                site.id,
                policy_id=house.new_id(),
                version=policy.version,
                source=source,
                by=by,
                at=house.clock(),
            )
        if sites.policy_version(connection, site.id) != policy.version:
            sites.put_in_force(connection, site.id, policy.version)
            record(
                house,
                connection,
                site.id,
                Event.POLICY_ADOPT,
                actor=by,
                subject=site.id,
                version=policy.version,
            )

    house.database.write(work)
    return policy
