"""Authors, the names that they hold, and their sanctions, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civiltongue.domain.standing import Sanction, SanctionKind
from civiltongue.storage import authors
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import NOW, an_author, an_id, ask, new_author, tell
from tests.storage.racing import race


def test_an_author_comes_back_as_stored(database, site) -> None:
    author = new_author(site, "Åsa Lindqvist 🐟", staff=True)

    tell(database, authors.add, author, email="asa@lantern.example", email_key="key", source_key="disqus:1")

    assert ask(database, authors.get, site.id, author.id) == author
    assert ask(database, authors.with_email, site.id, "key") == author
    assert ask(database, authors.from_source, site.id, "disqus:1") == author
    assert ask(database, authors.email, site.id, author.id) == "asa@lantern.example"
    assert ask(database, authors.published, site.id, author.id) == 0


def test_another_site_sees_nothing_of_an_author(database, site, other_site) -> None:
    author = an_author(database, site, email_key="key", source_key="disqus:1", email="a@lantern.example")
    tell(database, authors.take_name, site.id, author.id, name="Ada", key="ada")

    tell(database, authors.rename, other_site.id, author.id, "Renamed")
    tell(database, authors.set_staff, other_site.id, author.id, staff=True)
    tell(database, authors.count_published, other_site.id, author.id, 3)

    assert ask(database, authors.get, other_site.id, author.id) is None
    assert ask(database, authors.with_email, other_site.id, "key") is None
    assert ask(database, authors.from_source, other_site.id, "disqus:1") is None
    assert ask(database, authors.email, other_site.id, author.id) is None
    assert ask(database, authors.named, other_site.id, "ada") is None
    assert ask(database, authors.names_alike, other_site.id, ["ada"], besides="") == ()
    assert ask(database, authors.get, site.id, author.id) == replace(author, name="Ada")
    assert ask(database, authors.published, site.id, author.id) == 0


def test_an_author_without_e_mail_has_none(database, site, author) -> None:
    assert ask(database, authors.email, site.id, author.id) is None
    assert ask(database, authors.get, site.id, an_id()) is None


def test_many_authors_may_have_no_e_mail(database, site) -> None:
    for _ in range(3):
        an_author(database, site)


def test_of_two_who_sign_in_with_one_new_e_mail_at_once_one_is_first(database, site) -> None:
    contestants = [new_author(site) for _ in range(2)]

    outcomes = race(
        *(
            lambda author=author: tell(database, authors.add, author, email_key="key")
            for author in contestants
        )
    )

    (refusal,) = [outcome for outcome in outcomes if outcome is not None]
    assert (refusal.table, refusal.columns) == ("authors", frozenset({"site_id", "email_key"}))
    assert ask(database, authors.with_email, site.id, "key") == contestants[outcomes.index(None)]


def test_of_two_who_take_one_name_at_once_one_gets_it(database, site) -> None:
    for number in range(10):
        contestants = [an_author(database, site, "Nobody") for _ in range(2)]

        outcomes = race(
            *(
                lambda author=author, key=f"ada{number}": tell(
                    database, authors.take_name, site.id, author.id, name="Ada", key=key
                )
                for author in contestants
            )
        )

        (refusal,) = [outcome for outcome in outcomes if outcome is not None]
        assert isinstance(refusal, Duplicate)
        assert (refusal.table, refusal.columns) == ("names", frozenset({"site_id", "key"}))
        winner = ask(database, authors.named, site.id, f"ada{number}")
        assert winner == replace(contestants[outcomes.index(None)], name="Ada")


def test_who_does_not_get_a_name_keeps_the_one_they_had(database, site) -> None:
    first, second = an_author(database, site), an_author(database, site)
    tell(database, authors.take_name, site.id, first.id, name="Ada", key="ada")
    tell(database, authors.take_name, site.id, second.id, name="Grace", key="grace")

    with pytest.raises(Duplicate):
        tell(database, authors.take_name, site.id, second.id, name="Ada", key="ada")

    assert ask(database, authors.named, site.id, "grace").id == second.id
    assert ask(database, authors.get, site.id, second.id).name == "Grace"


def test_a_new_name_frees_the_old_one(database, site) -> None:
    first, second = an_author(database, site), an_author(database, site)
    tell(database, authors.take_name, site.id, first.id, name="Ada", key="ada")

    tell(database, authors.take_name, site.id, first.id, name="Grace", key="grace")
    tell(database, authors.take_name, site.id, second.id, name="Ada", key="ada")

    assert ask(database, authors.named, site.id, "ada").id == second.id


def test_one_name_may_be_held_on_two_sites(database, site, other_site) -> None:
    for place in (site, other_site):
        tell(database, authors.take_name, place.id, an_author(database, place).id, name="Ada", key="ada")


def test_names_alike_are_those_of_others(database, site) -> None:
    first, second = an_author(database, site), an_author(database, site)
    tell(database, authors.take_name, site.id, first.id, name="Ada", key="ada")
    tell(database, authors.take_name, site.id, second.id, name="Åda", key="a-da")

    assert set(ask(database, authors.names_alike, site.id, ["ada", "a-da", "x"], besides=an_id())) == {
        "Ada",
        "Åda",
    }
    assert ask(database, authors.names_alike, site.id, ["ada", "a-da"], besides=first.id) == ("Åda",)
    assert ask(database, authors.names_alike, site.id, [], besides=first.id) == ()


def test_staff_names_are_those_of_other_staff_of_the_site(database, site, other_site) -> None:
    editor = an_author(database, site, "Ines Quill", staff=True)
    deputy = an_author(database, site, "Ole Deputy")
    an_author(database, other_site, "Stranger", staff=True)

    tell(database, authors.set_staff, site.id, deputy.id, staff=True)

    assert set(ask(database, authors.staff_names, site.id, besides=an_id())) == {"Ines Quill", "Ole Deputy"}
    assert ask(database, authors.staff_names, site.id, besides=editor.id) == ("Ole Deputy",)


def test_a_sanction_is_on_record_until_it_is_lifted_and_after(database, site, author, other_site) -> None:
    warning = Sanction(an_id(), SanctionKind.WARNING, "insults", NOW, None, by_engine=True)
    suspension = Sanction(an_id(), SanctionKind.SUSPENSION, "insults", NOW + timedelta(1), NOW + timedelta(2))
    for sanction, by in ((suspension, "operator"), (warning, "engine")):
        tell(database, authors.impose, site.id, author.id, sanction, by=by)

    assert ask(database, authors.sanctions, site.id, author.id) == (warning, suspension)
    assert ask(database, authors.sanctions, other_site.id, author.id) == ()
    lifted_at = NOW + timedelta(days=1, hours=1)
    assert not tell(database, authors.lift, other_site.id, suspension.id, by="operator", at=lifted_at)
    assert tell(database, authors.lift, site.id, suspension.id, by="operator", at=lifted_at)
    assert not tell(database, authors.lift, site.id, suspension.id, by="operator", at=lifted_at)
    assert ask(database, authors.sanctions, site.id, author.id)[1] == replace(suspension, lifted_at=lifted_at)
