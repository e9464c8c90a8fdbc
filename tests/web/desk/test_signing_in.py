"""Signing in at the desk by a key or by a link, and signing out."""

import re

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.moderation import Role
from civiltongue.errors import NotSignedIn
from civiltongue.operations.add_moderator import add_moderator, remove_moderator
from civiltongue.operations.desk_session import LIFETIME, sign_in_by_key, who_is_at_desk
from civiltongue.storage import audit
from tests.handover import form_in
from tests.houses import Setting
from tests.living import Living
from tests.web.desk.desks import at_desk


def test_a_key_opens_the_desk_of_its_site_and_is_on_record(living: Living) -> None:
    site = living.a_site()

    moderator = at_desk(site, Role.EDITOR)

    assert moderator.browser.get("/desk").headers["location"] == f"/desk/{site.name}"
    page = moderator.get("/queue").text
    assert moderator.moderator.name in page
    assert "editor" in page
    cookie = next(each for each in moderator.browser.cookies.jar if each.name == "ct_desk")
    assert (cookie.path, cookie.has_nonstandard_attr("HttpOnly")) == ("/desk", True)
    with living.house.database.read() as connection:
        events = [entry.event for entry in audit.entries(connection, site.site.id)]
    assert Event.MODERATOR_SIGN_IN in events


def test_a_wrong_key_opens_nothing(living: Living) -> None:
    browser = living.a_site().browser()
    form = form_in(browser.get("/desk/sign-in").text)

    answer = browser.post("/desk/sign-in", data={"form": form, "key": "ctm_wrong"})

    assert answer.status_code == 401
    assert "moderator&#39;s key" in answer.text
    assert "ct_desk" not in browser.cookies


def test_signing_in_leads_to_where_one_wanted_to_go_and_never_elsewhere(living: Living) -> None:
    site = living.a_site()
    browser = site.browser()
    wanted = f"/desk/{site.name}/queue?rule=spam"
    led = browser.get(wanted).headers["location"]
    page = browser.get(led).text

    assert f'name="next" value="{wanted}"' in page
    for path, leads in ((wanted, wanted), ("https://evil.example", "/desk"), ("/sites/x", "/desk")):
        form = form_in(browser.get("/desk/sign-in").text)
        answer = browser.post("/desk/sign-in", data={"form": form, "key": site.moderator_key, "next": path})
        assert answer.headers["location"] == leads


def test_a_mailed_link_opens_the_desk_once(living: Living) -> None:
    site = living.a_site()
    address = f"quill-{site.name}@example.com"
    add_moderator_with(site, address)
    browser = site.browser()
    form = form_in(browser.get("/desk/sign-in").text)
    for email in (address.upper(), "nobody@example.com"):
        sent = browser.post("/desk/sign-in/link", data={"form": form, "site": site.name, "email": email})
        assert sent.status_code == 200
    mail = living.mailbox.wait_for(address).get_content()
    link = re.search(r"/desk/sign-in/link/\S+", mail)
    assert link is not None

    shown = browser.get(link[0])
    first = browser.post(link[0], data={"form": form_in(shown.text)})
    again = browser.post(link[0], data={"form": form_in(browser.get(link[0]).text)})

    assert (first.status_code, again.status_code) == (303, 410)
    assert browser.get(f"/desk/{site.name}/queue").status_code == 200
    assert [mail for mail in living.mailbox.received() if mail["To"] == "nobody@example.com"] == []


def add_moderator_with(site, address: str) -> None:
    from civiltongue.operations.add_moderator import Office

    add_moderator(site.living.house, site.site, "Wren", office=Office(Role.MODERATOR, (), address))


def test_signing_out_ends_the_session_for_whoever_copied_it(living: Living) -> None:
    moderator = at_desk(living.a_site())
    token = moderator.browser.cookies["ct_desk"]

    moderator.browser.post("/desk/sign-out", data={"form": moderator.form()})

    with pytest.raises(NotSignedIn):
        who_is_at_desk(living.house, token)
    assert moderator.get("/queue").status_code == 303


def test_a_session_ends_after_twelve_hours_and_with_the_office(setting: Setting) -> None:
    house, site = setting.house, setting.site
    made = add_moderator(house, site, "Wren")
    token = sign_in_by_key(house, made.key).token
    assert who_is_at_desk(house, token) == made.moderator

    other = sign_in_by_key(house, add_moderator(house, site, "Quill").key).token
    remove_moderator(house, site, "Wren")
    with pytest.raises(NotSignedIn):
        who_is_at_desk(house, token)
    setting.clock.pass_by(seconds=LIFETIME.total_seconds())
    with pytest.raises(NotSignedIn):
        who_is_at_desk(house, other)
