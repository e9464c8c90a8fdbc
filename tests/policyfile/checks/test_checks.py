"""Each check finds what it is for, at its place, and says how to mend it."""

from datetime import timedelta

import phonenumbers
import pytest

from civiltongue.domain.ladder import Ladder, Step
from civiltongue.domain.standing import SanctionKind
from civiltongue.policyfile.checks.regions import REGIONS
from civiltongue.policyfile.load import read_policy
from tests.policyfile.making import HEAD, RULE, a_file, problems_of, the_policy, the_problem


@pytest.mark.parametrize(
    ("rule", "at", "message", "hint"),
    [
        # keys
        ("mesage: x\n", "mesage", '"mesage" is not a key of a rule', '"message"'),
        ("conditions: [{signal: insult, hold: 0.5, rejekt: 0.8}]\n", "rejekt", "of a condition", '"reject"'),
        ("breaks: [{text: x, autor: {name: y}}]\n", "autor", "of an example", '"author"'),
        ("breaks: [{text: x, author: {nmae: y}}]\n", "nmae", "of the author", '"name"'),
        # missing
        ("breaks: [{author: {name: y}}]\n", "{author", 'an example has no "text"', "text:"),
        # values
        ("strikes: many\n", "many", "not a number", "in digits"),
        ("strikes: 101\n", "101", "out of range", "from 0 to 100"),
        ("strikes: nan\n", "nan", "not a number", "in digits"),
        ("private: yes\n", "yes", "neither true nor false", "true or false"),
        ("message:\n", "", "there is no value", "take the key out"),
        ('message: ""\n', '""', "the text is empty", "take the key out"),
        ("message: [a]\n", "[a]", "a single value", "cannot be a list"),
        ("message: " + "x" * 2001 + "\n", "xxx", "2001 characters", "At most 2000"),
        ("after_nudge: reject\n", "reject", "cannot stand here", "publish, hold"),
        ("breaks: x\n", "x", "a list must stand here", "[one, another]"),
        ("conditions: [x]\n", "x", "a condition must be a mapping", "signal"),
        ('breaks: ["a\\0b"]\n', '"a\\0b"', "NUL", "Take"),
        # signals
        ("conditions: [{signal: insults, hold: 0.5}]\n", "insults", "no detector raises", '"insult"'),
        ('conditions: [{signal: "rule:x", hold: 0.5}]\n', '"rule:x"', "no detector raises", "`terms`"),
        # thresholds
        ("conditions: [{signal: insult, hold: 1.5}]\n", "1.5", "no score reaches", "0 to 1"),
        ("conditions: [{signal: insult, hold: 0}]\n", "0}", "every comment reaches", "above 0"),
        ("conditions: [{signal: words, hold: 9.5}]\n", "9.5", "whole numbers", "whole number"),
        (
            "conditions: [{signal: insult, hold: 0.5, reject: 0.5}]\n",
            "0.5,",
            "never comes about",
            "lower than",
        ),
        (
            "conditions: [{signal: insult, nudge: 0.9, reject: 0.5}]\n",
            "0.9",
            "never comes about",
            "lower than",
        ),
        # consequences
        ("conditions: [{}]\n", "{}", "looks at nothing", "signal"),
        ("conditions: [{then: hold}]\n", "{then", "looks at nothing", "signal"),
        ("conditions: [{signal: insult}]\n", "{signal", "nothing follows", "threshold"),
        (
            "conditions: [{signal: insult, hold: 0.5, then: hold}]\n",
            "then",
            "`when` alone",
            "from which score",
        ),
        ("conditions: [{when: links > 0}]\n", "{when", "nothing follows", "then: hold"),
        ("conditions: [{when: links > 0, hold: 0.5}]\n", "hold: 0.5", "no signal", "`then: hold`"),
        (
            "conditions: [{when: links > 0, then: never}]\n",
            "never",
            "cannot stand here",
            "nudge, hold, reject",
        ),
        ("terms: [x]\n", "terms", "nothing follows from the terms", "then"),
        ("pattern: x\n", "pattern", "nothing follows from the pattern", "then"),
        ("then: hold\n", "then", "is for terms", "take `then` out"),
        ("except: [x]\n", "except", "no terms", "Add `terms:`"),
        # expressions
        ("conditions: [{when: words >}]\nthen: hold\n", "}", "not CEL", "links == 0"),
        ('conditions: [{when: "wrods > 3"}]\nthen: hold\n', "wrods", "not a known fact", '"words"'),
        ("conditions: [{when: scores.insullt > 0.5}]\nthen: hold\n", "insullt", "known signal", '"insult"'),
        ("conditions: [{when: words}]\nthen: hold\n", "words", "yes or no", "CEL"),
        (
            "conditions:\n  - when: |\n      words > 3 &&\n      wrods < 3\nthen: hold\n",
            "|",
            "known fact",
            "words",
        ),
        # patterns
        ("pattern: '(x'\nthen: hold\n", "'(x'", "missing )", "RE2"),
        ("pattern: '(?=x)'\nthen: hold\n", "'(?=x)'", "cannot be read", "look-around"),
        ("pattern: 'x*'\nthen: hold\n", "'x*'", "matches an empty text", "+ instead of *"),
        # terms
        ('terms: [a, "?!"]\nthen: hold\n', '"?!"', "no letter and no digit", "pattern"),
        ("terms: [a b, A  B]\nthen: hold\n", "A  B", "given twice", "first in line"),
        # examples
        ("breaks: [x, x]\n", "x]", "stands here twice", "keep one"),
        ("breaks: [x]\nkeeps: [x]\n", "x]", "both breaks the rule and keeps it", "under `breaks`"),
    ],
)
def test_a_wrong_rule_is_one_problem_with_a_way_to_mend_it(rule, at, message, hint):
    shown, problem = the_problem(a_file(rule))

    assert shown.startswith(at)
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("head", "at", "message", "hint"),
    [
        ("guest: true\n", "guest", "not a key of the house-rules file", '"guests"'),
        ("first_comments: 3\n", "3", "must be a mapping", "hold"),
        ("first_comments: {}\n", "{}", 'has no "hold"', "hold:"),
        ("reports: {hold_at: 3, ground: nothing}\n", "nothing", "there is no rule", "terms-of-use"),
        ("retention: {mail: 0}\n", "0", "out of range", "from 1"),
        ("editing: {minutes: 1.5}\n", "1.5", "not a whole number", "in digits"),
        ("terms_url: lantern.example\n", "lantern", "cannot stand here", "https://"),
        ("terms_url: javascript:alert(1)\n", "javascript", "cannot stand here", "https://"),
        ("languages: []\n", "[]", "the list is empty", "at least one"),
        ("languages: [EN]\n", "EN", "not a language", '"en"'),
        ("languages: [english]\n", "english", "not a language", "pt-BR"),
        ("regions: [UK]\n", "UK", "not a region", '"GB"'),
        ("regions: [gb]\n", "gb", "not a region", '"GB"'),
        ("regions: [Europe]\n", "Europe", "not a region", "two capital letters"),
    ],
)
def test_a_wrong_head_is_one_problem_with_a_way_to_mend_it(head, at, message, hint):
    shown, problem = the_problem(a_file(head=head))

    assert shown.startswith(at)
    assert message in problem.message
    assert hint in problem.hint


