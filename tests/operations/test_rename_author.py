"""Names change, and stay their former holder's for a time; some names only a moderator gives."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.evidence import StoryFacts
from civiltongue.errors import BadInput, Conflict, NameTaken
from civiltongue.operations.read_me import read_me
from civiltongue.operations.read_thread import read_thread_by_id
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.set_staff import set_staff
from civiltongue.operations.story import Story
from civiltongue.operations.tell_story import tell_story
from civiltongue.storage import audit, names
from tests.houses import ORIGIN, Setting, setting

__all__ = ["setting"]


def test_a_new_name_stands_on_every_page_at_once(setting: Setting) -> None:
    author = setting.an_author("Ottilie Marrow")
    comment = setting.submit(author).comment
    assert comment is not None
    before = read_thread_by_id(setting.house, setting.site, comment.thread_id, order="oldest", number=1)

    rename_author(setting.house, setting.site, author, "Ottilie Penhale")

    page = read_thread_by_id(setting.house, setting.site, comment.thread_id, order="oldest", number=1)
    assert [shown.author_name for shown in page.comments] == ["Ottilie Penhale"]
    assert page.versions > before.versions


def test_former_names_are_on_record_for_moderators(setting: Setting) -> None:
    author = setting.an_author("Ottilie Marrow")
    renamed = rename_author(setting.house, setting.site, author, "Ottilie Penhale")
    setting.clock.pass_by(days=31)
    rename_author(setting.house, setting.site, renamed, "Ottilie Brontide")

    with setting.house.database.read() as connection:
        former = names.former(connection, setting.site.id, author.id)
        events = audit.entries(connection, setting.site.id, subject=author.id)
    assert [name.name for name in former] == ["Ottilie Penhale", "Ottilie Marrow"]
    assert [entry.event for entry in events] == [Event.AUTHOR_NAME, Event.AUTHOR_NAME]
    assert read_me(setting.house, setting.site, renamed).former == tuple(former)


def test_a_name_that_was_given_up_is_nobody_elses_for_a_time(setting: Setting) -> None:
    author, other = setting.an_author("Ottilie Marrow"), setting.an_author("Basil Thorne")
    rename_author(setting.house, setting.site, author, "Ottilie Penhale")

    with pytest.raises(NameTaken):
        rename_author(setting.house, setting.site, other, "Ottilie Marrow")
    setting.clock.pass_by(days=181)
    rename_author(setting.house, setting.site, other, "Ottilie Marrow")

    with pytest.raises(NameTaken):
        rename_author(setting.house, setting.site, author, "Ottilie Marrow")


def test_its_former_holder_gets_a_name_back(setting: Setting) -> None:
    author = setting.an_author("Ottilie Marrow")
    renamed = rename_author(setting.house, setting.site, author, "Ottilie Penhale")
    setting.clock.pass_by(days=31)

    assert rename_author(setting.house, setting.site, renamed, "Ottilie Marrow").name == "Ottilie Marrow"


def test_between_two_changes_there_is_a_pause_that_a_moderator_may_skip(setting: Setting) -> None:
    author = setting.an_author("Ottilie Marrow")
    renamed = rename_author(setting.house, setting.site, author, "Ottilie Penhale")

    with pytest.raises(Conflict):
        rename_author(setting.house, setting.site, renamed, "Ottilie Brontide")

    assert rename_author(setting.house, setting.site, renamed, "Ottilie Brontide", by="operator")


@pytest.mark.parametrize("name", ["Ines Quill", "lnes Quill", "Mayor Holm", "Wren Abernathy", "INES QUILL"])
def test_names_of_staff_and_of_people_in_stories_are_given_by_moderators_only(
    setting: Setting, name: str
) -> None:
    editor, author = setting.an_author("Ines Quill"), setting.an_author("Basil Thorne")
    set_staff(setting.house, setting.site, editor, staff=True, by="operator")
    facts = StoryFacts("The harbour", "Wren Abernathy", ("Mayor Holm",))
    tell_story(
        setting.house, setting.site, Story(f"{ORIGIN}/harbour", "harbour", facts), state=None, by="site"
    )

    with pytest.raises(NameTaken):
        rename_author(setting.house, setting.site, author, name)


def test_a_moderator_gives_a_namesake_of_somebody_in_a_story_their_own_name(setting: Setting) -> None:
    author = setting.an_author("Basil Thorne")
    facts = StoryFacts("The harbour", "Wren Abernathy", ("Mayor Holm",))
    tell_story(
        setting.house, setting.site, Story(f"{ORIGIN}/harbour", "harbour", facts), state=None, by="site"
    )

    assert rename_author(setting.house, setting.site, author, "Wren Abernathy", by="operator")


@pytest.mark.parametrize("name", ["", "   ", ".", "x" * 61])
def test_what_is_no_name_is_refused(setting: Setting, name: str) -> None:
    with pytest.raises(BadInput):
        rename_author(setting.house, setting.site, setting.an_author(), name)
