"""Who wrote before, elsewhere or as a guest, can have those comments: by their address, or a moderator's word."""

from dataclasses import replace
from pathlib import Path

import pytest

from civiltongue.domain.claim import ClaimState
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.claim_author import claim_author, decide_claim, read_claimable, read_open_claims
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.import_archive import import_archive
from civiltongue.operations.read_thread import read_thread
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.storage import authors, outbox
from civiltongue.text.address import story_key
from tests.houses import Setting, setting
from tests.importers.exports import STORY, a_post, a_thread
from tests.operations.archives import a_file

__all__ = ["setting"]
NAME, EMAIL = "Bo Reed", "Bo.Reed@harbour.example"
BY_EMAIL = f"<name>{NAME}</name><email>{EMAIL}</email><isAnonymous>true</isAnonymous>"
BY_NAME = f"<name>{NAME}</name><isAnonymous>false</isAnonymous><username>bo</username>"


def test_the_same_address_makes_comments_from_elsewhere_ones_own_at_once(
    setting: Setting, tmp_path: Path
) -> None:
    _imported(setting, tmp_path, BY_EMAIL)
    author = _an_account(setting, "Bo Of The Quay")
    (found,) = _claimable(setting, author)
    assert found.proven

    claim = claim_author(setting.house, setting.site, author, found.author.id)

    assert claim.state is ClaimState.CONFIRMED
    assert _signed(setting) == ["Bo Of The Quay", "Bo Of The Quay"]
    with setting.house.database.read() as connection:
        assert authors.published(connection, setting.site.id, author.id) == 2
    assert _claimable(setting, author) == ()


def test_a_name_alone_needs_a_moderators_word(setting: Setting, tmp_path: Path) -> None:
    _imported(setting, tmp_path, BY_NAME)
    author = _an_account(setting, NAME)
    (found,) = _claimable(setting, author)
    assert not found.proven

    with pytest.raises(BadInput):
        claim_author(setting.house, setting.site, author, found.author.id)
    claim = claim_author(setting.house, setting.site, author, found.author.id, text="My boat is the Wren.")
    assert claim.state is ClaimState.OPEN
    with pytest.raises(Conflict):
        claim_author(setting.house, setting.site, author, found.author.id, text="Again.")
    (waiting,) = read_open_claims(setting.house, setting.site)
    assert (waiting.claim, waiting.published) == (claim, 2)

    decide_claim(setting.house, setting.site, claim.id, ClaimState.CONFIRMED, by="moderator:a")

    assert _claimable(setting, author) == ()
    with setting.house.database.read() as connection:
        (letter,) = outbox.due(connection, setting.clock())
    assert "has confirmed it" in letter.body


def test_a_refused_claim_changes_nothing_and_is_told(setting: Setting, tmp_path: Path) -> None:
    _imported(setting, tmp_path, BY_NAME)
    author = _an_account(setting, NAME)
    (found,) = _claimable(setting, author)
    claim = claim_author(setting.house, setting.site, author, found.author.id, text="Trust me.")

    decide_claim(setting.house, setting.site, claim.id, ClaimState.REFUSED, by="moderator:a")

    with setting.house.database.read() as connection:
        assert authors.published(connection, setting.site.id, author.id) == 0
    with pytest.raises(Conflict):
        decide_claim(setting.house, setting.site, claim.id, ClaimState.CONFIRMED, by="moderator:a")


def test_what_two_claim_only_one_gets(setting: Setting, tmp_path: Path) -> None:
    _imported(setting, tmp_path, BY_EMAIL)
    author = _an_account(setting, "Bo Of The Quay")
    other = replace(setting.an_author("Somebody Else"), name=NAME)
    (found,) = _claimable(setting, other)
    theirs = claim_author(setting.house, setting.site, other, found.author.id, text="It was me.")
    claim_author(setting.house, setting.site, author, found.author.id)

    with pytest.raises(Conflict):
        decide_claim(setting.house, setting.site, theirs.id, ClaimState.CONFIRMED, by="operator")


def test_a_later_export_gives_comments_to_who_claimed_them(setting: Setting, tmp_path: Path) -> None:
    _imported(setting, tmp_path, BY_EMAIL)
    author = _an_account(setting, "Bo Of The Quay")
    claim_author(setting.house, setting.site, author, _claimable(setting, author)[0].author.id)

    _imported(setting, tmp_path, BY_EMAIL, "p1", "p2", "p3")

    assert _signed(setting) == ["Bo Of The Quay"] * 3


def test_erasing_reaches_what_was_claimed(setting: Setting, tmp_path: Path) -> None:
    _imported(setting, tmp_path, BY_EMAIL)
    author = _an_account(setting, "Bo Of The Quay")
    claim_author(setting.house, setting.site, author, _claimable(setting, author)[0].author.id)

    erase_author(setting.house, setting.site, author.id)
    _imported(setting, tmp_path, BY_EMAIL, "p1", "p2", "p3")

    assert _signed(setting) == []


def test_accounts_and_strangers_cannot_be_claimed(setting: Setting) -> None:
    account = _an_account(setting, NAME)
    other = setting.an_author("Somebody Else")

    with pytest.raises(NotFound):
        claim_author(setting.house, setting.site, replace(other, name=NAME), account.id, text="Me.")
    with pytest.raises(NotFound):
        claim_author(setting.house, setting.site, account, "nobody", text="Me.")


def _an_account(setting: Setting, name: str) -> Author:
    return welcome_author(setting.house, setting.site, name, kind=AuthorKind.ACCOUNT, email=EMAIL)


def _imported(setting: Setting, folder: Path, author: str, *posts: str) -> None:
    made = [a_thread(), *(a_post(post, author=author) for post in posts or ("p1", "p2"))]
    import_archive(setting.house, setting.site, a_file(folder, *made, name=f"{len(made)}.xml"))


def _claimable(setting: Setting, author: Author) -> tuple:
    with setting.house.database.read() as connection:
        return read_claimable(connection, setting.house, author)


def _signed(setting: Setting) -> list[str]:
    page = read_thread(setting.house, setting.site, story_key("", STORY), order="oldest", number=1)
    return [comment.author_name for comment in page.comments if comment.published]
