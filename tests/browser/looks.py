"""What a page must be for everybody: accessible, and no wider than its screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_WIDER = """() => {
  const wide = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      const { right, left, width } = element.getBoundingClientRect();
      if (width && (right > innerWidth + 1 || left < -1) && !element.closest("[part~=unseen], .skip"))
        wide.push(element.outerHTML.slice(0, 120));
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways", ...wide] : wide;
}"""


def look_at(page: Page) -> None:
    """Check a page as it stands, on a phone and on a desk, in light and dark.

    In the dark only contrast is looked at again: nothing else can differ there.
    """
    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            where = f"{size['width']} px, {scheme}"
            found += [f"{where}: {problem}" for problem in _violations(page, rules)]
        found += [f"{size['width']} px wide: {element}" for element in page.evaluate(_WIDER)]
    assert not found, "\n".join(found)


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return what axe finds (https://github.com/dequelabs/axe-core), its best practices included."""
    results: Any = Axe().run(page, options={"resultTypes": ["violations"], **rules})
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
