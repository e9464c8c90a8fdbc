"""Sessions, sign-in links and hand-overs, each used once, on both databases."""

from dataclasses import replace

import pytest

from civiltongue.storage import sessions
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.sessions import Handover, Session, SignInLink
from tests.storage.making import MINUTE, NOW, an_author, an_id, ask, tell
from tests.storage.racing import race

LATER = NOW + 15 * MINUTE


@pytest.fixture
def session(database, site, author) -> Session:
    session = _session(site, author)
    tell(database, sessions.add, session, token_hash="token")
    return session


@pytest.fixture
def link(database, site) -> SignInLink:
    link = SignInLink(an_id(), site.id, "ada@lantern.example", None, "/next", NOW, LATER)
    tell(database, sessions.add_link, link, token_hash="token")
    return link


@pytest.fixture
def handover(database, site) -> Handover:
    origin = "https://lantern.example"
    handover = Handover(an_id(), site.id, origin, "challenge", "4F7K", None, NOW, LATER)
    tell(database, sessions.add_handover, handover)
    return handover


def test_a_session_is_found_by_its_token(database, session) -> None:
    assert ask(database, sessions.with_token, "token") == session
    assert ask(database, sessions.with_token, "another token") is None


def test_two_sessions_have_no_token_in_common(database, site, author, session) -> None:
    with pytest.raises(Duplicate) as refusal:
        tell(database, sessions.add, _session(site, author), token_hash="token")

    assert (refusal.value.table, refusal.value.columns) == ("sessions", {"token_hash"})


def test_of_two_who_use_a_refresh_token_at_once_one_succeeds(database, site, author) -> None:
    for number in range(10):
        session = _session(site, author)
        tell(database, sessions.add, session, token_hash=f"token {number}")

        outcomes = race(*[lambda session=session: tell(database, sessions.use_once, session, LATER)] * 3)

        assert sorted(outcomes) == [False, False, True]
        assert ask(database, sessions.with_token, f"token {number}") == replace(session, used_at=LATER)


def test_a_family_ends_together(database, site, author, session, other_site) -> None:
    sibling, stranger = _session(site, author, family=session.family), _session(site, author)
    tell(database, sessions.add, sibling, token_hash="sibling")
    tell(database, sessions.add, stranger, token_hash="stranger")

    tell(database, sessions.revoke_family, other_site.id, session.family, NOW)
    assert ask(database, sessions.with_token, "token") == session

    tell(database, sessions.revoke_family, site.id, session.family, LATER)
    tell(database, sessions.revoke_family, site.id, session.family, LATER + MINUTE)
    assert ask(database, sessions.with_token, "token").revoked_at == LATER
    assert ask(database, sessions.with_token, "sibling").revoked_at == LATER
    assert ask(database, sessions.with_token, "stranger") == stranger


def test_a_link_is_found_by_its_token_with_all_that_it_carries(database, site) -> None:
    link = SignInLink(an_id(), site.id, "ada@lantern.example", an_id(), "/next?a=1", NOW, LATER)

    tell(database, sessions.add_link, link, token_hash="token")

    assert ask(database, sessions.link_with_token, "token") == link
    assert ask(database, sessions.link_with_token, "another token") is None


def test_of_two_who_follow_a_link_at_once_one_signs_in(database, link) -> None:
    outcomes = race(*[lambda: tell(database, sessions.use_link, link, LATER)] * 3)

    assert sorted(outcomes) == [False, False, True]
    assert ask(database, sessions.link_with_token, "token").used_at == LATER


def test_links_are_counted_by_address_and_time(database, site, link, other_site) -> None:
    later = replace(link, id=an_id(), created_at=NOW + MINUTE)
    tell(database, sessions.add_link, later, token_hash="later")

    assert ask(database, sessions.links_since, site.id, link.email, NOW) == 2
    assert ask(database, sessions.links_since, site.id, link.email, NOW + MINUTE) == 1
    assert ask(database, sessions.links_since, site.id, "grace@lantern.example", NOW) == 0
    assert ask(database, sessions.links_since, other_site.id, link.email, NOW) == 0


def test_a_hand_over_waits_for_its_author(database, handover) -> None:
    assert ask(database, sessions.handover, handover.id) == handover
    assert ask(database, sessions.handover, an_id()) is None


def test_a_hand_over_is_for_whoever_confirms_it_first(database, site, author, handover) -> None:
    stranger = an_author(database, site)

    outcomes = race(
        lambda: tell(database, sessions.confirm_handover, handover, author.id),
        lambda: tell(database, sessions.confirm_handover, handover, stranger.id),
    )

    assert sorted(outcomes) == [False, True]
    winner = (author, stranger)[outcomes.index(True)]
    assert ask(database, sessions.handover, handover.id).author_id == winner.id
    assert tell(database, sessions.confirm_handover, handover, winner.id)


def test_of_two_who_redeem_a_hand_over_at_once_one_gets_the_session(database, author, handover) -> None:
    tell(database, sessions.confirm_handover, handover, author.id)

    outcomes = race(*[lambda: tell(database, sessions.redeem_handover, handover, LATER)] * 3)

    assert sorted(outcomes) == [False, False, True]
    assert not tell(database, sessions.confirm_handover, handover, author.id)


def test_a_hand_over_of_another_site_cannot_be_used(database, author, handover, other_site, link) -> None:
    stolen = replace(handover, site_id=other_site.id)

    assert not tell(database, sessions.confirm_handover, stolen, author.id)
    assert not tell(database, sessions.redeem_handover, stolen, LATER)
    assert not tell(database, sessions.use_link, replace(link, site_id=other_site.id), LATER)


def _session(site, author, *, family: str = "") -> Session:
    return Session(
        id=an_id(),
        site_id=site.id,
        author_id=author.id,
        family=family or an_id(),
        kind="refresh",
        origin="https://lantern.example",
        created_at=NOW,
        expires_at=LATER,
    )
