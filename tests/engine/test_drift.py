"""What detectors notice is compared between two times."""

import pytest

from civiltongue.engine.drift import FEWEST, STRONG, drifts


def _comments(number: int, *, loud: int) -> list[dict[str, float]]:
    return [{"insult": 0.9, "words": 40.0} if count < loud else {"words": 12.0} for count in range(number)]


def test_the_same_scores_have_not_drifted() -> None:
    (drift,) = drifts(_comments(200, loud=20), _comments(400, loud=40))

    assert drift.signal == "insult"
    assert drift.index == pytest.approx(0.0)
    assert drift.then == drift.now == pytest.approx(0.1)


def test_twice_as_many_insults_are_seen_and_the_most_changed_comes_first() -> None:
    then = [{**comment, "spam": 0.2} for comment in _comments(200, loud=20)]
    now = [{**comment, "spam": 0.2} for comment in _comments(200, loud=100)]

    first, second = drifts(then, now)

    assert first.signal == "insult"
    assert first.index > STRONG
    assert second.index == pytest.approx(0.0)


def test_too_few_comments_are_not_compared() -> None:
    assert drifts(_comments(FEWEST - 1, loud=1), _comments(500, loud=400)) == ()


def test_a_score_of_one_and_one_that_was_never_heard_are_counted() -> None:
    (drift,) = drifts([{}] * FEWEST, [{"spam": 1.0}] * FEWEST)

    assert drift.index > STRONG
    assert (drift.then, drift.now) == (0.0, 1.0)
