"""Suggested scores, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civiltongue.storage import api_keys, suggestions
from civiltongue.storage.api_keys import ApiKey
from civiltongue.storage.suggestions import Suggestion
from tests.storage.making import NOW, an_id, ask, tell
from tests.storage.racing import race


@pytest.fixture
def suggestion(database, site) -> Suggestion:
    key = ApiKey(an_id(), site.id, "coral", 600, NOW)
    tell(database, api_keys.add, key, key_hash=key.id)
    return Suggestion(
        id=an_id(),
        site_id=site.id,
        api_key_id=key.id,
        subject="hash",
        attribute="TOXICITY",
        suggested=1.0,
        language="en",
        scores={"toxicity": 0.25},
        versions={"terms": "2"},
        created_at=NOW,
    )


def test_what_was_suggested_comes_back_as_it_was(database, site, other_site, suggestion) -> None:
    tell(database, suggestions.put, suggestion)

    assert ask(database, suggestions.every, site.id) == [suggestion]
    assert ask(database, suggestions.every, other_site.id) == []


def test_a_later_suggestion_about_the_same_comment_takes_the_earlier_ones_place(
    database, site, suggestion
) -> None:
    later = replace(suggestion, id=an_id(), suggested=0.0)
    of_another_attribute = replace(suggestion, id=an_id(), attribute="INSULT")
    about_another = replace(suggestion, id=an_id(), subject="another hash")

    for each in (suggestion, of_another_attribute, about_another, later):
        tell(database, suggestions.put, each)

    found = ask(database, suggestions.every, site.id)
    assert sorted(found, key=lambda each: each.id) == [later, of_another_attribute, about_another]


def test_of_many_suggestions_about_one_comment_at_once_one_stays_and_none_fails(
    database, site, suggestion
) -> None:
    contestants = [replace(suggestion, id=an_id(), suggested=number / 10) for number in range(8)]

    outcomes = race(*[lambda each=each: tell(database, suggestions.put, each) for each in contestants])

    assert outcomes == [None] * 8
    (stayed,) = ask(database, suggestions.every, site.id)
    assert stayed in contestants


def test_only_what_is_older_is_dropped(database, site, other_site, suggestion) -> None:
    young = replace(suggestion, id=an_id(), subject="young", created_at=NOW + timedelta(days=2))
    tell(database, suggestions.put, suggestion)
    tell(database, suggestions.put, young)
    before = NOW + timedelta(days=1)

    assert tell(database, suggestions.drop, other_site.id, before=before) == 0
    assert tell(database, suggestions.drop, site.id, before=before) == 1
    assert ask(database, suggestions.every, site.id) == [young]
