"""A publisher's word for its readers, on both databases."""

from dataclasses import replace

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method, PublisherAccounts
from civiltongue.errors import NameTaken, TokenInvalid
from civiltongue.operations.handover import begin_handover, open_handover
from civiltongue.operations.vouch import Word, vouch
from civiltongue.storage import audit, identities
from civiltongue.storage.sessions import Handover
from tests.handover import VERIFIER, challenge_of
from tests.houses import ORIGIN, Setting, setting
from tests.identity_keys import hs256
from tests.storage.racing import race

__all__ = ["setting"]
SECRET = "a secret of thirty-two bytes, at least"
ISSUER = "https://www.lantern.example"


@pytest.fixture
def vouched(setting: Setting) -> Setting:
    """Give a house whose site has a publisher that vouches for its readers."""
    accounts = PublisherAccounts(setting.site.name, ISSUER, "HS256", secret=SECRET)
    settings = replace(setting.house.settings, publisher_accounts=(accounts,))
    return replace(setting, house=replace(setting.house, settings=settings))


def a_handover(setting: Setting) -> Handover:
    challenge = challenge_of(VERIFIER)
    return begin_handover(setting.house, setting.site, challenge=challenge, origin=ORIGIN, address="x")


def a_word(setting: Setting, subject: str, jti: str, **more: object) -> Word:
    now = int(setting.clock().timestamp())
    audience = f"{setting.house.settings.base_url}/sites/{setting.site.name}"
    claims = {"iss": ISSUER, "aud": audience, "sub": subject, "jti": jti, "iat": now, "exp": now + 60, **more}
    return Word(hs256(claims, SECRET.encode()), Method.PUBLISHER, ORIGIN, "address")


def events(setting: Setting, event: Event) -> list[dict[str, str]]:
    with setting.house.database.read() as connection:
        return [
            dict(entry.details)
            for entry in audit.entries(connection, setting.site.id)
            if entry.event is event
        ]


def test_a_reader_comes_back_as_the_same_author(vouched: Setting) -> None:
    first = vouch(
        vouched.house, vouched.site, a_handover(vouched), a_word(vouched, "7", "a", name="Ida Fell")
    )
    waiting = a_handover(vouched)
    again = vouch(vouched.house, vouched.site, waiting, a_word(vouched, "7", "b", name="Ida Fell"))

    assert again == first
    assert open_handover(vouched.house, waiting.id).author_id == first.id
    with vouched.house.database.read() as connection:
        assert len(identities.of_author(connection, vouched.site.id, first.id)) == 1
    assert events(vouched, Event.AUTHOR_SIGN_IN) == [{"method": "publisher"}] * 2
    assert events(vouched, Event.IDENTITY_BIND) == [{"method": "publisher"}]


def test_of_those_who_show_one_token_at_once_one_is_let_in(vouched: Setting) -> None:
    vouch(vouched.house, vouched.site, a_handover(vouched), a_word(vouched, "7", "a", name="Ida Fell"))
    word, waiting = a_word(vouched, "7", "b"), [a_handover(vouched) for _ in range(3)]

    def show(handover: Handover) -> bool:
        try:
            vouch(vouched.house, vouched.site, handover, word)
        except TokenInvalid:
            return False
        return True

    assert sorted(race(*[lambda h=h: show(h) for h in waiting])) == [False, False, True]
    assert events(vouched, Event.SIGN_IN_REFUSE) == [{"method": "publisher", "cause": "replayed"}] * 2


def test_a_name_that_is_refused_uses_nothing_up(vouched: Setting) -> None:
    vouched.an_author("Wilma Tern")
    word, waiting = a_word(vouched, "7", "a", name="Wilma Tern"), a_handover(vouched)

    for _ in range(2):
        with pytest.raises(NameTaken):
            vouch(vouched.house, vouched.site, waiting, word)

    assert open_handover(vouched.house, waiting.id).author_id is None
    assert events(vouched, Event.SIGN_IN_REFUSE) == []


def test_a_token_that_is_over_by_the_houses_clock_is_refused(vouched: Setting) -> None:
    word = a_word(vouched, "7", "a", name="Ida Fell")
    vouched.clock.pass_by(minutes=3)

    with pytest.raises(TokenInvalid):
        vouch(vouched.house, vouched.site, a_handover(vouched), word)

    assert events(vouched, Event.SIGN_IN_REFUSE) == [{"method": "publisher", "cause": "expired"}]
