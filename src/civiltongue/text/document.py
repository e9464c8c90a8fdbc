"""A publication's own texts, written in Markdown, as safe HTML with headings, lists and tables."""

import nh3
import pyromark

_TAGS = frozenset(
    [
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h2",
        "h3",
        "h4",
        "h5",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
_HEADINGS = tuple((f"h{level}", f"h{min(level + 1, 5)}") for level in (6, 5, 4, 3, 2, 1))


def render_document(source: str) -> str:
    """Return a text as safe HTML; its headings begin one level down, below the page's own."""
    html = pyromark.html(source, options=pyromark.Options.ENABLE_TABLES)
    for own, lower in _HEADINGS:
        html = html.replace(f"<{own}>", f"<{lower}>").replace(f"</{own}>", f"</{lower}>")
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
