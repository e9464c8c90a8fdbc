"""Trying to read a withheld name over HTTP without the right, everywhere that anything can be read."""

import logging

import pytest

from civiltongue.domain.moderation import Right
from civiltongue.operations.add_moderator import add_moderator
from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.web.test_appeals import post, reject, signed_in

REAL, PSEUDONYM, PROOF = "Zephyrine Quillfeather", "Night Ferry", "Her passport, shown to the editor."
CIVIL = "The lamps on the quay went out again before the last boat was in."
OTHER = "A second survey of the old bridge would cost more than the repair itself."


def test_a_withheld_name_is_read_with_the_right_and_nowhere_else(
    living: Living, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    site = living.a_site()
    address = f"z-{site.name}@example.com"
    token = site.sign_in(REAL, address)
    comment, rejected = post(site, token, CIVIL), post(site, token, OTHER)
    with site.client(token) as author:
        who = author.get(f"/api/v1/me?site={site.name}").json()["author"]["id"]
    key = add_moderator(living.house, site.site, "Quill the Second", rights=[Right.IDENTITIES]).key
    with site.client(key, origin="") as moderator:
        body = {"pseudonym": PSEUDONYM, "proof": PROOF}
        shown = moderator.put(f"/api/v1/authors/{who}/identity", json=body)
        seen = moderator.post(f"/api/v1/authors/{who}/identity/look")
    assert shown.json() == {"id": who, "name": PSEUDONYM, "badges": ["withheld"]}
    assert (seen.json()["name"], seen.json()["proof"]) == (REAL, PROOF)
    assert seen.headers["cache-control"] == "private, no-store"
    reject(site, rejected)
    browser = signed_in(site, address, mail=2)
    appeal = {"form": form_in(browser.get(f"/comments/{rejected}/mine").text), "move": "appeal", "why": "No."}
    browser.post(f"/comments/{rejected}/mine", data=appeal)

    read = _everything(site, token, comment, rejected, who)
    read += [browser.get(f"/sites/{site.name}/{page}").text for page in ("me", "me/data", "standing")]
    read += [
        f"{mail['Subject']} {mail['To']} {mail.get_content()}" for mail in site.living.mailbox.received()
    ]
    read += [record.getMessage() for record in caplog.records]

    assert any(PSEUDONYM in text for text in read)
    assert [text for text in read if "quillfeather" in text.lower() or "passport" in text.lower()] == []


def test_a_withheld_name_is_refused_to_everybody_else(living: Living) -> None:
    site, other = living.a_site(), living.a_site()
    token = site.sign_in(REAL)
    with site.client(token) as author:
        who = author.get(f"/api/v1/me?site={site.name}").json()["author"]["id"]
    keys = {
        "a stranger": ("", 401),
        "the author's own embed": (token, 401),
        "a moderator without the right": (site.moderator_key, 403),
        "the publisher": (site.key, 401),
        "a moderator of another site": (
            add_moderator(living.house, other.site, "Far", rights=[Right.IDENTITIES]).key,
            403,
        ),
    }
    address = f"/api/v1/authors/{who}/identity"

    for whose, (key, expected) in keys.items():
        with site.client(key, origin="") as client:
            answers = [
                client.post(f"{address}/look"),
                client.put(address, json={"pseudonym": PSEUDONYM, "proof": PROOF}),
                client.delete(address),
            ]
        assert [answer.status_code for answer in answers] == [expected] * 3, whose


def _everything(site: LivingSite, token: str, comment: str, rejected: str, who: str) -> list[str]:
    """Return what the site's readers, its moderators and the author read over HTTP."""
    story = {"id": "harbour-lamps", "url": f"{site.origin}/harbour-lamps.html"}
    with site.client() as reader, site.client(token) as author:
        thread = reader.get(f"/api/v1/sites/{site.name}/thread", params=story)
        page = thread.json()["thread"]["page_url"].removeprefix(site.living.base_url)
        found = [
            thread,
            *(reader.get(path) for path in (page, f"{page}/feed.atom", f"{page}/feed.json")),
            reader.get(f"/api/v1/comments/{comment}"),
            author.get(f"/api/v1/me?site={site.name}&thread={thread.json()['thread']['id']}"),
            reader.get(f"/sites/{site.name}/transparency"),
        ]
    with site.client(site.moderator_key, origin="") as moderator:
        found += [
            moderator.get(f"/api/v1/sites/{site.name}/queue"),
            moderator.get(f"/api/v1/sites/{site.name}/appeals"),
            moderator.get(f"/api/v1/sites/{site.name}/claims"),
            moderator.get(f"/api/v1/comments/{rejected}/review"),
            moderator.post(f"/api/v1/authors/{who}/identity/look"),
        ]
    return [answer.text for answer in found]
