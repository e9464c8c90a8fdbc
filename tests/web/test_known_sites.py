"""Sites that are kept in memory are those of the database, whoever changes them, on both databases."""

from collections.abc import Iterator

import pytest

from civiltongue.operations.add_site import set_origins
from civiltongue.storage import sites
from civiltongue.storage.freshness import Freshness
from civiltongue.web.known_sites import KnownSites
from tests.houses import Setting


@pytest.fixture
def known(setting: Setting) -> Iterator[KnownSites]:
    freshness = Freshness(setting.house.database)
    yield KnownSites(setting.house, freshness)
    freshness.close()


def test_a_site_is_known_by_its_name(known: KnownSites, setting: Setting) -> None:
    assert known.named(setting.site.name) == setting.site
    assert known.named(setting.site.name) is known.named(setting.site.name)


@pytest.mark.parametrize("name", ["nowhere", "", "LANTERN", "lantern\x00", "lantern\ud800", "läntern", "%"])
def test_no_other_name_is_a_site_s(known: KnownSites, name: str) -> None:
    assert known.named(name) is None


def test_new_origins_count_at_once(known: KnownSites, setting: Setting) -> None:
    known.named(setting.site.name)

    set_origins(setting.house, setting.site, ("https://new.example",))

    found = known.named(setting.site.name)
    assert found is not None
    assert found.origins == ("https://new.example",)


def test_a_site_that_is_added_is_known_at_once(known: KnownSites, setting: Setting) -> None:
    other = f"{setting.site.name}-too"
    assert known.named(other) is None

    def work(connection) -> None:
        with_name = type(setting.site)(setting.house.new_id(), other, (), setting.clock())
        sites.add(connection, with_name, key_hash=other)

    setting.house.database.write(work)

    found = known.named(other)
    assert found is not None
    assert found.name == other
