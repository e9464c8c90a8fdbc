"""Read one item of the queue with everything that a decision needs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.evidence import Signal
from civiltongue.domain.identifier import make_identifier
from civiltongue.domain.moderation import Move, may
from civiltongue.domain.notice import Notice, NoticeState
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RESERVED_REASONS, RecordedRuling, RulingKind, Verdict
from civiltongue.domain.standing import Sanction, Strike
from civiltongue.domain.thread import Comment, Revision, Site, Status, ThreadState
from civiltongue.engine.ladder import Rung, rung
from civiltongue.engine.reports import weight
from civiltongue.operations.house import House
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.operations.sections import places_of
from civiltongue.storage import (
    authors,
    comments,
    glances,
    moderators,
    notes,
    notices,
    reporters,
    rulings,
    violations,
    votes,
    waiting,
)
from civiltongue.storage.database import Connection
from civiltongue.storage.glances import Alike, GivenReport, Glance
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.notes import Note
from civiltongue.storage.violations import Entered
from civiltongue.text.fingerprint import distance

NEAR = 6
"""In how many bits of 64 the fingerprints of nearly the same texts differ at most."""
LOOKED_BACK = timedelta(days=180)
MOST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class Past:
    """What was decided alike: nearly the same words, and the same rule with how often it went which way."""

    near: tuple[Alike, ...]
    rule: str
    of_rule: tuple[Alike, ...]

    @property
    def went(self) -> Counter[str]:
        """Return how often decisions under the rule went which way."""
        return Counter(each.verdict.word for each in self.of_rule)


@dataclass(frozen=True, slots=True)
class About:
    """The author: counts of comments by status, strikes, sanctions, the latest comments."""

    counts: dict[str, int]
    strikes: tuple[Strike, ...]
    entered: tuple[Entered, ...]
    sanctions: tuple[Sanction, ...]
    rung: Rung | None
    latest: tuple[Glance, ...]


@dataclass(frozen=True, slots=True)
class DeskItem:
    """A comment as the desk shows it. ``judged`` is the last ruling with scores, on the wording shown.

    ``moves`` are those that are permitted to the moderator now. ``reports`` come with their weights.
    """

    item: Item
    policy: Policy
    judged: RecordedRuling
    history: tuple[RecordedRuling, ...]
    parent: tuple[Comment, Revision, str] | None
    about: About
    reports: tuple[tuple[GivenReport, float], ...]
    notices: tuple[Notice, ...]
    past: Past
    notes: tuple[Note, ...]
    names: dict[str, str]
    moves: frozenset[Move]
    waits: bool
    votes: int

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that may have been broken, the likeliest first: what a rejection is prefilled with."""
        found = [reason.rule for reason in self.judged.ruling.reasons]
        found += [report.rule for report, _ in self.reports]
        return tuple(dict.fromkeys(rule for rule in found if self.policy.rule(rule) is not None))

    @property
    def scored(self) -> tuple[Signal, ...]:
        """Return what detectors noticed, the highest first; counts are left out."""
        seen = [each for each in self.judged.ruling.signals if each.kind != "words" and each.score >= 0.1]
        return tuple(sorted(seen, key=lambda signal: -signal.score))


def read_desk_item(house: House, site: Site, comment_id: str, moderator: Moderator) -> DeskItem:
    """Return one comment of the site as the desk shows it; raises NotFound.

    What is shown beside it of other comments is of the moderator's sections.
    """
    places = places_of(site, moderator)
    item = read_item(house, site, comment_id)
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
        history = rulings.of_comment(connection, site.id, comment_id)
        judged = [
            each for each in history if each.revision_id == item.revision.id and each.ruling.signals
        ] or [item.ruling]
        is_waiting = waiting.waits(connection, site.id, comment_id) is not None
        return DeskItem(
            item=item,
            policy=policy,
            judged=judged[-1],
            history=tuple(history),
            parent=_parent(connection, item.comment),
            about=_about(connection, house, policy, item.comment, places),
            reports=_reports(connection, site, policy, comment_id),
            notices=tuple(
                notice
                for notice in notices.waiting(connection, site.id)
                if notice.comment_id == comment_id and notice.state is NoticeState.OPEN
            ),
            past=_past(connection, house, item, judged[-1], places),
            notes=tuple(notes.about(connection, site.id, item.author.id, places=places)),
            names={f"moderator:{each.id}": each.name for each in moderators.every(connection, site.id)},
            moves=_permitted(item, policy, moderator),
            waits=is_waiting,
            votes=votes.count(connection, site.id, comment_id),
        )


