"""Who comes back under another account while barred is shown to moderators, and nothing else happens."""

from datetime import timedelta

import pytest

from civiltongue.domain.identity import Method, Person
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, AuthorKind, Status
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.operations.recognise_person import bind, remove_identity
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.storage import identities
from tests.houses import Setting, setting

__all__ = ["setting"]


@pytest.mark.parametrize(
    "alias", ["Mara.Quill+2@gmail.com", "maraquill@googlemail.com", "M.araquill@gmail.com"]
)
def test_another_form_of_a_banned_address_is_noticed_and_the_comment_is_published(
    setting: Setting, alias: str
) -> None:
    banned = _banned(setting, "mara.quill@gmail.com")
    again = _an_account(setting, "Night Ferry", alias)

    item = _comment(setting, again)

    assert [(found.author_id, found.why) for found in item.evades] == [(banned.id, "mailbox")]
    assert item.comment.status is Status.PUBLISHED


def test_somebody_else_is_not_suspected(setting: Setting) -> None:
    _banned(setting, "mara.quill@gmail.com")
    other = _an_account(setting, "Wren", "wren@gmail.com")

    assert _comment(setting, other).evades == ()


def test_the_same_network_address_on_the_same_day_is_noticed(setting: Setting) -> None:
    banned = _an_account(setting, "Mara", "mara@harbour.example")
    setting.submit(banned, address="one-hash")
    _ban(setting, banned)
    again = _an_account(setting, "Night Ferry", "ferry@harbour.example")

    assert [found.why for found in _comment(setting, again, address="one-hash").evades] == ["address"]
    assert _comment(setting, _an_account(setting, "Wren", "w@harbour.example")).evades == ()


def test_an_address_is_noticed_no_longer_than_its_hash_is_kept(setting: Setting) -> None:
    banned = _an_account(setting, "Mara", "mara@harbour.example")
    setting.submit(banned, address="one-hash")
    _ban(setting, banned)
    again = _an_account(setting, "Night Ferry", "ferry@harbour.example")
    comment = _comment(setting, again, address="one-hash").comment

    setting.clock.pass_by(days=15)
    keep_retention(setting.house, setting.site)

    assert read_item(setting.house, setting.site, comment.id).evades == ()


def test_a_ban_that_is_lifted_or_over_is_evaded_by_nobody(setting: Setting) -> None:
    author = _an_account(setting, "Mara", "mara.quill@gmail.com")
    again = _an_account(setting, "Night Ferry", "maraquill@gmail.com")
    sanction = _ban(setting, author)
    lift_sanction(setting.house, setting.site, sanction, by="operator")
    _ban(setting, author, lasting=timedelta(hours=1))
    assert len(_comment(setting, again).evades) == 1

    setting.clock.pass_by(hours=2)

    assert _comment(setting, again, "The pier should be open on Sundays, said the ferry crew.").evades == ()


def test_erasing_oneself_does_not_shake_a_ban_off_within_the_days_that_hashes_are_kept(
    setting: Setting,
) -> None:
    banned = _banned(setting, "mara.quill@gmail.com")
    erase_author(setting.house, setting.site, banned.id)
    again = _an_account(setting, "Night Ferry", "maraquill@gmail.com")
    comment = _comment(setting, again).comment
    found = read_item(setting.house, setting.site, comment.id).evades
    assert [(evasion.author_id, evasion.name, evasion.why) for evasion in found] == [
        (banned.id, "", "mailbox")
    ]

    setting.clock.pass_by(days=15)
    keep_retention(setting.house, setting.site)

    assert read_item(setting.house, setting.site, comment.id).evades == ()


@pytest.mark.parametrize("gone", ["removed", "erased"])
def test_the_same_person_of_a_provider_is_noticed_under_another_account(setting: Setting, gone: str) -> None:
    house, site, person = setting.house, setting.site, Person("https://id.example", "reader-7")
    banned = _banned(setting, "mara@harbour.example")
    again = _an_account(setting, "Night Ferry", "ferry@harbour.example")
    house.database.write(lambda c: bind(c, house, banned, person, method=Method.OPENID))
    if gone == "erased":
        erase_author(house, site, banned.id)
    else:
        with house.database.read() as connection:
            (bound,) = identities.of_author(connection, site.id, banned.id)
        remove_identity(house, banned, bound.id)
    house.database.write(lambda c: bind(c, house, again, person, method=Method.OPENID))

    assert [(found.author_id, found.why) for found in _comment(setting, again).evades] == [
        (banned.id, "identity")
    ]
    assert _comment(setting, _an_account(setting, "Wren", "wren@harbour.example")).evades == ()


def _an_account(setting: Setting, name: str, email: str) -> Author:
    return welcome_author(setting.house, setting.site, name, kind=AuthorKind.ACCOUNT, email=email)


def _ban(setting: Setting, author: Author, *, lasting: timedelta | None = None) -> str:
    kind = SanctionKind.SUSPENSION if lasting else SanctionKind.BAN
    imposed = sanction_author(
        setting.house, setting.site, author.id, kind=kind, reason="Rule 3.", by="operator", lasting=lasting
    )
    return imposed.id


def _banned(setting: Setting, email: str) -> Author:
    author = _an_account(setting, "Mara", email)
    _ban(setting, author)
    return author


def _comment(setting: Setting, author: Author, *text: str, **values: str) -> Item:
    comment = setting.submit(author, *text, **values).comment
    assert comment is not None
    return read_item(setting.house, setting.site, comment.id)
