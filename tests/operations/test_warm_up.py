"""The house gets ready before the first comment comes."""

import pytest

from civiltongue.operations.warm_up import warm_up
from civiltongue.storage.database import Database
from civiltongue.storage.migration import migrate
from tests.houses import Clock, Setting, a_house


def test_the_rules_of_every_site_are_read(setting: Setting) -> None:
    house = a_house(setting.house.database, setting.clock)

    warm_up(house)

    with house.database.read() as connection:
        first = house.in_force(connection, setting.site.id)
        assert house.in_force(connection, setting.site.id) is first
    assert list(house._in_force) == [(setting.site.id, setting.version)]


def test_a_house_without_sites_has_nothing_to_get_ready(tmp_path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    migrate(database)

    warm_up(a_house(database, Clock()))

    database.close()


def test_a_database_that_is_closed_is_told_and_no_more(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    house = a_house(setting.house.database, setting.clock)
    house.database.close()

    warm_up(house)

    assert "Not ready to judge" in caplog.text
