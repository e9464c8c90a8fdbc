"""Replay a draft of the house rules over past comments; nothing is written to any of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from civiltongue.detectors.own_rules import model_version
from civiltongue.detectors.own_rules_lesson import Lesson, read_lesson
from civiltongue.domain.evidence import Observation, Submission
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import ENOUGH_DECISIONS, RecordedRuling, Verdict
from civiltongue.domain.thread import Site
from civiltongue.engine.judge import judge, judge_by_each
from civiltongue.engine.replay import Change, Comparison, Decided, Tally
from civiltongue.errors import BadInput, PolicyInvalid
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.learn_rules import counted_decisions
from civiltongue.operations.read_past import judged_and_decided
from civiltongue.operations.replay_evidence import Rehearing, Work
from civiltongue.operations.replay_facts import facts_of
from civiltongue.operations.replay_standing import Standings
from civiltongue.policyfile.load import load_policy
from civiltongue.storage import lessons, replaying, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.replaying import Window, Written

BATCH = 500
"""How many comments are read at once."""
MOST_LISTED = 1000
"""How many changed comments a replay lists, the newest of them."""

_COSTS = list(Work)
_NOTHING = Submission(text="")
_MORE_THAN_SCORES = re.compile(r"\b(?:links|author|signed|verified|story)\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """Say which past comments are meant: those of a window of time, and of these the newest so many."""

    window: Window = field(default_factory=Window)
    last: int | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < 1:
            raise BadInput("it must be 1 or more.", where="last")
        since, until = self.window.since, self.window.until
        if since is not None and until is not None and until <= since:
            raise BadInput("it ends before it begins.", where="until")


@dataclass(frozen=True, slots=True)
class Listening:
    """Say who hears how far a replay is, who may stop it, and who is told of each change."""

    progress: Callable[[int, int], None] = lambda _done, _total: None
    stops: Callable[[], bool] = lambda: False
    changed: Callable[[Change], None] = lambda _change: None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a draft would have done beside the rules in force.

    ``read`` of ``total`` comments were looked at, fewer where it was stopped. ``work`` says how the
    scores were come by. ``lost`` counts comments whose text would be needed and is gone, ``unjudged``
    those that were never judged. ``changes`` lists the newest of the changed ones.
    """

    draft: Policy
    in_force: str
    read: int
    total: int
    work: Mapping[Work, int]
    lost: int
    unjudged: int
    comparison: Comparison
    changes: tuple[Change, ...]

    @property
    def is_partial(self) -> bool:
        """Say whether it was stopped before the end."""
        return self.read < self.total


def replay(
    house: House,
    site: Site,
    draft: str,
    scope: Scope,
    *,
    name: str = "the draft",
    heard: Listening | None = None,
) -> Replayed:
    """Return what a draft would have made of past comments, the newest first, and what the rules in force.

    Both are worked out from the same facts, so that whatever differs does so because of the draft.
    Raises PolicyInvalid with every problem of the draft.
    """
    listening = heard or Listening()
    with house.database.read() as connection:
        in_force = house.as_adopted(connection, site.id)
        policy = load_policy(draft, name=name, decisions=counted_decisions(connection, site))
        learnt = _lessons(connection, site, policy, in_force.policy)
        total = replaying.count(connection, site.id, scope.window)
    total = min(total, scope.last) if scope.last is not None else total
    run = _Run(house, site, Judge(_sharing(policy, in_force.policy), learnt), in_force.judge)
    before, read = "", 0
    while read < total and not listening.stops():
        last = run.read(scope.window, before=before, most=min(BATCH, total - read), told=listening.changed)
        if last is None:
            total = read
            break
        before, count = last
        read += count
        listening.progress(read, total)
    return Replayed(
        draft=policy,
        in_force=in_force.policy.version,
        read=read,
        total=total,
        work={each: run.counts[each.value] for each in Work},
        lost=run.counts["lost"],
        unjudged=run.counts["unjudged"],
        comparison=run.tally.comparison(),
        changes=tuple(run.changes),
    )


