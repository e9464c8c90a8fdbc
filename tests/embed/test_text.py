"""What the embed does with text agrees with what the server does."""

import pytest

from civiltongue.domain.thread import Format
from civiltongue.text.visible import render
from civiltongue.text.words import count_words
from tests.embed.toolchain import evaluate

TEXTS = [
    "",
    "   \n\t",
    "… — !?",
    "___",
    "One two three.",
    "It isn't well-known.",
    "It isn’t l’été.",
    "3.14 and 1,000",
    "10:30",
    "www.council.example",
    "see:this and a.½",
    "§ 5 ½ №",
    "snake_case",
    "😀 hi 𝒳𝒴",
    "Привет, мир",
    "مرحبا بالعالم",
    "٣ ٤",
    "a\u0301.b",
    "word " * 401,
]
BY_DICTIONARY = ["ภาษาไทยเป็นภาษาที่สวยงาม" * 20, "我们今天去公园散步。" * 20, "今日は公園へ行きました。" * 20]
SOURCES = [
    "Plain words.",
    "Some *emphasis* and **more of it**, also in**side** a word.",
    "A [link with words](https://council.example/a/b?c=d) in it.",
    "`code` and ~~struck~~ words",
    "> quoted words\n\nand an answer",
    "- one\n- two\n- three",
]


def test_the_count_while_typing_is_the_count_that_is_judged() -> None:
    counted = evaluate("writing/count.ts", "(it, texts) => texts.map(it.countWords)", TEXTS)

    assert dict(zip(TEXTS, counted, strict=True)) == {text: count_words(text) for text in TEXTS}


def test_an_estimate_by_dictionary_is_near_the_count() -> None:
    counted = evaluate("writing/count.ts", "(it, texts) => texts.map(it.countWords)", BY_DICTIONARY)

    for text, count in zip(BY_DICTIONARY, counted, strict=True):
        assert count == pytest.approx(count_words(text), rel=0.03)


def test_markdown_is_counted_as_readers_see_it() -> None:
    counted = evaluate(
        "writing/count.ts", "(it, texts) => texts.map((s) => it.countWords(it.seen(s)))", SOURCES
    )

    expected = {source: count_words(render(source, format=Format.MARKDOWN).visible) for source in SOURCES}
    assert dict(zip(SOURCES, counted, strict=True)) == expected


def test_the_server_is_asked_where_dictionaries_part_words_and_nowhere_else() -> None:
    asked = evaluate("writing/count.ts", "(it, texts) => texts.map(it.isEstimate)", [*TEXTS, *BY_DICTIONARY])

    assert asked == [False] * len(TEXTS) + [True] * len(BY_DICTIONARY)


def test_spans_count_code_points_and_may_overlap() -> None:
    reasons = [{"spans": [{"start": 4, "end": 9}]}, {"spans": [{"start": 7, "end": 12}]}]
    text = "😀😀 a𝒳b 𝒴c d!"

    pieces = evaluate("writing/marks.ts", "(it, given) => it.pieces(...given)", [text, reasons])

    assert "".join(piece["text"] for piece in pieces) == text
    assert [(piece["text"], len(piece["reasons"])) for piece in pieces] == [
        (text[:4], 0),
        (text[4:7], 1),
        (text[7:9], 2),
        (text[9:12], 1),
    ] + ([(text[12:], 0)] if text[12:] else [])


@pytest.mark.parametrize("spans", [[], [{"start": 0, "end": 99}], [{"start": 2, "end": 2}]])
def test_pieces_always_make_up_the_text(spans: list[dict[str, int]]) -> None:
    pieces = evaluate("writing/marks.ts", "(it, given) => it.pieces(...given)", ["words", [{"spans": spans}]])

    assert "".join(piece["text"] for piece in pieces) == "words"
