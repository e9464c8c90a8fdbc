"""The house: the parts that every operation works with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from civiltongue.detectors.own_rules import model_version
from civiltongue.detectors.own_rules_lesson import read_lesson
from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.engine.brake import with_brake
from civiltongue.errors import NotFound, SetupInvalid
from civiltongue.identity.keys import Documents
from civiltongue.operations.judge_submission import Judge
from civiltongue.policyfile.load import load_policy
from civiltongue.settings import Secrets, Settings
from civiltongue.storage import lessons, sites
from civiltongue.storage.database import Connection, Database
from civiltongue.storage.lessons import StoredLesson
from civiltongue.storage.sites import Versions


@dataclass(frozen=True, slots=True)
class InForce:
    """A site's policy in force, and the judge that was made for it.

    ``lesson`` is the newest thing that its rules learnt, None where none of them learns. ``braked`` are
    the rules that hold instead of rejecting: ``policy`` says so, too.
    """

    policy: Policy
    judge: Judge
    learns: bool = False
    lesson: str | None = None
    braked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """Hold the assembled parts; :mod:`civiltongue.bootstrap` puts them together.

    ``clock`` gives aware UTC times and ``random_bits`` a number of that many random bits;
    ``documents`` are what issuers of tokens publish about themselves.
    """

    settings: Settings
    secrets: Secrets
    database: Database
    clock: Callable[[], datetime]
    random_bits: Callable[[int], int]
    documents: Documents = field(default_factory=Documents, repr=False)
    _in_force: dict[tuple[str, str], InForce] = field(default_factory=dict, repr=False)
    _with_texts: dict[tuple[str, Versions], tuple[InForce, InForce]] = field(default_factory=dict, repr=False)
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
        return self.of_versions(connection, site_id, sites.in_force(connection, site_id))

    def of_versions(self, connection: Connection, site_id: str, versions: Versions) -> InForce:
        """Return a policy that the site ever adopted, with what it says of the texts beside it."""
        rules = self.of_version(connection, site_id, versions.rules)
        if versions.terms is None and versions.privacy is None and not versions.braked:
            return rules
        made_from, made = self._with_texts.get((site_id, versions), (None, None))
        if made is None or made_from is not rules:
            made = replace(rules, policy=self._beside_texts(rules.policy, versions), braked=versions.braked)
            if versions.braked:
                policy = with_brake(made.policy, versions.braked)
                made = replace(made, policy=policy, judge=made.judge.by(policy))
            self._with_texts[site_id, versions] = (rules, made)
        return made

    def as_adopted(self, connection: Connection, site_id: str) -> InForce:
        """Return the site's policy in force as it stands in its file: no rule of it is braked."""
        return self.of_version(connection, site_id, sites.policy_version(connection, site_id))

    def _beside_texts(self, policy: Policy, versions: Versions) -> Policy:
        if versions.terms is None and versions.privacy is None:
            return policy
        base = f"{self.settings.base_url}/sites/{versions.site_name}"
        return replace(
            policy,
            terms_version=versions.terms,
            privacy_version=versions.privacy,
            terms_url=f"{base}/terms/{versions.terms}" if versions.terms else policy.terms_url,
            privacy_url=f"{base}/privacy/{versions.privacy}" if versions.privacy else policy.privacy_url,
        )

    def of_version(self, connection: Connection, site_id: str, version: str | None) -> InForce:
        """Return a policy that the site ever adopted, with its judge.

        Raises SetupInvalid for None, which stands for a site that has adopted none.
        """
        if version is None:
            raise SetupInvalid(
                "The site has no house rules yet.", hint="Adopt some: civiltongue policy adopt SITE FILE."
            )
        known = self._in_force.get((site_id, version))
        if known is not None and (
            not known.learns or known.lesson == lessons.latest(connection, site_id, version)
        ):
            return known
        source = sites.policy_source(connection, site_id, version)
        if source is None:
            raise NotFound("The site never had house rules of this version.", where=version)
        stored = lessons.of_version(connection, site_id, version)
        newest = max((lesson.id for lesson in stored), default=None)
        with self._lock:
            known = self._in_force.get((site_id, version))
            if known is None or (known.learns and known.lesson != newest):
                known = _in_force(source, version, stored, newest)
                self._in_force[site_id, version] = known
            return known


def _in_force(source: str, version: str, stored: Iterable[StoredLesson], newest: str | None) -> InForce:
    """Return a policy that was checked when it was adopted, with a judge that knows what its rules learnt."""
    policy = load_policy(source, name=f"policy {version}", decisions=lambda _: ENOUGH_DECISIONS)
    learns = bool(policy.judged_by_examples)
    known = {
        lesson.rule: read_lesson(lesson.weights, decisions=lesson.broke + lesson.kept)
        for lesson in stored
        if learns and lesson.model == model_version()
    }
    return InForce(policy, Judge(policy, known), learns, newest)
