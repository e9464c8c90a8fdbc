"""Somebody new whom a provider has vouched for, on both databases."""

from datetime import timedelta

import pytest

from civiltongue.domain.audit import Event
from civiltongue.errors import BadInput, NameTaken, TokenInvalid
from civiltongue.operations.sessions import PAGE, who_asks
from civiltongue.operations.sign_in_openid import Entered, welcome_stranger
from civiltongue.operations.tokens import sign
from civiltongue.storage import audit, authors
from tests.houses import Setting, setting
from tests.storage.racing import race

__all__ = ["setting"]


def proven(setting: Setting, subject: str = "reader-7", email: str = "") -> str:
    """Return what a browser keeps once a provider has said who somebody is."""
    claims = {"site": setting.site.id, "issuer": "https://id.example", "subject": subject, "name": ""}
    claims |= {"email": email, "handover": "", "next": ""}
    return sign(setting.house, "openid-proven", claims, lifetime=timedelta(minutes=20))


def welcome(setting: Setting, kept: str, name: str = "Ida Marlow") -> Entered:
    return welcome_stranger(setting.house, setting.site, kept=kept, name=name)


def causes(setting: Setting) -> list[str]:
    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)
    return [entry.details["cause"] for entry in entries if entry.event is Event.SIGN_IN_REFUSE]


def test_somebody_new_gets_an_account_and_a_session_of_our_pages(setting: Setting) -> None:
    entered = welcome(setting, proven(setting, email="ida@harbour.example"))

    assert entered.token is not None
    asking = who_asks(setting.house, entered.token, kind=PAGE, origin=setting.house.settings.origin)
    with setting.house.database.read() as connection:
        assert authors.email(connection, setting.site.id, asking.author.id) == "ida@harbour.example"
    assert asking.author.name == "Ida Marlow"


def test_a_name_that_cannot_be_had_can_be_changed_and_then_the_proof_is_used_up(setting: Setting) -> None:
    setting.an_author("Wilma Tern")
    kept = proven(setting)
    with pytest.raises(NameTaken):
        welcome(setting, kept, "Wi1ma Tern")
    with pytest.raises(BadInput):
        welcome(setting, kept, " ")

    welcome(setting, kept)

    with pytest.raises(TokenInvalid):
        welcome(setting, kept, "Somebody Else")
    assert causes(setting) == ["replayed"]


def test_of_those_who_show_one_proof_at_once_one_is_let_in(setting: Setting) -> None:
    kept = proven(setting)

    def show() -> bool:
        try:
            welcome(setting, kept)
        except (TokenInvalid, NameTaken):
            return False
        return True

    assert sorted(race(show, show, show)) == [False, False, True]


def test_two_proofs_of_one_person_make_one_account(setting: Setting) -> None:
    first, again = (welcome(setting, proven(setting)) for _ in range(2))

    assert first.author.id == again.author.id


def test_a_proof_is_good_for_a_while_at_one_site_and_for_nothing_else(setting: Setting) -> None:
    kept = proven(setting)
    begun = sign(setting.house, "openid-begun", {"site": setting.site.id}, lifetime=timedelta(minutes=20))
    for wrong in ("", kept[:-2] + "xx", begun):
        with pytest.raises(TokenInvalid):
            welcome(setting, wrong)
    setting.clock.pass_by(minutes=21)
    with pytest.raises(TokenInvalid):
        welcome(setting, kept)

    assert causes(setting) == ["state"] * 4
