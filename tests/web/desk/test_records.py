"""The desk's pages about authors, stories, appeals, notices, claims, the log and people do what they say."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.claim import ClaimState
from civiltongue.domain.moderation import Role
from civiltongue.domain.notice import NoticeState
from civiltongue.domain.thread import Status
from civiltongue.operations.give_notice import GivenNotice, give_notice
from civiltongue.operations.read_author import read_author
from civiltongue.storage import appeals, audit, claims, comments, moderators, notices, threads
from tests.houses import Setting
from tests.living import Living, LivingSite
from tests.web.desk.busy import REASON, Busy, a_busy_site
from tests.web.desk.desks import AtDesk, at_desk


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture
def busy(site: LivingSite) -> Busy:
    return a_busy_site(site)


@pytest.fixture
def senior(site: LivingSite) -> AtDesk:
    return at_desk(site, Role.SENIOR)


@pytest.fixture
def admin(site: LivingSite) -> AtDesk:
    return at_desk(site, Role.ADMIN)


def test_a_search_finds_comments_and_keeps_what_was_asked(busy: Busy, senior: AtDesk) -> None:
    found = senior.get("/search", text="ferr*", status="rejected")

    assert busy.rejected in found.text
    assert busy.published not in found.text
    assert 'value="ferr*"' in found.text
    assert senior.get("/search", text="lamps", **{"from": "yesterday"}).status_code == 400
    assert senior.get("/search", text="lamps", after="x").status_code == 400


def test_a_section_moderator_finds_and_opens_nothing_of_other_sections(site: LivingSite, busy: Busy) -> None:
    wren = at_desk(site, Role.SENIOR, sections=("/night-bus.html",))

    assert busy.published not in wren.get("/search", text="council").text
    assert "timetable" in wren.get("/search", text="timetable").text
    assert "Harbour lamps" not in wren.get("/stories").text
    assert wren.get(f"/stories/{busy.thread}").status_code == 403
    assert wren.post(f"/stories/{busy.thread}", state="closed").status_code == 403
    assert wren.get(f"/authors/{busy.author.id}").status_code == 404
    for kind, which in (
        ("appeals", busy.appeal),
        ("appeals", busy.sanction_appeal),
        ("notices", busy.notice),
        ("notices", busy.refused_notice),
    ):
        assert which not in wren.get(f"/{kind}").text
        assert wren.get(f"/{kind}/{which}").status_code == 403
        assert wren.post(f"/{kind}/{which}", state="upheld", answer="x").status_code == 403
    appeal = f"/notices/{busy.refused_notice}/appeal"
    assert busy.refused_notice not in wren.get("/appeals").text
    assert wren.post(appeal, state="upheld", answer="x").status_code == 403
    boss = at_desk(site, Role.ADMIN, sections=("/night-bus.html",))
    for page in ("/people", "/audit", "/audit/export", "/inquiries", f"/inquiries/{busy.inquiry}"):
        assert boss.get(page).status_code == 403


def test_a_story_is_set_and_wrong_numbers_are_refused(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    assert busy.thread in senior.get("/stories", text="harbour").text
    wrong = senior.post(f"/stories/{busy.thread}", state="pre", slow="fast")
    done = senior.post(f"/stories/{busy.thread}", state="pre", slow="30", closes_after="")

    assert wrong.status_code == 400
    assert done.status_code == 303
    with site.living.house.database.read() as connection:
        story = threads.get(connection, site.site.id, busy.thread)
        entry = audit.entries(connection, site.site.id)[0]
    assert story is not None
    assert (story.state.value, story.slow, story.closes_after) == ("pre", 30, None)
    assert entry.actor == f"moderator:{senior.moderator.id}"
    assert "pre-moderated" in senior.get(f"/stories/{busy.thread}", done="1").text


def test_what_appears_on_a_post_moderated_story_waits_in_the_queue(
    site: LivingSite, busy: Busy, senior: AtDesk
) -> None:
    senior.post(f"/stories/{busy.thread}", state="post")
    with site.client(site.sign_in("Wilma Tern")) as page:
        sent = page.post(
            f"/api/v1/sites/{site.name}/comments", json=site.a_comment("A bench by the quay, please.")
        )
    comment = sent.json()["comment"]["id"]

    waiting = senior.get("/queue", cause="unread")

    assert waiting.status_code == 200
    assert comment in waiting.text
    assert "Published, not yet looked at" in waiting.text
    assert senior.get(f"/comments/{comment}").status_code == 200


def test_an_author_is_warned_suspended_and_let_back_with_reasons(
    site: LivingSite, busy: Busy, senior: AtDesk
) -> None:
    path = f"/authors/{busy.author.id}"
    assert "Maren Tidewater" in senior.get("/authors", text="maren").text
    page = senior.get(path).text
    assert "Wrote to us kindly" in page
    assert "It says where somebody lives." in page

    assert senior.post(f"{path}/suspension", reason="", days="3").status_code == 400
    assert senior.post(f"{path}/suspension", reason=REASON, days="0").status_code == 400
    assert senior.post(f"{path}/warning", reason=REASON).status_code == 303
    assert senior.post(f"{path}/suspension", reason=REASON, days="3").status_code == 303
    assert senior.post(f"{path}/note", text="Suspended after a talk.").status_code == 303

    file = read_author(site.living.house, site.site, busy.author.id)
    assert [sanction.kind.value for sanction, _ in file.sanctions][:2] == ["suspension", "warning"]
    assert file.notes[0].text == "Suspended after a talk."
    lifted = senior.post(f"{path}/lift", sanction=file.sanctions[0][0].id)
    assert lifted.status_code == 303
    assert senior.post(f"{path}/lift", sanction=busy.sanction).status_code == 400
    again = read_author(site.living.house, site.site, busy.author.id)
    assert not any(sanction.in_force(again.read_at) for sanction, _ in again.sanctions)


def test_whoever_decided_first_may_not_decide_about_the_appeal(site: LivingSite, senior: AtDesk) -> None:
    busy = a_busy_site(site, first=f"moderator:{senior.moderator.id}")
    other = at_desk(site, Role.SENIOR)
    page = senior.get(f"/appeals/{busy.appeal}").text

    assert "You made the first decision" in page
    assert 'name="state"' not in page
    refused = senior.post(f"/appeals/{busy.appeal}", state="overturned", answer="It stays.")
    assert refused.status_code == 403
    assert senior.moderator.name in other.get(f"/appeals/{busy.appeal}").text
    asked = other.post(f"/appeals/{busy.appeal}/ask", text="Which quay do you mean?")
    decided = other.post(f"/appeals/{busy.appeal}", state="overturned", answer="You are right.")

    assert (asked.status_code, decided.status_code) == (303, 303)
    with site.living.house.database.read() as connection:
        appeal = appeals.get(connection, site.site.id, busy.appeal)
        comment = comments.get(connection, site.site.id, busy.rejected)
    assert appeal is not None
    assert appeal.state is AppealState.OVERTURNED
    assert comment is not None
    assert comment.status is Status.PUBLISHED
    assert other.post(f"/appeals/{busy.appeal}", state="upheld", answer="No.").status_code == 409


def test_an_appeal_against_a_sanction_is_decided(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    assert REASON in senior.get(f"/appeals/{busy.sanction_appeal}").text
    assert senior.post(f"/appeals/{busy.sanction_appeal}", state="open", answer="x").status_code == 400

    done = senior.post(f"/appeals/{busy.sanction_appeal}", state="upheld", answer="It was you.")

    assert done.status_code == 303
    assert "It was you." in senior.get(f"/appeals/{busy.sanction_appeal}", done="1").text


def test_a_notice_is_upheld_under_a_rule(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    assert busy.notice in senior.get("/notices").text
    assert "Pia Holm" in senior.get(f"/notices/{busy.notice}").text
    about = f'href="/desk/{site.name}/notices/{busy.notice}"'
    assert about in senior.get(f"/comments/{busy.published}").text
    senior.post("/leave")
    assert about not in at_desk(site, Role.MODERATOR).get(f"/comments/{busy.published}").text
    unruled = senior.post(f"/notices/{busy.notice}", state="upheld", answer="It goes.", rule="")

    done = senior.post(f"/notices/{busy.notice}", state="upheld", answer="It goes.", rule="defamation")

    assert (unruled.status_code, done.status_code) == (400, 303)
    with site.living.house.database.read() as connection:
        notice = notices.get(connection, site.site.id, busy.notice)
        comment = comments.get(connection, site.site.id, busy.published)
    assert notice is not None
    assert notice.state is NoticeState.UPHELD
    assert comment is not None
    assert comment.status is Status.REJECTED


def test_an_appeal_about_a_refused_notice_is_listed_shown_and_overturned_by_somebody_else(
    site: LivingSite, senior: AtDesk
) -> None:
    busy = a_busy_site(site, first=f"moderator:{senior.moderator.id}")
    other, path = at_desk(site, Role.SENIOR), f"/notices/{busy.refused_notice}"
    assert path in other.get("/appeals").text
    assert path in other.get("/queue", cause="appeal").text
    assert path not in other.get("/queue", cause="notice").text
    assert path not in at_desk(site, Role.MODERATOR).get("/queue").text

    own, page = senior.get(path).text, other.get(path).text

    assert "You made the first decision" in own
    assert 'name="state"' not in own
    for said in ("It asks for a survey.", "Read its last sentence again.", senior.moderator.name, "due by"):
        assert said in page
    refused = senior.post(f"{path}/appeal", state="overturned", answer="It goes.", rule="defamation")
    assert refused.status_code == 403
    assert "Whoever decided first" in refused.text
    for lacking in ({"state": "refused"}, {"answer": ""}, {"rule": ""}):
        fields = {"state": "overturned", "answer": "It goes.", "rule": "defamation", **lacking}
        assert other.post(f"{path}/appeal", **fields).status_code == 400
    done = other.post(f"{path}/appeal", state="overturned", answer="It goes.", rule="defamation")

    assert done.status_code == 303
    with site.living.house.database.read() as connection:
        notice = notices.get(connection, site.site.id, busy.refused_notice)
        comment = comments.get(connection, site.site.id, busy.published)
        entry = next(
            each for each in audit.entries(connection, site.site.id) if each.subject == busy.refused_notice
        )
    assert notice is not None
    assert notice.appeal is not None
    assert (notice.appeal.state, notice.appeal.answer) == (AppealState.OVERTURNED, "It goes.")
    assert comment is not None
    assert comment.status is Status.REJECTED
    assert (entry.event, entry.actor) == (Event.NOTICE_APPEAL_DECIDE, f"moderator:{other.moderator.id}")
    assert "It goes." in other.get(path, done="1").text
    assert other.post(f"{path}/appeal", state="upheld", answer="No.").status_code == 409


def test_an_appeal_about_a_refused_notice_is_upheld_and_the_comment_stays(
    site: LivingSite, busy: Busy, senior: AtDesk
) -> None:
    path = f"/notices/{busy.refused_notice}"

    assert senior.post(f"{path}/appeal", state="upheld", answer="It is a fair question.").status_code == 303

    with site.living.house.database.read() as connection:
        comment = comments.get(connection, site.site.id, busy.published)
    assert comment is not None
    assert comment.status is Status.PUBLISHED
    assert path not in senior.get("/appeals").text
    assert senior.post(f"/notices/{busy.notice}/appeal", state="upheld", answer="x").status_code == 404


def test_what_a_comments_author_says_to_a_notice_is_beside_it(site: LivingSite, senior: AtDesk) -> None:
    house = site.living.house
    setting = Setting(house, site.site, house.clock, site.key)  # type: ignore[arg-type]
    comment = setting.submit().comment
    assert comment is not None
    given = GivenNotice(comment.id, "privacy", "It is me.", "Pia Holm", "p@example.com", "home", True, True)
    notice = give_notice(house, site.site, given)

    asked = senior.get(f"/notices/{notice.id}").text
    early = senior.post(f"/notices/{notice.id}", state="upheld", answer="It goes.", rule="privacy")
    house.database.write(lambda connection: notices.answer(connection, notice, "I meant another Pia."))

    assert "The author was asked" in asked
    assert early.status_code == 409
    answered = senior.get(f"/notices/{notice.id}").text
    assert "I meant another Pia." in answered
    assert "The author was asked" not in answered


def test_notices_that_wait_for_too_long_are_marked(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    assert "overdue since" not in senior.get("/notices").text
    house = site.living.house
    with house.database.read() as connection:
        known = notices.get(connection, site.site.id, busy.notice)
    assert known is not None
    old = replace(known, id=house.new_id(), created_at=known.created_at - timedelta(days=99))

    house.database.write(lambda connection: notices.add(connection, old))

    assert "overdue since" in senior.get("/notices").text
    assert "overdue since" in senior.get(f"/notices/{old.id}").text


def test_a_claim_is_confirmed(site: LivingSite, busy: Busy, senior: AtDesk) -> None:
    assert "I signed like this in 2019" in senior.get("/claims").text
    assert senior.post(f"/claims/{busy.claim}", state="maybe").status_code == 400

    assert senior.post(f"/claims/{busy.claim}", state="confirmed").status_code == 303

    with site.living.house.database.read() as connection:
        claim = claims.get(connection, site.site.id, busy.claim)
    assert claim is not None
    assert claim.state is ClaimState.CONFIRMED
    assert busy.claim not in senior.get("/claims").text


def test_the_log_is_searched_and_taken_along(busy: Busy, admin: AtDesk) -> None:
    page = admin.get("/audit", event="appeal:file").text
    rows = admin.get("/audit/export", event="appeal:file", form="csv")
    lines = admin.get("/audit/export", subject=busy.appeal, form="lines")

    assert busy.appeal in page
    assert busy.claim not in page
    assert rows.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows.headers["content-disposition"].startswith('attachment; filename="audit-')
    table = rows.text.split("\r\n")
    assert table[0] == "at,event,actor,subject,details"
    assert {row.split(",")[3] for row in table[1:-1]} == {busy.appeal, busy.sanction_appeal}
    assert [json.loads(line)["event"] for line in lines.text.splitlines()] == ["appeal:file"]
    assert admin.get("/audit/export", form="pdf").status_code == 400
    assert admin.get("/audit", until="tomorrow").status_code == 400


def test_an_administrator_adds_changes_and_removes_people(site: LivingSite, admin: AtDesk) -> None:
    house = site.living.house
    added = admin.post("/people", name="Wren", role="editor", sections="/sport /news", right="identities")
    key = re.search(r"ctm_\w+", added.text)
    assert key is not None
    with house.database.read() as connection:
        (wren,) = [each for each in moderators.every(connection, site.site.id) if each.name == "Wren"]
    assert (wren.role, wren.sections, len(wren.rights)) == (Role.EDITOR, ("/news", "/sport"), 1)

    assert admin.post("/people", name="Wren", role="editor").status_code == 409
    assert admin.post(f"/people/{wren.id}", role="king").status_code == 400
    assert admin.post(f"/people/{wren.id}", role="moderator", sections="").status_code == 303
    with house.database.read() as connection:
        changed = moderators.get(connection, site.site.id, wren.id)
    assert changed is not None
    assert (changed.role, changed.sections, changed.rights) == (Role.MODERATOR, (), frozenset())
    assert admin.post(f"/people/{wren.id}/remove").status_code == 303
    assert "Wren" not in admin.get("/people").text


def test_nobody_removes_the_last_administrator(site: LivingSite, admin: AtDesk) -> None:
    me = admin.moderator.id

    assert admin.post(f"/people/{me}/remove").status_code == 409
    assert admin.post(f"/people/{me}", role="editor").status_code == 409
    assert admin.post(f"/people/{me}", role="admin", sections="/sport").status_code == 409
    other = at_desk(site, Role.ADMIN)
    assert other.post(f"/people/{me}/remove").status_code == 303
    assert other.post(f"/people/{other.moderator.id}/remove").status_code == 409
