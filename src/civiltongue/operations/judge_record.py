"""Judge or score a comment that comes as a record, without a site: the library and the command."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from civiltongue.domain.evidence import SCORE_KINDS, Observation, Span
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import Reason
from civiltongue.errors import Unavailable
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.told_standing import standing_of
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.record import read_record


def judge(record: object, *, policy: Policy | None = None) -> dict[str, Any]:
    """Return the verdict on a record and every reason, by a policy or else by the newsroom's.

    The record is ``{"id", "text", "author": {"name", "verified"}, "story": {"title", "author",
    "people"}, "staff", "known_authors", "standing": [{"rule", "at", "overturned"}], "now"}``, of which
    only ``text`` must be there; ``standing`` are the author's violations so far, for the ladder, and
    ``now`` is the time to judge at (ISO 8601 with an offset). The answer is ``{"id", "verdict", "words", "reasons": [{"rule", "verdict", "score", "signals", "spans":
    [{"start", "end"}]}]}``; spans are code points of the text. Raises BadInput.
    """
    read = read_record(record)
    judge_it = _judge_by(policy)
    standing = standing_of(read.violations, judge_it.policy)
    ruling = judge_it(read.submission, standing=standing, now=read.now or datetime.now(UTC))
    return {
        "id": read.id,
        "verdict": ruling.verdict.word,
        "words": ruling.words,
        "reasons": [_reason(reason) for reason in ruling.reasons],
    }


def score(record: object) -> dict[str, Any]:
    """Return the scores of a record in [0, 1], and where in its text they come from.

    The answer is ``{"id", "scores": {…}, "spans": [{"signal", "start", "end"}]}`` with every kind
    of :data:`~civiltongue.domain.evidence.SCORE_KINDS`. Raises BadInput, and Unavailable where a
    detector failed, since a score that leaves something out would mislead.
    """
    read = read_record(record)
    observation = _default_judge().observe(read.submission)
    if observation.failures:
        names = ", ".join(failure.detector for failure in observation.failures)
        raise Unavailable("not every detector answered.", where=names)
    return {
        "id": read.id,
        "scores": {kind: round(observation.score(kind), 4) for kind in SCORE_KINDS},
        "spans": [{"signal": kind, **_span(span)} for kind, span in _scored_spans(observation)],
    }


def _scored_spans(observation: Observation) -> list[tuple[str, Span]]:
    found = {
        (signal.kind, span)
        for signal in observation.signals
        for span in signal.spans
        if signal.kind in SCORE_KINDS
    }
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "verdict": reason.verdict.word,
        "score": round(reason.score, 4),
        "signals": list(reason.signals),
        "spans": [_span(span) for span in reason.spans],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _judge_by(policy: Policy | None) -> Judge:
    return _default_judge() if policy is None else _judge_of(policy)


@cache
def _default_judge() -> Judge:
    return Judge(load_policy(default()))


@lru_cache(maxsize=8)
def _judge_of(policy: Policy) -> Judge:
    return Judge(policy)
