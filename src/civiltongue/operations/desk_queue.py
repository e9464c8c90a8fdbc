"""Read the queue in order of harm and age, narrowed down as a link says."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from civiltongue.domain.moderation import Move, in_sections, may
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.engine.harm import harm, severities
from civiltongue.engine.reports import weight
from civiltongue.operations.house import House
from civiltongue.storage import appeals, claims, desk_claims, inquiries, notices, reporters, waiting
from civiltongue.storage.database import Connection
from civiltongue.storage.desk_claims import Looking
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.waiting import Row
from civiltongue.text.language import guess_languages

COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is wanted; every field is one parameter of a link, empty for any.

    ``hours`` is how long an item has waited at least, ``score`` the least score of its worst reason.
    """

    rule: str = ""
    story: str = ""
    section: str = ""
    author: str = ""
    language: str = ""
    cause: str = ""
    hours: str = ""
    score: str = ""

    @property
    def query(self) -> str:
        """Return the parameters that say so, for a link that can be kept."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in known.items() if value})

    def without(self, name: str) -> "Wanted":
        """Return the same without one of its fields."""
        return replace(self, **{name: ""})

    @property
    def about_comments_alone(self) -> bool:
        """Say whether something is wanted that only comments have."""
        return any((self.rule, self.story, self.section, self.author, self.language, self.score))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that waits. ``kind`` is ``comment``, ``notice``, ``appeal``, ``claim`` or ``inquiry``.

    ``cause`` is that of a comment in the queue, else its kind. ``path`` is where it is decided, behind
    ``/desk/<site>``. ``reports`` counts readers, ``weight`` what their reports weigh together.
    ``looking`` is another moderator. ``says`` is what somebody wrote who asks for a decision.
    """

    kind: str
    id: str
    cause: str
    since: datetime
    harm: float
    path: str
    row: Row | None = None
    url: str = ""
    title: str = ""
    reasons: tuple[tuple[str, float], ...] = ()
    reports: int = 0
    weight: float = 0.0
    notices: int = 0
    looking: Looking | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What waits as it was wanted, the most urgent first, and beside it everything that waits, in no order."""

    entries: tuple[Entry, ...]
    everything: tuple[Entry, ...]

    @property
    def by(self) -> dict[str, Counter[str]]:
        """Return how much waits in all, by rule, cause and story."""
        return {
            "rule": Counter(
                rule for entry in self.everything for rule in {rule for rule, _ in entry.reasons}
            ),
            "cause": Counter(entry.cause for entry in self.everything),
            "story": Counter(entry.row.thread_id for entry in self.everything if entry.row),
        }

    @property
    def stories(self) -> dict[str, str]:
        """Return the titles of the stories that something waits under, by their threads."""
        return {entry.row.thread_id: entry.title for entry in self.everything if entry.row}


def read_desk_queue(house: House, site: Site, moderator: Moderator, wanted: Wanted) -> Listed:
    """Return what waits for a moderator: of their sections, and what their role lets them decide."""
    now = house.clock()
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
        entries = _comments(connection, site, policy, moderator, now)
        if not wanted.about_comments_alone:
            entries += _others(connection, site, moderator)
        if wanted.language:
            entries = _in_language(connection, site, entries, wanted.language)
    found = [entry for entry in entries if _is_wanted(entry, wanted, now)]
    found.sort(key=lambda entry: (-round(entry.harm, 1), entry.since, entry.id))
    return Listed(tuple(found), tuple(entries))


def _comments(
    connection: Connection, site: Site, policy: Policy, moderator: Moderator, now: datetime
) -> list[Entry]:
    reasons = waiting.reasons(connection, site.id)
    reported = waiting.reporters(connection, site.id)
    readers = sorted({reader for found in reported.values() for reader in found})
    records = reporters.records(connection, site.id, readers) if readers else {}
    weights = {
        reader: weight(right=right, wrong=wrong, wrong_from=policy.reports_wrong_from)
        for reader, (right, wrong) in records.items()
    }
    noticed = waiting.noticed(connection, site.id)
    looking = desk_claims.of_site(connection, site.id, now)
    found, severe = [], severities(policy)
    rows = list(waiting.rows(connection, site.id))
    stories = waiting.stories(connection, site.id, {row.thread_id for row in rows})
    seen = {thread_id for thread_id, (url, _) in stories.items() if moderator.sees(url)}
    for row in rows:
        if row.thread_id not in seen:
            continue
        url, title = stories[row.thread_id]
        against = tuple(sorted(reasons.get(row.comment_id, ()), key=_by_score))
        by = reported.get(row.comment_id, ())
        weighs, number = sum(weights[reader] for reader in by), noticed.get(row.comment_id, 0)
        who = looking.get(row.comment_id)
        found.append(
            Entry(
                kind=COMMENT,
                id=row.comment_id,
                cause=row.cause,
                since=row.since,
                harm=harm(against, severe, reports=weighs, notices=number),
                path=f"/comments/{row.comment_id}",
                row=row,
                url=url,
                title=title or url,
                reasons=against,
                reports=len(by),
                weight=weighs,
                notices=number,
                looking=who if who and who.moderator_id != moderator.id else None,
            )
        )
    return found


def _by_score(reason: tuple[str, float]) -> float:
    return -reason[1]


def _others(connection: Connection, site: Site, moderator: Moderator) -> list[Entry]:
    """Return open notices, appeals, claims and inquiries; who is limited to sections sees none of them here."""
    if moderator.sections:
        return []
    found = []
    if may(moderator.role, Move.READ_NOTICES):
        found += [
            Entry("notice", each.id, "notice", each.created_at, 2.0, f"/notices/{each.id}", says=each.text)
            for each in notices.waiting(connection, site.id)
        ]
    if may(moderator.role, Move.READ_APPEALS):
        found += [
            Entry("appeal", each.id, "appeal", each.created_at, 1.0, f"/appeals/{each.id}", says=each.text)
            for each in appeals.waiting(connection, site.id)
        ]
        found += [
            Entry(
                "appeal",
                each.id,
                "appeal",
                each.due_at(0),
                1.0,
                f"/notices/{each.id}",
                says=each.appeal.text if each.appeal else "",
            )
            for each in notices.appealed(connection, site.id)
        ]
    if may(moderator.role, Move.DECIDE_CLAIM):
        found += [
            Entry("claim", each.id, "claim", each.created_at, 0.1, "/claims", says=each.text)
            for each in claims.waiting(connection, site.id)
        ]
    if may(moderator.role, Move.ANSWER_INQUIRY):
        found += [
            Entry(
                "inquiry", each.id, "inquiry", each.created_at, 0.1, f"/inquiries/{each.id}", says=each.text
            )
            for each in inquiries.waiting(connection, site.id)
        ]
    return found


def _in_language(connection: Connection, site: Site, entries: list[Entry], language: str) -> list[Entry]:
    rows = [entry.row for entry in entries if entry.row]
    texts = waiting.beginnings(connection, site.id, [row.revision_id for row in rows])
    return [
        entry
        for entry in entries
        if entry.row and language in languages_of(texts.get(entry.row.revision_id, ""))
    ]


@lru_cache(maxsize=20_000)
def languages_of(text: str) -> frozenset[str]:
    """Return the languages that the beginning of a text is likely in."""
    return guess_languages(text, least=2)


def _is_wanted(entry: Entry, wanted: Wanted, now: datetime) -> bool:
    if wanted.cause and wanted.cause != entry.cause:
        return False
    if wanted.hours and now - entry.since < timedelta(hours=_number(wanted.hours)):
        return False
    if not wanted.about_comments_alone:
        return True
    row = entry.row
    if row is None:
        return False
    return (
        wanted.story in {"", row.thread_id}
        and wanted.author in {"", row.author_id}
        and (not wanted.rule or any(rule == wanted.rule for rule, _ in entry.reasons))
        and (not wanted.section or in_sections(entry.url, [wanted.section]))
        and (not wanted.score or any(score >= _number(wanted.score) for _, score in entry.reasons))
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
