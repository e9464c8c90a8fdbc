"""The house: the parts that every operation works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.policy import Policy
from civiltongue.errors import NotFound, SetupInvalid
from civiltongue.operations.judge_submission import Judge
from civiltongue.policyfile.load import load_policy
from civiltongue.settings import Secrets, Settings
from civiltongue.storage import sites
from civiltongue.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class InForce:
    """A site's policy in force, and the judge that was made for it."""

    policy: Policy
    judge: Judge


@dataclass(frozen=True, slots=True)
class House:
    """Hold the assembled parts; :mod:`civiltongue.bootstrap` puts them together.

    ``clock`` gives aware UTC times and ``random_bits`` a number of that many random bits.
    """

    settings: Settings
    secrets: Secrets
    database: Database
    clock: Callable[[], datetime]
    random_bits: Callable[[int], int]
    _in_force: dict[tuple[str, str], InForce] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def new_id(self) -> str:
        """Return a new id that sorts by the time of now."""
        return self.id_at(self.clock())

    def id_at(self, moment: datetime) -> str:
        """Return a new id that sorts by a moment."""
        return make_identifier(int(moment.timestamp() * 1000), self.random_bits(80))

    def in_force(self, connection: Connection, site_id: str) -> InForce:
        """Return the site's policy in force with its judge, read once per version.

        Raises SetupInvalid where the site has adopted none.
        """
        return self.of_version(connection, site_id, sites.policy_version(connection, site_id))

    def of_version(self, connection: Connection, site_id: str, version: str | None) -> InForce:
        """Return a policy that the site ever adopted, with its judge.

        Raises SetupInvalid for None, which stands for a site that has adopted none.
        """
        if version is None:
            raise SetupInvalid(
                "The site has no house rules yet.", hint="Adopt some: civiltongue policy adopt SITE FILE."
            )
        known = self._in_force.get((site_id, version))
        if known is not None:
            return known
        source = sites.policy_source(connection, site_id, version)
        if source is None:
            raise NotFound("The site never had house rules of this version.", where=version)
        with self._lock:
            if (site_id, version) not in self._in_force:
                policy = load_policy(source, name=f"policy {version}")
                self._in_force[site_id, version] = InForce(policy, Judge(policy))
            return self._in_force[site_id, version]