class _Run:
    """One replay under way."""

    def __init__(self, house: House, site: Site, drafted: Judge, in_force: Judge) -> None:
        self.tally = Tally()
        self.counts = Counter[str]()
        self.changes: list[Change] = []
        self._house = house
        self._site = site
        self._policies: dict[str, Policy | None] = {}
        self._drafted = Rehearing(drafted, self._policies.get)
        self._ruling = Rehearing(in_force, self._policies.get)
        self._both = (in_force.policy, drafted.policy)
        self._standings = Standings(self._both)
        whens = [
            each.when or "" for policy in self._both for rule in policy.rules for each in rule.conditions
        ]
        self._asks_for_facts = any(_MORE_THAN_SCORES.search(when) for when in whens)

    def read(
        self, window: Window, *, before: str, most: int, told: Callable[[Change], None]
    ) -> tuple[str, int] | None:
        """Judge the next comments; returns the id of the last and how many, None after the end."""
        with self._house.database.read() as connection:
            batch = replaying.newest(connection, self._site.id, window, before=before, most=most)
            if not batch:
                return None
            paired = [(comment, judged_and_decided(ruled)) for comment, ruled in batch]
            found = [(comment, *pair) for comment, pair in paired if pair is not None]
            self.counts["unjudged"] += len(batch) - len(found)
            self._know(connection, {judged.ruling.policy_version for _, judged, _ in found})
            self._standings.read(connection, self._site.id, (comment.author_id for comment, _, _ in found))
            submissions = self._submissions(connection, [(comment, judged) for comment, judged, _ in found])
        for comment, judged, decided in found:
            change = self._judge(comment, judged, decided, submissions.get(comment.id))
            if change is not None:
                told(change)
                if len(self.changes) < MOST_LISTED:
                    self.changes.append(change)
        return batch[-1][0].id, len(batch)

    def _judge(
        self,
        comment: Written,
        judged: RecordedRuling,
        decided: RecordedRuling | None,
        submission: Submission | None,
    ) -> Change | None:
        needed = self._needs_text(judged)
        if needed and (submission is None or not submission.text):
            self.counts["lost"] += 1
            return None
        known = submission or _NOTHING
        standings = [(policy, self._standings.at(policy, comment, judged)) for policy in self._both]
        told: dict[str, Any] = {
            "submission": known,
            "now": judged.created_at,
            "insisted": judged.insisted,
        }
        if not needed:
            ruling = judged.ruling
            observation = Observation(ruling.signals, ruling.failures, ruling.versions)
            before, after = judge_by_each(observation, standings, **told)
            self.counts[Work.REUSED.value] += 1
        else:
            seen = [each.observe(judged, known) for each in (self._ruling, self._drafted)]
            before, after = (
                judge(observation, policy, standing=standing, **told)
                for (observation, _), (policy, standing) in zip(seen, standings, strict=True)
            )
            self.counts[max((work for _, work in seen), key=_COSTS.index).value] += 1
        return self.tally.add(comment.id, before, after, decided=_decided(decided))

    def _needs_text(self, judged: RecordedRuling) -> bool:
        return self._drafted.needs_text(judged) or self._ruling.needs_text(judged)

    def _know(self, connection: Connection, versions: Iterable[str]) -> None:
        """Read the policies that comments were judged by."""
        for version in versions:
            if version not in self._policies:
                source = sites.policy_source(connection, self._site.id, version)
                self._policies[version] = _readable(source, version)

    def _submissions(
        self, connection: Connection, found: list[tuple[Written, RecordedRuling]]
    ) -> dict[str, Submission]:
        """Return what detectors and conditions have to know of those that are not told by the record alone."""
        wanted = [
            (comment, judged) for comment, judged in found if self._asks_for_facts or self._needs_text(judged)
        ]
        if not wanted:
            return {}
        texts = replaying.texts_of(connection, self._site.id, [comment for comment, _ in wanted])
        knowing = [
            (comment, judged)
            for comment, judged in wanted
            if self._asks_for_facts or self._drafted.needs_facts(judged) or self._ruling.needs_facts(judged)
        ]
        facts = facts_of(connection, self._site.id, [comment for comment, _ in knowing])
        return {
            comment.id: replace(facts.get(comment.id, _NOTHING), text=text, links=links)
            for comment, judged in wanted
            if (found_text := texts.get(judged.revision_id)) is not None
            for text, links in [found_text]
        }


def _sharing(draft: Policy, in_force: Policy) -> Policy:
    """Return a draft with the very rules that it has alike with the rules in force, so that each is judged once."""
    return replace(
        draft,
        rules=tuple(same if (same := in_force.rule(rule.id)) == rule else rule for rule in draft.rules),
    )


def _readable(source: str | None, version: str) -> Policy | None:
    """Return a policy of the past, None where it cannot be read any more."""
    if source is None:
        return None
    try:
        return load_policy(source, name=f"policy {version}", decisions=lambda _: ENOUGH_DECISIONS)
    except PolicyInvalid:
        return None


def _lessons(connection: Connection, site: Site, draft: Policy, in_force: Policy) -> dict[str, Lesson]:
    """Return what the rules in force learnt, of those that the draft does not teach otherwise."""
    same = {rule.id for rule in draft.judged_by_examples if rule in in_force.judged_by_examples}
    return {
        each.rule: read_lesson(each.weights, decisions=each.broke + each.kept)
        for each in lessons.of_version(connection, site.id, in_force.version)
        if each.rule in same and each.model == model_version()
    }


def _decided(record: RecordedRuling | None) -> Decided | None:
    if record is None:
        return None
    if record.ruling.verdict is Verdict.PUBLISH:
        return Decided(Verdict.PUBLISH)
    return Decided(Verdict.REJECT, record.ruling.rules[0] if record.ruling.rules else "")
