"""A rule in a publisher's own words: from examples alone, then from decisions."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiltongue.detectors.observe import observe
from civiltongue.detectors.own_rules import OwnRules, learn_rule, ordinary_comments
from civiltongue.detectors.own_rules_features import Seen, look, together
from civiltongue.detectors.own_rules_lesson import Lesson, read_lesson, write_lesson
from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Rule
from tests.detectors.meanings import meaning_of_words

SPOILER = "In the last chapter the gardener is the thief, and the sister leaves on the ferry."
CIVIL = "The council should publish the survey before it votes."
ENDINGS = ("the gardener", "a sister", "the captain", "his brother", "her aunt", "the ghost", "a thief")
TOPICS = ("the lamps", "a bus", "the market", "our library", "the weather", "a bridge", "the school")


def a_rule(**differing: object) -> Rule:
    values: dict[str, object] = {
        "id": "no-spoilers",
        "number": 1,
        "title": "No spoilers",
        "public": "Do not tell how a story ends in the last chapter.",
        "breaks": (Submission(SPOILER), Submission("The ghost is her brother, it ends in a wedding.")),
        "keeps": (Submission("The first chapter is very good."), Submission("Who wrote the story?")),
    }
    return Rule(**{**values, **differing})  # type: ignore[arg-type]


def decided(count: int) -> list[tuple[str, bool]]:
    broke = [f"It ends when {ENDINGS[n % 7]} dies in chapter {n}." for n in range(count)]
    kept = [f"I walked past {TOPICS[n % 7]} in year {n} and liked it." for n in range(count)]
    return [*((text, True) for text in broke), *((text, False) for text in kept)]


def score(lesson: Lesson, text: str) -> float:
    return lesson.score(look(text, meaning_of_words(text)))


def test_a_text_like_the_examples_scores_higher_than_an_ordinary_one() -> None:
    lesson = learn_rule(a_rule(), embed=meaning_of_words)

    assert score(lesson, "The gardener is the thief in the last chapter.") > 0.7
    assert score(lesson, CIVIL) < 0.5


def test_ordinary_comments_score_low() -> None:
    lesson = learn_rule(a_rule(), embed=meaning_of_words)
    scores = [lesson.score(seen) for seen in ordinary_comments(meaning_of_words)]

    assert np.mean([each >= 0.5 for each in scores]) < 0.1


def test_a_rule_without_examples_that_keep_it_is_judged_all_the_same() -> None:
    lesson = learn_rule(a_rule(keeps=()), embed=meaning_of_words)

    assert score(lesson, SPOILER) > score(lesson, CIVIL)


def test_decisions_teach_what_examples_do_not_say() -> None:
    text = "It ends when the captain dies in chapter 77."
    before = learn_rule(a_rule(), embed=meaning_of_words)
    after = learn_rule(a_rule(), decided(40), embed=meaning_of_words)

    assert score(after, text) > 0.8
    assert score(after, text) > score(before, text)
    assert score(after, "I walked past the lamps in year 90 and liked it.") < 0.2


def test_scores_of_decided_texts_are_held_out() -> None:
    known = decided(20)
    lesson = learn_rule(a_rule(), known, embed=meaning_of_words)

    assert len(lesson.held_out) == len(known)
    odd = [*known, ("I walked past the lamps in year 3 and liked it.", True)]
    surprised = learn_rule(a_rule(), odd, embed=meaning_of_words)
    assert surprised.held_out[-1] < 0.5


def test_too_few_decisions_teach_nothing() -> None:
    few = learn_rule(a_rule(), decided(4), embed=meaning_of_words)
    none = learn_rule(a_rule(), embed=meaning_of_words)

    assert few.held_out == ()
    assert score(few, SPOILER) == score(none, SPOILER)


def test_the_same_texts_give_the_same_lesson() -> None:
    one, other = (learn_rule(a_rule(), decided(12), embed=meaning_of_words) for _ in range(2))

    assert write_lesson(one) == write_lesson(other)


@pytest.mark.parametrize("count", [0, 12])
def test_a_lesson_that_is_written_and_read_scores_the_same(count: int) -> None:
    lesson = learn_rule(a_rule(), decided(count), embed=meaning_of_words)
    read = read_lesson(write_lesson(lesson))

    for text in (SPOILER, CIVIL, "", "?!"):
        assert abs(score(read, text) - score(lesson, text)) < 0.001


def test_the_detector_raises_one_signal_for_each_rule_and_no_span() -> None:
    detector = OwnRules([a_rule(), a_rule(id="no-ghosts")], embed=meaning_of_words)

    found = observe(Submission(SPOILER), [detector])

    assert [signal.kind for signal in found.signals] == ["like:no-spoilers", "like:no-ghosts"]
    assert all(signal.spans == () for signal in found.signals)
    assert not found.failures


def test_a_site_without_such_rules_pays_nothing() -> None:
    def refuse(_text: str) -> object:
        raise AssertionError("nothing needs a meaning")

    detector = OwnRules([], embed=refuse)  # type: ignore[arg-type]

    assert observe(Submission(SPOILER), [detector]).signals == ()


def test_another_lesson_is_another_version() -> None:
    lesson = learn_rule(a_rule(), decided(12), embed=meaning_of_words)

    before = OwnRules([a_rule()], embed=meaning_of_words)
    after = OwnRules([a_rule()], lessons={"no-spoilers": lesson}, embed=meaning_of_words)

    assert before.version != after.version
    assert before.version == OwnRules([a_rule()], embed=meaning_of_words).version


@cache
def a_lesson() -> Lesson:
    return learn_rule(a_rule(), decided(8), embed=meaning_of_words)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_a_score_from_0_to_1(text: str) -> None:
    assert 0.0 <= score(a_lesson(), text) <= 1.0


@given(st.lists(st.sampled_from(["spoiler", "lamps", "the", "captain!", "?"]), min_size=1, max_size=6))
def test_a_sum_of_texts_is_worth_the_sum_of_them(words: list[str]) -> None:
    parts: list[Seen] = [look(word, meaning_of_words(word)) for word in words]
    probe = look(SPOILER, meaning_of_words(SPOILER))

    whole = together(parts, [1.0] * len(parts)).of(probe)

    assert abs(whole - sum(together([part], [1.0]).of(probe) for part in parts)) < 1e-6
