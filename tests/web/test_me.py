"""An author's own page: what is theirs, everything that is kept about them, and being erased."""

import re

import httpx

from civiltongue.domain.thread import AuthorKind
from civiltongue.operations.tell_news import tell_news
from civiltongue.operations.welcome_author import welcome_author
from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.web.test_appeals import post, signed_in

TEXT = "The lamps on the quay went out again before the last boat was in."


def an_author(site: LivingSite) -> tuple[str, httpx.Client]:
    """Return the id of a published comment, and a browser in which its author is signed in."""
    address = f"mara-{site.name}@example.com"
    comment = post(site, site.sign_in("Mara Quill", address), TEXT)
    return comment, signed_in(site, address, mail=2)


def test_an_author_sees_their_comments_with_what_became_of_them(living: Living) -> None:
    site = living.a_site()
    comment, browser = an_author(site)

    page = browser.get(f"/sites/{site.name}/me")

    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert "1 comment published" in page.text
    assert f'href="/comments/{comment}/mine"' in page.text
    assert "Harbour lamps" in page.text


def test_a_stranger_is_asked_to_sign_in_and_comes_back(living: Living) -> None:
    site = living.a_site()
    browser = site.browser()

    for path in ("me", "me/data"):
        answer = browser.get(f"/sites/{site.name}/{path}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/sign-in?site={site.name}&next=/sites/{site.name}/me"


def test_nobody_sees_their_page_on_a_site_where_they_are_not_signed_in(living: Living) -> None:
    _, browser = an_author(living.a_site())
    other = living.a_site()

    assert browser.get(f"/sites/{other.name}/me").status_code == 403
    assert browser.get(f"/sites/{other.name}/me/data").status_code == 403


def test_an_author_downloads_everything_as_a_file(living: Living) -> None:
    site = living.a_site()
    comment, browser = an_author(site)

    answer = browser.get(f"/sites/{site.name}/me/data")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == f'attachment; filename="{site.name}-about-me.json"'
    assert answer.headers["cache-control"] == "private, no-store"
    document = answer.json()
    assert document["author"]["email"] == f"mara-{site.name}@example.com"
    (told,) = document["comments"]
    assert (told["id"], told["revisions"][0]["source"]) == (comment, TEXT)


def test_an_erasure_can_be_taken_back(living: Living) -> None:
    site = living.a_site()
    _, browser = an_author(site)
    address = f"/sites/{site.name}/me"
    form = form_in(browser.get(address).text)

    browser.post(address, data={"form": form, "move": "erase", "when": "later", "sure": "yes"})
    assert "Keep me after all" in browser.get(address).text
    browser.post(address, data={"form": form, "move": "keep"})

    assert "Keep me after all" not in browser.get(address).text


def test_an_author_is_erased_at_once_and_signed_out(living: Living) -> None:
    site = living.a_site()
    comment, browser = an_author(site)
    address = f"/sites/{site.name}/me"
    form = form_in(browser.get(address).text)

    unsure = browser.post(address, data={"form": form, "move": "erase", "when": "now"})
    done = browser.post(address, data={"form": form, "move": "erase", "when": "now", "sure": "yes"})

    assert unsure.status_code == 400
    assert "You are erased" in done.text
    assert browser.get(address).status_code == 303
    story = {"id": "harbour-lamps", "url": f"{site.origin}/harbour-lamps.html"}
    with site.client() as reader:
        thread = reader.get(f"/api/v1/sites/{site.name}/thread", params=story)
        assert reader.get(f"/api/v1/comments/{comment}").status_code == 404
    assert "Mara Quill" not in thread.text
    assert TEXT not in thread.text


def test_a_form_from_elsewhere_erases_nobody(living: Living) -> None:
    site = living.a_site()
    _, browser = an_author(site)
    address = f"/sites/{site.name}/me"
    wish = {"form": form_in(browser.get(address).text), "move": "erase", "when": "now", "sure": "yes"}

    foreign = browser.post(address, data=wish, headers={"Origin": "https://elsewhere.example"})
    forged = browser.post(address, data={**wish, "form": "0" * 64})

    assert (foreign.status_code, forged.status_code) == (403, 403)
    assert browser.get(address).status_code == 200


def test_an_author_takes_another_name_and_is_told_why_one_is_refused(living: Living) -> None:
    site = living.a_site()
    _, browser = an_author(site)
    site.sign_in("Wren Hollis", f"wren-{site.name}@example.com")
    address = f"/sites/{site.name}/me"
    form = form_in(browser.get(address).text)

    taken = browser.post(address, data={"form": form, "move": "rename", "name": "Wren Hollis"})
    done = browser.post(address, data={"form": form, "move": "rename", "name": "Mara Penhale"})

    assert taken.status_code == 409
    assert "Somebody on this site has this name" in taken.text
    assert done.status_code == 303
    page = browser.get(address).text
    assert "Signed in as Mara Penhale" in page
    assert "Before you were called: <bdi>Mara Quill</bdi>" in page


def test_a_claim_is_decided_by_a_moderator_over_http(living: Living) -> None:
    site = living.a_site()
    _, browser = an_author(site)
    house = living.house
    guest = welcome_author(house, site.site, "Mara Quill", kind=AuthorKind.GUEST, email=None)
    address = f"/sites/{site.name}/me"
    page = browser.get(address).text
    wish = {"form": form_in(page), "move": "claim", "claimed": guest.id, "text": "I had no account then."}
    assert "Was this you?" in page
    assert browser.post(address, data=wish).status_code == 303

    with site.client(site.moderator_key, origin="") as moderator, site.client() as stranger:
        claims = f"/api/v1/sites/{site.name}/claims"
        assert stranger.get(claims).status_code == 401
        (found,) = moderator.get(claims).json()["claims"]
        decision = f"/api/v1/claims/{found['claim']['id']}/decision"
        assert stranger.post(decision, json={"state": "confirmed"}).status_code == 401
        decided = moderator.post(decision, json={"state": "confirmed"})

    assert (found["claimed"]["id"], found["claim"]["text"]) == (guest.id, "I had no account then.")
    assert decided.json()["state"] == "confirmed"
    assert "What you claimed is yours now." in browser.get(address).text


def test_an_author_asks_for_replies_gets_a_letter_and_ends_them_with_one_click(living: Living) -> None:
    site = living.a_site()
    comment, browser = an_author(site)
    address = f"/sites/{site.name}/me"
    page = browser.get(address).text
    assert "You have not chosen yet" in page
    wish = {"form": form_in(page), "move": "news", "news": "at_once"}

    assert browser.post(address, data={**wish, "form": "0" * 64}).status_code == 403
    assert browser.post(address, data={**wish, "news": "hourly"}).status_code == 400
    assert browser.post(address, data=wish).status_code == 303
    assert 'value="at_once" required checked' in browser.get(address).text
    with site.client(site.sign_in("Wren Hollis")) as other:
        body = site.a_comment("They were repaired in spring, and again in autumn.", parent=comment)
        reply = other.post(f"/api/v1/sites/{site.name}/comments", json=body).json()["comment"]["id"]
    tell_news(living.house)
    mail = living.mailbox.wait_for(f"mara-{site.name}@example.com", holding=f"/comments/{reply}")

    assert mail["Subject"] == "A reply to you at The Lantern"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = mail.get_body(("html",)).get_content()
    assert f'href="{living.base_url}/comments/{reply}"' in html
    assert "Wren Hollis" not in html
    end = re.fullmatch(rf"<{re.escape(living.base_url)}(/letters/\S+)>", mail["List-Unsubscribe"])
    assert end is not None
    with site.client(origin="") as program:
        assert program.post(end[1], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert 'value="never" required checked' in browser.get(address).text
