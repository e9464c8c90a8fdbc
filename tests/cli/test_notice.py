"""``civiltongue notice``: what waits, what is overdue, what was appealed."""

from civiltongue.bootstrap import open_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.appeal_notice import appeal_notice
from civiltongue.operations.give_notice import GivenNotice, give_notice, notice_link
from civiltongue.settings import Settings
from tests.cli.test_house_commands import Place, place

__all__ = ["place"]


def test_notices_are_listed_with_their_time_decided_and_decided_anew(place: Place) -> None:
    comment = place.submit().comment
    assert comment is not None
    house = open_house(Settings(database=place.database, secret_file=place.secret))
    site = site_named(house, "lantern")
    claimed = GivenNotice(
        comment.id, "defamation", "A quincunx!", "Odile Fenn", "o@example.com", "a", True, True
    )
    notice = give_notice(house, site, claimed)

    listed = place.run("notice", "list", "lantern")
    place.run("notice", "decide", "lantern", notice.id, "refused", "--answer", "No.")
    appeal_notice(house, notice_link(house, notice).rsplit("/", 1)[1], "But yes.")
    again = place.run("notice", "list", "lantern")
    same = place.run("notice", "decide-appeal", "lantern", notice.id, "refused", "--answer", "No.", code=1)
    house.database.close()

    assert "  due 20" in listed
    assert "about themselves" in listed
    assert "    > A quincunx!" in listed
    assert "the author was asked, and can answer until" in listed
    assert "    refused> No.\n    appeal> But yes." in again
    assert "not-permitted" in same