def test_everything_that_is_missing_is_named():
    messages = [problem.message for _, problem in problems_of("guests: true\n")]

    assert messages == [
        f'the house-rules file has no "{key}"' for key in ("consent", "publication", "rules", "version")
    ]


def test_a_file_without_rules_is_refused():
    _, problem = the_problem(f"{HEAD}rules: []\n")

    assert problem.message == "the list is empty"


def test_two_rules_may_not_share_id_or_number():
    (id_at, same_id), (number_at, same_number) = problems_of(a_file() + RULE)

    assert (id_at, number_at) == ("manners", "1")
    assert same_id.message == 'two rules have the id "manners"'
    assert "2 is free" in same_number.hint


@pytest.mark.parametrize("reserved", ["unjudged", "first-comments", "too-many-attempts"])
def test_the_engines_own_reasons_are_no_rule_ids(reserved):
    _, problem = the_problem(a_file().replace("id: manners", f"id: {reserved}"))

    assert "is reserved" in problem.message


@pytest.mark.parametrize("bad", ["Manners", "no_underscores", "-x", "x-", "1x", "x y", "x" * 41, "ü"])
def test_an_id_is_small_letters_digits_and_hyphens(bad):
    shown, _ = the_problem(a_file().replace("id: manners", f"id: {bad}"))

    assert shown == bad


