"""Rules in a publisher's own words learn from decisions: at adoption, and when somebody asks."""

import pytest

from civiltongue.domain.evidence import Submission
from civiltongue.domain.ruling import Verdict
from civiltongue.errors import PolicyInvalid
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.learn_rules import Learnt, learn_rules
from civiltongue.operations.measure_rule import measure_rule
from civiltongue.storage.database import Database
from tests.houses import Setting
from tests.operations.pasts import Given, a_paper, remember

RULE = """
  - id: no-spoilers
    number: 3
    title: No spoilers
    public: Do not tell how a film or a book ends.
    conditions:
      - {signal: like:no-spoilers, hold: 0.6}
    shadow: false
    breaks:
      - In the end the butler did it, so do not bother with the last episode.
      - She dies in the final chapter and he marries the sister.
    keeps:
      - The acting in the first half hour was marvellous.
"""
ENDINGS = ("the butler", "her sister", "the captain", "his aunt", "the doctor", "a ghost")
TOPICS = ("the lamps", "the camera", "the music", "the market", "the actors", "a bridge")


@pytest.fixture
def setting(any_database: Database) -> Setting:
    return a_paper(any_database, more=RULE)


def a_past(count: int) -> list[Given]:
    broke = [f"It ends when {ENDINGS[n % 6]} dies in scene {n}." for n in range(count)]
    kept = [f"I liked {TOPICS[n % 6]} in number {n} a lot." for n in range(count)]
    return [
        *(Given(0.5, Verdict.HOLD, "no-spoilers", text) for text in broke),
        *(Given(0.5, Verdict.HOLD, "", text) for text in kept),
    ]


def like(setting: Setting, text: str) -> float:
    with setting.house.database.read() as connection:
        judge = setting.house.in_force(connection, setting.site.id).judge
    return judge.observe(Submission(text)).score("like:no-spoilers")


def in_force(setting: Setting):
    with setting.house.database.read() as connection:
        return setting.house.in_force(connection, setting.site.id).policy


def test_a_comment_like_the_examples_is_held(setting: Setting) -> None:
    outcome = setting.submit(text="The captain dies in the final chapter, and the butler did it.")

    assert outcome.ruling is not None
    assert outcome.ruling.rules == ("no-spoilers",)
    assert outcome.ruling.verdict is Verdict.HOLD
    assert setting.submit().ruling.verdict is Verdict.PUBLISH


def test_what_is_learnt_counts_at_once(setting: Setting) -> None:
    text = "Somebody told me about the trailer of part 99."
    before = like(setting, text)
    remember(setting, a_past(30))
    trailers = [f"Somebody told me about the trailer of part {n}." for n in range(20)]
    remember(setting, [Given(0.5, Verdict.HOLD, "no-spoilers", trailer) for trailer in trailers])

    learnt = learn_rules(setting.house, setting.site, in_force(setting))

    assert learnt == (Learnt("no-spoilers", 50, 30),)
    assert max(before, 0.8) < like(setting, text)
    assert like(setting, "I liked the lamps in number 99 a lot.") < 0.2


def test_a_version_that_is_adopted_has_learnt_before_it_is_in_force(setting: Setting) -> None:
    remember(setting, a_past(30))

    adopt_policy(setting.house, setting.site, newer(setting), by="operator")

    assert like(setting, "It ends when the captain dies in scene 99.") > 0.8


def newer(setting: Setting) -> str:
    return in_force(setting).source.replace('version: "few"', 'version: "newer"')


def test_rejecting_needs_fifty_decisions_and_ten_of_them_rejections(setting: Setting) -> None:
    rejecting = newer(setting).replace(
        "like:no-spoilers, hold: 0.6", "like:no-spoilers, reject: 0.95, hold: 0.6"
    )
    remember(setting, a_past(24))
    with pytest.raises(PolicyInvalid, match="48 decisions: it cannot reject"):
        adopt_policy(setting.house, setting.site, rejecting, by="operator")

    remember(setting, a_past(1))
    adopt_policy(setting.house, setting.site, rejecting, by="operator")

    assert in_force(setting).version == "newer"
    assert like(setting, "It ends when the captain dies in scene 99.") > 0.8


def test_many_publications_and_few_rejections_are_too_few(setting: Setting) -> None:
    remember(setting, [*a_past(9), *(Given(0.1, Verdict.HOLD, "", f"Fine number {n}.") for n in range(60))])

    found = measure_rule(setting.house, setting.site, "no-spoilers")

    assert (found.broke, found.kept) == (9, 69)
    assert not found.may_reject


def test_the_measured_precision_comes_from_scores_that_were_held_out(setting: Setting) -> None:
    remember(setting, a_past(40))
    learn_rules(setting.house, setting.site, in_force(setting))

    found = measure_rule(setting.house, setting.site, "no-spoilers")

    assert found.by_examples
    assert found.learnt == 80
    assert found.may_reject
    (condition,) = found.conditions
    assert condition.signal == "like:no-spoilers"
    assert condition.decisions == 80
    assert condition.points[-1].precision.decisions == 80
