"""Read what became of a site's comments: their scores, and what moderators decided about them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from civiltongue.detectors.own_rules import OwnRules
from civiltongue.domain.evidence import Signal, Submission
from civiltongue.domain.ruling import BY_PEOPLE, RecordedRuling, RulingKind, Verdict
from civiltongue.domain.thread import Revision, Site
from civiltongue.engine.calibration import Way
from civiltongue.engine.foresee import Past
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import Judge
from civiltongue.storage import comments, decisions
from civiltongue.storage.decisions import History

BATCH = 200
"""How many comments are read at once."""

Progress = Callable[[int, int], None]
"""Told how many of how many comments are read."""

_JUDGED = (RulingKind.ENGINE, RulingKind.ADVISORY)
NOT_FROM_THE_TEXT = frozenset({"unsigned", "unverified", "look_alike", "false_signature"})
"""Kinds of signal that hang on more than the text, so that they are not worked out again."""


@dataclass(frozen=True, slots=True)
class PastComment:
    """A comment of the past, the wording that was judged, and whether that wording is still kept."""

    comment_id: str
    revision_id: str
    past: Past


@dataclass(frozen=True, slots=True)
class PastComments:
    """All comments that can be learned from.

    ``rescored`` counts those whose scores were worked out again since they came from other
    versions of the detectors, and ``lost`` those whose text is no longer there to do so.
    """

    comments: tuple[PastComment, ...]
    rescored: int
    lost: int


def read_past(house: House, site: Site, judge: Judge, *, progress: Progress | None = None) -> PastComments:
    """Return every comment that was ever judged, with scores as a judge's detectors give them today."""
    counts = Counter[str]()
    found = tuple(_read(house, site, judge, progress, counts))
    return PastComments(found, rescored=counts["rescored"], lost=counts["lost"])


def _read(
    house: House, site: Site, judge: Judge, progress: Progress | None, counts: Counter[str]
) -> Iterator[PastComment]:
    kinds = {condition.signal for rule in judge.policy.rules for condition in rule.conditions}
    with house.database.read() as connection:
        total = decisions.count(connection, site.id)
    after, done = "", 0
    while True:
        with house.database.read() as connection:
            batch = decisions.histories(connection, site.id, after=after, most=BATCH)
            pairs = [(one, pair) for one in batch if (pair := judged_and_decided(one.rulings)) is not None]
            old = [judged.revision_id for _, (judged, _) in pairs if _is_old(judged, judge)]
            texts = comments.revisions(connection, site.id, old)
        for one, (judged, decided) in pairs:
            signals = judged.ruling.signals
            if _is_old(judged, judge):
                fresh = _observed(judge, texts.get(judged.revision_id), signals)
                counts["lost" if fresh is None else "rescored"] += 1
                if fresh is None:
                    continue
                signals = fresh
            looked_at = [signal for signal in signals if signal.kind in kinds]
            yield PastComment(one.comment.id, judged.revision_id, _past(one, judged, decided, looked_at))
        if not batch:
            return
        after, done = batch[-1].comment.id, done + len(batch)
        if progress is not None:
            progress(done, max(done, total))


def judged_and_decided(
    ruled: Iterable[RecordedRuling],
) -> tuple[RecordedRuling, RecordedRuling | None] | None:
    """Return the last ruling of the engine, and what a moderator decided last about the same wording.

    Where a moderator decided about an older wording, that wording is the one to learn from.
    """
    known = list(ruled)
    back = (RulingKind.UNDONE, RulingKind.REVERSAL)
    undone = {record.supersedes for record in known if record.kind in back}
    ordered = [record for record in known if record.kind not in BY_PEOPLE or record.id not in undone]
    decided = [
        record
        for record in ordered
        if record.kind in BY_PEOPLE and record.ruling.verdict in (Verdict.PUBLISH, Verdict.REJECT)
    ]
    judged = [record for record in ordered if record.kind in _JUDGED]
    if decided:
        about = [record for record in judged if record.revision_id == decided[-1].revision_id]
        if about:
            return about[-1], decided[-1]
    return (judged[-1], None) if judged else None


def _is_old(judged: RecordedRuling, judge: Judge) -> bool:
    return steady_versions(judged.ruling.versions) != steady_versions(judge.versions)


def steady_versions(versions: Mapping[str, str]) -> dict[str, str]:
    """Return versions without what rules learnt meanwhile, which is no reason to score anything again."""
    return {name: version for name, version in versions.items() if name != OwnRules.name}


def _observed(
    judge: Judge, revision: Revision | None, known: tuple[Signal, ...]
) -> tuple[Signal, ...] | None:
    if revision is None or not revision.visible:
        return None
    seen = judge.observe(Submission(text=revision.visible, links=revision.links)).signals
    return (
        *(signal for signal in seen if signal.kind not in NOT_FROM_THE_TEXT),
        *(signal for signal in known if signal.kind in NOT_FROM_THE_TEXT),
    )


def _past(
    one: History, judged: RecordedRuling, decided: RecordedRuling | None, signals: Iterable[Signal]
) -> Past:
    scores: dict[str, float] = {}
    for signal in signals:
        scores[signal.kind] = max(signal.score, scores.get(signal.kind, 0.0))
    return Past(
        scores=scores,
        reasons=judged.ruling.reasons,
        way=_way(judged.ruling.verdict, reported=one.reported),
        broke=_broke(decided),
    )


def _way(verdict: Verdict, *, reported: bool) -> Way:
    if verdict is Verdict.REJECT:
        return Way.REJECTED
    if verdict is Verdict.HOLD:
        return Way.HELD
    return Way.REPORTED if reported else Way.PUBLISHED


def _broke(decided: RecordedRuling | None) -> str | None:
    if decided is None:
        return None
    if decided.ruling.verdict is Verdict.PUBLISH:
        return ""
    return decided.ruling.rules[0] if decided.ruling.rules else None
