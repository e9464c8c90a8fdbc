"""How far imports have come, on both databases."""

from dataclasses import replace

import pytest

from civiltongue.storage import imports
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.imports import Checkpoint
from tests.storage.making import MINUTE, NOW, an_id, ask, tell

REPORT = {"read": 3, "skipped": {"spam": 1}, "examples": ["id 7", "id 8"]}


def test_an_import_is_found_by_its_archive(database, site, other_site) -> None:
    checkpoint = _begin(database, site)

    assert ask(database, imports.found, site.id, "disqus", "abc") == checkpoint
    assert ask(database, imports.found, site.id, "disqus", "def") is None
    assert ask(database, imports.found, site.id, "isso", "abc") is None
    assert ask(database, imports.found, other_site.id, "disqus", "abc") is None


def test_an_archive_is_begun_once(database, site, other_site) -> None:
    _begin(database, site)
    _begin(database, other_site)

    with pytest.raises(Duplicate) as refusal:
        _begin(database, site)

    assert (refusal.value.table, refusal.value.columns) == ("imports", {"site_id", "system", "fingerprint"})


def test_an_import_moves_forward_with_its_report(database, site) -> None:
    checkpoint = _begin(database, site)
    far = 1 << 40

    tell(database, imports.advance, checkpoint, position=far, report=REPORT, finished_at=None)
    assert _found(database, site) == replace(checkpoint, position=far, report=REPORT)

    tell(database, imports.advance, checkpoint, position=far, report=REPORT, finished_at=NOW + MINUTE)
    assert _found(database, site).finished_at == NOW + MINUTE


def test_a_batch_that_fails_leaves_its_import_where_it_was(database, site) -> None:
    checkpoint = _begin(database, site)

    def batch(connection):
        imports.advance(connection, checkpoint, position=9, report=REPORT, finished_at=None)
        raise OSError("the archive ended early")

    with pytest.raises(OSError, match="early"):
        database.write(batch)

    assert _found(database, site) == checkpoint


def _begin(database, site) -> Checkpoint:
    checkpoint = Checkpoint(an_id(), site.id, "disqus", "abc", 0, {}, NOW, None)
    tell(database, imports.begin, checkpoint)
    return checkpoint


def _found(database, site) -> Checkpoint:
    found: Checkpoint = ask(database, imports.found, site.id, "disqus", "abc")
    return found
