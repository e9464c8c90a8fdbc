"""People whom issuers vouch for, passkeys, and open sign-ins, on both databases."""

from dataclasses import replace

import pytest

from civiltongue.domain.identity import Method
from civiltongue.storage import identities, passkeys, sessions
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.identities import BoundIdentity
from civiltongue.storage.passkeys import Passkey
from civiltongue.storage.sessions import Session, SignIn
from tests.storage.making import MINUTE, NOW, an_author, an_id, ask, tell
from tests.storage.racing import race

LATER = NOW + 15 * MINUTE


@pytest.fixture
def identity(database, site, author) -> BoundIdentity:
    found = BoundIdentity(
        an_id(), site.id, author.id, Method.OPENID, "https://id.example", "a hash", NOW, NOW
    )
    tell(database, identities.bind, found)
    return found


@pytest.fixture
def passkey(database, site, author) -> Passkey:
    found = Passkey(an_id(), site.id, author.id, "Blue key", "credential", b"public", 0, NOW)
    tell(database, passkeys.add, found)
    return found


def test_a_person_is_found_by_what_the_issuer_calls_them(database, site, author, identity) -> None:
    tell(database, identities.use, site.id, "a hash", LATER)

    assert ask(database, identities.author_of, site.id, "a hash") == author
    assert ask(database, identities.author_of, site.id, "another") is None
    assert ask(database, identities.of_author, site.id, author.id) == (replace(identity, used_at=LATER),)


def test_a_person_is_one_author(database, site, identity) -> None:
    other = an_author(database, site)

    with pytest.raises(Duplicate):
        tell(database, identities.bind, replace(identity, id=an_id(), author_id=other.id))


def test_only_their_author_removes_a_person_and_a_passkey(database, site, author, identity, passkey) -> None:
    other = an_author(database, site)
    for store, kept in ((identities, identity), (passkeys, passkey)):
        assert not tell(database, store.remove, site.id, other.id, kept.id)
        assert tell(database, store.remove, site.id, author.id, kept.id)
        assert not tell(database, store.remove, site.id, author.id, kept.id)
        assert ask(database, store.of_author, site.id, author.id) == ()


def test_a_passkey_is_found_by_its_credential_and_known_once(database, site, passkey) -> None:
    assert ask(database, passkeys.with_credential, site.id, "credential") == passkey
    assert ask(database, passkeys.with_credential, site.id, "another") is None
    with pytest.raises(Duplicate):
        tell(database, passkeys.add, replace(passkey, id=an_id()))


def test_of_two_who_use_the_same_count_at_once_one_succeeds(database, site, passkey) -> None:
    def use() -> bool:
        return tell(database, lambda c: passkeys.use(c, passkey, uses=1, at=LATER))

    assert sorted(race(use, use, use)) == [False, False, True]
    assert ask(database, passkeys.with_credential, site.id, "credential") == replace(
        passkey, uses=1, used_at=LATER
    )


def test_open_sign_ins_are_those_with_a_session_that_is_still_good(database, site, author) -> None:
    def store(family: str, kind: str, minute: int, **changes: object) -> None:
        at = NOW + minute * MINUTE
        session = Session(an_id(), site.id, author.id, family, kind, f"https://{family}.example", at, LATER)
        tell(database, sessions.add, replace(session, **changes), token_hash=an_id())

    store("page", "page", 0)
    store("embed", "refresh", 1)
    store("embed", "access", 3)
    store("over", "page", 0, expires_at=NOW)
    store("ended", "page", 0)
    tell(database, sessions.revoke_family, site.id, "ended", NOW)

    found = ask(database, sessions.open_sign_ins, site.id, author.id, NOW + 5 * MINUTE)

    assert found == (
        SignIn("embed", False, "https://embed.example", NOW + MINUTE, NOW + 3 * MINUTE),
        SignIn("page", True, "https://page.example", NOW, NOW),
    )
    assert ask(database, sessions.open_sign_ins, site.id, author.id, LATER) == ()
