"""Choosing when letters come, and deciding by a link in one without signing in."""

import pytest

from civiltongue.domain.digest import DigestWish, Often
from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Status
from civiltongue.operations.decide_by_mail import decision_link
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import comments, digests
from tests.handover import form_in
from tests.living import Living, LivingSite
from tests.web.desk.busy import Busy, a_busy_site
from tests.web.desk.desks import AtDesk, at_desk


@pytest.fixture
def site(living: Living) -> LivingSite:
    return living.a_site()


@pytest.fixture
def busy(site: LivingSite) -> Busy:
    return a_busy_site(site)


@pytest.fixture
def wren(site: LivingSite) -> AtDesk:
    return at_desk(site, Role.MODERATOR, email=f"wren-{site.name}@example.com")


def _link(wren: AtDesk, comment_id: str, verdict: Verdict) -> str:
    house, site = wren.site.living.house, wren.site.site
    with house.database.read() as connection:
        comment = comments.get(connection, site.id, comment_id)
    assert comment is not None
    assert comment.ruling_id is not None
    link = decision_link(house, wren.moderator, comment_id, comment.ruling_id, verdict)
    return link.removeprefix(house.settings.base_url)


def _status(wren: AtDesk, comment_id: str) -> Status:
    with wren.site.living.house.database.read() as connection:
        comment = comments.get(connection, wren.site.site.id, comment_id)
    assert comment is not None
    return comment.status


def test_a_moderator_chooses_when_letters_come(wren: AtDesk) -> None:
    wrong = wren.post("/mail", often="daily", **{"from": "22", "until": "25"})
    done = wren.post("/mail", often="daily", **{"from": "22", "until": "7"})

    assert (wrong.status_code, done.status_code) == (400, 303)
    with wren.site.living.house.database.read() as connection:
        wish = digests.wish_of(connection, wren.site.site.id, wren.moderator.id)
    assert wish == DigestWish(Often.DAILY, 22, 7)
    assert wren.moderator.email in wren.get("/mail", done="1").text


def test_looking_at_a_link_decides_nothing_and_its_button_does(busy: Busy, wren: AtDesk) -> None:
    link, browser = _link(wren, busy.held, Verdict.REJECT), wren.site.browser()

    shown = browser.get(link)
    assert shown.status_code == 200
    assert "Mayor Holm" in shown.text
    assert '<option value="defamation" selected>' in shown.text
    assert _status(wren, busy.held) is Status.HELD
    done = browser.post(link, data={"form": form_in(shown.text), "rule": "defamation"})

    assert done.status_code == 200
    assert "is rejected" in done.text
    assert _status(wren, busy.held) is Status.REJECTED
    assert browser.get(link).status_code == 410


def test_a_stale_link_shows_what_changed_and_offers_nothing(busy: Busy, wren: AtDesk) -> None:
    link, browser = _link(wren, busy.held, Verdict.PUBLISH), wren.site.browser()
    form = form_in(browser.get(link).text)
    review = Review(busy.held, Verdict.REJECT, f"moderator:{wren.moderator.id}", rule="defamation")
    review_comment(wren.site.living.house, wren.site.site, review)

    shown, sent = browser.get(link), browser.post(link, data={"form": form})

    assert shown.status_code == sent.status_code == 409
    for page in (shown.text, sent.text):
        assert f"reject, by {wren.moderator.name}" in page
        assert "<button" not in page
    assert _status(wren, busy.held) is Status.REJECTED


def test_a_link_that_was_changed_decides_nothing(busy: Busy, wren: AtDesk) -> None:
    link = _link(wren, busy.held, Verdict.PUBLISH)

    assert wren.site.browser().get(f"{link[:-4]}AAAA").status_code == 410
