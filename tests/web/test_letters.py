"""The links in letters: an appeal without signing in, and the end of letters with one click."""

import re

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.end_letters import letters_link, read_letters_link
from civiltongue.operations.review_comment import Review, review_comment
from tests.handover import form_in
from tests.living import Living, LivingSite

TEXT = "Nobody on the harbour board has answered the letter from the ferry crew."
WHY = "It was about the letter, and about no person."


def a_link(living: Living, site: LivingSite) -> tuple[str, str]:
    """Return the path of the appeal link in the letter about a rejection, and the comment."""
    address = f"linked-{site.name}@example.com"
    with site.client(site.sign_in("Perpetua Lund", address)) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(TEXT)).json()
    comment = str(answer["comment"]["id"])
    review = Review(comment, Verdict.REJECT, "moderator:first", rule="personal-attack")
    review_comment(living.house, site.site, review)
    mail = living.mailbox.wait_for(address, holding="/appeal/")
    found = re.search(r"/appeal/\S+", mail.get_content())
    assert found is not None
    return found.group(), comment


def test_a_stranger_to_the_site_appeals_with_the_letter_s_link(living: Living) -> None:
    site = living.a_site()
    path, _ = a_link(living, site)
    browser = site.browser()
    page = browser.get(path)
    fields = {"form": form_in(page.text), "move": "appeal", "why": WHY}

    foreign = browser.post(path, data=fields, headers={"Origin": "https://evil.example"})
    forged = browser.post(path, data={**fields, "form": "0" * 64})
    empty = browser.post(path, data={**fields, "why": " "})
    sent = browser.post(path, data=fields)
    again = browser.post(path, data=fields)

    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert 'name="referrer" content="no-referrer"' in page.text
    assert TEXT in page.text
    assert [answer.status_code for answer in (foreign, forged, empty, sent, again)] == [
        403,
        403,
        400,
        303,
        409,
    ]
    page_after = browser.get(path).text
    assert "Waiting for somebody who has not decided before" in page_after
    assert WHY in page_after
    assert browser.cookies.get("ct_session") is None


@pytest.mark.parametrize("guess", ["x", "a.b", "0" * 300, "e30.AAAA", "%2e%2e", "%00"])
def test_a_guessed_link_opens_nothing(living: Living, guess: str, caplog: pytest.LogCaptureFixture) -> None:
    browser = living.a_site().browser()

    for path in (f"/appeal/{guess}", f"/letters/{guess}"):
        assert browser.get(path).status_code in {404, 410}
    form = {"form": form_in(browser.get(f"/sign-in?site={living.a_site().name}").text), "why": WHY}
    assert browser.post(f"/appeal/{guess}", data=form).status_code in {404, 410}
    assert browser.post(f"/letters/{guess}", data={"List-Unsubscribe": "One-Click"}).status_code in {404, 410}
    if "%" not in guess:
        assert caplog.text.count("A signed link or token was refused") == 4
        assert guess not in caplog.messages


def test_one_click_of_a_mail_program_ends_letters_and_looking_does_not(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Perpetua Lund")) as client:
        author = client.get("/api/v1/me", params={"site": site.name}).json()["author"]["id"]
    link = letters_link(living.house, site.site.id, author)
    path = link.removeprefix(living.base_url)
    token = path.rpartition("/")[2]
    program = site.client(origin="")

    looked = program.get(path)
    assert not read_letters_link(living.house, token).ended
    clicked = program.post(path, data={"List-Unsubscribe": "One-Click"})
    assert read_letters_link(living.house, token).ended
    resumed = program.post(path, data={"move": "resume"})
    program.close()

    assert [answer.status_code for answer in (looked, clicked, resumed)] == [200, 200, 200]
    assert "You get no such letters any more." in clicked.text
    assert not read_letters_link(living.house, token).ended
