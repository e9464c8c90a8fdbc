"""Moderators of a site, on both databases."""

import pytest

from civiltongue.storage import moderators
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.moderators import Moderator
from tests.storage.making import NOW, an_id, ask, tell


def test_a_moderator_is_found_by_their_key(database, site) -> None:
    moderator = _moderator(database, site, "Ines", key="key")

    assert ask(database, moderators.with_key, "key") == moderator
    assert ask(database, moderators.with_key, "another key") is None


def test_moderators_of_a_site_come_by_name(database, site, other_site) -> None:
    ole, ines = _moderator(database, site, "ole"), _moderator(database, site, "ines")
    _moderator(database, other_site, "ines")

    assert ask(database, moderators.every, site.id) == [ines, ole]


def test_a_name_and_a_key_belong_to_one_moderator(database, site) -> None:
    _moderator(database, site, "Ines", key="key")

    with pytest.raises(Duplicate) as refusal:
        _moderator(database, site, "Ines")
    assert (refusal.value.table, refusal.value.columns) == ("moderators", {"site_id", "name"})
    with pytest.raises(Duplicate) as refusal:
        _moderator(database, site, "Ole", key="key")
    assert refusal.value.columns == {"key_hash"}


def test_who_is_revoked_has_no_key_any_more(database, site, other_site) -> None:
    moderator = _moderator(database, site, "Ines", key="key")

    assert not tell(database, moderators.revoke, other_site.id, "Ines", NOW)
    assert ask(database, moderators.with_key, "key") == moderator
    assert tell(database, moderators.revoke, site.id, "Ines", NOW)
    assert not tell(database, moderators.revoke, site.id, "Ines", NOW)
    assert ask(database, moderators.with_key, "key") is None
    assert ask(database, moderators.every, site.id) == []


def _moderator(database, site, name: str, *, key: str = "") -> Moderator:
    moderator = Moderator(an_id(), site.id, name, NOW)
    tell(database, moderators.add, moderator, key_hash=key or f"key of {moderator.id}")
    return moderator
