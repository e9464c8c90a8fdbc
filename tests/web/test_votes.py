"""Votes: once for each account, for others' comments, and shown as the house rules say."""

from datetime import timedelta
from typing import Any

import httpx

from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author
from civiltongue.operations.erase_author import ask_erasure, erase_due
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.policyfile import default
from civiltongue.storage import authors
from civiltongue.text.skeleton import name_key
from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.web.test_appeals import signed_in

TEXTS = (
    "The ferry should run an hour later in the summer.",
    "Nobody has counted the bicycles on the bridge since spring.",
    "I would rather pay for lamps than for another study.",
)


def a_site(living: Living, votes: str) -> LivingSite:
    return living.a_site(policy=f"{default('newsroom')}\nvotes: {votes}\n")


def a_posted(site: LivingSite, token: str, text: str) -> str:
    with site.client(token) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["comment"]["id"])


def vote(site: LivingSite, token: str, comment: str, *, recommended: bool = True) -> httpx.Response:
    with site.client(token) as client:
        return client.post(f"/api/v1/comments/{comment}/vote", json={"recommended": recommended})


def thread_of(site: LivingSite, order: str = "oldest") -> dict[str, Any]:
    with site.client() as client:
        asked = {"id": "harbour-lamps", "order": order}
        answer: dict[str, Any] = client.get(f"/api/v1/sites/{site.name}/thread", params=asked).json()
    return answer


def an_author(site: LivingSite, name: str) -> Author:
    with site.living.house.database.read() as connection:
        found = authors.named(connection, site.site.id, name_key(name))
    assert found is not None
    return found


def test_a_vote_counts_once_and_can_be_taken_back(living: Living) -> None:
    site = a_site(living, "shown")
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])
    reader = site.sign_in("Isaura Venn")
    assert [each["votes"] for each in thread_of(site)["comments"]] == [0]

    answers = [vote(site, reader, comment).json() for _ in range(2)]

    assert answers == [{"voted": True, "votes": 1}] * 2
    shown = thread_of(site)
    assert (shown["site"]["votes"], shown["comments"][0]["votes"]) == ("shown", 1)
    with site.client(reader) as client:
        asked = {"site": site.name, "thread": shown["thread"]["id"]}
        assert client.get("/api/v1/me", params=asked).json()["voted"] == [comment]
    assert vote(site, reader, comment, recommended=False).json() == {"voted": False, "votes": 0}
    assert thread_of(site)["comments"][0]["votes"] == 0


def test_the_most_recommended_conversations_come_first_where_readers_ask_for_that(living: Living) -> None:
    site = a_site(living, "shown")
    author = site.sign_in("Tilda Marlowe")
    posted = [a_posted(site, author, text) for text in TEXTS]
    first, second = site.sign_in("Isaura Venn"), site.sign_in("Nessa Wray")
    for token, comment in ((first, posted[2]), (second, posted[2]), (first, posted[1])):
        assert vote(site, token, comment).status_code == 200

    shown = thread_of(site, "recommended")["comments"]

    assert [(each["id"], each["votes"]) for each in shown] == [(posted[2], 2), (posted[1], 1), (posted[0], 0)]
    assert [each["id"] for each in thread_of(site)["comments"]] == posted


def test_one_s_own_comment_and_one_that_is_gone_take_no_votes(living: Living) -> None:
    site = a_site(living, "shown")
    author, reader = site.sign_in("Tilda Marlowe"), site.sign_in("Isaura Venn")
    comment = a_posted(site, author, TEXTS[0])
    assert vote(site, author, comment).status_code == 404
    assert vote(site, reader, comment).status_code == 200
    with site.client(author) as client:
        client.post(f"/api/v1/comments/{comment}/withdraw")

    assert vote(site, reader, comment).status_code == 404


def test_nobody_votes_where_the_house_rules_say_nothing_of_it(living: Living) -> None:
    site = living.a_site()
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])

    answer = vote(site, site.sign_in("Isaura Venn"), comment)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not-permitted")
    assert thread_of(site)["comments"][0]["votes"] is None


def test_hidden_votes_are_counted_and_no_reader_sees_how_many(living: Living) -> None:
    site = a_site(living, "hidden")
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])

    answer = vote(site, site.sign_in("Isaura Venn"), comment)

    assert answer.json() == {"voted": True, "votes": None}
    assert thread_of(site)["comments"][0]["votes"] is None
    with site.client() as client:
        page = client.get(thread_of(site)["thread"]["page_url"], headers={"Accept": "text/html"}).text
    assert f'href="/comments/{comment}/recommend"' in page
    assert "1 reader" not in page


def test_hidden_votes_are_shown_at_the_desk(living: Living) -> None:
    site = a_site(living, "hidden")
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])
    vote(site, site.sign_in("Isaura Venn"), comment)
    desk = site.browser()
    form = form_in(desk.get("/desk/sign-in").text)
    desk.post("/desk/sign-in", data={"form": form, "key": site.moderator_key})

    page = desk.get(f"/desk/{site.name}/comments/{comment}")

    assert page.status_code == 200, page.text
    assert "Recommended by 1 reader" in page.text


def test_guests_and_suspended_authors_do_not_vote(living: Living) -> None:
    policy = default("newsroom").replace("guests: false", "votes: shown\nguests: true", 1)
    site = living.a_site(policy=policy)
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])
    with site.client() as client:
        body = site.a_comment(TEXTS[1], name="Nessa Wray")
        guest = client.post(f"/api/v1/sites/{site.name}/comments", json=body).json()["session"]["access"]
    reader = site.sign_in("Isaura Venn")
    sanction_author(
        living.house,
        site.site,
        an_author(site, "Isaura Venn").id,
        kind=SanctionKind.SUSPENSION,
        by="operator",
        reason="A test.",
        lasting=timedelta(hours=1),
    )

    refusals = [vote(site, token, comment) for token in (guest, reader)]

    assert [answer.status_code for answer in refusals] == [403, 403]
    assert thread_of(site)["comments"][0]["votes"] == 0


def test_votes_of_an_erased_author_go_with_them(living: Living) -> None:
    site = a_site(living, "shown")
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])
    vote(site, site.sign_in("Isaura Venn"), comment)
    assert thread_of(site)["comments"][0]["votes"] == 1

    ask_erasure(living.house, site.site, an_author(site, "Isaura Venn"), at_once=True)
    erase_due(living.house, site.site)

    assert thread_of(site)["comments"][0]["votes"] == 0


def test_a_comment_is_recommended_without_javascript(living: Living) -> None:
    site = a_site(living, "shown")
    comment = a_posted(site, site.sign_in("Tilda Marlowe"), TEXTS[0])
    site.sign_in("Isaura Venn", f"isaura-{site.name}@example.com")
    browser = signed_in(site, f"isaura-{site.name}@example.com", mail=2)
    form = browser.get(f"/comments/{comment}/recommend")

    answer = browser.post(
        f"/comments/{comment}/recommend", data={"form": form_in(form.text), "move": "recommend"}
    )

    assert answer.status_code == 303
    assert thread_of(site)["comments"][0]["votes"] == 1
    assert "You recommend this comment." in browser.get(f"/comments/{comment}/recommend").text
