"""Statements for the Transparency Database are complete and valid, and tell nothing about anybody."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import TERMS_OF_USE, SanctionKind
from civiltongue.errors import BadInput
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.disclose_statements import (
    check_statement,
    disclose_statements,
    schema,
)
from civiltongue.operations.enter_violation import enter_violation
from civiltongue.operations.period import Period
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from civiltongue.storage import restrictions
from tests.houses import CIVIL, NOON, SWEARING, Setting
from tests.operations.test_climb_ladder import a_comment, sanctions, strike

RULES = tuple(rule.id for rule in load_policy(default()).rules)
DAY = Period(NOON.date(), NOON.date())
VALID: dict[str, Any] = {
    "puid": "01JD000000000000000000CASE",
    "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "incompatible_content_ground": "No swearing.",
    "incompatible_content_explanation": "It swears.",
    "category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    "content_type": ["CONTENT_TYPE_TEXT"],
    "content_date": "2026-11-22",
    "application_date": "2026-11-23",
    "decision_facts": "A comment was taken off the page.",
    "source_type": "SOURCE_VOLUNTARY",
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
}


def told(setting: Setting, period: Period = DAY) -> list[dict[str, Any]]:
    return list(disclose_statements(setting.house, setting.site, period))


def by_id(setting: Setting) -> dict[str, dict[str, Any]]:
    return {one["puid"]: one for one in told(setting)}


def decide(
    setting: Setting, comment_id: str, verdict: Verdict, rule: str = "", by: str = "moderator:first"
) -> str:
    """Let a moderator decide, and return the ruling's id."""
    outcome = review_comment(setting.house, setting.site, Review(comment_id, verdict, by, rule=rule))
    assert outcome.comment is not None
    assert outcome.comment.ruling_id is not None
    return outcome.comment.ruling_id


@pytest.mark.parametrize("rule", RULES)
def test_a_decision_under_every_rule_makes_a_valid_statement(setting: Setting, rule: str) -> None:
    removed, held = a_comment(setting, setting.an_author()), a_comment(setting, setting.an_author())
    rulings = {
        decide(setting, removed.id, Verdict.REJECT, rule),
        decide(setting, held.id, Verdict.HOLD, rule),
    }

    found = by_id(setting)

    assert {puid for puid, one in found.items() if "decision_visibility" in one} == rulings
    for one in found.values():
        Draft202012Validator(schema()).validate(one)
        assert len(one["incompatible_content_ground"]) <= 500
        assert one["decision_ground_reference_url"].endswith(f"/sites/{setting.site.name}/rules/1")


def test_who_decided_and_who_noticed_is_told_as_it_was(setting: Setting) -> None:
    author = setting.an_author()
    rejected = setting.submit(author, SWEARING).comment
    assert rejected is not None
    alone = a_comment(setting, setting.an_author())
    removed = decide(setting, alone.id, Verdict.REJECT, "inappropriate")
    again = decide(setting, rejected.id, Verdict.REJECT, "profanity")

    found = by_id(setting)

    def what(puid: str | None) -> tuple[str, ...]:
        assert puid is not None
        one = found[puid]
        return (*one["decision_visibility"], one["automated_detection"], one["automated_decision"])

    assert what(rejected.ruling_id) == ("DECISION_VISIBILITY_OTHER", "Yes", "AUTOMATED_DECISION_FULLY")
    assert what(again) == ("DECISION_VISIBILITY_OTHER", "Yes", "AUTOMATED_DECISION_PARTIALLY")
    removal = "DECISION_VISIBILITY_CONTENT_REMOVED"
    assert what(removed) == (removal, "No", "AUTOMATED_DECISION_NOT_AUTOMATED")


