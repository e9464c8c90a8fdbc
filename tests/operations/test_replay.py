"""A draft is replayed over the past: what it would change, by which rule, and whether people would agree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.engine.replay import Change, Decided
from civiltongue.errors import BadInput, PolicyInvalid
from civiltongue.operations import replay as replaying
from civiltongue.operations.replay import Listening, Replayed, Scope, replay
from civiltongue.operations.replay_evidence import Work
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.policyfile import default
from civiltongue.storage import audit, comments
from civiltongue.storage.database import Connection, Database
from civiltongue.storage.replaying import Window
from tests.houses import CIVIL, NOON, SWEARING, Setting
from tests.operations.pasts import RULES, Given, a_paper, remember

STRICTER = RULES.replace("reject: 0.8, hold: 0.6", "reject: 0.7, hold: 0.5")
OWN_TERMS = """\
  - id: no-ferries
    number: 3
    title: No ferries
    public: No ferries.
    terms: [ferry]
    then: reject
"""


@pytest.fixture
def paper(any_database: Database) -> Setting:
    return a_paper(any_database)


def replayed(
    setting: Setting, draft: str = RULES, scope: Scope | None = None, heard: Listening | None = None
) -> Replayed:
    return replay(setting.house, setting.site, draft, scope or Scope(), heard=heard)


def test_the_rules_in_force_change_nothing_and_agree_with_the_record(setting: Setting) -> None:
    for text in (
        CIVIL,
        SWEARING,
        "You are an idiot if you believe a word of that.",
        "Ring the sawmill owner at home on 01632 960123.",
    ):
        setting.submit(text=text)

    found = replayed(setting, default("newsroom"))

    assert (found.read, found.comparison.compared, found.comparison.changed) == (4, 4, 0)
    assert found.work == {Work.REUSED: 4, Work.RERUN: 0, Work.RESCORED: 0}
    assert found.comparison.rules == {}
    on_record = {Verdict.PUBLISH: 0, Verdict.NUDGE: 0, Verdict.HOLD: 0, Verdict.REJECT: 0}
    with setting.house.database.read() as connection:
        for outcome, count in _by_verdict(connection, setting).items():
            on_record[outcome] = count
    assert {verdict: found.comparison.so_many(verdict, after=False) for verdict in Verdict} == on_record


def _by_verdict(connection: Connection, setting: Setting) -> dict[Verdict, int]:
    counts: dict[Verdict, int] = {}
    for entry in audit.entries(connection, setting.site.id):
        if entry.event.value == "comment:submit":
            verdict = Verdict.of(entry.details["verdict"])
            counts[verdict] = counts.get(verdict, 0) + 1
    return counts


def test_lower_thresholds_tell_which_comments_would_change_by_which_rule(paper: Setting) -> None:
    remember(paper, [*[Given(0.75, Verdict.HOLD)] * 3, *[Given(0.55, Verdict.PUBLISH)] * 2, Given(0.1)])

    found = replayed(paper, STRICTER)

    assert found.comparison.changed == 5
    assert found.comparison.verdicts[Verdict.HOLD, Verdict.REJECT] == 3
    assert found.comparison.verdicts[Verdict.PUBLISH, Verdict.HOLD] == 2
    assert found.comparison.rules["personal-attack"] == {
        (Verdict.HOLD, Verdict.REJECT): 3,
        (Verdict.PUBLISH, Verdict.HOLD): 2,
    }
    assert found.work[Work.REUSED] == 6
    assert {change.rules for change in found.changes} == {("personal-attack",)}


def test_it_is_held_against_what_people_decided(paper: Setting) -> None:
    remember(
        paper,
        [
            Given(0.75, Verdict.HOLD, "personal-attack"),
            Given(0.75, Verdict.HOLD, ""),
            Given(0.55, Verdict.PUBLISH, ""),
            Given(0.9, Verdict.REJECT, "personal-attack"),
            Given(0.55, Verdict.PUBLISH, "profanity"),
        ],
    )

    compared = replayed(paper, STRICTER).comparison

    assert (compared.before.right, compared.before.asked, compared.before.wrong) == (2, 2, 1)
    assert (compared.after.right, compared.after.asked, compared.after.wrong) == (2, 2, 1)
    assert (compared.better, compared.worse) == (2, 2)


def test_new_words_of_a_rule_are_looked_for_in_the_text(paper: Setting) -> None:
    remember(paper, [Given(0.1, Verdict.PUBLISH, text="The ferry was late."), Given(0.1, Verdict.PUBLISH)])

    found = replayed(paper, RULES + OWN_TERMS)

    assert found.work == {Work.REUSED: 0, Work.RERUN: 2, Work.RESCORED: 0}
    assert [(change.after, change.rules) for change in found.changes] == [(Verdict.REJECT, ("no-ferries",))]


def test_words_that_a_rule_gives_up_stop_nothing_any_more(any_database: Database) -> None:
    paper = a_paper(any_database, more=OWN_TERMS)
    paper.submit(text="The ferry was late.")
    paper.submit(text="The bus was late.")

    found = replayed(paper, RULES + OWN_TERMS.replace("ferry", "bus"))

    assert found.work[Work.RERUN] == 2
    assert {(change.before, change.after) for change in found.changes} == {
        (Verdict.REJECT, Verdict.PUBLISH),
        (Verdict.PUBLISH, Verdict.REJECT),
    }


def test_regions_and_languages_let_the_house_hear_again_but_not_the_model(setting: Setting) -> None:
    setting.submit(text="Ring him on 030 901820 about the lamps.")

    other = replayed(setting, default("newsroom").replace("regions: [GB, US]", "regions: [DE]"))
    more = replayed(setting, default("newsroom").replace("languages: [en]", "languages: [en, de]"))

    assert (other.work[Work.RERUN], other.work[Work.RESCORED]) == (1, 0)
    assert (more.work[Work.RERUN], more.work[Work.RESCORED], more.comparison.changed) == (1, 0, 0)


def test_scores_of_another_model_are_worked_out_again_and_lost_text_is_said(paper: Setting) -> None:
    remember(paper, [Given(0.9, Verdict.HOLD)] * 2, versions={"toxicity": "0"})
    remember(paper, [Given(0.9, Verdict.HOLD, text="")], versions={"toxicity": "0"})

    found = replayed(paper)

    assert (found.work[Work.RESCORED], found.lost) == (2, 1)
    assert found.comparison.so_many(Verdict.PUBLISH, after=True) == 2


def test_a_stopped_replay_gives_what_it_has(paper: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "BATCH", 4)
    remember(paper, [Given(0.75, Verdict.HOLD)] * 10)
    told: list[tuple[int, int]] = []

    found = replayed(
        paper, STRICTER, heard=Listening(lambda *done: told.append(done), lambda: len(told) == 2)
    )

    assert told == [(4, 10), (8, 10)]
    assert found.is_partial
    assert (found.read, found.total, found.comparison.changed) == (8, 10, 8)


def test_only_the_newest_or_those_of_a_time_are_read(setting: Setting) -> None:
    setting.submit(text=SWEARING)
    setting.clock.pass_by(days=2)
    for number in range(3):
        setting.submit(text=f"{CIVIL} {number}")
    draft = default("newsroom")

    assert replayed(setting, draft, Scope(last=2)).total == 2
    later = Window(since=NOON + timedelta(days=1))
    assert replayed(setting, draft, Scope(later)).comparison.so_many(Verdict.REJECT, after=True) == 0
    assert replayed(setting, draft, Scope(Window(until=later.since))).total == 1


def test_the_ladder_of_the_draft_meets_authors_where_they_stood_then(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    first = setting.submit(author, text=CIVIL)
    assert first.comment is not None
    setting.clock.pass_by(minutes=5)
    review_comment(
        setting.house,
        setting.site,
        Review(first.comment.id, Verdict.REJECT, "operator", rule="personal-attack"),
    )
    setting.clock.pass_by(minutes=5)
    setting.submit(author, text=f"{CIVIL} Please.")
    setting.submit(other, text=f"{CIVIL} Thanks.")
    draft = default("newsroom").replace(
        "    - {at: 2, then: warning}\n", "    - {at: 1, then: suspension, hours: 24}\n"
    )

    found = replayed(setting, draft)

    assert [(change.before, change.after, change.rules) for change in found.changes] == [
        (Verdict.PUBLISH, Verdict.REJECT, ("repeat",))
    ]


def test_first_comments_wait_where_the_draft_says_so(setting: Setting) -> None:
    author = setting.an_author()
    for number in range(3):
        setting.submit(author, text=f"{CIVIL} {number}")

    found = replayed(
        setting, default("newsroom").replace("# first_comments: {hold: 1}", "first_comments: {hold: 2}")
    )

    assert found.comparison.verdicts[Verdict.PUBLISH, Verdict.HOLD] == 2


def test_conditions_that_ask_for_more_than_scores_are_answered(setting: Setting) -> None:
    setting.submit(text="See [this](https://a.example/x) and [that](https://b.example/y), please.")
    draft = default("newsroom").replace(
        "    strikes: 0.5\n",
        "    strikes: 0.5\n".replace("strikes", "strikes"),
    )
    asks = draft.replace(
        "      - {signal: profanity, reject: 0.8, hold: 0.6}\n",
        "      - {signal: profanity, reject: 0.8, hold: 0.6}\n      - {when: links > 1, then: hold}\n",
        1,
    )

    assert replayed(setting, asks).comparison.verdicts[Verdict.PUBLISH, Verdict.HOLD] == 1


def test_nothing_is_written(setting: Setting) -> None:
    outcome = setting.submit(text=SWEARING)
    assert outcome.comment is not None
    with setting.house.database.read() as connection:
        before = audit.entries(connection, setting.site.id)

    replayed(setting, default("hobby-blog"))

    with setting.house.database.read() as connection:
        assert comments.get(connection, setting.site.id, outcome.comment.id) == outcome.comment
        assert audit.entries(connection, setting.site.id) == before
    assert setting.version == "1"


def test_a_bad_draft_and_a_scope_that_makes_no_sense_are_refused(setting: Setting) -> None:
    with pytest.raises(PolicyInvalid, match="the draft:"):
        replayed(setting, default("newsroom").replace("reject: 0.8", "reject: often", 1))
    with pytest.raises(BadInput):
        Scope(last=0)
    with pytest.raises(BadInput):
        Scope(Window(since=NOON, until=NOON))


def test_a_change_is_for_the_better_where_it_comes_nearer_to_what_people_decided() -> None:
    change = Change("c", Verdict.HOLD, Verdict.REJECT, ("a",), Decided(Verdict.REJECT, "a"))

    assert change.is_for_the_better is True
    assert replace(change, decided=Decided(Verdict.PUBLISH)).is_for_the_better is False
    assert replace(change, decided=None).is_for_the_better is None