def _permitted(item: Item, policy: Policy, moderator: Moderator) -> frozenset[Move]:
    """Return what can be done now: what the role permits, and the comment's state has room for."""
    comment = item.comment
    moves = {
        Move.NOTE,
        Move.READ_AUTHOR,
        Move.READ_STORY,
        Move.WARN,
        Move.SUSPEND,
        Move.BAN,
        Move.WITHDRAW_STRIKE,
    }
    if comment.status is not Status.WITHDRAWN:
        moves.add(Move.DECIDE)
    private = {rule.id for rule in policy.rules if rule.private}
    marked = any(reason.spans and reason.rule in private for reason in item.ruling.ruling.reasons)
    if comment.status is not Status.WITHDRAWN and marked:
        moves.add(Move.MASK)
    if comment.status is Status.PUBLISHED:
        moves.add(Move.FEATURE)
    if item.thread.state is not ThreadState.CLOSED:
        moves.add(Move.LOCK_THREAD)
    return frozenset(move for move in moves if may(moderator.role, move, sections=moderator.sections))


def _parent(connection: Connection, comment: Comment) -> tuple[Comment, Revision, str] | None:
    if comment.parent_id is None:
        return None
    parent = comments.get(connection, comment.site_id, comment.parent_id)
    if parent is None or parent.revision_id is None:
        return None
    revision = comments.revision(connection, comment.site_id, parent.revision_id)
    author = authors.get(connection, comment.site_id, parent.author_id)
    return (parent, revision, author.name if author else "") if revision else None


def _about(
    connection: Connection, house: House, policy: Policy, comment: Comment, places: Sequence[str] | None
) -> About:
    site_id, author_id = comment.site_id, comment.author_id
    strikes = policy.strikes(violations.of_author(connection, site_id, author_id))
    return About(
        counts=glances.counts(connection, site_id, author_id),
        strikes=strikes,
        entered=tuple(violations.entered(connection, site_id, author_id)),
        sanctions=authors.sanctions(connection, site_id, author_id),
        rung=rung(strikes, policy.ladder, now=house.clock()) if policy.ladder else None,
        latest=tuple(glances.latest(connection, site_id, author_id, besides=comment.id, places=places)),
    )


def _reports(
    connection: Connection, site: Site, policy: Policy, comment_id: str
) -> tuple[tuple[GivenReport, float], ...]:
    given = glances.reports(connection, site.id, comment_id)
    known = reporters.records(connection, site.id, [report.author_id for report in given]) if given else {}
    weights = {
        reader: weight(right=right, wrong=wrong, wrong_from=policy.reports_wrong_from)
        for reader, (right, wrong) in known.items()
    }
    return tuple((report, weights[report.author_id]) for report in given)


def _past(
    connection: Connection, house: House, item: Item, judged: RecordedRuling, places: Sequence[str] | None
) -> Past:
    site_id = item.comment.site_id
    mine = glances.fingerprint(connection, site_id, item.revision.id)
    near = [
        comment_id
        for found, comment_id in (glances.marks(connection, site_id, mine) if mine else ())
        if comment_id != item.comment.id and distance(mine, found) <= NEAR
    ]
    rule = next((each.rule for each in judged.ruling.reasons if each.rule not in RESERVED_REASONS), "")
    after = make_identifier(int((house.clock() - LOOKED_BACK).timestamp() * 1000), 0)
    under = (
        glances.decided_under(connection, site_id, rule, after=after, most=MOST_ALIKE, places=places)
        if rule
        else []
    )
    return Past(
        near=tuple(glances.decided_about(connection, site_id, near[:20], places=places)) if near else (),
        rule=rule,
        of_rule=tuple(each for each in under if each.comment_id != item.comment.id),
    )


def by_a_person(ruling: RecordedRuling) -> bool:
    """Say whether a moderator made a ruling."""
    return ruling.kind is RulingKind.MODERATOR and ruling.ruling.verdict is not Verdict.NUDGE
