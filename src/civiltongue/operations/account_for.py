"""Account for a period: what was done about comments and authors, by whom, and how it turned out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from civiltongue.domain.appeal import Appeal, AppealState
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.policy import Policy
from civiltongue.domain.restriction import Decider, Measure, Restriction
from civiltongue.domain.thread import Site
from civiltongue.operations.house import House
from civiltongue.operations.period import Period
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import appeals, counting, notices, restrictions
from civiltongue.storage.counting import Reported
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase

MONTHS_FROM = 63
"""A period of so many days or more is told by months, a shorter one by days."""
_HELD = (Measure.HOLD, Measure.DISABLING)
_REJECTED = (Measure.REJECTION, Measure.REMOVAL)


@dataclass(frozen=True, slots=True)
class Row:
    """How often something was decided: by the program alone, by both, and by people; ``id`` says what."""

    id: str
    title: str
    engine: int
    both: int
    person: int

    @property
    def total(self) -> int:
        """Return how often in all."""
        return self.engine + self.both + self.person


@dataclass(frozen=True, slots=True)
class Automated:
    """How the program's own decisions turned out: how many there were, and how many a person has undone."""

    decisions: int
    held: int
    held_published: int
    rejected: int
    rejected_published: int


@dataclass(frozen=True, slots=True)
class Notices:
    """What became of the legal notices of a period; ``grounds`` counts them by legal ground."""

    open: int
    upheld: int
    refused: int
    grounds: tuple[tuple[str, str, int], ...]

    @property
    def total(self) -> int:
        """Return how many there were."""
        return self.open + self.upheld + self.refused


@dataclass(frozen=True, slots=True)
class Appeals:
    """What became of the appeals of a period."""

    comments: int
    sanctions: int
    open: int
    upheld: int
    overturned: int


@dataclass(frozen=True, slots=True)
class Medians:
    """Median times in seconds, None where nothing was decided: from what it was to a person's decision."""

    hold: float | None
    report: float | None
    notice: float | None
    appeal: float | None


@dataclass(frozen=True, slots=True)
class Account:
    """What happened on a site in a period.

    ``measures`` and ``rules`` count the same decisions against comments in two ways, and ``times``
    (days, or months where the period is long) in a third. ``published`` counts wordings that were
    published at once.
    """

    site: str
    publication: str
    period: Period
    made_at: datetime
    published: int
    measures: tuple[Row, ...]
    rules: tuple[Row, ...]
    times: tuple[Row, ...]
    automated: Automated
    reports: tuple[tuple[str, str, int], ...]
    reported_comments: int
    notices: Notices
    sanctions: tuple[Row, ...]
    lifted: int
    appeals: Appeals
    medians: Medians

    @property
    def decisions(self) -> int:
        """Return how many decisions there were against comments."""
        return sum(row.total for row in self.measures)


def account_for(house: House, site: Site, period: Period) -> Account:
    """Return what happened on a site in a period, as the record tells it now."""
    with house.database.read() as connection:
        return _account(connection, house, site, period)


def _account(connection: Connection, house: House, site: Site, period: Period) -> Account:
    since, before = period.since, period.before
    policy = house.in_force(connection, site.id).policy
    found = list(restrictions.about_comments(connection, site.id, since=since, before=before))
    imposed = list(restrictions.about_authors(connection, site.id, since=since, before=before))
    reports = counting.reported(connection, site.id, since=since, before=before)
    told = notices.given(connection, site.id, since=since, before=before)
    filed = appeals.filed(connection, site.id, since=since, before=before)
    return Account(
        site=site.name,
        publication=policy.publication,
        period=period,
        made_at=house.clock(),
        published=counting.published(connection, site.id, since=since, before=before),
        measures=_rows((each.measure.value, each.decider) for each in found),
        rules=_by_rule(found, policy),
        times=_by_time(found, period),
        automated=_automated(found),
        reports=tuple(
            (rule, _title(rule, policy), number)
            for rule, number in _ordered(Counter(each.rule for each in reports))
        ),
        reported_comments=len({each.comment_id for each in reports}),
        notices=_notices(told),
        sanctions=_rows((each.measure.value, each.decider) for each in imposed),
        lifted=counting.lifted(connection, site.id, since=since, before=before),
        appeals=_appeals(filed),
        medians=_medians(found, reports, told, filed),
    )


