"""Keys of programs, on both databases."""

import pytest

from civiltongue.storage import api_keys
from civiltongue.storage.api_keys import ApiKey
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import NOW, an_id, ask, tell


def test_a_key_is_found_by_its_hash(database, site) -> None:
    key = _api_key(database, site, "coral", key_hash="hash")

    assert ask(database, api_keys.with_hash, "hash") == key
    assert ask(database, api_keys.with_hash, "another hash") is None


def test_keys_of_a_site_come_by_name(database, site, other_site) -> None:
    wordpress, coral = _api_key(database, site, "wordpress"), _api_key(database, site, "coral")
    _api_key(database, other_site, "coral")

    assert ask(database, api_keys.every, site.id) == [coral, wordpress]


def test_a_name_and_a_hash_belong_to_one_key(database, site) -> None:
    _api_key(database, site, "coral", key_hash="hash")

    with pytest.raises(Duplicate) as refusal:
        _api_key(database, site, "coral")
    assert (refusal.value.table, refusal.value.columns) == ("api_keys", {"site_id", "name"})
    with pytest.raises(Duplicate) as refusal:
        _api_key(database, site, "wordpress", key_hash="hash")
    assert refusal.value.columns == {"key_hash"}


def test_a_revoked_key_is_nobodys(database, site, other_site) -> None:
    key = _api_key(database, site, "coral", key_hash="hash")

    assert tell(database, api_keys.revoke, other_site.id, "coral", NOW) is None
    assert ask(database, api_keys.with_hash, "hash") == key
    assert tell(database, api_keys.revoke, site.id, "coral", NOW) == key.id
    assert tell(database, api_keys.revoke, site.id, "coral", NOW) is None
    assert ask(database, api_keys.with_hash, "hash") is None
    assert ask(database, api_keys.every, site.id) == []


def _api_key(database, site, name: str, *, key_hash: str = "") -> ApiKey:
    key = ApiKey(an_id(), site.id, name, 600, NOW)
    tell(database, api_keys.add, key, key_hash=key_hash or f"hash of {key.id}")
    return key
