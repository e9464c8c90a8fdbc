"""Comments in many languages for the desk's benchmark: most published, some held, reported or decided."""

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from civiltongue.domain.evidence import Signal, Span, StoryFacts
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
from civiltongue.operations.house import House
from civiltongue.operations.outcome import STATUS_OF
from civiltongue.storage import authors, comments, queue, rulings, schema, threads
from civiltongue.storage.database import Connection
from civiltongue.text.fingerprint import fingerprint

AUTHORS, THREADS, BATCH = 2_000, 200, 2_000
REPORTED, DECIDED = 600, 2_500
WORDS = {
    "ar": "المدينة الميناء المصابيح ليلة قارب رصيف عمدة سؤال جواب طريق مال قديم جديد لأن الناس",
    "de": "der hafen und die lampen sind nicht neu weil das geld für den steg wieder fehlt sagt man hier",
    "en": "the harbour lamps and the money for the quay are not new because they said it would be there again",
    "es": "el puerto y las lámparas no son nuevas porque el dinero para la ciudad está muy lejos de aquí",
    "fr": "le port et les lampes ne sont pas dans la ville parce que l’argent pour le quai est très loin",
    "hi": "शहर बंदरगाह दीपक रात नाव महापौर सवाल जवाब रास्ता पैसा पुराना नया क्योंकि लोग यहाँ",
    "it": "il porto e le lampade non sono nella città perché il denaro per la banchina è molto lontano",
    "ja": "港 の 灯り は 古い です が 市長 は 新しい 船 を 買い ました なぜ でしょう か",
    "ko": "항구의 등불은 오래되었지만 시장은 새 배를 샀습니다 왜 그런가요 사람들은 묻습니다",
    "nl": "de haven en het geld voor de kade zijn niet nieuw want dat zei men hier ook al wel eens",
    "pl": "port i lampy nie są nowe bo pieniądze na nabrzeże są już w drodze jak się tu mówi",
    "pt": "o porto e as lâmpadas não são novas porque o dinheiro para a cidade está muito longe daqui",
    "ru": "порт и фонари не новые потому что деньги на причал уже в пути как здесь говорят люди",
    "sv": "hamnen och lamporna är inte nya för att pengarna till kajen är på väg som det sägs här",
    "th": "ท่าเรือ และ โคมไฟ เก่า แล้ว แต่ นายกเทศมนตรี ซื้อ เรือ ใหม่ ทำไม",
    "zh": "港口 的 灯 很 旧 但是 市长 买 了 新 船 为什么 大家 都 在 问",
}
KINDS = {
    "profanity": "profanity",
    "personal-attack": "insult",
    "harassment": "threat",
    "defamation": "accusation",
    "racism": "racism",
    "privacy": "private_facts",
    "inappropriate": "spam",
}


def write_desk_past(house: House, site: Site, number: int, *, waiting: int) -> list[str]:
    """Store so many comments, so many of them held; returns the ids of a few that wait."""
    steady = random.Random(11)
    people, stories = _people(house, site), _stories(house, site)
    with house.database.read() as connection:
        version = house.in_force(connection, site.id).policy.version
    every = max(1, number // waiting)
    began, held = house.clock() - timedelta(days=30), []
    for first in range(0, number, BATCH):
        rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("comments", "revisions", "rulings", "reasons")
        }
        wait: list[tuple[str, Any]] = []
        for at in range(first, min(first + BATCH, number)):
            moment = began + timedelta(days=29) * (at / number)
            verdict = Verdict.HOLD if at % every == 0 else Verdict.PUBLISH
            comment, revision, ruling = _one(
                house, steady, (steady.choice(stories), steady.choice(people)), moment, verdict
            )
            record = _record(comment, ruling, version)
            rows["comments"].append(comments.row_of(comment))
            mark = fingerprint(revision.visible)
            rows["revisions"].append(comments.revision_row_of(revision, fingerprint=mark))
            rows["rulings"].append(rulings.row_of(record))
            rows["reasons"] += rulings.reason_rows_of(record)
            if verdict is Verdict.HOLD:
                wait.append((comment.id, moment))
        house.database.write(lambda connection: _store(connection, site, rows, wait))  # noqa: B023
        held += [comment_id for comment_id, _ in wait]
    house.database.write(lambda connection: _report(connection, house, site, held, people, steady))
    return held


