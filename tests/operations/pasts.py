"""Comments of the past with scores and decisions, stored as operations would have stored them."""

from collections.abc import Iterable
from dataclasses import dataclass

from civiltongue.domain.evidence import Signal
from civiltongue.domain.ruling import Reason, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Status
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.storage import queue, rulings
from civiltongue.storage.database import Connection, Database
from tests.houses import Setting, a_setting
from tests.storage.making import a_thread, an_author, new_comment, new_record, put_comment, settle

RULES = """\
publication: The Lantern
version: "1"   # raised with every change
consent: I agree.
rules:
  - id: personal-attack
    number: 1
    title: Be kind
    public: Be kind.
    conditions:
      - {signal: insult, reject: 0.8, hold: 0.6}   # as measured in May
      - {signal: threat, reject: 0.9, hold: 0.6}
  - id: profanity
    number: 2
    title: Do not swear
    public: Do not swear.
    conditions:
      - {signal: profanity, reject: 0.9}
"""
STATUS = {Verdict.PUBLISH: Status.PUBLISHED, Verdict.HOLD: Status.HELD, Verdict.REJECT: Status.REJECTED}


@dataclass(frozen=True)
class Given:
    """A comment: how it scores, what the engine made of it, and the rule it was rejected under ("": none)."""

    score: float
    verdict: Verdict = Verdict.HOLD
    broke: str | None = None
    text: str = "Good morning."


def a_paper(database: Database, *, more: str = "") -> Setting:
    """Assemble a house with one site under a few rules; ``more`` are lines after them."""
    setting = a_setting(database)
    rules = f"{RULES}{more.removeprefix(chr(10))}"
    adopt_policy(setting.house, setting.site, rules.replace('version: "1"', 'version: "few"'), by="operator")
    return setting


def remember(
    setting: Setting,
    given: Iterable[Given],
    *,
    kind: str = "insult",
    rule: str = "personal-attack",
    versions: dict[str, str] | None = None,
) -> None:
    """Store comments of the past in one transaction."""
    thread = a_thread(setting.house.database, setting.site)
    author = an_author(setting.house.database, setting.site, f"Reader {thread.id}")
    with setting.house.database.read() as connection:
        in_force = setting.house.in_force(connection, setting.site.id)
    current = in_force.judge.versions if versions is None else versions

    def work(connection: Connection) -> None:
        for one in given:
            comment = put_comment(connection, new_comment(thread, author), STATUS[one.verdict], text=one.text)
            reasons = (Reason(rule, one.verdict, one.score, (kind,)),) if one.verdict else ()
            ruling = Ruling(
                one.verdict, reasons, 2, in_force.policy.version, (Signal(kind, one.score),), versions=current
            )
            judged = new_record(comment, ruling)
            rulings.add(connection, judged)
            if one.broke is None:
                continue
            verdict = Verdict.REJECT if one.broke else Verdict.PUBLISH
            why = (Reason(one.broke, verdict, 1.0),) if one.broke else ()
            decided = Ruling(verdict, why, 0, in_force.policy.version)
            by = {"kind": RulingKind.MODERATOR, "decided_by": "operator", "supersedes": judged.id}
            rulings.add(connection, new_record(comment, decided, **by))
            settle(connection, comment, STATUS[verdict])
            queue.take(connection, comment.site_id, comment.id)

    setting.house.database.write(work)
