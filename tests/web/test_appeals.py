"""Appeals over HTTP and on pages: filed by the author, decided by a moderator who has not decided before."""

import httpx

from civiltongue.domain.standing import SanctionKind
from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.sanction_author import sanction_author
from tests.handover import form_in
from tests.living import Living, LivingSite

FIRST = "The lamps on the quay went out again before the last boat was in."
SECOND = "Nobody on the harbour board has answered the letter from the ferry crew."
THIRD = "A second survey of the old bridge would cost more than the repair itself."
WHY = "It was about the board's letter, and about no person."


def post(site: LivingSite, token: str, text: str) -> str:
    """Post a comment, and return its id."""
    with site.client(token) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["comment"]["id"])


def reject(site: LivingSite, comment: str, rule: str = "personal-attack") -> None:
    """Let the site's first moderator reject a comment."""
    with site.client(site.moderator_key, origin="") as moderator:
        decided = moderator.post(
            f"/api/v1/comments/{comment}/review", json={"verdict": "reject", "rule": rule}
        )
    assert decided.status_code == 200, decided.text


def a_second_moderator(site: LivingSite) -> httpx.Client:
    """Return a client with another moderator's key."""
    return site.client(add_moderator(site.living.house, site.site, "Wren").key, origin="")


def signed_in(site: LivingSite, address: str, *, mail: int) -> httpx.Client:
    """Return a browser that a known author signed in with, by the link in the given mail to them."""
    browser = site.browser()
    page = browser.get("/sign-in", params={"site": site.name}).text
    sent = {"form": form_in(page), "site": site.name, "email": address}
    browser.post("/sign-in", data=sent).raise_for_status()
    token = site.living.mailbox.link_for(address, number=mail)
    page = browser.get(f"/sign-in/link/{token}").text
    browser.post(f"/sign-in/link/{token}", data={"form": form_in(page)})
    return browser


def test_the_first_moderator_is_refused_and_the_second_brings_the_comment_back(living: Living) -> None:
    site = living.a_site()
    token = site.sign_in("Mara Quill")
    comment = post(site, token, FIRST)
    reject(site, comment)

    with site.client(token) as author:
        filed = author.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY})
        again = author.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY})
    assert (filed.status_code, again.status_code) == (201, 409)
    decision = {"state": "overturned", "answer": "It was about the letter."}
    with site.client(site.moderator_key, origin="") as first, a_second_moderator(site) as second:
        refused = first.post(f"/api/v1/appeals/{filed.json()['id']}/decision", json=decision)
        (waiting,) = second.get(f"/api/v1/sites/{site.name}/appeals").json()["appeals"]
        decided = second.post(f"/api/v1/appeals/{filed.json()['id']}/decision", json=decision)

    assert refused.status_code == 403
    assert (waiting["appeal"]["text"], waiting["comment"]["visible"]) == (WHY, FIRST)
    assert decided.json()["state"] == "overturned"
    with site.client() as anybody:
        thread = anybody.get(f"/api/v1/sites/{site.name}/thread", params={"id": "harbour-lamps"}).json()
    assert [shown["id"] for shown in thread["comments"]] == [comment]


def test_only_authors_file_and_only_the_site_s_moderators_read_and_decide(living: Living) -> None:
    site, elsewhere = living.a_site(), living.a_site()
    token, stranger = site.sign_in("Odo Finch"), site.sign_in("Ida Larch")
    comment = post(site, token, FIRST)
    reject(site, comment)
    with site.client(stranger) as other, site.client() as nobody:
        assert other.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY}).status_code == 404
        assert nobody.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY}).status_code == 401
    with site.client(token) as author:
        filed = author.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY}).json()["id"]
        assert author.get(f"/api/v1/sites/{site.name}/appeals").status_code in {401, 403}
    decision = {"state": "upheld", "answer": "It stays."}
    with site.client(elsewhere.moderator_key, origin="") as foreign, site.client(token) as author:
        assert foreign.get(f"/api/v1/sites/{site.name}/appeals").status_code == 403
        assert foreign.post(f"/api/v1/appeals/{filed}/decision", json=decision).status_code == 403
        assert author.post(f"/api/v1/appeals/{filed}/decision", json=decision).status_code in {401, 403}
    with a_second_moderator(site) as second:
        assert second.post("/api/v1/appeals/unknown/decision", json=decision).status_code == 404
        assert second.post(f"/api/v1/appeals/{filed}/decision", json={**decision, "state": "open"}).is_error


def test_an_author_appeals_without_javascript_and_reads_the_answer(living: Living) -> None:
    site = living.a_site()
    address = "perpetua@example.com"
    comment = post(site, site.sign_in("Perpetua Lund", address), SECOND)
    reject(site, comment)
    browser = signed_in(site, address, mail=2)
    page = browser.get(f"/comments/{comment}/mine").text
    assert "Why do you think that the decision was wrong?" in page

    fields = {"form": form_in(page), "move": "appeal"}
    empty = browser.post(f"/comments/{comment}/mine", data={**fields, "why": " "})
    sent = browser.post(f"/comments/{comment}/mine", data={**fields, "why": WHY})

    assert (empty.status_code, sent.status_code) == (400, 303)
    page = browser.get(f"/comments/{comment}/mine").text
    assert "Waiting for somebody who has not decided before" in page
    assert "Why do you think" not in page
    with a_second_moderator(site) as second:
        (waiting,) = second.get(f"/api/v1/sites/{site.name}/appeals").json()["appeals"]
        decision = {"state": "upheld", "answer": "The last sentence names a person."}
        second.post(f"/api/v1/appeals/{waiting['appeal']['id']}/decision", json=decision).raise_for_status()
    assert "The last sentence names a person." in browser.get(f"/comments/{comment}/mine").text
    assert "The decision stands." in living.mailbox.wait_for(address, holding="your appeal").get_content()


