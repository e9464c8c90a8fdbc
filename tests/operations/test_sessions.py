"""Renewing a session: a lost answer costs nobody their session, a copied token ends it."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.errors import NotSignedIn, TokenInvalid
from civiltongue.operations.sessions import (
    ACCESS,
    LIFETIMES,
    LOST_ANSWER,
    REFRESH,
    TokenPair,
    open_pair,
    refresh_session,
    who_asks,
)
from civiltongue.operations.sign_in import LinkWish, follow_link, look_at_link, send_link
from civiltongue.storage import audit, outbox
from tests.houses import ORIGIN, Setting

MOMENT = LOST_ANSWER.total_seconds()


@pytest.fixture
def pair(setting: Setting) -> TokenPair:
    """Give what an embed holds after signing in."""
    author = setting.an_author()
    return setting.house.database.write(
        lambda connection: open_pair(connection, setting.house, author, origin=ORIGIN)
    )


def renew(setting: Setting, pair: TokenPair) -> TokenPair:
    """Renew as the embed does."""
    return refresh_session(setting.house, pair.refresh, origin=ORIGIN)


def is_signed_in(setting: Setting, pair: TokenPair) -> bool:
    """Say whether the access token still speaks for its author."""
    try:
        who_asks(setting.house, pair.access, kind=ACCESS, origin=ORIGIN)
    except NotSignedIn:
        return False
    return True


def endings(setting: Setting) -> list[str]:
    """Return why sessions were ended, as the audit log has it."""
    with setting.house.database.read() as connection:
        found = audit.entries(connection, setting.site.id)
    return [entry.details["cause"] for entry in found if entry.event is Event.SESSION_REVOKE]


def test_a_page_that_never_had_the_answer_asks_once_more_and_stays_signed_in(setting, pair) -> None:
    lost = renew(setting, pair)
    setting.clock.pass_by(seconds=MOMENT - 1)

    again = renew(setting, pair)

    assert is_signed_in(setting, again)
    assert not is_signed_in(setting, lost)
    assert is_signed_in(setting, renew(setting, again))
    assert endings(setting) == []


def test_a_refresh_token_sent_again_later_ends_the_sign_in(setting, pair) -> None:
    renewed = renew(setting, pair)
    setting.clock.pass_by(seconds=MOMENT + 1)

    with pytest.raises(TokenInvalid, match="renewed before"):
        renew(setting, pair)

    assert not is_signed_in(setting, renewed)
    assert endings(setting) == ["reuse"]


def test_a_refresh_token_whose_successor_was_used_ends_the_sign_in_at_once(setting, pair) -> None:
    renewed = renew(setting, renew(setting, pair))

    with pytest.raises(TokenInvalid, match="renewed before"):
        renew(setting, pair)

    assert not is_signed_in(setting, renewed)
    assert endings(setting) == ["reuse"]


def test_a_refresh_token_that_was_taken_back_ends_the_sign_in(setting, pair) -> None:
    copied = renew(setting, pair)
    again = renew(setting, pair)

    with pytest.raises(TokenInvalid, match="renewed before"):
        renew(setting, copied)

    assert not is_signed_in(setting, again)
    assert endings(setting) == ["reuse"]


def test_a_refresh_token_that_has_run_out_renews_nothing(setting, pair) -> None:
    setting.clock.pass_by(seconds=LIFETIMES[REFRESH].total_seconds() + 1)

    with pytest.raises(TokenInvalid, match="has ended"):
        renew(setting, pair)

    assert endings(setting) == []


def test_a_mailed_link_that_is_over_is_refused_and_on_record(setting: Setting) -> None:
    send_link(setting.house, setting.site, LinkWish("odo@example.com", "address"))
    with setting.house.database.read() as connection:
        (letter,) = outbox.due(connection, setting.clock())
    token = letter.body.split("/sign-in/link/")[1].split()[0]
    setting.clock.pass_by(minutes=21)

    for refused in (lambda: look_at_link(setting.house, token), lambda: follow_link(setting.house, token)):
        with pytest.raises(TokenInvalid):
            refused()

    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id)
    assert [e.details["cause"] for e in entries if e.event is Event.SIGN_IN_REFUSE] == ["expired"]
