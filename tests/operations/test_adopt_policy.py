"""Versions are adopted with a note, and an earlier one can be put in force again."""

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.adopt_policy import adopt_policy, roll_back_policy
from civiltongue.operations.measure_rule import measure_rule
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.policyfile import default
from civiltongue.storage import adoptions
from tests.houses import CIVIL, SWEARING, Setting

NEXT = default().replace('version: "1"', 'version: "2"')


def test_every_adoption_is_kept_with_its_note(setting: Setting) -> None:
    adopt_policy(setting.house, setting.site, NEXT, by="moderator:m", note=" For the elections. ")

    with setting.house.database.read() as connection:
        found = adoptions.every(connection, setting.site.id)
    assert [(each.version, each.note, each.by) for each in found] == [
        ("2", "For the elections.", "moderator:m"),
        ("1", "", "operator"),
    ]


def test_one_rolls_back_to_the_version_before_or_to_a_named_one(setting: Setting) -> None:
    adopt_policy(setting.house, setting.site, NEXT, by="operator")
    adopt_policy(setting.house, setting.site, NEXT.replace('"2"', '"3"'), by="operator")

    assert roll_back_policy(setting.house, setting.site, by="operator").version == "2"
    assert setting.version == "2"
    assert roll_back_policy(setting.house, setting.site, by="operator", version="1").version == "1"
    assert setting.version == "1"
    with setting.house.database.read() as connection:
        found = adoptions.every(connection, setting.site.id)
    assert [each.version for each in found] == ["1", "2", "3", "2", "1"]


def test_there_must_be_something_to_roll_back_to(setting: Setting) -> None:
    with pytest.raises(Conflict):
        roll_back_policy(setting.house, setting.site, by="operator")
    with pytest.raises(NotFound):
        roll_back_policy(setting.house, setting.site, by="operator", version="9")
    with pytest.raises(BadInput):
        adopt_policy(setting.house, setting.site, NEXT, by="operator", note="x" * 3000)


def test_any_rule_in_shadow_is_recorded_measured_and_without_effect(setting: Setting) -> None:
    watching = NEXT.replace("    title: No swearing\n", "    title: No swearing\n    shadow: true\n")
    adopt_policy(setting.house, setting.site, watching, by="operator")

    swearing = [setting.submit(text=f"{SWEARING} {number}") for number in range(3)]
    setting.submit(text=CIVIL)
    for outcome, verdict, rule in (
        (swearing[0], Verdict.REJECT, "profanity"),
        (swearing[1], Verdict.PUBLISH, ""),
    ):
        assert outcome.comment is not None
        review_comment(setting.house, setting.site, Review(outcome.comment.id, verdict, "operator", rule))

    assert {outcome.ruling.verdict for outcome in swearing} == {Verdict.PUBLISH}
    watched = measure_rule(setting.house, setting.site, "profanity").watched
    assert watched.verdicts == {Verdict.REJECT: 3}
    assert (watched.broke, watched.other, watched.kept) == (1, 0, 1)
