"""A withheld name: readers see a pseudonym, and nobody without the right sees who it is."""

import pytest
from sqlalchemy import select

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Right
from civiltongue.domain.thread import Author
from civiltongue.errors import Conflict, NameTaken, NotFound, NotPermitted, SetupInvalid
from civiltongue.operations.add_moderator import add_moderator, set_rights
from civiltongue.operations.download_author import download_author
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.read_thread import read_thread_by_id
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.sealing import seal, unseal
from civiltongue.operations.withhold_name import Identity, release_name, see_identity, withhold_name
from civiltongue.storage import audit, authors, moderators, schema
from civiltongue.storage.moderators import Moderator
from tests.houses import Setting, setting

__all__ = ["setting"]
REAL, PSEUDONYM, PROOF = "Zephyrine Quillfeather", "Night Ferry", "Her passport, shown to the editor."


def test_readers_see_the_pseudonym_with_its_mark_on_every_page_at_once(setting: Setting) -> None:
    author = setting.an_author(REAL)
    comment = setting.submit(author).comment
    assert comment is not None
    before = read_thread_by_id(setting.house, setting.site, comment.thread_id, order="oldest", number=1)

    _withhold(setting, author)

    page = read_thread_by_id(setting.house, setting.site, comment.thread_id, order="oldest", number=1)
    (shown,) = page.comments
    assert (shown.author_name, page.badges(shown)) == (PSEUDONYM, ("withheld",))
    assert page.versions > before.versions


def test_the_name_stands_nowhere_in_the_database(setting: Setting) -> None:
    author = setting.an_author("Zephyrine Before")
    author = rename_author(setting.house, setting.site, author, REAL)
    setting.submit(author)

    _withhold(setting, author)

    with setting.house.database.read() as connection:
        kept = "\n".join(
            str(row) for table in schema.metadata.tables.values() for row in connection.execute(select(table))
        )
    assert PSEUDONYM in kept
    for word in ("Zephyrine", "quillfeather", "passport"):
        assert word.lower() not in kept.lower()


def test_a_moderator_with_the_right_sees_who_it_is_and_each_look_is_recorded(setting: Setting) -> None:
    author = setting.an_author("Zephyrine Before")
    author = rename_author(setting.house, setting.site, author, REAL)
    by = _withhold(setting, author)

    for _ in range(2):
        seen = see_identity(setting.house, setting.site, author.id, by=by)
        assert seen.identity == Identity(REAL, ["Zephyrine Before"], PROOF)

    looks = [entry for entry in _log(setting, author) if entry.event is Event.IDENTITY_SEE]
    assert [entry.actor for entry in looks] == [f"moderator:{by.id}"] * 2
    assert all(not entry.details for entry in looks)


def test_without_the_right_nobody_sees_it_and_the_attempt_is_recorded(setting: Setting) -> None:
    author = setting.an_author(REAL)
    _withhold(setting, author)
    other = add_moderator(setting.house, setting.site, "Wren").moderator

    for attempt in (
        lambda: see_identity(setting.house, setting.site, author.id, by=other),
        lambda: release_name(setting.house, setting.site, author.id, by=other),
        lambda: withhold_name(
            setting.house, setting.site, author.id, pseudonym="Day Ferry", proof="None.", by=other
        ),
    ):
        with pytest.raises(NotPermitted):
            attempt()

    refused = [entry for entry in _log(setting, author) if entry.event is Event.IDENTITY_REFUSE]
    assert [entry.actor for entry in refused] == [f"moderator:{other.id}"] * 3


def test_who_loses_the_right_sees_nothing_any_more(setting: Setting) -> None:
    author = setting.an_author(REAL)
    by = _withhold(setting, author)
    set_rights(setting.house, setting.site, by.name, [])
    with setting.house.database.read() as connection:
        (now,) = [each for each in moderators.every(connection, setting.site.id) if each.id == by.id]

    with pytest.raises(NotPermitted):
        see_identity(setting.house, setting.site, author.id, by=now)


def test_the_authors_own_document_does_not_hold_the_name(setting: Setting) -> None:
    author = setting.an_author(REAL)
    _withhold(setting, author)

    document = download_author(setting.house, setting.site, _stored(setting, author)).decode()

    assert "withheld" in document
    assert "Quillfeather" not in document
    assert "sealed" not in document


def test_an_author_with_a_withheld_name_does_not_change_it_alone(setting: Setting) -> None:
    author = setting.an_author(REAL)
    _withhold(setting, author)

    with pytest.raises(Conflict):
        rename_author(setting.house, setting.site, _stored(setting, author), REAL)
    with pytest.raises(Conflict):
        rename_author(setting.house, setting.site, _stored(setting, author), REAL, by="publisher")


def test_whether_somebody_writes_here_under_a_pseudonym_cannot_be_tried_out(setting: Setting) -> None:
    """The sealed name is free, so that being refused it tells nothing."""
    author, other = setting.an_author(REAL), setting.an_author("Basil Thorne")
    _withhold(setting, author)

    assert rename_author(setting.house, setting.site, other, REAL).name == REAL


def test_a_pseudonym_is_nobody_elses_name(setting: Setting) -> None:
    author = setting.an_author(REAL)
    setting.an_author(PSEUDONYM)

    with pytest.raises(NameTaken):
        _withhold(setting, author)

    assert not _stored(setting, author).withheld


def test_forgetting_who_it_is_leaves_the_pseudonym_without_its_mark(setting: Setting) -> None:
    author = setting.an_author(REAL)
    by = _withhold(setting, author)

    release_name(setting.house, setting.site, author.id, by=by)

    assert (_stored(setting, author).name, _stored(setting, author).withheld) == (PSEUDONYM, False)
    with pytest.raises(NotFound):
        see_identity(setting.house, setting.site, author.id, by=by)


def test_erasing_forgets_who_it_was(setting: Setting) -> None:
    author = setting.an_author(REAL)
    by = _withhold(setting, author)

    erase_author(setting.house, setting.site, author.id)

    with pytest.raises(NotFound):
        see_identity(setting.house, setting.site, author.id, by=by)


def test_what_is_sealed_opens_for_what_it_is_about_alone(setting: Setting) -> None:
    sealed = seal(setting.house, "a purpose", REAL, about="author-1")

    assert unseal(setting.house, "a purpose", sealed, about="author-1") == REAL
    for purpose, about, text in (
        ("a purpose", "author-2", sealed),
        ("another", "author-1", sealed),
        ("a purpose", "author-1", sealed[:-2]),
        ("a purpose", "author-1", "nonsense"),
    ):
        with pytest.raises(SetupInvalid):
            unseal(setting.house, purpose, text, about=about)


def _withhold(setting: Setting, author: Author) -> Moderator:
    name = f"Quill for {author.id}"
    by = add_moderator(setting.house, setting.site, name, rights=[Right.IDENTITIES]).moderator
    withhold_name(setting.house, setting.site, author.id, pseudonym=PSEUDONYM, proof=PROOF, by=by)
    return by


def _stored(setting: Setting, author: Author) -> Author:
    with setting.house.database.read() as connection:
        found = authors.get(connection, setting.site.id, author.id)
    assert found is not None
    return found


def _log(setting: Setting, author: Author) -> list:
    with setting.house.database.read() as connection:
        return audit.entries(connection, setting.site.id, subject=author.id)
