"""The queue over HTTP: what waits, decided once, taken back, and told to nobody too early."""

import re
from typing import Any

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.evidence import Span
from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import RulingKind
from civiltongue.domain.thread import Status
from civiltongue.storage import audit, comments, rulings, schema
from tests.houses import CIVIL
from tests.living import Living, LivingSite
from tests.web.desk.desks import AtDesk, at_desk

HELD = "The mayor stole the harbour money, everybody knows that Barnaby Croft is a thief."
_names = (
    first + last
    for first in ("Ba", "De", "Fi", "Go", "Ku")
    for last in ("bara", "dolin", "fenn", "gard", "mund", "rosa")
)
_RULING = re.compile(r'name="ruling" value="(\w+)"')


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site(policy="newsroom")


@pytest.fixture
def moderator(site: LivingSite) -> AtDesk:
    return at_desk(site)


def held(site: LivingSite, text: str = HELD, **fields: Any) -> str:
    """Send a comment that waits, and return its id."""
    with site.client(site.sign_in(f"Reader {next(_names)}")) as page:
        body = site.a_comment(text, **{k: v for k, v in fields.items() if k != "n"})
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=body)
        assert answer.json()["outcome"] == "held", answer.text
        return str(answer.json()["comment"]["id"])


def seen(moderator: AtDesk, comment: str) -> str:
    """Return the ruling that a moderator looks at."""
    found = _RULING.search(moderator.get(f"/comments/{comment}").text)
    assert found is not None
    return found[1]


def status(site: LivingSite, comment: str) -> Status:
    with site.living.house.database.read() as connection:
        found = comments.get(connection, site.site.id, comment)
        assert found is not None
        return found.status


def test_a_rejection_is_prefilled_with_what_is_true_of_it(site: LivingSite, moderator: AtDesk) -> None:
    page = moderator.get(f"/comments/{held(site)}").text
    told = dict(re.findall(r'name="rule" value="([\w-]+)" data-told="([^"]+)"', page))

    assert told["defamation"].endswith("No program can know whether it is true, so a person decides.")
    assert told["profanity"].startswith("Say it without swear words.")
    assert told["length"].startswith("A comment has at most 400 words.")


def test_what_waits_is_listed_with_its_reasons_and_shown_with_marks(
    site: LivingSite, moderator: AtDesk
) -> None:
    comment = held(site)

    listed, item = moderator.get("/queue").text, moderator.get(f"/comments/{comment}").text

    assert f'data-id="{comment}"' in listed
    assert "held" in listed
    assert "<mark data-rules=" in item
    assert "Found by claims" in item
    assert moderator.get("/queue", rule="defamation").text.count("data-id=") == 1
    assert moderator.get("/queue", rule="length").text.count("data-id=") == 0
    assert moderator.get("/queue", language="en").text.count("data-id=") == 1
    assert moderator.get("/queue", section="/sport").text.count("data-id=") == 0
    assert moderator.get("/queue", hours="1").text.count("data-id=") == 0


def test_a_decision_leads_to_the_next_and_is_on_record(site: LivingSite, moderator: AtDesk) -> None:
    first, second = held(site), held(site, HELD.replace("mayor", "council"))

    answer = moderator.post(
        f"/comments/{first}/decide", verdict="reject", rule="defamation", ruling=seen(moderator, first)
    )

    assert answer.status_code == 303
    assert f"/comments/{second}?" in answer.headers["location"]
    assert "undo=" in answer.headers["location"]
    assert status(site, first) is Status.REJECTED
    with site.living.house.database.read() as connection:
        events = list(audit.entries(connection, site.site.id))
    (review,) = [entry for entry in events if entry.event is Event.COMMENT_REVIEW]
    assert (review.actor, review.details["rule"]) == (f"moderator:{moderator.moderator.id}", "defamation")


def test_a_stale_decision_is_refused_with_what_is_now(site: LivingSite, moderator: AtDesk) -> None:
    comment = held(site)
    looked_at = seen(moderator, comment)
    moderator.post(f"/comments/{comment}/decide", verdict="publish", ruling=looked_at)

    again = moderator.post(
        f"/comments/{comment}/decide", verdict="reject", rule="defamation", ruling=looked_at
    )

    assert again.status_code == 409
    assert "decided meanwhile" in again.text
    assert status(site, comment) is Status.PUBLISHED


def test_two_moderators_never_have_one_item(site: LivingSite, moderator: AtDesk) -> None:
    first, second = held(site), held(site, HELD.replace("mayor", "council"))
    other = at_desk(site)
    mine = moderator.get("/next").headers["location"]
    theirs = other.get("/next").headers["location"]

    taken = first if first in mine else second
    looked_at = seen(moderator, taken)
    refused = other.post(f"/comments/{taken}/decide", verdict="publish", ruling=looked_at)

    assert mine.partition("?")[0] != theirs.partition("?")[0]
    assert refused.status_code == 409
    assert f"{moderator.moderator.name} is looking" in refused.text
    assert status(site, taken) is Status.HELD
    moderator.post("/leave")
    assert other.post(f"/comments/{taken}/decide", verdict="publish", ruling=looked_at).status_code in {
        200,
        303,
    }


