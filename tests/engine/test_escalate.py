"""Who may not comment now."""

from dataclasses import replace
from datetime import timedelta

from civiltongue.domain.standing import SanctionKind, Standing
from civiltongue.engine.escalate import REPEAT, refusal
from tests.engine.making import NOW, a_policy, a_rule, a_suspension


def test_an_author_without_sanctions_is_not_refused():
    assert refusal(a_policy(), Standing(), now=NOW) is None


def test_a_suspension_refuses_until_it_ends():
    standing = Standing(sanctions=(a_suspension(ends_in=timedelta(hours=2)),))

    assert refusal(a_policy(), standing, now=NOW + timedelta(hours=1)) is not None
    assert refusal(a_policy(), standing, now=NOW + timedelta(hours=2)) is None


def test_a_refusal_names_the_rule_where_the_policy_has_it():
    standing = Standing(sanctions=(a_suspension(),))
    rule = a_rule(REPEAT, number=13, conditions=())

    with_rule = refusal(a_policy(a_rule(), rule), standing, now=NOW)
    without = refusal(a_policy(), standing, now=NOW)

    assert with_rule is not None
    assert with_rule.rule is rule
    assert without is not None
    assert without.rule is None


def test_a_warning_and_a_lifted_sanction_refuse_nobody():
    warning = replace(a_suspension(), kind=SanctionKind.WARNING)
    lifted = replace(a_suspension(), lifted_at=NOW)

    assert refusal(a_policy(), Standing(sanctions=(warning, lifted)), now=NOW) is None
