"""The numbers at the desk say what happened in a period, and nothing of another time or site."""

from datetime import timedelta
from itertools import count

from sqlalchemy import update

from civiltongue.detectors.finders import finders
from civiltongue.detectors.model import shipped_model
from civiltongue.detectors.terms import Terms
from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author
from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.appeal import appeal_ruling
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.period import Period
from civiltongue.operations.read_statistics import Statistics, read_statistics
from civiltongue.operations.revert_rule import Reversal, revert_rule
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.set_story import StorySettings, ThreadState, set_story
from civiltongue.storage.schema import reasons
from tests.houses import SWEARING, Setting, a_setting, setting

__all__ = ["setting"]
TEXTS = count()
WORDS = [
    "ferry",
    "tram",
    "lamp",
    "quay",
    "market",
    "bridge",
    "harbour",
    "library",
    "school",
    "clock",
    "garden",
    "stadium",
]


def _read(setting: Setting, days: int = 1) -> Statistics:
    last = setting.clock().date()
    return read_statistics(setting.house, setting.site, Period(last - timedelta(days=days - 1), last))


def _text() -> str:
    """Return a text like no other, so that none counts as a repeated message."""
    number = next(TEXTS)
    one, other = WORDS[number % len(WORDS)], WORDS[(number * 5 + 3) % len(WORDS)]
    return f"What the {one} needs before the {other} is a plan that people can read, says report {number}."


def _held(setting: Setting, author: Author | None = None) -> str:
    comment = setting.submit(author, _text()).comment
    assert comment is not None
    return comment.id


def _decide(setting: Setting, comment: str, verdict: Verdict, by: str, rule: str = "") -> None:
    review_comment(setting.house, setting.site, Review(comment, verdict, by, rule=rule))


def _pre_moderated(setting: Setting) -> None:
    comment = setting.submit(text=_text()).comment
    assert comment is not None
    settings = StorySettings(ThreadState.PRE)
    set_story(setting.house, setting.site, comment.thread_id, settings, by="operator")


def test_every_day_has_what_the_program_and_people_decided(setting: Setting) -> None:
    setting.submit(text=_text())
    setting.submit(text=SWEARING)
    setting.clock.pass_by(days=2)
    _pre_moderated(setting)
    _decide(setting, _held(setting), Verdict.PUBLISH, "operator")

    found = _read(setting, 3)

    assert [(day.published, day.held, day.rejected, day.by_people) for day in found.days] == [
        (1, 0, 1, 0),
        (0, 0, 0, 0),
        (1, 1, 0, 1),
    ]
    assert {row.rule: (row.held, row.rejected, row.share) for row in found.rules} == {
        "profanity": (0, 1, 0.5),
        "pre-moderated": (1, 0, 0.5),
    }
    assert _read(a_setting(setting.house.database)).days[0].published == 0


def test_the_time_to_a_decision_is_a_median_and_a_ninetieth_percentile(setting: Setting) -> None:
    _pre_moderated(setting)
    for minutes in (1, 2, 3, 4, 60):
        comment = _held(setting)
        setting.clock.pass_by(minutes=minutes)
        _decide(setting, comment, Verdict.PUBLISH, "operator")

    found = _read(setting)

    assert found.held.number == 5
    assert round(found.held.median or 0) == 180
    assert round(found.held.p90 or 0) == 3_600
    assert found.appeals.median is None


def test_agreement_and_what_was_overturned_are_counted(setting: Setting) -> None:
    house, site = setting.house, setting.site
    wren, quill = (f"moderator:{add_moderator(house, site, name).moderator.id}" for name in ("Wren", "Quill"))
    author = setting.an_author()
    kept, lost = _held(setting, author), _held(setting, author)
    swearing = setting.submit(text=SWEARING).comment
    assert swearing is not None
    _decide(setting, kept, Verdict.PUBLISH, wren)
    _decide(setting, lost, Verdict.REJECT, wren, rule="privacy")
    _decide(setting, swearing.id, Verdict.PUBLISH, quill)
    appeal = appeal_ruling(house, site, author, comment_id=lost, text="Nobody is named in it.")
    setting.clock.pass_by(hours=1)
    decide_appeal(house, site, AppealDecision(appeal.id, AppealState.OVERTURNED, "You are right.", quill))

    found = _read(setting)

    assert (found.engine.number, found.engine.alike) == (3, 1)
    assert (found.people.number, found.people.alike) == (1, 0)
    assert found.appeals.number == 1
    assert round(found.appeals.median or 0) == 3_600
    assert [(row.name, row.decided, row.overturned) for row in found.moderators] == [
        ("Quill", 2, 0),
        ("Wren", 2, 1),
    ]
    (rule,) = found.by_rule
    assert (rule.id, rule.rejected, rule.rejected_published, rule.share) == ("profanity", 1, 1, 1.0)
    heard = {(row.id, row.version): row.rejected_published for row in found.by_detector}
    assert heard == {("terms", Terms.version): 1, ("toxicity", shipped_model().settings.version): 1}


def test_what_is_taken_back_in_bulk_is_counted_apart(setting: Setting) -> None:
    house, site = setting.house, setting.site
    looked_at, *_ = [setting.submit(text=f"{SWEARING} {next(TEXTS)}").comment for _ in range(3)]
    assert looked_at is not None
    _decide(setting, looked_at.id, Verdict.REJECT, "operator", rule="profanity")
    now = setting.clock()
    reversal = Reversal("profanity", now - timedelta(days=1), now, "operator", by_people=False)
    revert_rule(house, site, reversal)

    found = _read(setting)

    (rule,) = found.by_rule
    detector = next(row for row in found.by_detector if row.id == "terms")
    assert (rule.id, rule.rejected, rule.rejected_published, rule.share, rule.in_bulk) == (
        "profanity",
        1,
        0,
        0.0,
        2,
    )
    assert (detector.id, detector.rejected, detector.in_bulk) == ("terms", 1, 2)
    assert (found.days[0].by_people, found.days[0].in_bulk) == (1, 2)
    assert found.engine.number == 1


def test_what_was_only_taken_back_in_bulk_has_no_share(setting: Setting) -> None:
    setting.submit(text=SWEARING)
    now = setting.clock()
    revert_rule(setting.house, setting.site, Reversal("profanity", now - timedelta(days=1), now, "operator"))

    (rule,) = _read(setting).by_rule

    assert (rule.share, rule.in_bulk) == (None, 1)


def test_without_a_word_of_who_noticed_it_all_count_that_may_have(setting: Setting) -> None:
    swearing = setting.submit(text=SWEARING).comment
    assert swearing is not None
    forgotten = update(reasons).where(reasons.c.site_id == setting.site.id).values(found_by=None)
    setting.house.database.write(lambda connection: connection.execute(forgotten))
    _decide(setting, swearing.id, Verdict.PUBLISH, "operator")

    assert {row.id for row in _read(setting).by_detector} == set(finders("profanity"))


def test_nothing_is_said_of_an_empty_time(setting: Setting) -> None:
    found = _read(setting, 7)

    assert len(found.days) == 7
    assert found.rules == found.moderators == found.by_rule == found.drift == ()
    assert found.engine.share is None