@pytest.mark.parametrize("key", ["conditions: [{signal: insult, hold: 0.5}]", "breaks: [x]", "keeps: [x]"])
def test_the_rule_about_repeat_violations_takes_nothing_that_judges_a_comment(key):
    shown, problem = the_problem(a_file(key + "\n").replace("id: manners", "id: repeat"))

    assert shown == key
    assert "judges an author" in problem.message


def test_a_rule_that_only_people_see_to_needs_no_condition():
    assert the_policy(a_file("breaks: [It ends well.]\n")).rules[0].conditions == ()


def test_all_problems_of_a_file_come_at_once():
    _, problems = read_policy(
        a_file("strikes: -1\nthen: never\nterms: [x, x]\n", head="guest: true\nregions: [UK]\n")
    )

    assert len(problems) == 5


def test_every_region_that_the_phone_detector_knows_may_be_named():
    not_countries = {"AC", "TA"}

    assert set(phonenumbers.SUPPORTED_REGIONS) - not_countries <= REGIONS


REPEAT = "- {id: repeat, number: 13, title: Repeat, public: Keep them.}\n"


@pytest.mark.parametrize(
    ("ladder", "at", "message", "hint"),
    [
        ("{steps: [{at: 0, then: warning}]}", "0,", "everybody is at 0", "above 0"),
        ("{steps: [{at: 2, then: suspension}]}", "{at: 2", "how long it lasts", "hours"),
        ("{steps: [{at: 2, then: ban, hours: 3}]}", "hours", "does not last for hours", "Take"),
        ("{steps: [{at: 2, then: warning}, {at: 2, then: ban}]}", "2, then: ban", "before is at 2", "higher"),
        (
            "{steps: [{at: 2, then: ban}, {at: 3, then: warning}]}",
            "warning",
            "milder than the ban",
            "mild to harsh",
        ),
        ("{steps: []}", "[]", "the list is empty", "at least one"),
        ("{strikes_last: 0, steps: [{at: 2, then: ban}]}", "0,", "out of range", "from 1"),
    ],
)
def test_a_ladder_goes_up_step_by_step(ladder: str, at: str, message: str, hint: str) -> None:
    text = a_file(head=f"ladder: {ladder}\n") + REPEAT
    place, problem = the_problem(text)

    assert place.startswith(at)
    assert message in problem.message
    assert hint in problem.hint


def test_a_ladder_stands_on_the_rule_about_repeat_violations() -> None:
    place, problem = the_problem(a_file(head="ladder: {steps: [{at: 2, then: ban}]}\n"))

    assert place.startswith("ladder")
    assert "repeat" in problem.hint


def test_a_ladder_is_read_with_its_defaults() -> None:
    text = a_file(head="ladder: {terms_of_use: 2, steps: [{at: 2, then: suspension, hours: 3}]}\n") + REPEAT

    ladder = the_policy(text).ladder

    assert ladder == Ladder(
        steps=(Step(2.0, SanctionKind.SUSPENSION, timedelta(hours=3)),),
        strikes_last=timedelta(days=180),
        weights=(("terms-of-use", 2.0),),
    )
    assert [the_policy(text).strike_weight(each) for each in ("terms-of-use", "privacy-policy", "x")] == [
        2.0,
        0.0,
        None,
    ]
