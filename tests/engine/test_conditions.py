"""What expressions may ask, and what they are told."""

import subprocess
import sys

import pytest

from civiltongue.domain.evidence import Link, Span, StoryFacts
from civiltongue.domain.standing import Standing
from civiltongue.engine.conditions import (
    MAX_EXPRESSION,
    ExpressionFailed,
    ExpressionInvalid,
    check_expression,
    facts_of,
    holds,
)
from tests.engine.making import a_signal, a_submission, an_observation, signed


def the_facts(*signals, standing=None, **known):
    return facts_of(an_observation(*signals), a_submission(**known), standing)


def test_all_facts_have_their_names():
    facts = the_facts(
        a_signal("insult", 0.7),
        a_signal("insult", 0.3),
        a_signal("words", 12.0),
        a_signal("rule:own", 1.0),
        standing=Standing(published=4),
        links=(Link("https://a.example", Span(0, 2)),),
        signature=signed("Ada", verified=True),
        story=StoryFacts(title="The bridge", author="Bo", people=("Cy",)),
        language="en",
    )

    for expression in (
        "scores.insult == 0.7 && scores.spam == 0.0",
        'scores["rule:own"] >= 1',
        "words == 12 && links == 1 && published == 4",
        "signed && verified && author.name == 'Ada'",
        "language in ['en', 'de']",
        "story.title.contains('bridge') && story.author == 'Bo'",
        "story.people.exists(person, person == 'Cy')",
    ):
        check_expression(expression, own_signals=["rule:own"])
        assert holds(expression, facts), expression


@pytest.mark.parametrize(
    "expression",
    ["verified", "!verified", "signed", "author.name == ''", "language != 'de'", "published == 0"],
)
def test_what_is_unknown_makes_an_expression_not_hold(expression):
    assert not holds(expression, the_facts())


def test_an_unknown_fact_does_not_matter_where_the_rest_decides():
    assert holds("verified || links == 0", the_facts())


def test_an_unknown_title_is_not_an_empty_one():
    facts = the_facts(story=StoryFacts(author="Bo"))

    assert not holds("story.title == ''", facts)
    assert not holds("has(story.title)", facts)
    assert holds("story.author == 'Bo'", facts)


def test_an_expression_that_fails_with_all_facts_known_is_a_failure():
    with pytest.raises(ExpressionFailed, match="division by zero"):
        holds("1 / words > 0", the_facts())


@pytest.mark.parametrize(
    ("expression", "complaint", "line", "column"),
    [
        ("words >", "it ends too early", 1, 8),
        ("", "it ends too early", 1, 1),
        ("words > 3 &&\n (links", "missing ')' at the end", 2, 8),
        ("wrods > 3", '"wrods" is not a known fact', 1, 1),
        ("words > 3 &&\n scores.insullt > 0.1", '"insullt" is not a known signal', 2, 9),
        ("scores.words > 3.0", '"words" is not a known signal', 1, 8),
        ('scores["rule:nobody"] > 0.1', '"rule:nobody" is not a known signal', 1, 9),
        ("story.titel == 'x'", '"titel" is not a known fact of story', 1, 7),
        ("words + 3", "yes or no", 1, 1),
        ("words > 'three'", "cannot be worked out", 1, 1),
        ("words.startsWith('x')", "cannot be worked out", 1, 1),
        ("sleep(words)", "cannot be worked out", 1, 1),
        ("(" * 200 + "true" + ")" * 200, "not CEL", 1, None),
        ("!" * (MAX_EXPRESSION - 3) + "true", "longer than", 1, 1),
    ],
)
def test_a_wrong_expression_is_refused_with_its_place(expression, complaint, line, column):
    with pytest.raises(ExpressionInvalid) as caught:
        check_expression(expression)

    assert complaint in str(caught.value)
    assert caught.value.line == line
    assert column is None or caught.value.column == column


def test_a_wrong_name_comes_with_the_names_that_are_known():
    with pytest.raises(ExpressionInvalid) as caught:
        check_expression("scores.insullt > 0.5")

    assert caught.value.name == "insullt"
    assert "insult" in caught.value.known


def test_names_that_a_comprehension_binds_are_no_unknown_facts():
    check_expression("story.people.filter(someone, someone != author.name).size() > 2")


def test_the_language_comes_without_its_interactive_shell():
    code = "import sys, civiltongue.engine.conditions; print('prompt_toolkit' in sys.modules, 'cel.cli' in sys.modules)"

    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert shown.stdout.strip() == "False False"