def test_what_readers_reported_is_told_as_their_notification(setting: Setting) -> None:
    comment = a_comment(setting, setting.an_author())
    for _ in range(3):
        report_comment(
            setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="harassment"
        )

    (one,) = told(setting)

    assert one["source_type"] == "SOURCE_TYPE_OTHER_NOTIFICATION"
    assert one["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert one["category"] == "STATEMENT_CATEGORY_CYBER_VIOLENCE"


def test_a_restriction_that_is_over_says_when_it_ended(setting: Setting) -> None:
    comment = a_comment(setting, setting.an_author())
    removed = decide(setting, comment.id, Verdict.REJECT, "sexism")
    assert "end_date_visibility_restriction" not in by_id(setting)[removed]
    setting.clock.pass_by(days=2)
    decide(setting, comment.id, Verdict.PUBLISH)

    assert by_id(setting)[removed]["end_date_visibility_restriction"] == "2026-11-25"


def test_every_sanction_makes_a_valid_statement_with_its_end(setting: Setting) -> None:
    author = setting.an_author()
    for kind, lasting in (
        (SanctionKind.WARNING, None),
        (SanctionKind.SUSPENSION, timedelta(days=3)),
        (SanctionKind.BAN, None),
    ):
        sanction_author(
            setting.house,
            setting.site,
            author.id,
            kind=kind,
            reason="As told.",
            by="operator",
            lasting=lasting,
        )
    lift_sanction(setting.house, setting.site, sanctions(setting, author)[-1].id, by="operator")

    warning, suspension, ban = told(setting)

    assert warning["decision_provision"] == "DECISION_PROVISION_PARTIAL_SUSPENSION"
    assert suspension["end_date_account_restriction"] == "2026-11-26"
    assert ban["decision_account"] == "DECISION_ACCOUNT_SUSPENDED"
    assert ban["end_date_account_restriction"] == "2026-11-23"


def test_what_the_ladder_imposed_is_partly_automated(setting: Setting) -> None:
    author = setting.an_author()
    strike(setting, author, "harassment", "sexism")

    last = told(setting)[-1]

    assert last["automated_decision"] == "AUTOMATED_DECISION_PARTIALLY"
    assert last["incompatible_content_ground"].startswith(setting_rule(setting, "repeat").title)


def setting_rule(setting: Setting, rule: str) -> Any:
    with setting.house.database.read() as connection:
        return setting.house.in_force(connection, setting.site.id).policy.rule(rule)


def test_no_name_no_contact_and_no_word_of_anybody_is_in_what_is_told(setting: Setting) -> None:
    """Whatever people wrote or are called carries a mark, which is then searched for."""
    author = setting.an_author("Perpetua Zwyxel")
    reporter = setting.an_author("Ignatius Qorvel")
    said = f"{CIVIL} zqwords"
    comment = setting.submit(author, said).comment
    assert comment is not None
    report_comment(
        setting.house,
        setting.site,
        reporter,
        comment_id=comment.id,
        rule="privacy",
        text="zqreport 01632 960123",
    )
    review = Review(comment.id, Verdict.REJECT, "moderator:zqmoderator", rule="privacy", note="zqnote")
    review_comment(setting.house, setting.site, review)
    appeal_ruling(setting.house, setting.site, author, comment_id=comment.id, text="zqappeal")
    setting.submit(reporter, "Ring that zqdamn idiot Perpetua Zwyxel on 01632 960123 or zq@mail.example.")
    sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.BAN,
        reason="zqreason Zwyxel",
        by="moderator:zqmod",
    )
    enter_violation(setting.house, setting.site, reporter.id, ground=TERMS_OF_USE, by="moderator:zqmod")

    found = told(setting)

    text = json.dumps(found, ensure_ascii=False).lower()
    assert len(found) == 5
    marks = (
        "zqwords",
        "zqreport",
        "zqmod",
        "zqnote",
        "zqappeal",
        "zqdamn",
        "zqreason",
        "zq@mail",
        "perpetua",
        "zwyxel",
        "ignatius",
        "qorvel",
        "01632",
        "960123",
        "example.com",
        author.id.lower(),
    )
    assert [mark for mark in marks if mark in text] == []
    assert [word for word in ("council", "survey", "moderator:") if word in text] == []


def test_a_rule_of_an_earlier_version_is_told_as_it_stood_then(setting: Setting) -> None:
    author = setting.an_author()
    rejected = setting.submit(author, SWEARING).comment
    assert rejected is not None
    changed = default().replace('version: "1"', 'version: "2"').replace("No swearing", "Say it nicely")
    adopt_policy(setting.house, setting.site, changed, by="operator")

    (one,) = told(setting)

    assert one["incompatible_content_ground"].startswith("No swearing")
    assert one["decision_ground_reference_url"].endswith("/rules/1")


