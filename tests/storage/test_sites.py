"""Sites, their origins and their policies, on both databases."""

from datetime import timedelta

from civiltongue.domain.thread import Site
from civiltongue.storage import sites
from tests.storage.making import NOW, a_site, an_id, ask, tell


def test_a_site_is_found_by_name_by_id_and_by_its_key(database) -> None:
    site = a_site(database, "lantern", ("https://b.example", "https://a.example"))

    found = Site(site.id, "lantern", ("https://a.example", "https://b.example"), NOW)
    assert ask(database, sites.named, "lantern") == found
    assert ask(database, sites.get, site.id) == found
    assert ask(database, sites.with_key, f"key of {site.id}") == found


def test_names_of_sites_are_told_apart_by_case(database) -> None:
    a_site(database, "lantern")

    assert ask(database, sites.named, "Lantern") is None


def test_unknown_sites_are_none(database) -> None:
    assert ask(database, sites.named, "nowhere") is None
    assert ask(database, sites.get, an_id()) is None
    assert ask(database, sites.with_key, "no key") is None
    assert ask(database, sites.version, an_id()) == 0


def test_every_site_comes_by_name(database) -> None:
    for name in ("mercury", "Argus", "lantern"):
        a_site(database, name)

    assert {site.name for site in ask(database, sites.every)} == {"mercury", "Argus", "lantern"}


def test_origins_are_replaced_and_the_site_s_version_rises(database, site) -> None:
    before = ask(database, sites.version, site.id)

    tell(database, sites.set_origins, site.id, ("https://new.example", "https://new.example"))

    assert ask(database, sites.get, site.id).origins == ("https://new.example",)
    assert ask(database, sites.version, site.id) > before


def test_origins_of_another_site_stay(database, site, other_site) -> None:
    tell(database, sites.set_origins, other_site.id, ())

    assert ask(database, sites.get, site.id).origins == ("https://lantern.example",)


def test_an_origin_is_known_once_any_site_lists_it(database, site) -> None:
    assert ask(database, sites.any_has_origin, "https://lantern.example")
    assert not ask(database, sites.any_has_origin, "https://stranger.example")


def test_a_new_key_replaces_the_old_one(database, site) -> None:
    tell(database, sites.set_key, site.id, "another key")

    assert ask(database, sites.with_key, "another key").id == site.id
    assert ask(database, sites.with_key, f"key of {site.id}") is None


def test_no_policy_is_in_force_before_one_is_adopted(database, site) -> None:
    _store(database, site, "1")

    assert ask(database, sites.policy_in_force, site.id) is None
    assert ask(database, sites.policy_version, site.id) is None
    assert ask(database, sites.policy_source, site.id, "1") == "source of 1"


def test_a_policy_put_in_force_raises_the_site_s_version(database, site) -> None:
    _store(database, site, "1")
    before = ask(database, sites.version, site.id)

    tell(database, sites.put_in_force, site.id, "1")

    assert ask(database, sites.policy_in_force, site.id) == ("1", "source of 1")
    assert ask(database, sites.policy_version, site.id) == "1"
    assert ask(database, sites.version, site.id) == before + 1


def test_every_policy_ever_adopted_is_kept(database, site, other_site) -> None:
    _store(database, site, "2", days=1)
    _store(database, site, "1")
    _store(database, other_site, "1")
    tell(database, sites.put_in_force, site.id, "2")

    assert ask(database, sites.policy_versions, site.id) == [("1", NOW), ("2", NOW + timedelta(days=1))]
    assert ask(database, sites.policy_source, site.id, "1") == "source of 1"
    assert ask(database, sites.policy_source, other_site.id, "2") is None


def _store(database, site: Site, version: str, *, days: int = 0) -> None:
    tell(
        database,
        sites.store_policy,
        site.id,
        policy_id=an_id(),
        version=version,
        source=f"source of {version}",
        by="operator",
        at=NOW + timedelta(days=days),
    )
