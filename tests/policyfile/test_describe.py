"""The rules page that readers see."""

import pytest

from civiltongue.policyfile import KINDS, default
from civiltongue.policyfile.describe import as_markdown, describe_policy
from civiltongue.policyfile.load import load_policy
from tests.policyfile.making import RULE, a_file, the_policy


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_on_the_page_in_the_order_of_its_number(kind):
    policy = load_policy(default(kind))

    page = describe_policy(policy)
    text = as_markdown(page)

    assert [rule.number for rule in page.rules] == sorted(rule.number for rule in policy.rules)
    assert all(rule.title in text and rule.public in text and rule.consequence in text for rule in page.rules)
    assert policy.contact in text
    assert text.endswith(f"Version {policy.version}\n")


def test_a_consequence_names_the_harshest_first():
    page = describe_policy(the_policy(a_file("conditions: [{signal: insult, nudge: 0.2, reject: 0.9}]\n")))

    assert page.rules[0].consequence == (
        "A comment that breaks this rule is not published. Sometimes we first ask the author to think again."
    )


def test_rules_that_judge_no_comment_say_who_sees_to_them():
    policy = the_policy(
        a_file() + RULE.replace("id: manners", "id: repeat").replace("number: 1", "number: 2")
    )

    people, ladder = describe_policy(policy).rules

    assert people.consequence == "Moderators see to this rule."
    assert "suspension" in ladder.consequence


def test_a_rule_in_shadow_is_one_that_people_see_to():
    rule = "conditions: [{signal: insult, reject: 0.9}]\nshadow: true\n"

    page = describe_policy(the_policy(a_file(rule)))

    assert page.rules[0].consequence == "Moderators see to this rule."


def test_the_page_says_what_readers_should_know():
    text = as_markdown(
        describe_policy(
            the_policy(
                a_file(
                    "conditions: [{signal: words, reject: 2}]\n",
                    head="""\
                    guests: true
                    first_comments: {hold: 1}
                    editing: {minutes: 1}
                    terms_url: https://lantern.example/terms
                    privacy_url: https://lantern.example/privacy
                    """,
                )
            )
        )
    )

    for sentence in (
        "A comment has at most 1 word.",
        "The first comment of every new author",
        "for 1 minute after",
        "without an account",
        "[Terms of use](https://lantern.example/terms)",
        "[Privacy policy](https://lantern.example/privacy)",
    ):
        assert sentence in text