def _one(
    house: House, steady: random.Random, where: tuple[Thread, Author], moment: Any, verdict: Verdict
) -> tuple[Comment, Revision, Ruling]:
    thread, author = where
    words = WORDS[steady.choice(sorted(WORDS))].split()
    text = " ".join(steady.choice(words) for _ in range(steady.randrange(8, 90)))
    ids = [house.id_at(moment) for _ in range(3)]
    comment = Comment(
        id=ids[0],
        site_id=thread.site_id,
        thread_id=thread.id,
        author_id=author.id,
        parent_id=None,
        root_id=ids[0],
        path=ids[0],
        depth=0,
        status=STATUS_OF[verdict],
        revision_id=ids[1],
        ruling_id=ids[2],
        created_at=moment,
        edited_at=None,
        imported=False,
    )
    revision = Revision(
        id=ids[1],
        site_id=thread.site_id,
        comment_id=ids[0],
        number=1,
        source=text,
        format=Format.MARKDOWN,
        html=f"<p>{text}</p>",
        visible=text,
        links=(),
        words=len(text.split()),
        consent_version=None,
        created_at=moment,
    )
    scores = tuple(Signal(kind, round(steady.random() ** 8, 4)) for kind in KINDS.values())
    reasons = []
    if verdict is Verdict.HOLD:
        for rule in steady.sample(sorted(KINDS), steady.choice((1, 1, 1, 2, 3))):
            start = steady.randrange(max(1, len(text) - 12))
            span = Span(start, min(len(text), start + 10))
            score = round(0.5 + steady.random() / 2, 3)
            reasons.append(Reason(rule, verdict, score, signals=(KINDS[rule],), spans=(span,)))
    return comment, revision, Ruling(verdict, tuple(reasons), revision.words, "", signals=scores)


def _record(comment: Comment, ruling: Ruling, version: str) -> RecordedRuling:
    return RecordedRuling(
        id=str(comment.ruling_id),
        site_id=comment.site_id,
        comment_id=comment.id,
        revision_id=str(comment.revision_id),
        kind=RulingKind.ENGINE,
        decided_by="engine",
        ruling=Ruling(
            ruling.verdict, ruling.reasons, ruling.words, version, ruling.signals, (), {"terms": "3"}
        ),
        insisted=False,
        note="",
        supersedes=None,
        created_at=comment.created_at,
    )


def _store(
    connection: Connection, site: Site, rows: dict[str, list[dict[str, Any]]], wait: list[tuple[str, Any]]
) -> None:
    for name, made in rows.items():
        if made:
            connection.execute(insert(schema.metadata.tables[name]), made)
    for comment_id, since in wait:
        queue.put(connection, site.id, comment_id, cause="held", since=since)


def _report(
    connection: Connection,
    house: House,
    site: Site,
    held: list[str],
    people: list[Author],
    steady: random.Random,
) -> None:
    for comment_id in steady.sample(held, min(REPORTED, len(held))):
        now = house.clock()
        queue.add_report(
            connection,
            site.id,
            report_id=house.id_at(now),
            comment_id=comment_id,
            author_id=steady.choice(people).id,
            rule="inappropriate",
            text="Please look at this.",
            at=now,
        )


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
            authors.add(connection, author, email=f"{author.id}@example.com", email_key=author.id)

    house.database.write(work)
    return made


def _stories(house: House, site: Site) -> list[Thread]:
    made = [
        Thread(
            id=house.new_id(),
            site_id=site.id,
            key=f"id:{number}",
            url=f"https://lantern.example/{('news', 'sport', 'culture')[number % 3]}/{number}.html",
            facts=StoryFacts(f"The harbour lamps, part {number}", "Rhea Cole", ("Edwin Sarkell",)),
            trusted=True,
            state=ThreadState.OPEN,
            version=1,
            created_at=house.clock(),
        )
        for number in range(THREADS)
    ]

    def work(connection: Connection) -> None:
        for thread in made:
            threads.add(connection, thread)

    house.database.write(work)
    return made
