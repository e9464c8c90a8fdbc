"""A house-rules file as a policy."""

import pytest

from civiltongue.domain.evidence import Signature, StoryFacts, Submission
from civiltongue.domain.policy import Condition, Retention
from civiltongue.domain.ruling import Verdict
from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile import KINDS, default
from civiltongue.policyfile.load import load_policy, read_policy
from tests.policyfile.making import HEAD, RULE, a_file, the_policy


def test_a_short_file_has_the_defaults_for_all_that_it_leaves_out():
    policy = the_policy(a_file())

    assert (policy.publication, policy.version, policy.consent) == ("The Lantern", "1", "I agree.")
    assert (policy.languages, policy.regions, policy.guests) == (("en",), ("GB", "US"), False)
    assert (policy.hold_first, policy.on_failure) == (0, Verdict.HOLD)
    assert (policy.edit_minutes, policy.reports_to_hold) == (15, 3)
    assert policy.retention == Retention()
    assert policy.source == a_file()
    (rule,) = policy.rules
    assert (rule.id, rule.number, rule.title, rule.public) == ("manners", 1, "Manners", "Be polite.")
    assert (rule.conditions, rule.strikes, rule.private, rule.insisted) == ((), 0.0, False, Verdict.HOLD)


def test_every_key_has_its_effect():
    policy = the_policy(
        a_file(
            """\
            message: Please.
            conditions:
              - {signal: insult, reject: 0.9, hold: 0.6, nudge: 0.4, when: words < 5}
              - when: links > 2
              - {when: links > 5, then: reject}
            terms: [rotter, bad egg]
            except: [rotterdam]
            pattern: 'b[ao]d+er'
            then: nudge
            after_nudge: publish
            strikes: 0.5
            private: true
            breaks: [You rotter.]
            keeps:
              - text: Rotterdam is lovely.
                author: {name: "", verified: true}
                story: {title: A port, author: Bo, people: [Cy]}
                staff: [Di]
                known_authors: [Ed]
            """,
            head="""\
            languages: [de, pt-BR]
            regions: ["NO", DE]
            terms_url: https://lantern.example/terms
            privacy_url: https://lantern.example/privacy
            contact: desk@lantern.example
            guests: true
            first_comments: {hold: 2}
            when_a_detector_fails: reject
            editing: {minutes: 5}
            reports: {hold_at: 7}
            retention: {held_text: 3, mail: 4}
            """,
        )
    )

    assert (policy.languages, policy.regions, policy.guests) == (("de", "pt-BR"), ("NO", "DE"), True)
    assert (policy.terms_url, policy.privacy_url) == (
        "https://lantern.example/terms",
        "https://lantern.example/privacy",
    )
    assert (policy.contact, policy.hold_first) == ("desk@lantern.example", 2)
    assert (policy.on_failure, policy.edit_minutes, policy.reports_to_hold) == (Verdict.REJECT, 5, 7)
    assert policy.retention == Retention(held_text=3, mail=4)
    (rule,) = policy.rules
    assert rule.conditions == (
        Condition(signal="insult", reject=0.9, hold=0.6, nudge=0.4, when="words < 5"),
        Condition(nudge=1.0, when="links > 2"),
        Condition(reject=1.0, when="links > 5"),
        Condition(signal="rule:manners", nudge=0.5),
    )
    assert (rule.terms, rule.except_terms, rule.pattern) == (
        ("rotter", "bad egg"),
        ("rotterdam",),
        "b[ao]d+er",
    )
    assert (rule.insisted, rule.strikes, rule.private) == (Verdict.PUBLISH, 0.5, True)
    assert rule.breaks == (Submission("You rotter."),)
    assert rule.keeps == (
        Submission(
            "Rotterdam is lovely.",
            signature=Signature("", verified=True),
            story=StoryFacts("A port", "Bo", ("Cy",)),
            staff=("Di",),
            known_authors=("Ed",),
        ),
    )


def test_what_looks_like_another_type_in_yaml_stays_what_was_written():
    policy = the_policy(
        f"publication: 2600\nversion: 2026-03-01\nconsent: yes\nregions: [NO]\nlanguages: [no]\nrules:\n{RULE}"
        "  message: 12:30\n  terms: [1e3, off, 0x1F]\n  then: hold\n"
    )

    assert (policy.publication, policy.version, policy.consent) == ("2600", "2026-03-01", "yes")
    assert (policy.regions, policy.languages) == (("NO",), ("no",))
    assert policy.rules[0].message == "12:30"
    assert policy.rules[0].terms == ("1e3", "off", "0x1F")


def test_a_rule_may_set_conditions_on_its_own_words_instead_of_then():
    policy = the_policy(
        a_file('terms: [rotter]\nconditions: [{signal: "rule:manners", hold: 0.4, when: links > 0}]\n')
    )

    assert policy.rules[0].conditions == (Condition(signal="rule:manners", hold=0.4, when="links > 0"),)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_policies_can_be_used_as_they_are(kind):
    policy = load_policy(default(kind), name=kind)

    assert policy.source == default(kind)
    assert [rule.number for rule in policy.rules] == list(range(1, len(policy.rules) + 1))
    assert policy.rules[-1].id == "repeat"


def test_the_newsroom_has_the_thirteen_rules_with_examples_for_all_that_judge_a_comment():
    policy = load_policy(default())

    assert [rule.id for rule in policy.rules] == [
        "profanity",
        "obscenity",
        "personal-attack",
        "harassment",
        "defamation",
        "sexism",
        "racism",
        "privacy",
        "inappropriate",
        "unsigned",
        "impersonation",
        "length",
        "repeat",
    ]
    assert all(len(rule.breaks) >= 2 and len(rule.keeps) >= 2 for rule in policy.rules[:-1])
    assert policy.word_limit == 400
    assert {rule.id for rule in policy.rules if rule.strikes == 0} == {"length", "unsigned", "repeat"}
    assert policy.rule("privacy").private


def test_there_is_no_other_shipped_policy():
    with pytest.raises(KeyError):
        default("../newsroom")


def test_a_file_with_problems_is_refused_with_all_of_them():
    text = f"{HEAD}guest: true\nrules:\n{RULE}  then: never\n"

    with pytest.raises(PolicyInvalid) as caught:
        load_policy(text, name="rules.yaml")

    assert str(caught.value) == (
        "rules.yaml cannot be used:\n\n"
        'rules.yaml:4:1: "guest" is not a key of the house-rules file\n'
        "    4 | guest: true\n"
        "      | ^\n"
        '      = Did you mean "guests"?\n\n'
        "rules.yaml:10:3: `then` is for terms, a pattern, or a condition that is `when` alone\n"
        "   10 |   then: never\n"
        "      |   ^\n"
        "      = Add one of them, or take `then` out.\n\n"
        'rules.yaml:10:9: "never" cannot stand here\n'
        "   10 |   then: never\n"
        "      |         ^\n"
        "      = Write one of: nudge, hold, reject.\n\n"
        "3 problems in rules.yaml"
    )


def test_a_byte_order_mark_does_no_harm():
    assert the_policy("\ufeff" + a_file()).publication == "The Lantern"


def test_problems_come_in_the_order_of_the_file():
    _, problems = read_policy(a_file("then: never\nfoo: 1\nstrikes: -1\n", head="bar: 2\nregions: [UK]\n"))

    assert list(problems) == sorted(problems)
    assert len(problems) == 6
