"""The audit log, on both databases."""

from dataclasses import replace

import pytest

from civiltongue.domain.audit import Entry, Event
from civiltongue.storage import audit, sites
from tests.storage.making import MINUTE, NOW, an_id, ask, tell


def test_entries_come_newest_first_with_their_details(database, site, other_site) -> None:
    first = Entry(Event.SITE_ADD, "operator", "site:1", NOW)
    second = Entry(Event.POLICY_ADOPT, "operator", "policy:1", NOW + MINUTE, {"version": "1", "by": "é"})
    for entry in (second, first):
        _append(database, site, entry)
    _append(database, other_site, replace(first, subject="elsewhere"))

    assert ask(database, audit.entries, site.id) == [second, first]
    assert ask(database, audit.entries, site.id, subject="site:1") == [first]
    assert ask(database, audit.entries, site.id, subject="elsewhere") == []
    assert ask(database, audit.entries, site.id, most=1) == [second]


@pytest.mark.parametrize("event", Event)
def test_every_event_can_be_recorded(database, site, event) -> None:
    entry = Entry(event, "engine", "subject", NOW)

    _append(database, site, entry)

    assert ask(database, audit.entries, site.id) == [entry]


def test_an_entry_stands_or_falls_with_what_it_records(database, site) -> None:
    def work(connection):
        sites.raise_version(connection, site.id)
        audit.append(connection, site.id, Entry(Event.SITE_CHANGE, "operator", "site", NOW), entry_id=an_id())
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        database.write(work)

    assert ask(database, audit.entries, site.id) == []


def _append(database, site, entry: Entry) -> None:
    tell(database, audit.append, site.id, entry, entry_id=an_id())
