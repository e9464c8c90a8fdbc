"""Comments in many languages for the desk's benchmark: most published, some held, reported or decided."""

import random
from datetime import timedelta

from benchmarks.past import Rows, add_rows, keep_stories, no_rows, people, ruled_comment, store
from civiltongue.domain.evidence import Signal, Span, StoryFacts
from civiltongue.domain.ruling import Reason, Ruling, Verdict
from civiltongue.domain.thread import Author, Comment, Site, Thread, ThreadState
from civiltongue.operations.house import House
from civiltongue.storage import queue
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
    readers, stories = people(house, site, AUTHORS), _stories(house, site)
    with house.database.read() as connection:
        version = house.in_force(connection, site.id).policy.version
    every = max(1, number // waiting)
    began, held = house.clock() - timedelta(days=30), []
    for first in range(0, number, BATCH):
        rows, wait = no_rows(), []
        for at in range(first, min(first + BATCH, number)):
            moment = began + timedelta(days=29) * (at / number)
            text = _text(steady)
            ruling = _ruling(text, steady, version, held=at % every == 0)
            where = (steady.choice(stories), steady.choice(readers))
            comment, revision, record = ruled_comment(house, where, text, ruling, at=moment)
            add_rows(rows, comment, revision, [record], fingerprint=fingerprint(text))
            if ruling.verdict is Verdict.HOLD:
                wait.append(comment)
        house.database.write(lambda connection: _store(connection, site, rows, wait))  # noqa: B023
        held += [comment.id for comment in wait]
    house.database.write(lambda connection: _report(connection, house, site, held, readers, steady))
    return held


def _text(steady: random.Random) -> str:
    words = WORDS[steady.choice(sorted(WORDS))].split()
    return " ".join(steady.choice(words) for _ in range(steady.randrange(8, 90)))


def _ruling(text: str, steady: random.Random, version: str, *, held: bool) -> Ruling:
    """Return what the engine may have said of a text: with scores, and with reasons where it is held."""
    verdict = Verdict.HOLD if held else Verdict.PUBLISH
    scores = tuple(Signal(kind, round(steady.random() ** 8, 4)) for kind in KINDS.values())
    reasons = []
    for rule in steady.sample(sorted(KINDS), steady.choice((1, 1, 1, 2, 3))) if held else ():
        start = steady.randrange(max(1, len(text) - 12))
        span = Span(start, min(len(text), start + 10))
        score = round(0.5 + steady.random() / 2, 3)
        reasons.append(Reason(rule, verdict, score, signals=(KINDS[rule],), spans=(span,)))
    return Ruling(verdict, tuple(reasons), len(text.split()), version, scores, (), {"terms": "3"})


def _store(connection: Connection, site: Site, rows: Rows, wait: list[Comment]) -> None:
    store(connection, rows)
    for comment in wait:
        queue.put(connection, site.id, comment.id, cause="held", since=comment.created_at)


def _report(
    connection: Connection,
    house: House,
    site: Site,
    held: list[str],
    readers: list[Author],
    steady: random.Random,
) -> None:
    for comment_id in steady.sample(held, min(REPORTED, len(held))):
        now = house.clock()
        queue.add_report(
            connection,
            site.id,
            report_id=house.id_at(now),
            comment_id=comment_id,
            author_id=steady.choice(readers).id,
            rule="inappropriate",
            text="Please look at this.",
            at=now,
        )


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
    return keep_stories(house, made)
