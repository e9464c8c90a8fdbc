"""Everything that is read is accounted for."""

from civiltongue.importers.archive import Reconciliation, SkipReason, Tally


def test_a_tally_adds_up_when_everything_is_accounted_for_once() -> None:
    skipped = {SkipReason.NO_ID: 1, SkipReason.DUPLICATE: 2}

    assert Tally(read=10, imported=4, already_there=3, skipped=skipped).adds_up
    assert not Tally(read=11, imported=4, already_there=3, skipped=skipped).adds_up
    assert not Tally(read=9, imported=4, already_there=3, skipped=skipped).adds_up


def test_a_reconciliation_adds_up_when_both_its_tallies_do() -> None:
    assert Reconciliation(threads=Tally(), comments=Tally(read=1, imported=1)).adds_up
    assert not Reconciliation(threads=Tally(read=1), comments=Tally()).adds_up
    assert not Reconciliation(threads=Tally(), comments=Tally(imported=1)).adds_up
