"""Records in, verdicts and scores out: the library."""

from dataclasses import replace

import pytest

import civiltongue
from civiltongue.domain.evidence import SCORE_KINDS, Failure, Observation
from civiltongue.domain.policy import Condition
from civiltongue.errors import BadInput, Unavailable
from civiltongue.operations import judge_record
from civiltongue.operations.judge_submission import Judge
from tests.engine.making import a_policy, a_rule

LONG = "word " * 401


def test_a_good_comment_is_published_without_reasons():
    assert civiltongue.judge({"id": "c1", "text": "The new timetable works."}) == {
        "id": "c1",
        "verdict": "publish",
        "words": 4,
        "reasons": [],
    }


def test_a_reason_names_rule_verdict_score_signals_and_spans():
    answer = civiltongue.judge({"id": 7, "text": f"We met on Monday. {LONG}"})

    (reason,) = [reason for reason in answer["reasons"] if reason["rule"] == "length"]
    assert (answer["id"], answer["verdict"], answer["words"]) == (7, "reject", 405)
    assert (reason["verdict"], reason["score"], reason["signals"]) == ("reject", 405, ["words"])
    assert all(0 <= span["start"] < span["end"] <= len(LONG) + 18 for span in reason["spans"])
    assert reason["spans"]


def test_a_policy_of_ones_own_judges_instead_of_the_newsrooms():
    policy = a_policy(a_rule("brief", conditions=(Condition(signal="words", hold=3),)), hold_first=9)

    answer = civiltongue.judge({"text": "One two three."}, policy=policy)

    assert (answer["id"], answer["verdict"]) == (None, "hold")
    assert [reason["rule"] for reason in answer["reasons"]] == ["brief"]


def test_policies_with_the_same_name_and_version_are_not_mixed_up():
    mild = a_policy(a_rule("brief", conditions=(Condition(signal="words", hold=3),)))
    strict = replace(mild, rules=(a_rule("brief", conditions=(Condition(signal="words", reject=3),)),))
    record = {"text": "One two three."}

    verdicts = [civiltongue.judge(record, policy=policy)["verdict"] for policy in (mild, strict, mild)]

    assert verdicts == ["hold", "reject", "hold"]


def test_every_score_is_always_there_and_in_its_range():
    answer = civiltongue.score({"id": "c1", "text": "You are an idiot, see https://a.example."})

    assert answer["id"] == "c1"
    assert tuple(answer["scores"]) == SCORE_KINDS
    assert all(0 <= score <= 1 for score in answer["scores"].values())
    assert all(list(span) == ["signal", "start", "end"] for span in answer["spans"])
    assert all(span["signal"] in SCORE_KINDS for span in answer["spans"])


def test_a_score_that_would_leave_a_detector_out_is_refused(monkeypatch):
    class Halted(Judge):
        def observe(self, submission):
            return Observation(failures=(Failure("spam", "MemoryError"),))

    monkeypatch.setattr(judge_record, "_default_judge", lambda: Halted(a_policy()))

    with pytest.raises(Unavailable, match="spam"):
        judge_record.score({"text": "x"})


@pytest.mark.parametrize("ask", [civiltongue.judge, civiltongue.score])
@pytest.mark.parametrize("record", [None, [], {}, {"text": 3}, {"text": "\0"}, {"text": "x", "more": 1}])
def test_a_wrong_record_is_refused(ask, record):
    with pytest.raises(BadInput):
        ask(record)


@pytest.mark.parametrize("text", ["", " ", "\u202e" * 50, "e" + "\u0301" * 10_000, "\U0010ffff", "\r\n\t"])
def test_any_readable_text_is_judged_and_scored(text):
    assert civiltongue.judge({"text": text})["verdict"] in {"publish", "nudge", "hold", "reject"}
    assert civiltongue.score({"text": text})["scores"]


def test_what_the_author_did_before_counts_by_the_ladder():
    history = [
        {"rule": "harassment", "at": "2026-02-28T20:00:00Z"},
        {"rule": "racism", "at": "2026-02-28T21:00Z"},
    ]
    record = {"text": "The new timetable works.", "now": "2026-03-01T12:00:00+00:00", "standing": history}

    barred = civiltongue.judge(record)
    earlier = civiltongue.judge({**record, "now": "2026-02-28T19:00:00+00:00"})
    overturned = civiltongue.judge(
        {**record, "standing": [{**violation, "overturned": True} for violation in history]}
    )

    assert barred["verdict"] == "reject"
    assert [reason["rule"] for reason in barred["reasons"]] == ["repeat"]
    assert earlier["verdict"] == overturned["verdict"] == "publish"


@pytest.mark.parametrize(
    ("given", "where", "says"),
    [
        ({"standing": "profanity"}, "standing", "a list"),
        ({"standing": ["profanity"]}, "standing[0]", "an object"),
        ({"standing": [{"rule": "profanity"}]}, "standing[0].at", "missing"),
        ({"standing": [{"at": "2026-02-28T20:00Z"}]}, "standing[0].rule", "missing"),
        ({"standing": [{"rule": "profanty", "at": "2026-02-28T20:00Z"}]}, "standing[0].rule", "no such rule"),
        ({"standing": [{"rule": "profanity", "at": "yesterday"}]}, "standing[0].at", "not a time"),
        ({"standing": [{"rule": "profanity", "at": "2026-02-28T20:00"}]}, "standing[0].at", "offset"),
        (
            {"standing": [{"rule": "profanity", "at": "0001-01-01T00:00+23:00"}]},
            "standing[0].at",
            "out of range",
        ),
        (
            {"standing": [{"rule": "profanity", "at": "2026-02-28T20:00Z", "overturned": "no"}]},
            "standing[0].overturned",
            "true or false",
        ),
        ({"standing": [{"rule": "profanity", "when": 1}]}, "standing[0].when", "no such field"),
        ({"standing": [{}] * 10_001}, "standing", "10,000"),
        ({"now": 1234}, "now", "a text"),
    ],
)
def test_a_history_that_cannot_be_read_is_refused_at_its_place(given, where, says):
    with pytest.raises(BadInput) as refused:
        civiltongue.judge({"text": "Hello.", **given})

    assert refused.value.where == where
    assert says in str(refused.value)
