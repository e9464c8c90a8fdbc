"""Who asks, by the token of a session, on both databases."""

from civiltongue.storage import asking, sessions
from civiltongue.storage.sessions import Session
from tests.storage.making import MINUTE, NOW, a_site, an_author, an_id, ask, tell


def a_session(database, author, *, token_hash: str) -> Session:
    session = Session(
        id=an_id(),
        site_id=author.site_id,
        author_id=author.id,
        family=an_id(),
        kind="access",
        origin="https://lantern.example",
        created_at=NOW,
        expires_at=NOW + 15 * MINUTE,
    )
    tell(database, sessions.add, session, token_hash=token_hash)
    return session


def test_a_token_tells_the_session_its_author_and_its_site(database) -> None:
    site = a_site(database, origins=("https://a.example", "https://b.example"))
    author = an_author(database, site, "Åsa Lindqvist")
    session = a_session(database, author, token_hash="token")
    a_session(database, an_author(database, site), token_hash="another token")

    assert ask(database, asking.with_token, "token") == (session, author, site)


def test_a_site_without_origins_is_told_as_well(database, other_site) -> None:
    author = an_author(database, other_site)
    session = a_session(database, author, token_hash="token")

    assert ask(database, asking.with_token, "token") == (session, author, other_site)


def test_a_session_that_ended_is_told_with_its_end(database, site, author) -> None:
    session = a_session(database, author, token_hash="token")

    tell(database, sessions.revoke_family, site.id, session.family, NOW + MINUTE)

    found, _, _ = ask(database, asking.with_token, "token")
    assert found.revoked_at == NOW + MINUTE


def test_an_unknown_token_tells_nobody(database) -> None:
    assert ask(database, asking.with_token, "token") is None
