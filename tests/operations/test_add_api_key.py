"""Keys for programs are made, found and revoked; what they are is kept nowhere."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.add_api_key import add_api_key, find_api_key, revoke_api_key
from civiltongue.operations.house import House
from civiltongue.settings import Secrets
from civiltongue.storage import audit, schema
from tests.houses import Setting


def find(house: House, key: str) -> object:
    with house.database.read() as connection:
        return find_api_key(house, connection, key)


def test_a_key_is_found_by_what_was_shown_once(setting: Setting) -> None:
    made = add_api_key(setting.house, setting.site, " coral ", per_minute=60)

    assert made.key.startswith("ctp_")
    assert find(setting.house, made.key) == made.api_key
    assert made.api_key.name == "coral"
    assert find(setting.house, made.key[:-1]) is None


def test_what_is_kept_of_a_key_needs_the_servers_secret_to_be_guessed(setting: Setting) -> None:
    made = add_api_key(setting.house, setting.site, "coral", per_minute=60)
    with setting.house.database.read() as connection:
        (kept,) = connection.execute(schema.api_keys.select()).all()

    hashed = setting.house.secrets.keyed_hash("api-key", made.key)
    assert kept.key_hash == hashed
    assert Secrets(b"another" * 8).keyed_hash("api-key", made.key) != hashed
    assert made.key not in str(kept)


def test_a_revoked_key_is_found_no_more_and_its_name_stays_taken(setting: Setting) -> None:
    made = add_api_key(setting.house, setting.site, "coral", per_minute=60)

    revoke_api_key(setting.house, setting.site, "coral")

    assert find(setting.house, made.key) is None
    with pytest.raises(NotFound):
        revoke_api_key(setting.house, setting.site, "coral")
    with pytest.raises(Conflict):
        add_api_key(setting.house, setting.site, "coral", per_minute=60)


@pytest.mark.parametrize(("name", "per_minute"), [("", 60), (" ", 60), ("coral", 0), ("coral", 600_001)])
def test_a_key_has_a_name_and_a_quota(setting: Setting, name: str, per_minute: int) -> None:
    with pytest.raises(BadInput):
        add_api_key(setting.house, setting.site, name, per_minute=per_minute)


def test_making_and_revoking_are_on_record(setting: Setting) -> None:
    made = add_api_key(setting.house, setting.site, "coral", per_minute=60)
    revoke_api_key(setting.house, setting.site, "coral")

    with setting.house.database.read() as connection:
        entries = audit.entries(connection, setting.site.id, subject=made.api_key.id)
    assert [entry.event for entry in entries] == [Event.API_KEY_REVOKE, Event.API_KEY_ADD]
