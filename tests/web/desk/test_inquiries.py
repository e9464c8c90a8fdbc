"""At the desk, a moderator answers people who ask which comments name them."""

import pytest

from civiltongue.domain.audit import Event
from civiltongue.domain.inquiry import InquiryState
from civiltongue.domain.moderation import Role
from civiltongue.operations.answer_inquiry import look_at_inquiry
from civiltongue.operations.ask_inquiry import InquiryWish, ask_inquiry, inquiry_link, read_inquiry
from civiltongue.storage import audit
from tests.living import Living, LivingSite
from tests.web.desk.busy import Busy, a_busy_site
from tests.web.desk.desks import AtDesk, at_desk

ANSWER = "One comment names you; it waits for a decision."


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture
def busy(site: LivingSite) -> Busy:
    return a_busy_site(site)


@pytest.fixture
def senior(site: LivingSite) -> AtDesk:
    return at_desk(site, Role.SENIOR)


def test_the_name_is_searched_for_and_what_is_picked_is_handed_over(
    site: LivingSite, busy: Busy, senior: AtDesk
) -> None:
    path = f"/inquiries/{busy.inquiry}"
    assert path in senior.get("/inquiries").text
    assert path in senior.get("/queue", cause="inquiry").text
    assert busy.held not in senior.get(path).text

    found = senior.post(f"{path}/search", words="").text
    others = senior.post(f"{path}/search", words="council", comment=busy.held, answer=ANSWER).text
    done = senior.post(path, state="answered", comment=busy.held, answer=ANSWER)

    assert f'value="{busy.held}">' in found
    assert busy.published not in found
    assert f'value="{busy.held}" checked' in others
    assert f'value="{busy.published}">' in others
    assert ANSWER in others
    assert done.status_code == 303
    page = senior.get(path, done="1").text
    assert "Handed over" in page
    assert senior.moderator.name in page
    assert path not in senior.get("/inquiries").text
    file = look_at_inquiry(site.living.house, site.site, busy.inquiry)
    link = inquiry_link(site.living.house, file.inquiry).rsplit("/", 1)[1]
    assert [each.id for each in read_inquiry(site.living.house, link).comments] == [busy.held]


def test_each_look_and_the_answer_are_in_the_audit_log(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    senior.post(f"/inquiries/{busy.inquiry}/search", words="")
    senior.post(f"/inquiries/{busy.inquiry}", state="refused", answer="Which Holm?", comment=busy.held)

    with site.living.house.database.read() as connection:
        entries = [each for each in audit.entries(connection, site.site.id) if each.subject == busy.inquiry]
    by_me = [each for each in entries if each.actor == f"moderator:{senior.moderator.id}"]
    assert {each.event for each in by_me} == {Event.INQUIRY_SEARCH, Event.INQUIRY_DECIDE}
    (decided,) = [each for each in by_me if each.event is Event.INQUIRY_DECIDE]
    assert decided.details == {"state": "refused", "comments": "0"}
    assert "Holm" not in str(entries)


def test_a_refusal_hands_nothing_over_and_says_why(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    path = f"/inquiries/{busy.inquiry}"

    assert senior.post(path, state="refused", answer="Which Holm?", comment=busy.held).status_code == 303

    file = look_at_inquiry(site.living.house, site.site, busy.inquiry)
    assert (file.inquiry.state, file.inquiry.answer) == (InquiryState.REFUSED, "Which Holm?")
    assert file.picked == ()
    assert senior.post(path, state="answered", answer="After all.").status_code == 409
    assert senior.post(f"{path}/search").status_code == 409


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "answered", "answer": ""},
        {"state": "maybe", "answer": ANSWER},
        {"state": "answered", "answer": "x" * 2_001},
        {"state": "answered", "answer": ANSWER, "comment": "none"},
    ],
)
def test_an_answer_that_lacks_something_is_refused_and_kept_on_the_page(
    busy: Busy, senior: AtDesk, fields: dict[str, str]
) -> None:
    refused = senior.post(f"/inquiries/{busy.inquiry}", **fields)

    assert refused.status_code == 400
    assert fields["answer"] in refused.text
    assert 'name="state"' in refused.text


def test_an_inquiry_whose_address_is_not_proved_is_not_there(site: LivingSite, senior: AtDesk) -> None:
    wish = InquiryWish("Odile Fenn", "odile@example.com", "", "address")
    asked = ask_inquiry(site.living.house, site.site, wish)

    assert asked.id not in senior.get("/inquiries").text
    assert senior.get(f"/inquiries/{asked.id}").status_code == 404
    assert senior.post(f"/inquiries/{asked.id}/search").status_code == 404


def test_who_may_not_answer_sees_no_inquiry_in_the_queue(site: LivingSite, busy: Busy) -> None:
    moderator = at_desk(site, Role.MODERATOR)
    of_a_section = at_desk(site, Role.ADMIN, sections=("/harbour-lamps.html",))

    for desk in (moderator, of_a_section):
        assert busy.inquiry not in desk.get("/queue").text
        assert desk.get(f"/inquiries/{busy.inquiry}").status_code == 403
        assert desk.post(f"/inquiries/{busy.inquiry}", state="answered", answer=ANSWER).status_code == 403


def test_the_queue_shows_what_everybody_asks_for(busy: Busy, senior: AtDesk) -> None:
    page = senior.get("/queue").text

    for said in (
        "It says of me that I stole.",
        "That was not me.",
        "Read its last sentence again.",
        "I am told that",
    ):
        assert said in page
    assert busy.inquiry in page
