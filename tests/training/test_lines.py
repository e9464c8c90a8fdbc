"""Lines part two kinds of texts, and lie elsewhere in other groups."""

import numpy as np
import pytest

from training.lines import best_line, further_elsewhere

SCORES = np.concatenate([np.linspace(-3.0, -1.0, 50), np.linspace(1.0, 3.0, 50)])
POSITIVE = np.arange(100) >= 50


def test_the_line_lies_in_the_gap_between_two_kinds():
    assert -1.0 <= best_line(SCORES, POSITIVE) <= 1.0


def test_the_line_follows_the_scores():
    assert best_line(SCORES + 2.0, POSITIVE) == pytest.approx(best_line(SCORES, POSITIVE) + 2.0)


def test_where_all_groups_are_alike_the_line_lies_no_further_elsewhere():
    groups = np.tile(np.array(["a", "b"]), 50)

    assert further_elsewhere(SCORES, POSITIVE, groups, "a") == pytest.approx(0.0, abs=0.1)


def test_a_group_with_lower_scores_has_its_line_further_down_than_the_others():
    scores = np.concatenate([SCORES, SCORES, SCORES - 2.0])
    groups = np.repeat(np.array(["a", "b", "c"]), 100)

    further = further_elsewhere(scores, np.tile(POSITIVE, 3), groups, "c")

    assert 1.0 < further < 3.0
