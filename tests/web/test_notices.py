"""Giving a legal notice on a page, without an account, and deciding it over HTTP."""

from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.give_notice import GivenNotice, give_notice
from tests.handover import form_in
from tests.living import Living
from tests.web.test_appeals import post

TEXT = "The lamps on the quay went out again before the last boat was in."


def test_anybody_gives_notice_on_a_page_and_sees_by_a_link_what_became_of_it(living: Living) -> None:
    site = living.a_site()
    comment = post(site, site.sign_in("Mara Quill"), TEXT)
    address, browser = f"ottilie-{site.name}@example.com", site.browser()
    page = browser.get(f"/comments/{comment}/notice")
    fields = {
        "form": form_in(page.text),
        "ground": "defamation",
        "text": "It says that I put the lamps out.",
        "name": "Ottilie Marrow",
        "email": address,
        "subject": "yes",
    }

    unsure = browser.post(f"/comments/{comment}/notice", data=fields)
    given = browser.post(f"/comments/{comment}/notice", data={**fields, "faith": "yes"})

    assert TEXT in page.text
    assert (unsure.status_code, given.status_code) == (400, 201)
    assert "It says that I put the lamps out." in unsure.text
    assert browser.get(f"/comments/{comment}/notice").status_code == 404
    receipt = living.mailbox.wait_for(address).get_body(("plain",)).get_content()
    path = receipt.split(living.base_url)[-1].split()[0]
    assert "Waiting for a person" in browser.get(path).text

    with site.client(site.moderator_key, origin="") as moderator, site.client() as stranger:
        notices = f"/api/v1/sites/{site.name}/notices"
        assert stranger.get(notices).status_code == 401
        (found,) = moderator.get(notices).json()["notices"]
        decision = f"/api/v1/notices/{found['id']}/decision"
        body = {"state": "refused", "answer": "The lamps did go out."}
        assert stranger.post(decision, json=body).status_code == 401
        decided = moderator.post(decision, json=body)

    assert (found["email"], found["is_subject"]) == (address, True)
    assert decided.json()["state"] == "refused"
    page = browser.get(path).text
    assert "The comment stays" in page
    assert "The lamps did go out." in page
    assert browser.get(f"/comments/{comment}/notice").status_code == 200

    fields = {"form": form_in(page), "why": ""}
    assert browser.post(path, data=fields).status_code == 400
    assert browser.post(path, data={**fields, "why": "Ask the harbour master."}).status_code == 303
    assert "Waiting for somebody else to decide" in browser.get(path).text
    second = add_moderator(living.house, site.site, "Ottokar").key
    with site.client(site.moderator_key, origin="") as first, site.client(second, origin="") as other:
        (waiting,) = other.get(notices).json()["appealed"]
        decision = f"/api/v1/notices/{waiting['id']}/appeal/decision"
        body = {"state": "upheld", "answer": "He says so too.", "rule": "defamation"}
        assert first.post(decision, json=body).status_code == 403
        assert other.post(decision, json=body).json()["appeal"]["state"] == "overturned"
    assert (waiting["overdue"], waiting["appeal"]["text"]) == (False, "Ask the harbour master.")
    assert "the comment was removed" in browser.get(path).text


def test_the_author_is_asked_and_answers_on_a_page_without_signing_in(living: Living) -> None:
    site = living.a_site()
    author = f"mara-{site.name}@example.com"
    comment = post(site, site.sign_in("Mara Quill", author), TEXT)
    claimed = GivenNotice(
        comment,
        "privacy",
        "Ottilie Marrow says: it is me. o@example.com",
        "Ottilie Marrow",
        "o@example.com",
        "address",
        True,
        True,
    )
    give_notice(living.house, site.site, claimed)
    letter = living.mailbox.wait_for(author, holding="/notices/answer/").get_body(("plain",)).get_content()
    path, browser = letter.split(living.base_url)[-1].split()[0], site.browser()

    page = browser.get(path).text
    answered = browser.post(path, data={"form": form_in(page), "why": "Everybody saw the lamps go out."})

    assert TEXT in page
    assert "[…] says: it is me. […]" in page
    assert "Marrow" not in page
    assert "It publishes private facts" in page
    assert answered.status_code == 303
    assert "You have answered." in browser.get(path).text
    assert browser.post(path, data={"form": form_in(page), "why": "Once more."}).status_code == 409
    with site.client(site.moderator_key, origin="") as moderator:
        (found,) = moderator.get(f"/api/v1/sites/{site.name}/notices").json()["notices"]
    assert found["author_text"] == "Everybody saw the lamps go out."
    assert browser.get(f"{path}x").status_code == 410


def test_a_link_of_somebody_elses_making_leads_nowhere(living: Living) -> None:
    site = living.a_site()

    assert site.browser().get("/notices/made-up").status_code == 410


def test_a_form_from_elsewhere_gives_no_notice(living: Living) -> None:
    site = living.a_site()
    comment = post(site, site.sign_in("Mara Quill"), TEXT)
    browser = site.browser()
    fields = {"form": form_in(browser.get(f"/comments/{comment}/notice").text), "faith": "yes"}

    foreign = browser.post(
        f"/comments/{comment}/notice", data=fields, headers={"Origin": "https://elsewhere.example"}
    )

    assert foreign.status_code == 403
