"""A legal hold keeps what is about an author, against wishes and against time, and is a right of its own."""

from collections.abc import Callable

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right
from civiltongue.domain.thread import Author
from civiltongue.errors import BadInput, Conflict, NotFound, NotPermitted
from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.erase_author import ask_erasure, erase_author, keep_erasures
from civiltongue.operations.hold_author import hold_author, release_author
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.read_me import read_me
from civiltongue.storage import audit, authors, comments
from civiltongue.storage.moderators import Moderator
from tests.houses import SWEARING, Setting, setting

__all__ = ["setting"]
CASE = "Harbour court, 12/2026"


def test_nobody_under_a_legal_hold_is_erased_until_it_ends(setting: Setting) -> None:
    author, by = setting.an_author("Mara Quill"), _counsel(setting)
    hold_author(setting.house, setting.site, author.id, reference=CASE, by=by)

    with pytest.raises(Conflict):
        erase_author(setting.house, setting.site, author.id)
    ask_erasure(setting.house, setting.site, author, at_once=True)
    keep_erasures(setting.house)
    assert _name(setting, author) == "Mara Quill"
    assert read_me(setting.house, setting.site, author).held

    release_author(setting.house, setting.site, author.id, by=by)
    keep_erasures(setting.house)

    assert _name(setting, author) == ""


def test_texts_under_a_legal_hold_outlive_the_retention(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    revisions = [_rejected(setting, who) for who in (author, other)]
    hold_author(setting.house, setting.site, author.id, reference=CASE, by=_counsel(setting))
    setting.clock.pass_by(days=400)

    keep_retention(setting.house, setting.site)

    with setting.house.database.read() as connection:
        found = comments.revisions(connection, setting.site.id, revisions)
    assert [found[each].source for each in revisions] == [SWEARING, ""]


@pytest.mark.parametrize("rights", [[], [Right.IDENTITIES]])
def test_a_legal_hold_needs_its_own_right_and_an_attempt_without_it_is_recorded(
    setting: Setting, rights: list[Right]
) -> None:
    author = setting.an_author()
    by = add_moderator(setting.house, setting.site, "Basil", rights=rights).moderator
    attempts: tuple[Callable[[], object], ...] = (
        lambda: hold_author(setting.house, setting.site, author.id, reference=CASE, by=by),
        lambda: release_author(setting.house, setting.site, author.id, by=by),
    )

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()

    assert _events(setting, author) == [Event.HOLD_REFUSE] * 2


def test_imposing_and_lifting_are_recorded_without_the_case(setting: Setting) -> None:
    author, by = setting.an_author(), _counsel(setting)
    hold_author(setting.house, setting.site, author.id, reference=CASE, by=by)
    release_author(setting.house, setting.site, author.id, by=by)

    assert _events(setting, author) == [Event.HOLD_LIFT, Event.HOLD_IMPOSE]
    with setting.house.database.read() as connection:
        assert CASE not in str(audit.entries(connection, setting.site.id))


def test_a_legal_hold_names_its_case_and_an_author(setting: Setting) -> None:
    author, by = setting.an_author(), _counsel(setting)

    with pytest.raises(BadInput):
        hold_author(setting.house, setting.site, author.id, reference=" ", by=by)
    with pytest.raises(NotFound):
        hold_author(setting.house, setting.site, "nobody", reference=CASE, by=by)
    with pytest.raises(NotFound):
        release_author(setting.house, setting.site, author.id, by=by)


def _counsel(setting: Setting) -> Moderator:
    return add_moderator(setting.house, setting.site, "Counsel", rights=[Right.LEGAL_HOLDS]).moderator


def _name(setting: Setting, author: Author) -> str:
    with setting.house.database.read() as connection:
        found = authors.get(connection, setting.site.id, author.id)
    assert found is not None
    return found.name


def _rejected(setting: Setting, author: Author) -> str:
    comment = setting.submit(author, SWEARING).comment
    assert comment is not None
    assert comment.revision_id is not None
    return comment.revision_id


def _events(setting: Setting, author: Author) -> list[Event]:
    with setting.house.database.read() as connection:
        return [entry.event for entry in audit.entries(connection, setting.site.id, subject=author.id)]
