"""A past for the replay's benchmark: comments with full score vectors, as operations would have stored them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.ruling import submission
from benchmarks.ruling_texts import comments as texts
from civiltongue.domain.evidence import Observation, Signal, StoryFacts
from civiltongue.domain.ruling import Reason, RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import (
    Author,
    AuthorKind,
    Comment,
    Format,
    Revision,
    Site,
    Thread,
    ThreadState,
)
from civiltongue.engine.judge import judge
from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import NEW_AUTHOR
from civiltongue.operations.outcome import STATUS_OF
from civiltongue.storage import authors, comments, rulings, schema, threads
from civiltongue.storage.database import Connection

AUTHORS, THREADS, HEARD, BATCH = 5_000, 500, 400, 2_000
DECIDED = 0.03
"""The share of comments that a moderator decided about."""

_Rows = dict[str, list[dict[str, Any]]]


def write_past(house: House, site: Site, number: int) -> None:
    """Store comments over the last year, their scores spread around those of texts that the detectors heard."""
    steady = random.Random(7)
    with house.database.read() as connection:
        in_force = house.in_force(connection, site.id)
    heard = [
        (text, in_force.judge.observe(submission(text, at))) for at, text in enumerate(texts(HEARD, words=60))
    ]
    people = _people(house, site)
    stories = list(_stories(house, site))
    began = house.clock() - timedelta(days=365)
    for first in range(0, number, BATCH):
        rows: _Rows = {name: [] for name in ("comments", "revisions", "rulings", "reasons")}
        for at in range(first, min(first + BATCH, number)):
            text, seen = heard[steady.randrange(HEARD)]
            moment = began + timedelta(days=364) * (at / number)
            ids = [house.id_at(moment) for _ in range(4)]
            comment = _comment(ids, steady.choice(stories), steady.choice(people), moment)
            ruling = judge(
                _spread(seen, steady),
                in_force.policy,
                submission=submission(text, at),
                standing=NEW_AUTHOR,
                now=moment,
                insisted=True,
            )
            decided = steady.random() < (DECIDED if ruling.verdict is Verdict.PUBLISH else 0.6)
            _add(rows, comment, f"{text} {at}", ruling, again=steady.random() if decided else None)
        house.database.write(lambda connection: _store(connection, rows))  # noqa: B023


def _spread(seen: Observation, steady: random.Random) -> Observation:
    """Return an observation with other scores, most of them low and a few high."""
    signals = tuple(
        each if each.kind == "words" else replace(each, score=round(steady.random() ** 12, 4))
        for each in seen.signals
    )
    rare = (Signal("profanity", 0.9),) if steady.random() < 0.01 else ()
    return replace(seen, signals=(*rare, *signals))


def _people(house: House, site: Site) -> list[Author]:
    made = [
        Author(
            id=house.new_id(),
            site_id=site.id,
            name=f"Reader {number}",
            kind=AuthorKind.ACCOUNT,
            verified=True,
            staff=False,
            created_at=house.clock(),
        )
        for number in range(AUTHORS)
    ]

    def work(connection: Connection) -> None:
        for author in made:
            authors.add(connection, author)

    house.database.write(work)
    return made


def _stories(house: House, site: Site) -> Iterator[Thread]:
    for number in range(THREADS):
        thread = Thread(
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
        house.database.write(lambda connection: threads.add(connection, thread))  # noqa: B023
        yield thread


def _comment(ids: list[str], thread: Thread, author: Author, moment: Any) -> Comment:
    return Comment(
        id=ids[0],
        site_id=thread.site_id,
        thread_id=thread.id,
        author_id=author.id,
        parent_id=None,
        root_id=ids[0],
        path=ids[0],
        depth=0,
        status=STATUS_OF[Verdict.PUBLISH],
        revision_id=ids[1],
        ruling_id=ids[2],
        created_at=moment,
        edited_at=None,
        imported=False,
    )


def _add(rows: _Rows, comment: Comment, text: str, ruling: Ruling, *, again: float | None) -> None:
    record = RecordedRuling(
        id=str(comment.ruling_id),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=str(comment.revision_id),
        kind=RulingKind.ENGINE,
        decided_by="engine",
        ruling=ruling,
        insisted=True,
        note="",
        supersedes=None,
        created_at=comment.created_at,
    )
    records = [record]
    if again is not None:
        broke = again < 0.5 and ruling.reasons
        verdict = Verdict.REJECT if broke else Verdict.PUBLISH
        reasons = (Reason(ruling.rules[0], verdict, 1.0),) if broke else ()
        records.append(
            replace(
                record,
                id=comment.id[:-1] + ("0" if comment.id[-1] != "0" else "1"),
                kind=RulingKind.MODERATOR,
                decided_by="operator",
                ruling=Ruling(verdict, reasons, 0, ruling.policy_version),
                supersedes=record.id,
                created_at=comment.created_at + timedelta(hours=2),
            )
        )
    last = records[-1]
    settled = replace(comment, status=STATUS_OF[last.ruling.verdict], ruling_id=last.id)
    revision = Revision(
        id=record.revision_id,
        site_id=comment.site_id,
        comment_id=comment.id,
        number=1,
        source=text,
        format=Format.MARKDOWN,
        html=f"<p>{text}</p>",
        visible=text,
        links=(),
        words=ruling.words,
        consent_version=None,
        created_at=comment.created_at,
    )
    rows["comments"].append(comments.row_of(settled))
    rows["revisions"].append(comments.revision_row_of(revision, fingerprint=0))
    rows["rulings"] += [rulings.row_of(each) for each in records]
    rows["reasons"] += [row for each in records for row in rulings.reason_rows_of(each)]


def _store(connection: Connection, rows: _Rows) -> None:
    for name, made in rows.items():
        if made:
            connection.execute(insert(schema.metadata.tables[name]), made)
