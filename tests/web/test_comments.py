"""Submitting, reading and deciding over HTTP."""

from tests.houses import CIVIL, SWEARING
from tests.living import Living


def test_a_civil_comment_is_published_and_everybody_can_read_it(living: Living) -> None:
    site = living.a_site()
    token = site.sign_in("Mara Quill")
    with site.client(token) as client:
        posted = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL))
    assert posted.status_code == 201, posted.text
    assert posted.json()["outcome"] == "published"
    with site.client() as anybody:
        thread = anybody.get(f"/api/v1/sites/{site.name}/thread", params={"id": "harbour-lamps"}).json()
    assert [comment["author"]["name"] for comment in thread["comments"]] == ["Mara Quill"]
    assert thread["thread"]["count"] == 1


def test_swearing_is_rejected_with_the_rule_and_the_words(living: Living) -> None:
    site = living.a_site()
    with site.client(site.sign_in("Odo Finch")) as client:
        answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(SWEARING)).json()
    assert answer["outcome"] == "rejected"
    reasons = {reason["rule"]: reason for reason in answer["statement"]["reasons"]}
    spans = reasons["profanity"]["spans"]
    assert "bullshit" in {answer["visible"][span["start"] : span["end"]] for span in spans}
    with site.client() as anybody:
        thread = anybody.get(f"/api/v1/sites/{site.name}/thread", params={"id": "harbour-lamps"}).json()
    assert thread["comments"] == []


def test_the_words_of_a_draft_are_counted_as_they_will_be_judged(living: Living) -> None:
    site = living.a_site()
    with site.client() as anybody:
        answer = anybody.post(
            f"/api/v1/sites/{site.name}/words", json={"text": "[Two words](https://council.example/a/b) here"}
        )
        refused = anybody.post(f"/api/v1/sites/{site.name}/words", content=b'{"text": "\\ud800"}')

    assert answer.json() == {"words": 3}
    assert refused.status_code == 400
