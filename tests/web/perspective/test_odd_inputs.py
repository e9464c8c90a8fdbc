"""A thousand odd inputs: each gets the documented error or a score, and none a defect of ours."""

import json
import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.perspective.asking import ANALYZE, SIX, SUGGEST, Program, kind_of

COUNT = 1_000
KINDS = {
    "COMMENT_EMPTY",
    "COMMENT_TOO_LONG",
    "NO_REQUESTED_ATTRIBUTES",
    "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
    "LANGUAGE_DETECTION_FAILED",
    "INVALID_REQUEST",
}
ALPHABETS = (
    "abcdefghij ",
    "аеорсухіјѕ abc ",
    "αβγδε ",
    "漢字かなカナ ",
    "한국어 ",
    "שלום عربى ",
    "กขฃคฅ ",
    "😀😡👍🏽🏳️‍🌈🇫🇷 ",
    "\u202e\u200b\u200d\ufeff\u0301\u0338a",
    "\x00\x01\x1b\x7f\t\r\n a",
    "f*@$!1#%&^_-.,;:'\"<>/\\ ",
    "𝓌𝑒𝓁𝓁 𝔞𝔟𝔠 ａｂｃ ①②③ ",
    "\ue000\uffff\U0010ffff\U000e0041 a",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1.5,
    1e308,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    {"": None},
    "\x00",
    "😀",
)
FIELDS = (
    "comment",
    "context",
    "requestedAttributes",
    "languages",
    "doNotStore",
    "clientToken",
    "sessionId",
    "communityId",
    "spanAnnotations",
    "dropUnsupportedAttributes",
    "attributeScores",
    "unheardOf",
    "",
)


def bodies() -> Iterator[bytes]:
    """Yield odd bodies, the same ones every time."""
    random_of = random.Random(20_481)
    wanted = {name: {} for name in SIX}
    for number in range(COUNT):
        text = _text(random_of)
        body: dict[str, Any] = {"comment": {"text": text}, "requestedAttributes": wanted}
        body["spanAnnotations"] = number % 2 == 0
        if number % 4 == 0:
            body["languages"] = ["en"]
        if number % 5 == 1:
            body[random_of.choice(FIELDS)] = random_of.choice(VALUES)
        if number % 5 == 2:
            body["comment"] = {random_of.choice(("text", "type", "x")): random_of.choice(VALUES)}
        if number % 5 == 3:
            body["requestedAttributes"] = {random_of.choice((*SIX, "", "X", "😀")): random_of.choice(VALUES)}
        sent = json.dumps(body, ensure_ascii=number % 3 == 0).encode()
        yield _spoilt(sent, random_of) if number % 7 == 0 else sent


def _text(random_of: random.Random) -> str:
    alphabets = random_of.sample(ALPHABETS, random_of.choice((1, 1, 2, 3)))
    length = random_of.choice((0, 1, 2, 10, 50, 200, 1_000))
    return "".join(random_of.choice("".join(alphabets)) for _ in range(length))


def _spoilt(sent: bytes, random_of: random.Random) -> bytes:
    """Return a body with bytes that are no UTF-8, a lone surrogate, a hole, or an endless nesting."""
    place = random_of.randrange(len(sent))
    damage = random_of.choice((b"\xff", b"\xc3", b"\\ud800", b"", b"[" * 5_000, b"\x00"))
    return sent[:place] + damage + sent[place + 1 :]


def longest() -> Iterator[str]:
    """Yield texts around the limit, in one to four bytes a letter."""
    for letter in ("x", " x", "é", "字", "😀", "\u202e", "fuc", "http://a.b "):
        fitting = 20_480 // len(letter.encode())
        yield letter * fitting
        yield letter * (fitting + 1)


@pytest.mark.parametrize("path", [ANALYZE, SUGGEST])
def test_every_odd_input_is_scored_or_refused_in_the_documented_way(program: Program, path: str) -> None:
    scored = 0
    with httpx.Client(base_url=program.base_url, params={"key": program.key}, timeout=60) as client:
        for body in bodies():
            answer = client.post(path, content=body)
            if answer.status_code == 200:
                scored += 1
            else:
                assert (answer.status_code, kind_of(answer) in KINDS) == (400, True), (body, answer.text)

    assert path == SUGGEST or 100 < scored < COUNT


@pytest.mark.parametrize("text", list(longest()), ids=lambda text: f"{text[:2]!r}-{len(text.encode())}")
def test_texts_around_the_limit_are_scored_or_too_long(program: Program, text: str) -> None:
    answer = program.ask(text, *SIX, languages=["en"], spanAnnotations=True)

    if len(text.encode()) > 20_480:
        assert kind_of(answer) == "COMMENT_TOO_LONG"
    else:
        assert answer.status_code == 200
        ends = [span["end"] for span in answer.json()["attributeScores"]["TOXICITY"]["spanScores"]]
        assert max(ends) <= len(text.encode("utf-16-le")) // 2