def test_a_decision_taken_back_at_once_leaves_no_trace_but_the_record(
    site: LivingSite, moderator: AtDesk
) -> None:
    comment = held(site)
    before = len(site.living.mailbox.received())
    answer = moderator.post(
        f"/comments/{comment}/decide", verdict="reject", rule="defamation", ruling=seen(moderator, comment)
    )
    (ruling,) = re.findall(r'name="ruling" value="(\w+)"', answer.text)

    undone = moderator.post("/undo", ruling=ruling)

    assert undone.status_code == 303
    assert status(site, comment) is Status.HELD
    assert f'data-id="{comment}"' in moderator.get("/queue").text
    with site.living.house.database.read() as connection:
        history = rulings.of_comment(connection, site.site.id, comment)
        letters = connection.execute(
            schema.outbox.select().where(
                schema.outbox.c.site_id == site.site.id, schema.outbox.c.sent_at.is_(None)
            )
        ).all()
    assert [each.kind for each in history] == [RulingKind.ENGINE, RulingKind.MODERATOR, RulingKind.UNDONE]
    assert letters == []
    assert len(site.living.mailbox.received()) == before
    assert moderator.post("/undo", ruling=ruling).status_code == 200


def test_letters_about_a_decision_wait_until_it_can_no_longer_be_taken_back(
    site: LivingSite, moderator: AtDesk
) -> None:
    comment = held(site)

    moderator.post(
        f"/comments/{comment}/decide",
        verdict="reject",
        rule="defamation",
        ruling=seen(moderator, comment),
        told="Say what you saw, not what you think of him.",
    )

    with site.living.house.database.read() as connection:
        (letter,) = connection.execute(
            schema.outbox.select().where(
                schema.outbox.c.site_id == site.site.id, schema.outbox.c.sent_at.is_(None)
            )
        ).all()
    assert "Say what you saw" in letter.body
    assert (letter.not_before - letter.created_at).total_seconds() >= 10


def test_many_are_decided_at_once_and_taken_back_at_once(site: LivingSite, moderator: AtDesk) -> None:
    found = [held(site, HELD.replace("mayor", name)) for name in ("council", "board", "vicar")]
    pairs = [f"{comment}:{seen(moderator, comment)}" for comment in found]
    moderator.post("/leave")

    answer = moderator.post("/queue", item=[*pairs, f"{found[0]}:stale"], verdict="reject", rule="defamation")

    assert {status(site, comment) for comment in found} == {Status.REJECTED}
    assert "3 decided" in answer.text
    assert "decided meanwhile" in answer.text
    moderator.post("/undo", ruling=_RULING.findall(answer.text))
    assert {status(site, comment) for comment in found} == {Status.HELD}


def test_private_words_are_masked_and_the_comment_published(site: LivingSite, moderator: AtDesk) -> None:
    text = "**Call** her at [her mail](mailto:jane.doe@harbour.example) or 020 7946 0958, she lives at 14 Mill Lane, Leeds."
    with site.client(site.sign_in("Ada Wren")) as page:
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text)).json()
    comment = answer["comment"]["id"]

    answer = moderator.post(f"/comments/{comment}/mask", ruling=seen(moderator, comment))

    assert answer.status_code in {200, 303}, answer.text
    assert status(site, comment) is Status.PUBLISHED
    with site.living.house.database.read() as connection:
        found = comments.get(connection, site.site.id, comment)
        assert found is not None
        assert found.revision_id is not None
        revision = comments.revision(connection, site.site.id, found.revision_id)
    assert revision is not None
    assert "[…]" in revision.visible
    assert "7946" not in revision.source + revision.html


def test_a_moderator_of_a_section_sees_and_decides_nothing_else(site: LivingSite) -> None:
    comment = held(site)
    sport = at_desk(site, Role.SENIOR, sections=("/sport",))

    assert f'data-id="{comment}"' not in sport.get("/queue").text
    assert sport.get(f"/comments/{comment}").status_code == 403
    refused = sport.post(f"/comments/{comment}/decide", verdict="publish")
    assert refused.status_code == 403
    assert status(site, comment) is Status.HELD


def test_an_item_offers_notes_sanctions_and_the_thread(site: LivingSite, moderator: AtDesk) -> None:
    comment = held(site)

    moderator.post(f"/comments/{comment}/note", text="Third time this week.")
    moderator.post(f"/comments/{comment}/warn", reason="Please stop accusing people.")
    moderator.post(f"/comments/{comment}/suspend", reason="You went on.", days="3")
    page = moderator.get(f"/comments/{comment}").text

    assert "Third time this week." in page
    assert "Warning" in page
    assert "Suspension" in page
    assert "Barnaby Croft is a thief" in moderator.get(f"/comments/{comment}/thread").text
    assert moderator.post(f"/comments/{comment}/suspend", reason="x", days="0").status_code == 400


def test_a_published_comment_is_featured_and_a_thread_closed(site: LivingSite, moderator: AtDesk) -> None:
    with site.client(site.sign_in("Ada Finch")) as page:
        answer = page.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL)).json()
    comment, thread = answer["comment"]["id"], ""

    moderator.post(f"/comments/{comment}/feature", featured="true")
    moderator.post(f"/comments/{comment}/lock")

    with site.living.house.database.read() as connection:
        found = comments.get(connection, site.site.id, comment)
        assert found is not None
        thread = found.thread_id
    page = site.browser().get(f"/sites/{site.name}/threads/{thread}").text
    assert "Featured by the newsroom" in page
    with site.client(site.sign_in("Odo Finch")) as late:
        refused = late.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(CIVIL))
    assert refused.status_code == 409


def test_a_span_is_marked_under_every_rule_it_breaks() -> None:
    from civiltongue.domain.ruling import Reason, Verdict
    from civiltongue.web.desk.marks import marked_by_rule

    reasons = [
        Reason("a", Verdict.HOLD, 1.0, spans=(Span(0, 5),)),
        Reason("b", Verdict.HOLD, 1.0, spans=(Span(3, 99),)),
    ]

    html = marked_by_rule("abc<de>", reasons)

    assert html == (
        '<mark data-rules="1">abc<sup>1</sup></mark><mark data-rules="1 2">&lt;d<sup>1 2</sup></mark>'
        '<mark data-rules="2">e&gt;<sup>2</sup></mark>'
    )
