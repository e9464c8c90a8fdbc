"""Stories can be pre- and post-moderated, be slow, and close by themselves."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import PRE_MODERATED, Verdict
from civiltongue.domain.thread import Status, Thread, ThreadState
from civiltongue.errors import BadInput, NotFound, SlowMode, ThreadClosed
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.set_story import StorySettings, close_old_stories, set_story, set_thread_state
from civiltongue.operations.story import find_thread
from civiltongue.operations.tell_story import tell_story
from civiltongue.storage import audit, queue
from tests.houses import SWEARING, Setting, a_story, setting

__all__ = ["setting"]


def _thread(setting: Setting) -> Thread:
    with setting.house.database.read() as connection:
        found = find_thread(connection, setting.site, a_story())
    if found is None:
        tell_story(setting.house, setting.site, a_story(), state=None, by="operator")
        return _thread(setting)
    return found


def _set(setting: Setting, **values: object) -> Thread:
    settings = StorySettings(**{"state": ThreadState.OPEN, **values})  # type: ignore[arg-type]
    return set_story(setting.house, setting.site, _thread(setting).id, settings, by="moderator:a")


def _adopt(setting: Setting, more: str) -> None:
    with setting.house.database.read() as connection:
        source = setting.house.in_force(connection, setting.site.id).policy.source
    changed = source.replace(f'version: "{setting.version}"', 'version: "next"') + f"\n{more}\n"
    adopt_policy(setting.house, setting.site, changed, by="operator")


def _waiting(setting: Setting) -> list[tuple[str, str]]:
    with setting.house.database.read() as connection:
        return [(item.comment_id, item.cause) for item in queue.waiting(connection, setting.site.id)]


def test_nothing_appears_on_a_pre_moderated_story_before_a_moderator_has_seen_it(setting: Setting) -> None:
    _set(setting, state=ThreadState.PRE)

    outcome = setting.submit()

    assert outcome.comment is not None
    assert outcome.comment.status is Status.HELD
    assert outcome.ruling.rules == (PRE_MODERATED,)
    assert _waiting(setting) == [(outcome.comment.id, "held")]


def test_what_the_rules_reject_is_rejected_on_a_pre_moderated_story(setting: Setting) -> None:
    _set(setting, state=ThreadState.PRE)

    assert setting.submit(text=SWEARING).ruling.verdict is not Verdict.HOLD


def test_an_edit_on_a_pre_moderated_story_is_seen_first_as_well(setting: Setting) -> None:
    author = setting.an_author()
    comment = setting.submit(author).comment
    assert comment is not None
    _set(setting, state=ThreadState.PRE)

    edit = Edit(author, comment.id, "The tram is late again.", consent=setting.version, address="a")

    assert edit_comment(setting.house, setting.site, edit).ruling.verdict is Verdict.HOLD


def test_what_appears_on_a_post_moderated_story_waits_to_be_looked_at(setting: Setting) -> None:
    _set(setting, state=ThreadState.POST)

    comment = setting.submit().comment

    assert comment is not None
    assert comment.status is Status.PUBLISHED
    assert _waiting(setting) == [(comment.id, "unread")]
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.PUBLISH, "moderator:a"))
    assert _waiting(setting) == []


def test_the_publisher_does_not_undo_what_moderators_set(setting: Setting) -> None:
    _set(setting, state=ThreadState.PRE)

    tell_story(setting.house, setting.site, a_story(), state=ThreadState.OPEN, by="publisher")
    assert _thread(setting).state is ThreadState.PRE

    tell_story(setting.house, setting.site, a_story(), state=ThreadState.CLOSED, by="publisher")
    assert _thread(setting).state is ThreadState.CLOSED


def test_slow_mode_keeps_an_authors_comments_apart_and_says_for_how_long(setting: Setting) -> None:
    _set(setting, slow=90)
    author = setting.an_author()
    setting.submit(author)
    setting.submit()
    setting.clock.pass_by(seconds=30)

    with pytest.raises(SlowMode) as refused:
        setting.submit(author, "The tram is late again.")

    assert refused.value.code == "slow-mode"
    assert 55 <= refused.value.retry_after <= 60
    assert f"in {refused.value.retry_after} seconds" in refused.value.hint
    setting.submit(author, "On another story.", story=a_story("night-bus"))
    setting.clock.pass_by(seconds=61)
    assert setting.submit(author, "The tram is late again.").comment is not None


def test_a_rejected_attempt_does_not_slow_its_author_down(setting: Setting) -> None:
    _set(setting, slow=90)
    author = setting.an_author()
    setting.submit(author, SWEARING)

    assert setting.submit(author).ruling.verdict is Verdict.PUBLISH


def test_the_house_rules_say_what_holds_for_stories_that_are_not_set_otherwise(setting: Setting) -> None:
    _adopt(setting, "stories: {slow_mode: 600, close_after: 14}")
    author = setting.an_author()
    setting.submit(author)
    with pytest.raises(SlowMode, match="10 minutes"):
        setting.submit(author, "The tram is late again.")
    _set(setting, slow=0)
    setting.submit(author, "The tram is late again.")

    setting.clock.pass_by(days=15)

    with pytest.raises(ThreadClosed):
        setting.submit()
    _set(setting, closes_after=0)
    assert setting.submit().comment is not None


def test_old_stories_close_by_themselves_and_can_be_opened_again(setting: Setting) -> None:
    _adopt(setting, "stories: {close_after: 14}")
    setting.submit()
    version = _thread(setting).version
    close_old_stories(setting.house)
    assert _thread(setting).state is ThreadState.OPEN
    setting.clock.pass_by(days=15)

    close_old_stories(setting.house)

    closed = _thread(setting)
    assert closed.state is ThreadState.CLOSED
    assert closed.version > version
    with setting.house.database.read() as connection:
        newest = audit.entries(connection, setting.site.id)[0]
    assert (newest.event, newest.actor, newest.subject) == (Event.THREAD_CLOSE, "engine", closed.id)
    set_thread_state(setting.house, setting.site, closed.id, ThreadState.OPEN, by="moderator:a")
    close_old_stories(setting.house)
    assert setting.submit().comment is not None


def test_what_cannot_be_set_is_refused(setting: Setting) -> None:
    with pytest.raises(BadInput):
        _set(setting, slow=-1)
    with pytest.raises(BadInput):
        _set(setting, closes_after=1_000_000)
    with pytest.raises(NotFound):
        set_story(setting.house, setting.site, "nothing", StorySettings(ThreadState.OPEN), by="operator")
