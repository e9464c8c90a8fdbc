"""Nobody learns from an answer, or from the time it takes, whether an address is an account's or a moderator's."""

from collections.abc import Callable

import pytest

from civiltongue.domain.standing import SanctionKind
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry
from civiltongue.operations.desk_session import send_desk_link
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.sign_in import LinkWish, send_link
from civiltongue.storage import outbox
from tests.houses import Setting, setting
from tests.statements import heard

__all__ = ["setting"]


@pytest.fixture
def addresses(setting: Setting) -> dict[str, str]:
    """Give an address of each kind: known, unknown, of somebody banned, of somebody erased."""
    known, banned, erased = (setting.an_author() for _ in range(3))
    sanction_author(
        setting.house, setting.site, banned.id, kind=SanctionKind.BAN, reason="Enough.", by="operator"
    )
    erase_author(setting.house, setting.site, erased.id)
    kinds = {"known": known, "banned": banned, "erased": erased}
    return {"unknown": "nobody@example.com"} | {
        kind: f"{author.id}@example.com" for kind, author in kinds.items()
    }


def test_asking_for_a_link_costs_the_same_for_every_address(
    setting: Setting, addresses: dict[str, str]
) -> None:
    work = {
        kind: _statements(
            setting,
            lambda email=email, kind=kind: send_link(setting.house, setting.site, LinkWish(email, kind)),
        )
        for kind, email in addresses.items()
    }

    assert len(work["unknown"]) > 3
    assert all(done == work["unknown"] for done in work.values())


def test_asking_for_a_moderators_link_costs_the_same_for_every_address_and_mails_only_theirs(
    setting: Setting, addresses: dict[str, str]
) -> None:
    add_moderator(setting.house, setting.site, "Wren Hollis", office=Office(email="wren@example.com"))
    work = [
        _statements(
            setting, lambda email=email: send_desk_link(setting.house, setting.site, email, address=email)
        )
        for email in ("wren@example.com", addresses["known"], addresses["unknown"])
    ]

    assert work[0] == work[1] == work[2]
    with setting.house.database.read() as connection:
        assert [each.recipient for each in outbox.due(connection, setting.clock())][-1] == "wren@example.com"
        told = {each.recipient for each in outbox.due(connection, setting.clock()) if "desk" in each.body}
    assert told == {"wren@example.com"}


def test_asking_for_comments_that_name_one_costs_the_same_for_every_address(
    setting: Setting, addresses: dict[str, str]
) -> None:
    work = [
        _statements(
            setting,
            lambda email=email: ask_inquiry(
                setting.house, setting.site, InquiryWish("Odile Fenn", email, "", email)
            ),
        )
        for email in addresses.values()
    ]

    assert all(done == work[0] for done in work)


def _statements(setting: Setting, act: Callable[[], object]) -> list[str]:
    """Return what the setting's database is asked while something is done, statement by statement."""
    found: list[str] = []
    with heard(setting, lambda _connection, statement, _parameters: found.append(statement)):
        act()
    return found
