"""Statements of reasons in words."""

import pytest

from civiltongue.domain.ruling import RESERVED_REASONS, Reason, Ruling, Verdict
from civiltongue.engine.statement import statement
from civiltongue.operations.word_statement import in_words
from tests.engine.making import a_policy, a_ruling, a_signal


def test_a_statement_has_the_shape_that_the_api_promises():
    told = in_words(
        statement(a_ruling(a_signal("insult", 0.9, (4, 8))), a_policy()),
        rules_url="https://lantern.example/rules",
    )

    assert told["verdict"] == "reject"
    assert told["words_shown"] is True
    assert told["rules_url"] == "https://lantern.example/rules"
    assert all(isinstance(told[key], str) and told[key] for key in ("title", "summary", "next"))
    (reason,) = told["reasons"]
    assert reason == {
        "rule": "insults",
        "number": 1,
        "title": "Insults",
        "public": "Be kind.",
        "message": "These words break this rule.",
        "spans": [{"start": 4, "end": 8}],
    }


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("contact", ["", "desk@lantern.example"])
def test_every_verdict_and_every_reason_of_the_engine_has_words(verdict, contact):
    reasons = tuple(
        Reason(rule, verdict, 1.0) for rule in [*sorted(RESERVED_REASONS), "gone-rule", "insults"]
    )
    ruling = Ruling(verdict=verdict, reasons=reasons, words=3, policy_version="1")

    told = in_words(statement(ruling, a_policy(contact=contact)))

    assert len(told["reasons"]) == len(reasons)
    assert all(reason["message"] and reason["title"] and reason["public"] for reason in told["reasons"])
    assert verdict is not Verdict.REJECT or contact in told["next"]


def test_a_hold_says_that_it_is_no_accusation():
    told = in_words(statement(a_ruling(a_signal("insult", 0.7)), a_policy()))

    assert "no accusation" in told["summary"]


def test_a_language_without_a_catalogue_falls_back_to_english():
    told = statement(a_ruling(a_signal("insult", 0.7)), a_policy())

    assert in_words(told, language="xx") == in_words(told)
