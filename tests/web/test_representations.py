"""Whoever writes, and in whichever process: the next reader sees it, in every representation."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from civiltongue.domain.ruling import Verdict
from civiltongue.operations.review_comment import Review, review_comment
from tests.houses import CIVIL
from tests.living import Living, LivingSite


def representations(site: LivingSite, thread: str, comment: str) -> dict[str, httpx.Response]:
    """Get everything that may show a comment, twice, so that the second comes from ready bytes."""
    api = f"/api/v1/sites/{site.name}"
    paths = {
        "embed": f"{api}/thread?id=harbour-lamps",
        "embed, newest first": f"{api}/thread?id=harbour-lamps&order=newest",
        "counts": f"{api}/counts?story=harbour-lamps",
        "permalink as JSON": f"/api/v1/comments/{comment}",
        "page": f"/sites/{site.name}/threads/{thread}",
        "Atom": f"/sites/{site.name}/threads/{thread}/feed.atom",
        "JSON Feed": f"/sites/{site.name}/threads/{thread}/feed.json",
        "permalink": f"/comments/{comment}",
    }
    with site.client() as client:
        for path in paths.values():
            client.get(path)
        return {name: client.get(path) for name, path in paths.items()}


def says(answer: httpx.Response) -> bool:
    """Say whether an answer shows the comment, or counts it, or leads to it."""
    if answer.status_code == 303:
        return True
    return answer.status_code == 200 and (
        "publish the survey" in answer.text or '"harbour-lamps":1' in answer.text
    )


def test_a_comment_rejected_on_the_command_line_is_gone_from_every_representation(
    living: Living, tmp_path: Path
) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Anselm Crowe")) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
    before = representations(site, posted["thread"], posted["id"])
    assert {name for name, answer in before.items() if not says(answer)} == set()

    secret = tmp_path / "secret"
    secret.write_text("6b" * 32)
    settings = {
        "CIVILTONGUE_DATABASE": living.house.settings.database,
        "CIVILTONGUE_SECRET_FILE": str(secret),
    }
    command = ["review", "decide", site.name, posted["id"], "reject", "--rule", "personal-attack"]
    subprocess.run(
        [sys.executable, "-m", "civiltongue", *command],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
    )

    after = representations(site, posted["thread"], posted["id"])
    assert {name for name, answer in after.items() if says(answer)} == set()


def test_an_edit_and_a_badge_are_seen_by_the_next_reader(living: Living) -> None:
    site = living.a_site()
    token = site.sign_in("Fenella Marsh")
    with site.client(token) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
        representations(site, posted["thread"], posted["id"])
        body = {
            "text": "They should publish the survey in June.",
            "consent": site.version,
            "draft": "edit-0001",
        }
        assert client.patch(f"/api/v1/comments/{posted['id']}", json=body).status_code == 201
    after = representations(site, posted["thread"], posted["id"])
    for name in ("embed", "page", "Atom", "JSON Feed"):
        assert "in June" in after[name].text, name


def test_an_unchanged_thread_is_not_sent_again(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Jory Blake")) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
    path = f"/api/v1/sites/{site.name}/thread?id=harbour-lamps"
    with site.client() as client:
        etag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        review_comment(living.house, site.site, Review(posted["id"], Verdict.HOLD, "operator"))
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_held_and_rejected_comments_have_no_public_permalink(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Merryn Tull")) as client:
        text = "Councillor Thistlewood took bribes from the taxi firm."
        held = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text)).json()
    assert held["outcome"] == "held"
    with site.client() as client:
        for path in (f"/comments/{held['comment']['id']}", f"/api/v1/comments/{held['comment']['id']}"):
            assert client.get(path).status_code == 404


def test_everything_about_me_is_private_and_not_stored(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Odile Fenn")) as client:
        answer = client.get("/api/v1/me", params={"site": site.name})
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.json()["author"]["name"] == "Odile Fenn"


def test_a_reader_with_a_session_never_gets_anothers_page_from_ready_bytes(living: Living) -> None:
    from tests.handover import form_in

    site = living.a_site()
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name}).text
    address = f"page-{site.name}@example.com"
    browser.post("/sign-in", data={"form": form_in(page), "site": site.name, "email": address})
    token = living.mailbox.link_for(address)
    page = browser.get(f"/sign-in/link/{token}").text
    browser.post(f"/sign-in/link/{token}", data={"form": form_in(page), "name": "Perran Hale"})
    with site.client(site.sign_in("Loveday Stone")) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()[
            "comment"
        ]
    path = f"/sites/{site.name}/threads/{posted['thread']}"
    mine = browser.get(path)
    assert "Perran Hale" in mine.text
    assert mine.headers["cache-control"] == "private, no-store"
    with site.client() as anybody:
        assert "Perran Hale" not in anybody.get(path).text
