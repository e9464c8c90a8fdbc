"""Records are read strictly, and what is wrong is named."""

import pytest

from civiltongue.domain.evidence import Link, Signature, Span, StoryFacts
from civiltongue.errors import BadInput, TextTooLarge, UnreadableText
from civiltongue.policyfile.record import find_links, read_record


def test_a_full_record_becomes_a_submission():
    record = read_record(
        {
            "id": "c1",
            "text": "Hello, see https://a.example.",
            "author": {"name": "Ada", "verified": False},
            "story": {"title": "A bridge", "author": "Bo", "people": ["Cy"]},
            "staff": ["Di"],
            "known_authors": ["Ed", "Flo"],
        }
    )

    assert record.id == "c1"
    assert record.submission.text == "Hello, see https://a.example."
    assert record.submission.links == (Link("https://a.example", Span(11, 28)),)
    assert record.submission.signature == Signature("Ada", verified=False)
    assert record.submission.story == StoryFacts("A bridge", "Bo", ("Cy",))
    assert (record.submission.staff, record.submission.known_authors) == (("Di",), ("Ed", "Flo"))


@pytest.mark.parametrize("nothing", [{}, {"author": None, "story": None, "staff": None, "id": None}])
def test_what_is_absent_or_null_is_unknown(nothing):
    record = read_record({"text": "Hello.", **nothing})

    assert record.id is None
    assert record.submission.signature is None
    assert record.submission.story is None


def test_an_author_without_a_name_is_unknown_and_one_with_an_empty_name_is_unsigned():
    assert read_record({"text": "x", "author": {"verified": True}}).submission.signature is None
    assert read_record({"text": "x", "author": {"name": ""}}).submission.signature == Signature("")


@pytest.mark.parametrize(
    ("record", "where", "code"),
    [
        ([], "record", "bad-input"),
        ("x", "record", "bad-input"),
        (None, "record", "bad-input"),
        ({}, "text", "bad-input"),
        ({"text": None}, "text", "bad-input"),
        ({"text": 3}, "text", "bad-input"),
        ({"text": "x", "id": []}, "id", "bad-input"),
        ({"text": "x", "id": True}, "id", "bad-input"),
        ({"text": "x", "txet": "y"}, "txet", "bad-input"),
        ({"text": "x", 3: "y"}, "3", "bad-input"),
        ({"text": "x", "author": "Ada"}, "author", "bad-input"),
        ({"text": "x", "author": {"name": 3}}, "author.name", "bad-input"),
        ({"text": "x", "author": {"nmae": "y"}}, "author.nmae", "bad-input"),
        ({"text": "x", "author": {"name": "Ada", "verified": "yes"}}, "author.verified", "bad-input"),
        ({"text": "x", "story": {"people": "Cy"}}, "story.people", "bad-input"),
        ({"text": "x", "story": {"people": [3]}}, "story.people[0]", "bad-input"),
        ({"text": "x", "story": {"title": 3}}, "story.title", "bad-input"),
        ({"text": "x", "staff": ["a", None]}, "staff[1]", "bad-input"),
        ({"text": "a\0b"}, "text", "unreadable-text"),
        ({"text": "a\ud800b"}, "text", "unreadable-text"),
        ({"text": "x", "author": {"name": "\udfff"}}, "author.name", "unreadable-text"),
        ({"text": "x", "known_authors": ["\0"]}, "known_authors[0]", "unreadable-text"),
        ({"text": "x" * 1_000_000}, "text", "text-too-large"),
        ({"text": "中" * 22_000}, "text", "text-too-large"),
    ],
)
def test_a_wrong_record_is_refused_and_the_field_is_named(record, where, code):
    with pytest.raises(BadInput) as caught:
        read_record(record)

    assert caught.value.where == where
    assert caught.value.code == code


def test_an_unknown_field_comes_with_the_one_that_was_meant():
    with pytest.raises(BadInput) as caught:
        read_record({"text": "x", "autor": {}})

    assert caught.value.hint == 'Did you mean "author"?'


def test_right_to_left_overrides_and_combining_marks_are_text():
    assert read_record({"text": "\u202eabc" + "e\u0301" * 5000}).submission.text.startswith("\u202e")


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("no links here, not even a.b or c@d.example", []),
        (
            "(see https://a.example/b_(c)), and www.d.example!",
            ["https://a.example/b_(c)", "https://www.d.example"],
        ),
        ("HTTP://A.example?x=1&y=2#z.", ["HTTP://A.example?x=1&y=2#z"]),
        ("<https://a.example>", ["https://a.example"]),
    ],
)
def test_web_addresses_in_plain_text_are_links(text, targets):
    links = list(find_links(text))

    assert [link.target for link in links] == targets
    assert all(text[link.span.start : link.span.end] in link.target for link in links)


def test_errors_have_their_own_classes():
    with pytest.raises(TextTooLarge):
        read_record({"text": "x" * 70_000})
    with pytest.raises(UnreadableText):
        read_record({"text": "\0"})
