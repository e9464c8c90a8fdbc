"""A rule that suddenly rejects too many comments holds them until an editor releases it."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Brake
from civiltongue.domain.ruling import Verdict
from civiltongue.engine.brake import is_sudden
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.brake import pull_brake, release_brake
from civiltongue.policyfile import default
from civiltongue.storage import audit, brakes, outbox
from civiltongue.storage.database import Database
from tests.houses import CIVIL, SWEARING, Setting, a_setting

LOW = "brake: {share: 0.3, minutes: 60, times: 3, least: 3}"


@pytest.fixture
def setting(any_database: Database) -> Setting:
    made = a_setting(any_database)
    rules = default().replace("brake: {share: 0.2, minutes: 60, times: 5, least: 20}", LOW)
    adopt_policy(made.house, made.site, rules.replace('version: "1"', 'version: "low"'), by="operator")
    return made


def swear(setting: Setting, number: int) -> Verdict:
    return setting.submit(text=f"{SWEARING} {number}").ruling.verdict


def test_a_sudden_rule_holds_and_the_editors_are_told(setting: Setting) -> None:
    setting.submit(text=CIVIL)

    verdicts = [swear(setting, number) for number in range(5)]

    assert verdicts == [Verdict.REJECT] * 3 + [Verdict.HOLD] * 2
    with setting.house.database.read() as connection:
        pulled = brakes.every(connection, setting.site.id)
        letters = outbox.due(connection, setting.clock())
        entries = [
            entry for entry in audit.entries(connection, setting.site.id) if entry.event is Event.BRAKE_PULL
        ]
    assert [(each.rule, each.stopped, each.comments) for each in pulled] == [("profanity", 3, 4)]
    assert [letter.recipient for letter in letters] == ["comments@lantern.example"]
    assert "3 of the last 4" in letters[0].body
    assert [(entry.actor, entry.subject) for entry in entries] == [("engine", "profanity")]


def test_other_rules_still_reject_and_a_released_one_does_again(setting: Setting) -> None:
    for number in range(3):
        swear(setting, number)
    insult = "You are an idiot if you believe a word of that."

    assert swear(setting, 4) is Verdict.HOLD
    assert setting.submit(text=insult).ruling.verdict is Verdict.REJECT
    release_brake(setting.house, setting.site, "profanity", by="moderator:m")
    assert swear(setting, 5) is Verdict.REJECT
    with pytest.raises(Conflict):
        release_brake(setting.house, setting.site, "profanity", by="moderator:m")


def test_what_is_usual_pulls_no_brake(setting: Setting) -> None:
    for number in range(2):
        swear(setting, number)
    setting.submit(text=CIVIL)
    setting.clock.pass_by(days=2)

    assert [swear(setting, number) for number in range(10, 14)] == [Verdict.REJECT] * 4


def test_another_version_of_the_rules_ends_every_brake(setting: Setting) -> None:
    pull_brake(setting.house, setting.site, "profanity", by="operator")
    assert swear(setting, 1) is Verdict.HOLD

    adopt_policy(
        setting.house, setting.site, default().replace('version: "1"', 'version: "next"'), by="operator"
    )

    assert swear(setting, 2) is Verdict.REJECT


def test_a_brake_is_pulled_once_and_on_a_rule_that_there_is(setting: Setting) -> None:
    pull_brake(setting.house, setting.site, "profanity", by="operator")

    with pytest.raises(Conflict):
        pull_brake(setting.house, setting.site, "profanity", by="operator")
    with pytest.raises(NotFound):
        pull_brake(setting.house, setting.site, "no-ghosts", by="operator")


def test_it_takes_many_a_high_share_and_one_far_above_the_usual() -> None:
    brake = Brake(share=0.2, times=5, least=20)

    assert is_sudden(brake, stopped=20, comments=50, usual=0.05)
    assert not is_sudden(brake, stopped=19, comments=50, usual=0.0)
    assert not is_sudden(brake, stopped=20, comments=200, usual=0.0)
    assert not is_sudden(brake, stopped=20, comments=50, usual=0.1)
