"""Thresholds change in a file; comments, quotes and line breaks stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile import KINDS, default
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.rewrite import Threshold, next_version, shown, with_thresholds

FILE = """\
publication: The Lantern   # our paper
version: "7"
consent: I agree.
rules:
  - id: insults
    number: 1
    title: Be kind
    public: Be kind.
    conditions:
      - {signal: insult, reject: 0.80, hold: 0.6}   # as measured in May
      - signal: threat
        hold:    0.5
"""


def test_only_the_numbers_and_the_version_change() -> None:
    changed = {Threshold("insults", 0, "reject"): 0.912, Threshold("insults", 1, "hold"): 0.4}

    draft = with_thresholds(FILE, changed, version="8")

    expected = FILE.replace('"7"', '"8"').replace("0.80", "0.912").replace("0.5\n", "0.4\n")
    assert draft == expected


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
def test_line_breaks_and_a_byte_order_mark_stay(breaks: str, mark: str) -> None:
    text = mark + FILE.replace("\n", breaks)

    draft = with_thresholds(text, {Threshold("insults", 0, "hold"): 0.55}, version="8")

    assert draft == text.replace('"7"', '"8"').replace("0.6}", "0.55}")


@pytest.mark.parametrize("kind", KINDS)
@given(factor=st.floats(0.5, 0.99))
def test_a_draft_of_shipped_rules_is_read_with_the_new_numbers(kind: str, factor: float) -> None:
    text = default(kind)
    policy = load_policy(text)
    changed = {
        Threshold(rule.id, number, key): round(old * factor, 3)
        for rule in policy.rules
        for number, condition in enumerate(rule.conditions)
        if condition.signal not in (None, "words", rule.own_signal)
        for key in ("reject", "hold", "nudge")
        if (old := getattr(condition, key)) is not None
    }

    read = load_policy(with_thresholds(text, changed, version="draft"))

    assert read.version == "draft"
    for place, new in changed.items():
        rule = read.rule(place.rule)
        assert rule is not None
        assert getattr(rule.conditions[place.condition], place.key) == float(shown(new))


def test_a_threshold_that_is_not_in_the_file_is_refused() -> None:
    with pytest.raises(KeyError):
        with_thresholds(FILE, {Threshold("insults", 1, "reject"): 0.9}, version="8")


def test_a_value_that_is_written_with_escapes_is_refused() -> None:
    with pytest.raises(PolicyInvalid, match="line 2"):
        with_thresholds(FILE.replace('"7"', '"\\x37"'), {}, version="8")


def test_a_version_that_was_used_is_not_used_again() -> None:
    assert next_version("7", ["7"]) == "7-calibrated-1"
    assert next_version("7-calibrated-1", ["7"]) == "7-calibrated-2"
    assert next_version("7", ["7-calibrated-1"]) == "7-calibrated-2"
    assert len(next_version("v" * 40, [])) <= 40