def test_a_suspended_author_sees_where_they_stand_and_appeals_there(living: Living) -> None:
    site = living.a_site()
    address = "tobias@example.com"
    token = site.sign_in("Tobias Reed", address)
    first, second = post(site, token, FIRST), post(site, token, THIRD)
    reject(site, first, "harassment")
    reject(site, second)
    browser = signed_in(site, address, mail=2)

    page = browser.get(f"/sites/{site.name}/standing").text
    assert "Your strikes weigh 4 now." in page
    assert page.count('name="sanction"') == 3
    sanction = page.split('name="sanction" value="')[1].split('"')[0]
    fields = {"form": form_in(page), "move": "appeal", "sanction": sanction, "why": WHY}
    assert browser.post(f"/sites/{site.name}/standing", data=fields).status_code == 303
    assert browser.post(f"/sites/{site.name}/standing", data=fields).status_code == 409
    assert browser.post(f"/sites/{site.name}/standing", data={**fields, "form": "x"}).status_code == 403
    page = browser.get(f"/sites/{site.name}/standing").text
    assert page.count('name="sanction"') == 2
    assert "Waiting for somebody" in page


def test_a_warned_author_is_led_to_the_warning_and_goes_on_when_it_is_read(living: Living) -> None:
    site = living.a_site()
    address = f"warned-{site.name}@example.com"
    token = site.sign_in("Tobias Reed", address)
    author = author_of(site, token)
    warning = sanction_author(
        living.house, site.site, author, kind=SanctionKind.WARNING, reason="Mind rule 3.", by="operator"
    )
    comment = site.a_comment(THIRD)
    with site.client(token) as client:
        refused = client.post(f"/api/v1/sites/{site.name}/comments", json=comment)
    browser = signed_in(site, address, mail=2)
    path = f"/sites/{site.name}/standing"
    page = browser.get(path).text
    fields = {"form": form_in(page), "move": "acknowledge", "sanction": warning.id}

    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "warning-unread"
    assert refused.json()["error"]["hint"] == f"{living.base_url}{path}"
    assert "I have read this" in page
    assert browser.post(path, data={**fields, "form": "0" * 64}).status_code == 403
    assert browser.post(path, data=fields, headers={"Origin": "https://evil.example"}).status_code == 403
    assert browser.post(path, data={**fields, "sanction": "nobody"}).status_code == 404
    with site.client(token) as client:
        assert client.post(f"/api/v1/sites/{site.name}/comments", json=comment).status_code == 403
    assert browser.post(path, data=fields).status_code == 303
    assert "I have read this" not in browser.get(path).text
    with site.client(token) as client:
        assert client.post(f"/api/v1/sites/{site.name}/comments", json=comment).status_code == 201


def author_of(site: LivingSite, token: str) -> str:
    """Return the id of the author that a token is of."""
    with site.client(token) as client:
        return str(client.get("/api/v1/me", params={"site": site.name}).json()["author"]["id"])


def test_a_stranger_is_led_to_sign_in(living: Living) -> None:
    site = living.a_site()

    answer = site.browser().get(f"/sites/{site.name}/standing")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?site={site.name}&next=/sites/{site.name}/standing"


def test_on_the_comment_s_page_a_question_is_read_and_answered(living: Living) -> None:
    site = living.a_site()
    address = "bea@example.com"
    token = site.sign_in("Bea Thorne", address)
    comment = post(site, token, FIRST)
    reject(site, comment)
    with site.client(token) as author:
        filed = author.post(f"/api/v1/comments/{comment}/appeals", json={"text": WHY}).json()["id"]
    question, answer = {"text": "Which letter was it?"}, "The one that was read out in May."
    with site.client(site.moderator_key, origin="") as first, site.client(token) as author:
        assert first.post(f"/api/v1/appeals/{filed}/remarks", json=question).status_code == 403
        assert author.post(f"/api/v1/appeals/{filed}/remarks", json=question).status_code in {401, 403}

    with a_second_moderator(site) as second:
        asked = second.post(f"/api/v1/appeals/{filed}/remarks", json=question)
        browser = signed_in(site, address, mail=2)
        page = browser.get(f"/comments/{comment}/mine").text
        sent = {"form": form_in(page), "move": "speak", "appeal": filed, "more": answer}
        after = browser.post(f"/comments/{comment}/mine", data=sent, follow_redirects=True).text
        (waiting,) = second.get(f"/api/v1/sites/{site.name}/appeals").json()["appeals"]

    assert (asked.status_code, asked.json()["by"]) == (201, "newsroom")
    assert question["text"] in page
    assert answer in after
    assert [(said["by"], said["text"]) for said in waiting["remarks"]] == [
        ("newsroom", question["text"]),
        ("author", answer),
    ]
