"""Statistics of a period for those at the desk: volumes, rules, times, agreement, what was overturned, drift."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from civiltongue.detectors.finders import found_by
from civiltongue.domain.ruling import BY_PEOPLE, RulingKind, Verdict
from civiltongue.domain.thread import Site
from civiltongue.engine.drift import Drift, drifts
from civiltongue.operations.house import House
from civiltongue.operations.period import Period
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import moderators, statistics
from civiltongue.storage.database import Connection
from civiltongue.storage.statistics import Followed, Pair, Volume

SAMPLE = 1_000
"""From about how many comments of each period the distribution of scores is taken."""
_OF_OPINION = (Verdict.PUBLISH, Verdict.REJECT)


@dataclass(frozen=True, slots=True)
class Day:
    """What the program decided on a day about new wordings, and how many decisions people made.

    ``in_bulk`` counts the rulings that were reverted with all others of a rule, without a look at each.
    """

    day: date
    published: int
    held: int
    rejected: int
    by_people: int
    in_bulk: int


@dataclass(frozen=True, slots=True)
class RuleShare:
    """How often the program held or rejected by a rule, and its share of all that it held or rejected."""

    rule: str
    title: str
    held: int
    rejected: int
    share: float


@dataclass(frozen=True, slots=True)
class Took:
    """How long something waited for a person: how many were decided, median and 90th percentile in seconds."""

    number: int
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """How many decisions were made about the same comment by two, and how many of them alike."""

    number: int
    alike: int

    @property
    def share(self) -> float | None:
        """Return the share from 0 to 1, None of nothing."""
        return self.alike / self.number if self.number else None


@dataclass(frozen=True, slots=True)
class ByModerator:
    """What a moderator decided, how often as the program had, and how much of it another person overturned."""

    name: str
    decided: int
    with_engine: Agreed
    overturned: int


@dataclass(frozen=True, slots=True)
class Overturned:
    """How much of what was held or rejected people looked at, and published after all.

    ``id`` is a rule, or a detector of a ``version``. ``in_bulk`` counts what was reverted with all others of
    a rule: nobody looked at each, so that it has no part in the share.
    """

    id: str
    title: str
    version: str
    held: int
    held_published: int
    rejected: int
    rejected_published: int
    in_bulk: int

    @property
    def share(self) -> float | None:
        """Return the share of all that people looked at, None of nothing."""
        looked_at = self.held + self.rejected
        return (self.held_published + self.rejected_published) / looked_at if looked_at else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of a period; ``drift`` compares it with as many days before it, ``sampled`` from how many comments."""

    period: Period
    days: tuple[Day, ...]
    rules: tuple[RuleShare, ...]
    held: Took
    appeals: Took
    engine: Agreed
    people: Agreed
    moderators: tuple[ByModerator, ...]
    by_rule: tuple[Overturned, ...]
    by_detector: tuple[Overturned, ...]
    drift: tuple[Drift, ...]
    sampled: tuple[int, int]


def read_statistics(house: House, site: Site, period: Period) -> Statistics:
    """Return the numbers of a period, as the record tells them now."""
    with house.database.read() as connection:
        return _read(connection, house, site, period)


def _read(connection: Connection, house: House, site: Site, period: Period) -> Statistics:
    since, before = period.since, period.before
    policy = house.in_force(connection, site.id).policy
    found = statistics.volumes(connection, site.id, since=since, before=before)
    pairs = statistics.pairs(connection, site.id, since=since, before=before)
    followed = statistics.followed(connection, site.id, since=since, before=before)
    rules = statistics.rules(connection, site.id, since=since, before=before)
    titles = {
        rule: rule_in_words(rule, policy)[0] for rule in {r for r, _, _ in rules} | {f.rule for f in followed}
    }
    earlier = since - timedelta(days=period.days)
    then, _ = statistics.sampled_signals(connection, site.id, since=earlier, before=since, most=SAMPLE)
    now, _ = statistics.sampled_signals(connection, site.id, since=since, before=before, most=SAMPLE)
    return Statistics(
        period=period,
        days=_days(found, period),
        rules=_rules(rules, titles),
        held=_took(statistics.waits(connection, site.id, since=since, before=before)),
        appeals=_took(statistics.appeal_waits(connection, site.id, since=since, before=before)),
        engine=_agreed(pair for pair in pairs if _is_opinion(pair)),
        people=_agreed(pair for pair in pairs if _is_second_opinion(pair)),
        moderators=_moderators(pairs, moderators.names(connection, site.id)),
        by_rule=_overturned(((((each.rule, ""),), each) for each in followed), titles),
        by_detector=_overturned(((_detectors(each), each) for each in followed), {}),
        drift=drifts(then, now),
        sampled=(len(then), len(now)),
    )


