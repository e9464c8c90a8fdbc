"""What readers write never runs: not in the embed, not on the server's pages, not in a feed."""

from collections.abc import Callable

import httpx
import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import expect

from tests.browser.crowd import say
from tests.browser.newspaper import Newspaper
from tests.browser.reader import Reader

Readers = Callable[..., Reader]
TRAP = "window.sprung=1,alert(1)"
SCRIPT = f"<script>{TRAP}</script>"
IMAGE = f'<img src=x onerror="{TRAP}">'
TEXTS = [
    f"The ferry was late again. {SCRIPT}",
    f"The ferry was late twice. {IMAGE}",
    f'The ferry was late thrice. <svg/onload="{TRAP}"><iframe srcdoc="{SCRIPT}"></iframe>',
    f"The ferry has [a timetable](javascript:{TRAP}) and [a map](<data:text/html,{SCRIPT}>).",
    f'The ferry has a shape: ![a boat](x"onerror="{TRAP}) and `{SCRIPT}` in its log.',
    f"</script></textarea></title><script>{TRAP}</script> So says the mate.",
]
NAME = f'Odd <b onclick="{TRAP}">Fellow</b>'
TITLE = f"Harbour {IMAGE} lamps </script>{SCRIPT}"


@pytest.fixture
def besieged(newspaper: Newspaper) -> Newspaper:
    """Give a newspaper under whose story all of it was said."""
    for number, text in enumerate(TEXTS):
        outcome = say(newspaper, f"{NAME}{'abcdef'[number]}", text, title=TITLE)
        assert outcome.word == "published", outcome.ruling
    return newspaper


def test_nothing_runs_in_the_embed_also_where_the_page_has_no_policy(
    besieged: Newspaper, a_reader: Readers
) -> None:
    besieged.changes["Content-Security-Policy"] = "X-No-Policy"
    embed = a_reader(besieged, name=f"<i>{IMAGE}</i>").open()
    embed.part("signed-in").wait_for()

    expect(embed.texts).to_have_count(len(TEXTS))
    for number in range(len(TEXTS)):
        embed.part("reply").nth(number).click()
    embed.part("text").get_by_text("a timetable").click()
    embed.field.first.fill(f"The mate has this to add: {SCRIPT} {IMAGE}")
    embed.part("post").first.click()

    expect(embed.texts).to_have_count(len(TEXTS) + 1)
    assert embed.page.evaluate("window.sprung") is None
    assert embed.page.url == besieged.url("harbour-lamps")
    inside = embed.page.locator("civil-tongue").evaluate(
        "element => [...element.shadowRoot.querySelectorAll('script, img, svg, iframe, [onclick]')].length"
    )
    assert inside == 0


def test_nothing_runs_on_the_servers_own_pages(besieged: Newspaper, a_reader: Readers) -> None:
    page = a_reader(besieged).visit(f"/sites/{besieged.site.name}/threads?story=harbour-lamps")

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("article .name").first).to_have_text(f"{NAME}a")
    expect(page.locator("article")).to_have_count(len(TEXTS))
    assert page.evaluate("window.sprung") is None
    assert page.locator("article").locator("script, img, svg, iframe, [onclick]").count() == 0
    assert page.locator("script").count() == page.locator("script[type='application/ld+json']").count() == 1
    page.goto(f"{besieged.server}/sites/{besieged.site.name}/write?id=x&title={SCRIPT}&url={IMAGE}")
    assert page.evaluate("window.sprung") is None


def test_feeds_carry_text_and_safe_html_alone(besieged: Newspaper) -> None:
    with httpx.Client(base_url=besieged.server, follow_redirects=True, timeout=30) as client:
        thread = client.get(f"/sites/{besieged.site.name}/threads", params={"story": "harbour-lamps"}).url
        atom = client.get(f"{thread}/feed.atom")
        items = client.get(f"{thread}/feed.json").json()["items"]

    feed = fromstring(atom.text)
    name = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{name}title") == TITLE
    contents = [entry.findtext(f"{name}content") for entry in feed.iter(f"{name}entry")]
    assert sorted(contents) == sorted(item["content_html"] for item in items)
    assert len(items) == len(TEXTS)
    for content in contents:
        assert not any(mark in content for mark in ("<script", "<img", "<svg", "<iframe", "javascript:"))
