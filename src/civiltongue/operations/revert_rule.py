"""Revert all rulings of one rule in a time: as if the rule had said nothing about those comments."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import AuthorKind, Comment, Site
from civiltongue.errors import BadInput
from civiltongue.operations.adopt_policy import MOST_CHARACTERS
from civiltongue.operations.climb_ladder import climb_ladder
from civiltongue.operations.house import House
from civiltongue.operations.judged import put_in_force
from civiltongue.operations.record import record
from civiltongue.operations.review_comment import tell_decision
from civiltongue.storage import appeals, authors, comments, reverting, rulings
from civiltongue.storage.database import Connection
from civiltongue.storage.reverting import Wanted
from civiltongue.text.visible import check_text
from civiltongue.wording import phrase

BATCH = 50
"""How many comments share one transaction."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """Say what is reverted: the rulings of a rule from a time on and before another.

    ``by_engine`` and ``by_people`` say whose. ``by`` is who reverts, and ``note`` why.
    """

    rule: str
    since: datetime
    until: datetime
    by: str
    note: str = ""
    by_engine: bool = True
    by_people: bool = True

    @property
    def wanted(self) -> Wanted:
        """Return which rulings are meant."""
        kinds = (RulingKind.ENGINE,) if self.by_engine else ()
        return Wanted(
            self.rule,
            self.since,
            self.until,
            (*kinds, RulingKind.MODERATOR) if self.by_people else kinds,
        )


@dataclass(frozen=True, slots=True)
class Reverted:
    """What became of the comments: published, held for another rule, or as they were.

    Other rules keep ``stay`` as they are; of those that are ``gone`` no text is left to publish. It
    ``is_partial`` where it was stopped: each of these is done, and the others are as they were.
    """

    published: int
    held: int
    stay: int
    gone: int
    is_partial: bool = False

    @property
    def comments(self) -> int:
        """Return how many comments were looked at."""
        return self.published + self.held + self.stay + self.gone


@dataclass(frozen=True, slots=True)
class Hearing:
    """Say who hears of each batch and who may stop between two.

    ``told`` hears it inside of the write, in which either all of the batch is reverted or nothing: what
    was done so far, and which comments of the batch were published or held again.
    """

    told: Callable[[Connection, Reverted, Sequence[str]], None] = lambda *_: None
    stops: Callable[[], bool] = lambda: False


def revert_rule(house: House, site: Site, reversal: Reversal, *, hearing: Hearing | None = None) -> Reverted:
    """Take a rule out of every ruling that is in force, in batches: comments and strikes follow, authors are told.

    What other rules say of a comment stands. Asked for again it finds nothing more to do. Raises
    BadInput for a time that ends before it begins, and a note that is too long.
    """
    _check(reversal)
    heard = hearing or Hearing()
    found = Reverted(0, 0, 0, 0)
    for batch in _batches(house, site, reversal):
        if heard.stops():
            found = replace(found, is_partial=True)
            break

        def work(connection: Connection) -> Reverted:
            done = {each: _revert(connection, house, site, each, reversal) for each in batch}  # noqa: B023
            sofar = _added(found, Counter(done.values()))  # noqa: B023
            heard.told(
                connection, sofar, [each for each, what in done.items() if what in {"published", "held"}]
            )
            return sofar

        found = house.database.write(work)
    if found.published or found.held:
        house.database.write(lambda connection: _record(connection, house, site, reversal, found))
    return found


def count_revertible(house: House, site: Site, reversal: Reversal) -> int:
    """Return how many comments a rule holds or rejects by rulings of that time, other rules or not."""
    _check(reversal)
    with house.database.read() as connection:
        return reverting.count(connection, site.id, reversal.wanted)


def _added(found: Reverted, counts: Counter[str]) -> Reverted:
    return Reverted(
        found.published + counts["published"],
        found.held + counts["held"],
        found.stay + counts["stay"],
        found.gone + counts["gone"],
    )


def _check(reversal: Reversal) -> None:
    check_text(reversal.note)
    if reversal.until <= reversal.since:
        raise BadInput("The time ends before it begins.", where="until")
    if len(reversal.note) > MOST_CHARACTERS:
        raise BadInput(f"A note has at most {MOST_CHARACTERS} characters.", where="note", hint="Shorten it.")


def _batches(house: House, site: Site, reversal: Reversal) -> Iterator[list[str]]:
    after = ""
    while True:
        with house.database.read() as connection:
            batch = reverting.in_force(connection, site.id, reversal.wanted, after=after, most=BATCH)
        if not batch:
            return
        yield batch
        after = batch[-1]


def _revert(connection: Connection, house: House, site: Site, comment_id: str, reversal: Reversal) -> str:
    comment = comments.lock(connection, site.id, comment_id)
    ruled = rulings.get(connection, site.id, comment.ruling_id or "") if comment else None
    if comment is None or ruled is None or reversal.rule not in ruled.ruling.rules:
        return "stay"
    author = authors.get(connection, site.id, comment.author_id)
    text = comments.revision(connection, site.id, ruled.revision_id)
    if author is None or author.kind is AuthorKind.ERASED or text is None or not text.visible:
        return "gone"
    others = tuple(
        reason
        for reason in ruled.ruling.reasons
        if reason.rule != reversal.rule and reason.verdict >= Verdict.HOLD
    )
    verdict = max((reason.verdict for reason in others), default=Verdict.PUBLISH)
    if verdict >= ruled.ruling.verdict:
        return "stay"
    now = house.clock()
    undone = RecordedRuling(
        id=house.id_at(now),
        site_id=site.id,
        comment_id=comment.id,
        revision_id=ruled.revision_id,
        kind=RulingKind.REVERSAL,
        decided_by=reversal.by,
        ruling=Ruling(verdict, others, words=0, policy_version=ruled.ruling.policy_version),
        insisted=False,
        note=reversal.note,
        supersedes=ruled.id,
        created_at=now,
    )
    put_in_force(connection, comment, undone)
    record(
        house,
        connection,
        site.id,
        Event.COMMENT_REVERT,
        actor=reversal.by,
        subject=comment.id,
        rule=reversal.rule,
        verdict=verdict.word,
    )
    _end_appeal(connection, house, comment, ruled, reversal)
    tell_decision(connection, house, site, comment, undone)
    climb_ladder(connection, house, site.id, comment.author_id, now=now)
    return "published" if verdict is Verdict.PUBLISH else "held"


def _end_appeal(
    connection: Connection, house: House, comment: Comment, ruled: RecordedRuling, reversal: Reversal
) -> None:
    """Overturn an appeal that is still open about what is reverted."""
    appeal = appeals.about(connection, comment.site_id, [ruled.id]).get(ruled.id)
    if appeal is None or appeal.state is not AppealState.OPEN:
        return
    answer = phrase("desk.reverted_answer")
    state = AppealState.OVERTURNED
    if appeals.decide(connection, appeal, state, answer=answer, by=reversal.by, at=house.clock()):
        record(
            house,
            connection,
            comment.site_id,
            Event.APPEAL_DECIDE,
            actor=reversal.by,
            subject=appeal.id,
            state=state.value,
        )


def _record(connection: Connection, house: House, site: Site, reversal: Reversal, found: Reverted) -> None:
    record(
        house,
        connection,
        site.id,
        Event.RULE_REVERT,
        actor=reversal.by,
        subject=reversal.rule,
        since=reversal.since.isoformat(),
        until=reversal.until.isoformat(),
        published=str(found.published),
        held=str(found.held),
    )
