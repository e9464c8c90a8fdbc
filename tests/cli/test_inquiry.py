"""``civiltongue inquiry``: what is found for a name, and what is handed over of it."""

from civiltongue.bootstrap import open_house
from civiltongue.operations.add_site import site_named
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry, confirm_inquiry, inquiry_link
from civiltongue.settings import Settings
from tests.cli.test_house_commands import Place, place

__all__ = ["place"]


def test_an_inquiry_is_listed_searched_for_and_answered(place: Place) -> None:
    comment = place.submit("Odile Fenn rows to the island every Sunday, whatever the weather is.").comment
    assert comment is not None
    house = open_house(Settings(database=place.database, secret_file=place.secret))
    site = site_named(house, "lantern")
    inquiry = ask_inquiry(house, site, InquiryWish("Odile Fenn", "odile@example.com", "The rower.", "a"))
    confirm_inquiry(house, inquiry_link(house, inquiry).rsplit("/", 1)[1])
    again = ask_inquiry(house, site, InquiryWish("Odile Fenn", "odile@example.com", "", "b"))
    confirm_inquiry(house, inquiry_link(house, again).rsplit("/", 1)[1])
    house.database.close()

    listed = place.run("inquiry", "list", "lantern")
    found = place.run("inquiry", "search", "lantern", inquiry.id)
    chosen = ("--comment", comment.id, "--answer", "One.")
    answered = place.run("inquiry", "answer", "lantern", inquiry.id, *chosen)
    refused = place.run("inquiry", "refuse", "lantern", again.id, "--answer", "Asked before.")

    assert "Odile Fenn <odile@example.com>" in listed
    assert f"{comment.id}  published" in found
    assert "with 1 comments" in answered
    assert "is refused" in refused
