"""What readers see is what is judged, and nothing that could run reaches the page."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.domain.thread import Format
from civiltongue.errors import UnreadableText
from civiltongue.text.visible import check_text, render

ALLOWED = {"p", "em", "strong", "a", "blockquote", "ul", "ol", "li", "code", "pre", "br"}


def visible(source, kind=Format.MARKDOWN):
    return render(source, format=kind).visible


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("plain", "plain"),
        ("", ""),
        ("d**a**mn", "damn"),
        ("&#100;amn", "damn"),
        ("da[mn](https://x.example)", "damn"),
        ("d`am`n", "damn"),
        ("one\ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("# title\ntext", "title\n\ntext"),
        ("- a\n- b", "a\nb"),
        ("1. a\n2. b", "a\nb"),
        ("1985. What a year", "1985. What a year"),
        ("1985. a\n\n1986. b", "1985. a\n\n1986. b"),
        ("> said\n\nno", "said\n\nno"),
        ("```\nx  y\n```", "x  y"),
        ("a    b", "a b"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("![a cat](https://x.example/cat.png)", "a cat"),
        ("\\*not em\\*", "*not em*"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("***", ""),
        ("a\n***\nb", "a\n\nb"),
    ],
)
def test_markdown_shows_as_readers_see_it(source, seen):
    assert visible(source) == seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>One</p><p>two</p>", "One\n\ntwo"),
        ("<p>d<b>a</b>mn</p>", "damn"),
        ("a<div>b</div>c", "a\n\nb\n\nc"),
        ("a<br>b<br/>", "a\nb"),
        ("  a \n b ", "a b"),
        ("caf&eacute; &#100;", "café d"),
        ("a<script>alert(1)</script>b", "ab"),
        ("a<!-- hidden -->b", "ab"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("a < b & c", "a < b & c"),
        ("<pre>a\n b\n</pre>", "a\n b"),
    ],
)
def test_imported_html_shows_as_a_browser_shows_it(source, seen):
    assert visible(source, Format.HTML) == seen


def test_links_are_kept_apart_with_the_words_that_carry_them():
    rendered = render("See [the *minutes*](https://council.example/a_b) now", format=Format.MARKDOWN)

    [link] = rendered.links
    assert link.target == "https://council.example/a_b"
    assert rendered.visible[link.span.start : link.span.end] == "the minutes"
    assert 'rel="ugc nofollow noopener"' in rendered.html


def test_a_bare_address_becomes_a_link_without_the_sentence_around_it():
    rendered = render("(see https://council.example/a_b_(c)).", format=Format.MARKDOWN)

    assert [link.target for link in rendered.links] == ["https://council.example/a_b_(c)"]


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//x.example", "/local",
     "java\tscript:alert(1)", "&#106;avascript:alert(1)", "http:", "https://", "ftp://x.example", "http://x:y"],
)  # fmt: skip
@pytest.mark.parametrize("kind", list(Format))
def test_a_link_leads_to_the_web_or_to_mail_or_nowhere(target, kind):
    source = f"[x](<{target}>)" if kind is Format.MARKDOWN else f'<a href="{target}">x</a>'

    rendered = render(source, format=kind)

    assert rendered.links == ()
    assert "href" not in rendered.html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        '[x](https://x.example"onmouseover="alert(1))',
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
        "<p style='position:fixed'>x</p>",
        "`<img src=x onerror=alert(1)>`",
        '![x](https://x.example/"onerror="alert(1))',
    ],
)
@pytest.mark.parametrize("kind", list(Format))
def test_nothing_that_runs_passes(source, kind):
    assert_harmless(render(source, format=kind).html)


SIGNS = list("*_`[]()<>#-+!&;\\\n \t\r:/.\"'=é😀\u200b\u202e")
WORDS = [
    "http://x.example/",
    "javascript:",
    "<b>",
    "</b>",
    "<a href=",
    "<script>",
    "&lt;",
    "&#60;",
    "onerror=",
    "1. ",
    "7) ",
]
MARKS = st.sampled_from(SIGNS + WORDS)
SOURCES = st.one_of(st.text(), st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=40).map("".join))
READABLE = SOURCES.filter(lambda text: "\x00" not in text)


@given(READABLE, st.sampled_from(Format))
def test_the_page_shows_the_very_text_that_is_judged(source, kind):
    rendered = render(source, format=kind)

    assert text_of(rendered.html) == re.sub(r"\n", "", rendered.visible)
    assert_harmless(rendered.html)


@given(READABLE, st.sampled_from(Format))
def test_every_code_point_has_its_place_in_the_source(source, kind):
    rendered = render(source, format=kind)

    assert len(rendered.source_offsets) == len(rendered.visible) + 1
    assert rendered.source_offsets[-1] == len(source)
    assert all(0 <= offset <= len(source) for offset in rendered.source_offsets)
    for link in rendered.links:
        assert link.span.end <= len(rendered.visible)
    assert len(rendered.links) == rendered.html.count("<a href=")


def test_offsets_lead_back_to_the_words_in_the_source():
    source = "é d**a**mn &#120;😀 [y](https://x.example)"

    rendered = render(source, format=Format.MARKDOWN)

    places = {sign: rendered.source_offsets[rendered.visible.index(sign)] for sign in "damnx😀y"}
    assert {sign: source[place] for sign, place in places.items()} == {
        **{sign: sign for sign in "damn😀y"},
        "x": "&",
    }


@pytest.mark.parametrize(
    ("text", "position"), [("ab\x00c", 2), ("\ud800", 0), ("x\udfff", 1)], ids=["NUL", "high", "low"]
)
def test_text_that_cannot_be_stored_is_refused_with_its_place(text, position):
    with pytest.raises(UnreadableText, match=f"position {position}"):
        check_text(text)


@pytest.mark.parametrize(
    "source",
    ["> " * 30_000, "- " * 30_000, "*" * 60_000, "[a](" * 15_000, "a\n" * 30_000, "a" + "\u0301" * 60_000,
     "![[]()" * 10_000, "&#" * 30_000, "<a " * 20_000, "<b>" * 20_000, "https://x.example/ " * 3_000],
)  # fmt: skip
@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.timeout(10)
def test_sources_made_to_be_slow_are_not(source, kind):
    assert_harmless(render(source, format=kind).html)


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(rendered):
    tags = _Tags()
    tags.feed(rendered)
    tags.close()
    for tag, attributes in tags.found:
        assert tag in ALLOWED
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        if tag == "a":
            assert re.match(r"https?://|mailto:", attributes["href"], re.IGNORECASE)
            assert attributes["rel"] == "ugc nofollow noopener"


def text_of(rendered):
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).replace("\n", "")
