"""What an author is told."""

import pytest

from civiltongue.domain.evidence import Span
from civiltongue.domain.policy import Condition
from civiltongue.domain.ruling import FIRST_COMMENTS, TOO_MANY_ATTEMPTS, UNJUDGED, Reason, Ruling, Verdict
from civiltongue.domain.standing import Standing
from civiltongue.engine.statement import Phrase, statement
from tests.engine.making import a_failure, a_policy, a_rule, a_ruling, a_signal


def test_a_statement_quotes_the_rule_and_marks_the_words():
    policy = a_policy(a_rule(message="Speak of the matter.", private=True), contact="desk@lantern.example")

    told = statement(a_ruling(a_signal("insult", 0.9, (4, 8)), policy=policy), policy)

    (reason,) = told.reasons
    assert told.verdict is Verdict.REJECT
    assert told.words_shown
    assert (reason.rule, reason.number, reason.title) == ("insults", 1, "Insults")
    assert (reason.public, reason.message) == ("Be kind.", "Speak of the matter.")
    assert reason.spans == (Span(4, 8),)
    assert reason.private
    assert told.next == Phrase("statement.reject_next_contact", {"contact": "desk@lantern.example"})


def test_a_rule_without_a_message_of_its_own_gets_one_for_the_verdict():
    told = statement(a_ruling(a_signal("insult", 0.5)), a_policy())

    assert told.reasons[0].message == Phrase("statement.nudge_message")


def test_a_message_may_name_the_word_count_and_the_limit():
    rule = a_rule(
        conditions=(Condition(signal="words", reject=401),),
        message="{words} words; the limit is {limit}. {x}",
    )
    policy = a_policy(rule)

    told = statement(a_ruling(a_signal("words", 412.0), policy=policy), policy)

    assert told.reasons[0].message == "412 words; the limit is 400. {x}"


def test_a_milder_reason_beside_a_harsher_one_keeps_its_own_message():
    policy = a_policy(a_rule(), a_rule("noise", number=2, conditions=(Condition(signal="spam", hold=0.5),)))

    told = statement(a_ruling(a_signal("insult", 0.9), a_signal("spam"), policy=policy), policy)

    assert [reason.message for reason in told.reasons] == [
        Phrase("statement.reject_message"),
        Phrase("statement.hold_message"),
    ]


def test_after_too_many_attempts_no_words_are_shown_or_spoken_of():
    standing = Standing(published=9, recent_rejections=5)
    policy = a_policy(a_rule(message="The words marked here are an insult."))
    ruling = a_ruling(a_signal("insult", 0.9, (4, 8)), standing=standing, policy=policy)

    told = statement(ruling, policy)

    assert not told.words_shown
    assert told.reasons[0].message == Phrase("statement.hold_message")
    assert TOO_MANY_ATTEMPTS in [reason.rule for reason in told.reasons]
    assert all(reason.spans == () for reason in told.reasons)
    assert ruling.reasons[0].spans == (Span(4, 8),)


@pytest.mark.parametrize(
    ("signals", "spans", "message"),
    [
        ((), (), Phrase("statement.person_message")),
        ((), (Span(4, 8),), "The words marked here are an insult."),
        (("reports",), (), Phrase("statement.hold_message")),
        (("notice",), (), Phrase("statement.hold_message")),
    ],
)
def test_where_a_person_marked_no_words_none_are_spoken_of(signals, spans, message):
    rule = a_rule(message="The words marked here are an insult.")
    decided = Reason(rule.id, Verdict.HOLD, 1.0, signals=signals, spans=spans)
    ruling = Ruling(Verdict.HOLD, (decided,), words=9, policy_version="1")

    assert statement(ruling, a_policy(rule)).reasons[0].message == message


def test_the_engines_own_reasons_are_told_only_where_they_stand():
    policy = a_policy(hold_first=1)
    new = Standing(published=0)

    held = statement(a_ruling(policy=policy, standing=new, failures=[a_failure()]), policy)
    rejected = statement(a_ruling(a_signal("insult", 0.9), policy=policy, standing=new), policy)

    assert [reason.rule for reason in held.reasons] == [FIRST_COMMENTS, UNJUDGED]
    assert [reason.number for reason in held.reasons] == [None, None]
    assert [reason.rule for reason in rejected.reasons] == ["insults"]


def test_a_rule_that_is_gone_is_still_accounted_for():
    told = statement(a_ruling(a_signal("insult", 0.9)), a_policy(a_rule("another")))

    assert told.reasons[0].title == Phrase("statement.gone_rule_title")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_its_own_summary(verdict):
    score = {Verdict.PUBLISH: 0.0, Verdict.NUDGE: 0.5, Verdict.HOLD: 0.7, Verdict.REJECT: 0.9}[verdict]

    told = statement(a_ruling(a_signal("insult", score)), a_policy())

    assert told.verdict is verdict
    assert told.summary == Phrase(f"statement.{verdict.word}_summary", {"publication": "The Lantern"})