def _rows(decided: Iterable[tuple[str, Decider]]) -> tuple[Row, ...]:
    """Count measures, in the order in which they get harsher."""
    counted = Counter(decided)
    return tuple(
        _row(measure.value, phrase(f"account.measure_{measure.value}"), counted)
        for measure in Measure
        if any(counted[measure.value, decider] for decider in Decider)
    )


def _by_rule(found: Iterable[Restriction], policy: Policy) -> tuple[Row, ...]:
    counted = Counter((each.rule, each.decider) for each in found)
    rows = (_row(rule, _title(rule, policy), counted) for rule in {rule for rule, _ in counted})
    return tuple(sorted(rows, key=lambda row: (-row.total, row.id)))


def _by_time(found: Iterable[Restriction], period: Period) -> tuple[Row, ...]:
    """Count by day or month, those among them on which nothing happened."""
    form = "%Y-%m" if period.days >= MONTHS_FROM else "%Y-%m-%d"
    counted = Counter((each.decided_at.strftime(form), each.decider) for each in found)
    days = (date.fromordinal(period.first.toordinal() + number) for number in range(period.days))
    return tuple(_row(time, time, counted) for time in dict.fromkeys(day.strftime(form) for day in days))


def _row(name: str, title: str, counted: Counter[tuple[str, Decider]]) -> Row:
    return Row(name, title, *(counted[name, decider] for decider in Decider))


def _title(rule: str, policy: Policy) -> str:
    return rule_in_words(rule, policy)[0] if rule else phrase("disclosure.unnamed_title")


def _ordered(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _automated(found: Iterable[Restriction]) -> Automated:
    alone = [each for each in found if each.decider is Decider.ENGINE]
    held = [each for each in alone if each.measure in _HELD]
    rejected = [each for each in alone if each.measure in _REJECTED]
    return Automated(
        decisions=len(alone),
        held=len(held),
        held_published=sum(each.overturned for each in held),
        rejected=len(rejected),
        rejected_published=sum(each.overturned for each in rejected),
    )


def _notices(told: Sequence[Notice]) -> Notices:
    states, grounds = (
        Counter(notice.state for notice in told),
        Counter(notice.ground.value for notice in told),
    )
    return Notices(
        open=states[NoticeState.OPEN],
        upheld=states[NoticeState.UPHELD],
        refused=states[NoticeState.REFUSED],
        grounds=tuple(
            (ground, phrase(f"notice.ground_{ground}"), number) for ground, number in _ordered(grounds)
        ),
    )


def _appeals(filed: Iterable[Appeal]) -> Appeals:
    states = Counter(appeal.state for appeal in filed)
    about = Counter("sanctions" if appeal.sanction_id else "comments" for appeal in filed)
    return Appeals(
        comments=about["comments"],
        sanctions=about["sanctions"],
        open=states[AppealState.OPEN],
        upheld=states[AppealState.UPHELD],
        overturned=states[AppealState.OVERTURNED],
    )


def _medians(
    found: Iterable[Restriction],
    reports: Iterable[Reported],
    told: Iterable[Notice],
    filed: Iterable[Appeal],
) -> Medians:
    holds = (
        (each.decided_at, each.until) for each in found if each.measure in _HELD and each.review is not None
    )
    return Medians(
        hold=_median(holds),
        report=_median((each.at, each.decided_at) for each in reports),
        notice=_median((each.created_at, each.decided_at) for each in told),
        appeal=_median((each.created_at, each.decided_at) for each in filed),
    )


def _median(times: Iterable[tuple[datetime, datetime | None]]) -> float | None:
    lasted = [(end - begin).total_seconds() for begin, end in times if end is not None]
    return round(median(lasted), 1) if lasted else None
