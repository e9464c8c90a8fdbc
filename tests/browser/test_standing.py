"""A suspended author reads why, appeals, and is back; on pages that work without JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from civiltongue.domain.appeal import AppealState
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.end_letters import letters_link
from civiltongue.operations.read_appeals import read_open_appeals
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.storage import authors
from civiltongue.text.skeleton import name_key
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


def test_a_warned_author_reads_the_warning_and_posts_what_was_written(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    reader = a_reader(newspaper, name="Tobias Reed")
    reader.expects(403)
    embed = reader.open()
    site = newspaper.site
    with site.living.house.database.read() as connection:
        author = authors.named(connection, site.site.id, name_key("Tobias Reed"))
    assert author is not None
    warning = sanction_author(
        site.living.house,
        site.site,
        author.id,
        kind=SanctionKind.WARNING,
        reason="Mind rule 3.",
        by="operator",
    )
    embed.write(FIRST).post()
    failure = embed.part("composer").locator("[data-ct=failure]")
    expect(failure).to_contain_text("Read the warning and acknowledge it")
    expect(failure).to_contain_text(f"{newspaper.server}/sites/{site.name}/standing")
    expect(embed.field).to_have_value(FIRST)
    look_at(embed.page)

    own = a_reader(newspaper, java_script_enabled=False).context.new_page()
    _sign_in_with(newspaper, own, f"/sites/{site.name}/standing", _known_address(newspaper, author.id))
    expect(own.get_by_text("Mind rule 3.")).to_be_visible()
    own.get_by_role("button", name="I have read this").click()
    expect(own.get_by_text("You said that you have read this")).to_be_visible()

    embed.post()
    expect(embed.comment(FIRST)).to_be_visible()
    assert warning.unread


def test_the_page_with_a_warning_is_accessible(newspaper: Newspaper, a_reader: Readers) -> None:
    site, address = newspaper.site, _address(newspaper)
    token = site.sign_in("Tobias Reed", address)
    with site.client(token) as client:
        author = client.get("/api/v1/me", params={"site": site.name}).json()["author"]["id"]
    sanction_author(
        site.living.house, site.site, author, kind=SanctionKind.WARNING, reason="Mind rule 3.", by="operator"
    )
    page = a_reader(newspaper).context.new_page()
    _sign_in_with(newspaper, page, f"/sites/{site.name}/standing", address)
    expect(page.get_by_role("button", name="I have read this")).to_be_visible()
    look_at(page)


def test_the_pages_behind_the_links_in_letters_are_accessible(
    newspaper: Newspaper, a_reader: Readers
) -> None:
    _rejected(newspaper)
    living, site = newspaper.site.living, newspaper.site.site
    mail = living.mailbox.wait_for(_address(newspaper), holding="/appeal/")
    found = re.search(r"/appeal/\S+", mail.get_content())
    assert found is not None
    with living.house.database.read() as connection:
        author = authors.named(connection, site.id, name_key("Tobias Reed"))
    assert author is not None
    reader = a_reader(newspaper, java_script_enabled=False)
    page = reader.visit(found.group())

    page.get_by_role("textbox", name="Why do you think").fill(WHY)
    page.get_by_role("button", name="Appeal").click()
    expect(page.get_by_text("Waiting for somebody who has not decided before")).to_be_visible()

    looking = a_reader(newspaper)
    look_at(looking.visit(found.group()))
    end = letters_link(living.house, site.id, author.id).removeprefix(newspaper.server)
    letters = looking.visit(end)
    look_at(letters)
    letters.get_by_role("button", name="Send me no such letters").click()
    expect(letters.get_by_text("You get no such letters any more.")).to_be_visible()


def _rejected(newspaper: Newspaper) -> list[str]:
    """Let the author of two comments, which a moderator rejects, be suspended."""
    site = newspaper.site
    token = site.sign_in("Tobias Reed", _address(newspaper))
    written = []
    for text in (FIRST, SECOND):
        with site.client(token) as client:
            answer = client.post(f"/api/v1/sites/{site.name}/comments", json=site.a_comment(text)).json()
        written.append(str(answer["comment"]["id"]))
    for comment, rule in zip(written, ("harassment", "personal-attack"), strict=True):
        review = Review(comment, Verdict.REJECT, "moderator:first", rule=rule)
        review_comment(site.living.house, site.site, review)
    return written


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
    page.goto(link_in_mail(newspaper, _address(newspaper), number=2))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")


def _sign_in_with(newspaper: Newspaper, page: Page, path: str, address: str) -> None:
    page.goto(f"{newspaper.server}{path}")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Mail me a link").click()
    page.goto(link_in_mail(newspaper, address, number=2))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")


def _known_address(newspaper: Newspaper, author: str) -> str:
    house, site = newspaper.site.living.house, newspaper.site.site
    with house.database.read() as connection:
        found = authors.email(connection, site.id, author)
    assert found is not None
    return found


def _address(newspaper: Newspaper) -> str:
    return f"tobias.reed-{newspaper.site.name}@example.com"
