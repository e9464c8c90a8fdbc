"""Thresholds come from a site's own decisions, and nothing changes until somebody adopts them."""

from collections.abc import Mapping

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.engine.calibration import ENOUGH
from civiltongue.errors import BadInput
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.calibrate_policy import Aim, Calibrated, Calibration, Finding, calibrate_policy
from civiltongue.policyfile.load import load_policy
from civiltongue.policyfile.rewrite import Threshold
from civiltongue.storage import api_keys, suggestions
from civiltongue.storage.api_keys import ApiKey
from civiltongue.storage.database import Connection, Database
from civiltongue.storage.suggestions import Suggestion
from tests.houses import NOON, Setting
from tests.operations.pasts import RULES, Given, a_paper, remember
from tests.storage.making import an_id

RULE = "personal-attack"
INSULT = Threshold(RULE, 0, "reject")


@pytest.fixture
def setting(any_database: Database) -> Setting:
    return a_paper(any_database)


def a_past(certain: int = 80, likely: int = 60, doubtful: int = 60) -> list[Given]:
    return [
        *[Given(0.77, Verdict.HOLD, RULE)] * certain,
        *[Given(0.7, Verdict.HOLD, RULE if number % 2 else "") for number in range(likely)],
        *[Given(0.65, Verdict.HOLD, "")] * doubtful,
        *[Given(0.1, Verdict.PUBLISH)] * 300,
    ]


def calibrated(setting: Setting, aim: Aim | None = None) -> Calibration:
    return calibrate_policy(setting.house, setting.site, aim or Aim(0.9, 0.3, (RULE,)))


def of_insults(found: Calibration) -> Calibrated:
    return next(each for each in found.conditions if (each.rule, each.signal) == (RULE, "insult"))


def test_a_threshold_follows_the_decisions_of_the_site(setting: Setting) -> None:
    remember(setting, a_past())

    found = calibrated(setting)

    insults = of_insults(found)
    assert insults.reject.finding is Finding.SET
    assert insults.reject.new == 0.77
    assert insults.reject.measured is not None
    assert (insults.reject.measured.share, insults.reject.measured.decisions) == (1.0, 80)
    assert insults.hold.new is not None
    assert insults.hold.new < 0.77
    assert found.decided == 200
    assert found.now.comments == found.then.comments == 500
    assert found.then.rejected == 80


def test_too_few_decisions_leave_the_threshold(setting: Setting) -> None:
    remember(setting, a_past(certain=ENOUGH - 1, likely=0, doubtful=0))

    found = calibrated(setting)

    assert of_insults(found).reject.finding is Finding.TOO_FEW
    assert not found.changes


def test_the_draft_is_the_file_in_force_with_other_numbers_and_is_not_in_force(setting: Setting) -> None:
    remember(setting, a_past())

    found = calibrated(setting)

    before, after = RULES.splitlines(), found.draft.splitlines()
    changed = [line for line, other in zip(before, after, strict=True) if line != other]
    assert len(changed) == 2
    assert "# as measured in May" in found.draft
    assert setting.version == found.policy.version
    drafted = load_policy(found.draft)
    for place, (_, new) in found.changes.items():
        rule = drafted.rule(place.rule)
        assert rule is not None
        assert getattr(rule.conditions[place.condition], place.key) == new
    adopt_policy(setting.house, setting.site, found.draft, by="operator")
    assert setting.version == found.draft_version


def test_the_same_past_gives_the_same_draft(setting: Setting) -> None:
    remember(setting, a_past())

    assert calibrated(setting) == calibrated(setting)


def test_a_comment_rejected_under_another_rule_says_nothing_of_this_one(setting: Setting) -> None:
    remember(setting, [Given(0.9, Verdict.HOLD, "profanity")] * 100)

    insults = of_insults(calibrated(setting))

    assert insults.decisions == 0
    assert insults.reject.finding is Finding.TOO_FEW


def test_scores_of_other_detectors_are_worked_out_again_where_the_text_is_kept(setting: Setting) -> None:
    remember(setting, [Given(0.9, Verdict.HOLD, "")] * 3, versions={"attacks": "0"})
    remember(setting, [Given(0.9, Verdict.HOLD, "", text="")] * 2, versions={"attacks": "0"})

    found = calibrated(setting)

    assert (found.rescored, found.lost) == (3, 2)
    assert found.now.published == 3


def test_one_hears_how_far_it_is(setting: Setting) -> None:
    remember(setting, a_past(10, 0, 0))
    told: list[tuple[int, int]] = []

    calibrate_policy(
        setting.house, setting.site, Aim(), progress=lambda done, total: told.append((done, total))
    )

    assert told[-1] == (310, 310)


def test_scores_that_other_programs_suggested_count_as_decisions(setting: Setting) -> None:
    with setting.house.database.read() as connection:
        judge = setting.house.in_force(connection, setting.site.id).judge
    key = an_api_key(setting)

    def work(connection: Connection) -> None:
        for number in range(60):
            suggestions.put(connection, a_suggestion(key, number, versions=judge.versions))
        suggestions.put(connection, a_suggestion(key, 99, versions={"attacks": "0"}))

    setting.house.database.write(work)

    found = calibrated(setting)

    assert found.suggested == 60
    insults = of_insults(found)
    assert insults.decisions == 60
    assert (insults.reject.finding, insults.reject.new) == (Finding.SET, 0.75)


def an_api_key(setting: Setting) -> ApiKey:
    key = ApiKey(an_id(), setting.site.id, "coral", 600, NOON)
    setting.house.database.write(lambda connection: api_keys.add(connection, key, key_hash=key.id))
    return key


def a_suggestion(key: ApiKey, number: int, *, versions: Mapping[str, str]) -> Suggestion:
    return Suggestion(
        id=an_id(),
        site_id=key.site_id,
        api_key_id=key.id,
        subject=f"comment {number}",
        attribute="INSULT",
        suggested=0.9,
        language="en",
        scores={"insult": 0.75},
        versions=dict(versions),
        created_at=NOON,
    )


@pytest.mark.parametrize("aim", [Aim(precision=1.0), Aim(hold_precision=0.0), Aim(rules=("no-such-rule",))])
def test_an_aim_that_makes_no_sense_is_refused(setting: Setting, aim: Aim) -> None:
    with pytest.raises(BadInput):
        calibrated(setting, aim)
