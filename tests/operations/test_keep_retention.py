"""What has been kept for long enough is dropped, and nothing else."""

from civiltongue.operations.keep_retention import Dropped, keep_retention
from civiltongue.storage import comments, rulings
from tests.houses import SWEARING, Setting


def test_the_text_of_a_rejected_comment_is_dropped_after_the_policys_time(setting: Setting) -> None:
    outcome = setting.submit(text=SWEARING)
    kept = setting.submit()
    assert outcome.revision is not None
    assert kept.revision is not None
    setting.clock.pass_by(days=outcome.policy.retention.rejected_text - 1)
    assert keep_retention(setting.house, setting.site).texts == 0
    setting.clock.pass_by(days=2)
    assert keep_retention(setting.house, setting.site).texts == 1
    with setting.house.database.read() as connection:
        dropped = comments.revision(connection, setting.site.id, outcome.revision.id)
        published = comments.revision(connection, setting.site.id, kept.revision.id)
        record = rulings.of_comment(connection, setting.site.id, outcome.revision.comment_id)
    assert dropped is not None
    assert (dropped.source, dropped.visible, dropped.html) == ("", "", "")
    assert published == kept.revision
    assert record[0].ruling.reasons == outcome.ruling.reasons


def test_hashes_of_addresses_are_dropped_after_the_policys_time(setting: Setting) -> None:
    outcome = setting.submit()
    setting.clock.pass_by(days=outcome.policy.retention.address_hashes, seconds=1)
    assert keep_retention(setting.house, setting.site).hashes == 3


def test_keeping_twice_drops_nothing_more(setting: Setting) -> None:
    setting.submit(text=SWEARING)
    setting.clock.pass_by(days=1000)
    assert keep_retention(setting.house, setting.site) != Dropped()
    assert keep_retention(setting.house, setting.site) == Dropped()