def _days(found: Iterable[Volume], period: Period) -> tuple[Day, ...]:
    engine: Counter[tuple[date, Verdict]] = Counter()
    people: Counter[date] = Counter()
    in_bulk: Counter[date] = Counter()
    for volume in found:
        if volume.kind is RulingKind.ENGINE:
            engine[volume.day, volume.verdict] += volume.number
        elif volume.kind in BY_PEOPLE:
            people[volume.day] += volume.number
        elif volume.kind is RulingKind.REVERSAL:
            in_bulk[volume.day] += volume.number
    every = (period.first + timedelta(days=number) for number in range(period.days))
    return tuple(
        Day(
            day,
            engine[day, Verdict.PUBLISH],
            engine[day, Verdict.HOLD],
            engine[day, Verdict.REJECT],
            people[day],
            in_bulk[day],
        )
        for day in every
    )


def _rules(found: Iterable[tuple[str, Verdict, int]], titles: Mapping[str, str]) -> tuple[RuleShare, ...]:
    counted: Counter[tuple[str, Verdict]] = Counter()
    for rule, verdict, number in found:
        counted[rule, verdict] += number
    total = sum(counted.values()) or 1
    rows = [
        RuleShare(
            rule,
            titles[rule],
            counted[rule, Verdict.HOLD],
            counted[rule, Verdict.REJECT],
            (counted[rule, Verdict.HOLD] + counted[rule, Verdict.REJECT]) / total,
        )
        for rule in {rule for rule, _ in counted}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.share, row.rule)))


def _took(seconds: Sequence[float]) -> Took:
    """Return the nearest ranks of ordered times."""
    if not seconds:
        return Took(0, None, None)
    last = len(seconds) - 1
    return Took(len(seconds), seconds[last // 2], seconds[round(last * 0.9)])


def _is_opinion(pair: Pair) -> bool:
    """Say whether the program had an opinion: a hold has none."""
    return pair.first_kind is RulingKind.ENGINE and pair.first in _OF_OPINION


def _is_second_opinion(pair: Pair) -> bool:
    return pair.first_kind in BY_PEOPLE and pair.first_by != pair.then_by


def _agreed(pairs: Iterable[Pair]) -> Agreed:
    number = alike = 0
    for pair in pairs:
        number += pair.number
        alike += pair.number if pair.first is pair.then else 0
    return Agreed(number, alike)


def _moderators(pairs: Sequence[Pair], names: Mapping[str, str]) -> tuple[ByModerator, ...]:
    deciders = {pair.then_by for pair in pairs}
    rows = [
        ByModerator(
            name=names.get(by.partition(":")[2], by),
            decided=sum(pair.number for pair in pairs if pair.then_by == by),
            with_engine=_agreed(pair for pair in pairs if pair.then_by == by and _is_opinion(pair)),
            overturned=sum(
                pair.number
                for pair in pairs
                if pair.first_by == by and _is_second_opinion(pair) and pair.first is not pair.then
            ),
        )
        for by in deciders
    ]
    return tuple(sorted(rows, key=lambda row: (-row.decided, row.name)))


_Named = tuple[str, str]
"""A rule or a detector, and the version of a detector."""


def _detectors(each: Followed) -> tuple[_Named, ...]:
    """Return the detectors that a decision rests on; from before it was on record, all that may have noticed it."""
    names = found_by(each.found_by, each.signals)
    return tuple((name, each.versions.get(name, "")) for name in names)


def _overturned(
    found: Iterable[tuple[Iterable[_Named], Followed]], titles: Mapping[str, str]
) -> tuple[Overturned, ...]:
    counted: dict[_Named, Counter[tuple[Verdict, bool]]] = {}
    in_bulk: Counter[_Named] = Counter()
    for names, each in found:
        for name in names:
            counts = counted.setdefault(name, Counter())
            if each.in_bulk:
                in_bulk[name] += each.number
            else:
                counts[each.first, each.then is Verdict.PUBLISH] += each.number
    rows = [
        Overturned(
            id=name,
            title=titles.get(name, name),
            version=version,
            held=counts[Verdict.HOLD, True] + counts[Verdict.HOLD, False],
            held_published=counts[Verdict.HOLD, True],
            rejected=counts[Verdict.REJECT, True] + counts[Verdict.REJECT, False],
            rejected_published=counts[Verdict.REJECT, True],
            in_bulk=in_bulk[name, version],
        )
        for (name, version), counts in counted.items()
    ]
    kept = [row for row in rows if row.held + row.rejected + row.in_bulk]
    return tuple(sorted(kept, key=lambda row: (-(row.held + row.rejected), row.id, row.version)))
