"""Learn rules in the publisher's own words from what a site's moderators decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from civiltongue.detectors.own_rules import learn_rule, model_version
from civiltongue.detectors.own_rules_lesson import write_lesson
from civiltongue.domain.policy import Policy, Rule
from civiltongue.domain.ruling import ENOUGH_DECISIONS
from civiltongue.domain.thread import Site
from civiltongue.operations.house import House
from civiltongue.storage import decisions, lessons
from civiltongue.storage.database import Connection
from civiltongue.storage.lessons import StoredLesson

MOST_EACH_WAY = 500
"""How many decisions each way a rule learns from, the newest of them."""
FEWEST_BROKEN = 10
"""How many comments must have been rejected under a rule before it may reject."""

Progress = Callable[[int, int], None]
"""Told how many of how many rules are done."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Say on how many decisions the lesson of a rule rests."""

    rule: str
    broke: int
    kept: int


def learn_rules(
    house: House, site: Site, policy: Policy, *, progress: Progress | None = None
) -> tuple[Learnt, ...]:
    """Learn every rule of a policy that is judged by its examples, and let servers use it at once.

    The same decisions give the same lessons. A rule without enough decisions goes on by its examples.
    """
    learnt = []
    rules = policy.judged_by_examples
    for rule in rules:
        lesson = _learn(house, site, policy, rule)
        house.database.write(partial(_put, lesson))
        learnt.append(Learnt(rule.id, lesson.broke, lesson.kept))
        if progress is not None:
            progress(len(learnt), len(rules))
    return tuple(learnt)


def _put(lesson: StoredLesson, connection: Connection) -> None:
    lessons.put(connection, lesson)


def counted_decisions(connection: Connection, site: Site) -> Callable[[str], int]:
    """Return what tells on how many decisions a rule rests, for the checks of a policy file.

    Where too few comments broke the rule, it stays below what lets a rule reject.
    """

    def count(rule: str) -> int:
        broke, kept = decisions.count_decided(connection, site.id, rule)
        total = broke + kept
        return total if broke >= FEWEST_BROKEN else min(total, ENOUGH_DECISIONS - 1)

    return count


def held_out_scores(
    connection: Connection, site: Site, policy: Policy
) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
    """Return for each rule what its decided wordings score by a lesson that did not know them."""
    return {
        stored.rule: stored.held_out
        for stored in lessons.of_version(connection, site.id, policy.version)
        if stored.model == model_version()
    }


def _learn(house: House, site: Site, policy: Policy, rule: Rule) -> StoredLesson:
    with house.database.read() as connection:
        known = decisions.decided_texts(connection, site.id, rule.id, most=MOST_EACH_WAY)
    lesson = learn_rule(rule, [(text, broke) for _, text, broke in known])
    scores = lesson.held_out or (None,) * len(known)
    now = house.clock()
    return StoredLesson(
        id=house.id_at(now),
        site_id=site.id,
        policy_version=policy.version,
        rule=rule.id,
        model=model_version(),
        broke=sum(broke for _, _, broke in known),
        kept=sum(not broke for _, _, broke in known),
        weights=write_lesson(lesson),
        held_out={
            revision: (score, broke)
            for (revision, _, broke), score in zip(known, scores, strict=True)
            if score is not None
        },
        created_at=now,
    )
