"""A suspended author reads why, appeals, and is back; on pages that work without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.review_comment import Review, review_comment
from tests.browser.embed import link_in_mail
from tests.browser.looks import look_at
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
FIRST = "The lamps on the quay went out again before the last boat was in."
SECOND = "A second survey of the old bridge would cost more than the repair itself."
WHY = "It was about the survey, and about no person."


def test_a_suspended_author_appeals_and_is_back(newspaper: Newspaper, a_reader: Readers) -> None:
    first, second = _rejected(newspaper)
    page = a_reader(newspaper, java_script_enabled=False).context.new_page()
    _sign_in(newspaper, page, f"/comments/{second}/mine")

    expect(page.get_by_text("Not published", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Why do you think").fill(WHY)
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Waiting for somebody who has not decided before")).to_be_visible()
    page.get_by_role("link", name="Where you stand").click()
    expect(page.get_by_text("Your strikes weigh 4 now.")).to_be_visible()
    expect(page.get_by_text("until", exact=False).first).to_be_visible()

    _overturn(newspaper)

    page.reload()
    expect(page.get_by_text("Your strikes weigh 3 now.")).to_be_visible()
    expect(page.get_by_text("lifted")).to_be_visible()
    page.goto(f"{newspaper.server}/comments/{second}/mine")
    expect(page.get_by_text("You were right, and the decision was undone")).to_be_visible()
    assert first != second


def test_the_pages_of_an_appeal_are_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    _, second = _rejected(newspaper)
    page = a_reader(newspaper).context.new_page()
    _sign_in(newspaper, page, f"/comments/{second}/mine")
    look_at(page)
    page.get_by_role("textbox", name="Why do you think").fill(WHY)
    page.get_by_role("button", name="Appeal").click()
    page.get_by_role("link", name="Where you stand").click()
    look_at(page)
    _overturn(newspaper)
    page.goto(f"{newspaper.server}/comments/{second}/mine")
    look_at(page)


def _rejected(newspaper: Newspaper) -> list[str]:
    """Let the author of two comments, which a moderator rejects, be suspended."""
    site = newspaper.site
    token = site.sign_in("Tobias Reed", _address(newspaper))
    rejected = []
    for text, rule in ((FIRST, "harassment"), (SECOND, "personal-attack")):
        with site.client(token) as client:
            answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text)).json()
        comment = answer["comment"]["id"]
        review = Review(comment, Verdict.REJECT, "moderator:first", rule=rule)
        review_comment(site.living.house, site.site, review)
        rejected.append(str(comment))
    return rejected


def _overturn(newspaper: Newspaper) -> None:
    house, site = newspaper.site.living.house, newspaper.site.site
    (waiting,) = read_open_appeals(house, site)
    answer = "The survey is what it is about."
    decide_appeal(
        house, site, AppealDecision(waiting.appeal.id, AppealState.OVERTURNED, answer, "moderator:second")
    )


def _sign_in(newspaper: Newspaper, page: Page, path: str) -> None:
    page.goto(f"{newspaper.server}{path}")
    page.get_by_label("E-mail address").fill(_address(newspaper))
    page.get_by_role("button", name="Mail me a link").click()
    # Before it came another link, a warning, and the news of the suspension.
    page.goto(link_in_mail(newspaper, _address(newspaper), number=4))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")


def _address(newspaper: Newspaper) -> str:
    return f"tobias.reed-{newspaper.site.name}@example.com"
