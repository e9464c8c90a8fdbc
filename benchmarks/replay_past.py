"""A past for the replay's benchmark: comments with full score vectors, as operations would have stored them."""

import random
from dataclasses import replace
from datetime import timedelta

from benchmarks.past import add_rows, keep_stories, no_rows, people, ruled_comment, store
from benchmarks.ruling import submission
from benchmarks.ruling_texts import comments as texts
from civiltongue.domain.evidence import Observation, Signal, StoryFacts
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Site, Thread, ThreadState
from civiltongue.engine.judge import judge
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import NEW_AUTHOR
from civiltongue.operations.outcome import STATUS_OF

AUTHORS, THREADS, HEARD, BATCH = 5_000, 500, 400, 2_000
DECIDED = 0.03
"""The share of comments that a moderator decided about."""


def write_past(house: House, site: Site, number: int) -> None:
    """Store comments over the last year, their scores spread around those of texts that the detectors heard."""
    steady = random.Random(7)
    with house.database.read() as connection:
        in_force = house.in_force(connection, site.id)
    heard = [
        (text, in_force.judge.observe(submission(text, at))) for at, text in enumerate(texts(HEARD, words=60))
    ]
    readers, stories = people(house, site, AUTHORS), _stories(house, site)
    began = house.clock() - timedelta(days=365)
    for first in range(0, number, BATCH):
        rows = no_rows()
        for at in range(first, min(first + BATCH, number)):
            text, seen = heard[steady.randrange(HEARD)]
            moment = began + timedelta(days=364) * (at / number)
            ruling = judge(
                _spread(seen, steady),
                in_force.policy,
                submission=submission(text, at),
                standing=NEW_AUTHOR,
                now=moment,
                insisted=True,
            )
            where = (steady.choice(stories), steady.choice(readers))
            comment, revision, record = ruled_comment(house, where, f"{text} {at}", ruling, at=moment)
            records = [replace(record, insisted=True)]
            if steady.random() < (DECIDED if ruling.verdict is Verdict.PUBLISH else 0.6):
                records.append(_decided(house, record, broke=steady.random() < 0.5))
            last = records[-1]
            settled = replace(comment, status=STATUS_OF[last.ruling.verdict], ruling_id=last.id)
            add_rows(rows, settled, revision, records)
        house.database.write(lambda connection: store(connection, rows))  # noqa: B023


def _spread(seen: Observation, steady: random.Random) -> Observation:
    """Return an observation with other scores, most of them low and a few high."""
    signals = tuple(
        each if each.kind == "words" else replace(each, score=round(steady.random() ** 12, 4))
        for each in seen.signals
    )
    rare = (Signal("profanity", 0.9),) if steady.random() < 0.01 else ()
    return replace(seen, signals=(*rare, *signals))


def _decided(house: House, record: RecordedRuling, *, broke: bool) -> RecordedRuling:
    """Return what a moderator decided two hours after the engine: that the comment broke its rule, or none."""
    ruling = record.ruling
    rejected = broke and bool(ruling.reasons)
    verdict = Verdict.REJECT if rejected else Verdict.PUBLISH
    reasons = (Reason(ruling.rules[0], verdict, 1.0),) if rejected else ()
    at = record.created_at + timedelta(hours=2)
    return replace(
        record,
        id=house.id_at(at),
        kind=RulingKind.MODERATOR,
        decided_by="operator",
        ruling=Ruling(verdict, reasons, 0, ruling.policy_version),
        supersedes=record.id,
        created_at=at,
    )


def _stories(house: House, site: Site) -> list[Thread]:
    made = [
        Thread(
            id=house.new_id(),
            site_id=site.id,
            key=f"id:{number}",
            url="",
            facts=StoryFacts("The harbour lamps", "Rhea Cole", ("Edwin Sarkell",)),
            trusted=True,
            state=ThreadState.OPEN,
            version=1,
            created_at=house.clock(),
        )
        for number in range(THREADS)
    ]
    return keep_stories(house, made)