def test_only_the_days_that_were_asked_for_are_told(setting: Setting) -> None:
    setting.submit(text=SWEARING)
    setting.clock.pass_by(hours=12)
    setting.submit(text=SWEARING)

    def on(first: int, last: int) -> int:
        return len(told(setting, Period(date(2026, 11, first), date(2026, 11, last))))

    assert (on(22, 22), on(23, 23), on(24, 24), on(23, 24), on(25, 30)) == (0, 1, 1, 2, 0)
    with pytest.raises(BadInput, match="before it begins"):
        Period(date(2026, 11, 24), date(2026, 11, 23))


def test_long_records_are_read_a_batch_at_a_time_and_nothing_is_left_out(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restrictions, "BATCH", 3)
    author = setting.an_author()
    made = []
    for _ in range(7):
        made.append(decide(setting, a_comment(setting, author).id, Verdict.HOLD))
        setting.clock.pass_by(minutes=1)

    assert [one["puid"] for one in told(setting)] == made


def test_the_schema_is_one_of_2020_12_and_takes_what_is_valid() -> None:
    Draft202012Validator.check_schema(schema())
    check_statement(VALID)
    check_statement({**VALID, "source_type": "SOURCE_ARTICLE_16", "source_identity": "A reader"})
    other = {"decision_visibility": ["DECISION_VISIBILITY_OTHER"], "decision_visibility_other": "Held."}
    check_statement({**VALID, **other})


def without(name: str) -> Callable[[], dict[str, Any]]:
    return lambda: {key: value for key, value in VALID.items() if key != name}


def changed(**values: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {**VALID, **values}


@pytest.mark.parametrize(
    "broken",
    [
        *(without(name) for name in VALID),
        changed(puid="no spaces here"),
        changed(puid="x" * 501),
        changed(decision_visibility=[]),
        changed(decision_visibility=["DECISION_VISIBILITY_OTHER"]),
        changed(decision_visibility_other="Said without need."),
        changed(decision_visibility=["DECISION_VISIBILITY_CONTENT_REMOVED"] * 2),
        changed(decision_account="DECISION_ACCOUNT_CLOSED"),
        changed(decision_ground="DECISION_GROUND_ILLEGAL_CONTENT"),
        changed(illegal_content_legal_ground="A law."),
        changed(incompatible_content_ground="x" * 501),
        changed(incompatible_content_explanation="x" * 2001),
        changed(incompatible_content_illegal="Maybe"),
        changed(decision_facts=""),
        changed(decision_facts="x" * 5001),
        changed(content_type="CONTENT_TYPE_TEXT"),
        changed(content_type=["CONTENT_TYPE_OTHER"]),
        changed(content_date="23.11.2026"),
        changed(application_date="2026-13-01"),
        changed(category="STATEMENT_CATEGORY_RUDENESS"),
        changed(category_specification=["KEYWORD_RUDENESS"]),
        changed(category_specification_other="Said without need."),
        changed(source_identity="Somebody"),
        changed(source_type="SOURCE_RUMOUR"),
        changed(automated_detection=True),
        changed(automated_decision="Yes"),
        changed(territorial_scope=["US"]),
        changed(content_language="en"),
        changed(end_date_account_restriction="2026-12-01"),
        changed(decision_ground_reference_url="the rules page"),
        changed(decision_monetary="DECISION_MONETARY_OTHER"),
        changed(author="Mara Quill"),
    ],
)
def test_what_the_database_would_refuse_is_refused_here(broken: Callable[[], dict[str, Any]]) -> None:
    with pytest.raises(BadInput):
        check_statement(broken())


def test_a_text_longer_than_the_database_takes_is_shortened(setting: Setting) -> None:
    endless = (
        default()
        .replace('version: "1"', 'version: "2"')
        .replace("Say it without swear words.", "Say it without swear words. " + "And say it briefly. " * 60)
    )
    adopt_policy(setting.house, setting.site, endless, by="operator")
    setting.submit(text=SWEARING)

    (one,) = told(setting)

    assert len(one["incompatible_content_ground"]) <= 500
    assert one["incompatible_content_ground"].endswith("…")


def test_another_site_s_decisions_are_not_told(setting: Setting) -> None:
    from civiltongue.operations.add_site import add_site

    setting.submit(text=SWEARING)
    other = add_site(
        setting.house, f"{setting.site.name}-b", origins=("https://b.example",), policy=default()
    )

    assert list(disclose_statements(setting.house, other.site, DAY)) == []
