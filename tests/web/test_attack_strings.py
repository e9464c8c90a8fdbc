"""Strings that try to run a script are words like any others, on every page and in every feed."""

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.living import Living

ATTACKS = [
    "<script>window.__xss=1</script>",
    "<img src=x onerror=window.__xss=1>",
    "<svg/onload=window.__xss=1>",
    "</title><script>window.__xss=1</script>",
    "\"><iframe srcdoc='<script>window.__xss=1</script>'>",
    "[look](javascript:window.__xss=1)",
    "[look](JaVa&#83;cript:window.__xss=1)",
    "<a href=data:text/html,<script>window.__xss=1</script>>look</a>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.__xss=1</x:script>",
    "' onfocus='window.__xss=1' autofocus='",
]


class _Page(HTMLParser):
    """Collects what could run: scripts that are not ours, handlers, odd addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        named = dict(attributes)
        if tag in {"iframe", "object", "embed", "svg", "img", "base"}:
            self.dangers.append(tag)
        if tag == "script" and named.get("type") != "application/ld+json" and not named.get("src"):
            self.dangers.append("script")
        for name, value in attributes:
            address = (value or "").strip().lower()
            if name.startswith("on") or name in {"srcdoc", "autofocus", "style"}:
                self.dangers.append(f"{tag} {name}")
            if tag != "link" and address.startswith(("javascript:", "data:", "vbscript:")):
                self.dangers.append(f"{tag} {name}={address}")


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_string_that_attacks_is_shown_and_never_run(living: Living, attack: str) -> None:
    site = living.a_site(policy="hobby-blog")
    story = {"id": "attacked", "url": f"{site.origin}/attacked.html", "title": attack}
    with site.client() as client:
        posted = client.post(
            f"/api/v1/sites/{site.name}/comments",
            json=site.a_comment(f"Plain words. {attack}", story=story, name="Perran Tully"),
            headers={"Idempotency-Key": "attack"},
        )
        assert posted.status_code == 201, posted.text
        thread: dict[str, Any] = client.get(
            f"/api/v1/sites/{site.name}/thread", params={"id": "attacked", "url": story["url"]}
        ).json()
        documents = [comment["html"] for comment in thread["comments"]]
        page = client.get(thread["thread"]["page_url"], headers={"Accept": "text/html"})

    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert len(documents) == 1
    for document in (page.text, *documents):
        read = _Page()
        read.feed(document)
        assert read.dangers == []
