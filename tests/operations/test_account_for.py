"""The account of a period adds up: its totals are those of the audit log."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.notice import Ground, NoticeState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.errors import CivilTongueError
from civiltongue.operations.account_for import Account, account_for
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.decide_notice import NoticeDecision, decide_notice
from civiltongue.operations.disclose_statements import disclose_statements
from civiltongue.operations.give_notice import GivenNotice, give_notice
from civiltongue.operations.period import Period
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.storage import audit
from tests.houses import SWEARING, Setting
from tests.operations.test_climb_ladder import a_comment, a_text

MONTH = Period(date(2026, 11, 1), date(2026, 12, 31))
RULES = ("profanity", "personal-attack", "privacy", "inappropriate")


def account(setting: Setting, period: Period = MONTH) -> Account:
    return account_for(setting.house, setting.site, period)


def a_busy_week(setting: Setting, seed: int) -> None:
    """Let all kinds of things happen, as chance has it."""
    chance = Random(seed)
    people = [setting.an_author() for _ in range(6)]
    seen = []
    for _ in range(45):
        setting.clock.pass_by(hours=chance.randint(1, 4))
        try:
            outcome = setting.submit(chance.choice(people), chance.choice([a_text(), a_text(), SWEARING]))
            assert outcome.comment is not None
            seen.append(outcome.comment)
            about = chance.choice(seen)
            match chance.randint(0, 4):
                case 0 | 1:
                    verdict = chance.choice([Verdict.PUBLISH, Verdict.HOLD, Verdict.REJECT])
                    rule = chance.choice(RULES) if verdict is not Verdict.PUBLISH else ""
                    review_comment(
                        setting.house, setting.site, Review(about.id, verdict, "moderator:a", rule)
                    )
                case 2:
                    for reader in people:
                        if reader.id != about.author_id:
                            report_comment(
                                setting.house, setting.site, reader, comment_id=about.id, rule="privacy"
                            )
                case 3:
                    author = next(each for each in people if each.id == about.author_id)
                    appeal_ruling(setting.house, setting.site, author, comment_id=about.id, text="Why?")
                case _:
                    for waiting in read_open_appeals(setting.house, setting.site)[:1]:
                        state = chance.choice([AppealState.UPHELD, AppealState.OVERTURNED])
                        decision = AppealDecision(waiting.appeal.id, state, "So.", "moderator:b")
                        decide_appeal(setting.house, setting.site, decision)
        except CivilTongueError:
            continue
    sanction_author(
        setting.house,
        setting.site,
        people[0].id,
        kind=SanctionKind.SUSPENSION,
        reason="As told.",
        by="moderator:a",
        lasting=timedelta(days=1),
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_totals_equal_those_of_the_audit_log(setting: Setting, seed: int) -> None:
    a_busy_week(setting, seed)

    found = account(setting)

    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id, most=10_000)
    events = Counter(entry.event for entry in entries)
    judged = Counter(
        entry.details["verdict"]
        for entry in entries
        if entry.event in {Event.COMMENT_SUBMIT, Event.COMMENT_EDIT}
    )
    reviewed = Counter(entry.details["verdict"] for entry in entries if entry.event is Event.COMMENT_REVIEW)
    against = judged["hold"] + judged["reject"] + reviewed["hold"] + reviewed["reject"]
    assert found.published == judged["publish"]
    assert found.decisions == against + events[Event.COMMENT_HOLD]
    assert sum(row.total for row in found.rules) == found.decisions
    assert sum(row.total for row in found.times) == found.decisions
    assert found.automated.decisions == judged["hold"] + judged["reject"] + events[Event.COMMENT_HOLD]
    assert sum(number for _, _, number in found.reports) == events[Event.COMMENT_REPORT]
    assert sum(row.total for row in found.sanctions) == events[Event.AUTHOR_SANCTION]
    states = Counter(entry.details["state"] for entry in entries if entry.event is Event.APPEAL_DECIDE)
    assert (found.appeals.upheld, found.appeals.overturned) == (states["upheld"], states["overturned"])
    assert found.appeals.comments + found.appeals.sanctions == events[Event.APPEAL_FILE]
    assert found.appeals.open == events[Event.APPEAL_FILE] - events[Event.APPEAL_DECIDE]


def test_what_a_person_undid_is_told_of_the_program(setting: Setting) -> None:
    first, second = setting.submit(text=SWEARING).comment, setting.submit(text=SWEARING).comment
    assert first is not None
    assert second is not None
    review_comment(setting.house, setting.site, Review(first.id, Verdict.PUBLISH, "moderator:a"))

    found = account(setting).automated

    assert (found.decisions, found.rejected, found.rejected_published) == (2, 2, 1)


def test_the_median_times_are_those_until_a_person_decided(setting: Setting) -> None:
    comment = a_comment(setting, setting.an_author())
    report_comment(setting.house, setting.site, setting.an_author(), comment_id=comment.id, rule="privacy")
    setting.clock.pass_by(hours=1)
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.HOLD, "moderator:a"))
    setting.clock.pass_by(hours=3)
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "moderator:a"))

    medians = account(setting).medians

    assert medians.report == pytest.approx(3600, abs=1)
    assert medians.hold == pytest.approx(3 * 3600, abs=1)
    assert medians.appeal is None


def test_a_short_period_is_told_by_days_and_a_long_one_by_months(setting: Setting) -> None:
    setting.submit(text=SWEARING)

    days = account(setting, Period(date(2026, 11, 20), date(2026, 11, 25))).times
    months = account(setting, Period(date(2026, 9, 15), date(2026, 12, 1))).times

    assert [row.total for row in days] == [0, 0, 0, 1, 0, 0]
    assert [(row.id, row.total) for row in months] == [
        ("2026-09", 0),
        ("2026-10", 0),
        ("2026-11", 1),
        ("2026-12", 0),
    ]


def test_nothing_happened_and_the_account_says_so(setting: Setting) -> None:
    found = account(setting, Period(date(2020, 1, 1), date(2020, 1, 2)))

    assert (found.published, found.decisions, found.lifted, found.reports) == (0, 0, 0, ())
    assert found.medians.hold is None


def test_legal_notices_are_counted_with_what_became_of_them(setting: Setting) -> None:
    first, second = a_comment(setting, setting.an_author()), a_comment(setting, setting.an_author())
    for comment, ground in ((first, Ground.DEFAMATION), (second, Ground.HATE)):
        notice = give_notice(
            setting.house,
            setting.site,
            GivenNotice(
                comment_id=comment.id,
                ground=ground.value,
                text="It is not true.",
                name="Ottilie Tarn",
                email="ottilie@lighthouse.example",
                is_subject=False,
                in_good_faith=True,
                address="address",
            ),
        )
    setting.clock.pass_by(hours=2)
    decision = NoticeDecision(notice.id, NoticeState.UPHELD, "It is so.", "moderator:a", rule="racism")
    decide_notice(setting.house, setting.site, decision)

    found = account(setting)

    told = found.notices
    assert (told.total, told.open, told.upheld, told.refused) == (2, 1, 1, 0)
    assert [ground for ground, _, _ in told.grounds] == ["defamation", "hate"]
    assert found.medians.notice == pytest.approx(2 * 3600, abs=1)
    statement, *_ = disclose_statements(setting.house, setting.site, MONTH)
    assert statement["source_type"] == "SOURCE_ARTICLE_16"
    assert "source_identity" not in statement
    assert "ottilie" not in str(statement).lower()
