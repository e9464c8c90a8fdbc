"""Adopt a version of the house rules; a wrong file is never adopted, the old one stays in force."""

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.brake import end_brakes
from civiltongue.operations.house import House
from civiltongue.operations.learn_rules import counted_decisions, learn_rules
from civiltongue.operations.record import record
from civiltongue.policyfile.load import load_policy
from civiltongue.storage import adoptions, sites
from civiltongue.storage.adoptions import Adoption
from civiltongue.storage.database import Connection
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 2_000
"""How long a note about an adoption may be."""


def adopt_policy(
    house: House, site: Site, source: str, *, by: str, name: str = "policy.yaml", note: str = ""
) -> Policy:
    """Put a policy in force for the site and keep its text for ever, with a note that says why.

    Adopting what is in force changes nothing. Raises PolicyInvalid with every problem, BadInput for a
    note that is too long, and Conflict where the version was adopted before with another text.
    """
    _check_note(note)
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
        _put_in_force(connection, house, site, policy.version, by=by, note=note)

    house.database.write(work)
    return policy


def roll_back_policy(house: House, site: Site, *, by: str, version: str = "", note: str = "") -> Policy:
    """Put an earlier version in force again, the one before where none is named; it is kept as it was.

    Rules that are judged by their examples first learn what was decided since. Raises NotFound for a
    version that the site never had, Conflict where there is none before, and BadInput.
    """
    _check_note(note)
    with house.database.read() as connection:
        back_to = version or _before(connection, site)
        policy = house.of_version(connection, site.id, back_to).policy
    learn_rules(house, site, policy)
    house.database.write(lambda connection: _put_in_force(connection, house, site, back_to, by=by, note=note))
    return policy


def _before(connection: Connection, site: Site) -> str:
    """Return the version that was in force before the one that is."""
    in_force = sites.policy_version(connection, site.id)
    for adoption in adoptions.every(connection, site.id):
        if adoption.version != in_force:
            return adoption.version
    raise Conflict("There is no earlier version.", where="version")


def _check_note(note: str) -> None:
    check_text(note)
    if len(note) > MOST_CHARACTERS:
        raise BadInput(f"A note has at most {MOST_CHARACTERS} characters.", where="note", hint="Shorten it.")


def _put_in_force(
    connection: Connection, house: House, site: Site, version: str, *, by: str, note: str
) -> None:
    if sites.policy_source(connection, site.id, version) is None:
        raise NotFound("The site never had house rules of this version.", where=version)
    if sites.policy_version(connection, site.id) == version:
        return
    now = house.clock()
    end_brakes(connection, house, site.id, by=by)
    sites.put_in_force(connection, site.id, version)
    adoptions.add(connection, Adoption(house.id_at(now), site.id, version, note.strip(), by, now))
    record(house, connection, site.id, Event.POLICY_ADOPT, actor=by, subject=site.id, version=version)
