"""Markdown, read into pieces: the subset that comments may use."""

import re
from collections.abc import Iterator
from typing import Any

import pyromark

from civiltongue.text.pieces import Break, Close, Open, Piece, Run, follow

_SIMPLE_TAGS = {"Paragraph": "p", "HtmlBlock": "p", "Emphasis": "em", "Strong": "strong", "Item": "li"}
_DATA_TAGS = {"Heading": "p", "BlockQuote": "blockquote", "CodeBlock": "pre"}
_MARKER = re.compile(r"[0-9]{1,9}[.)]")


def read_markdown(source: str) -> Iterator[Piece]:
    """Yield the pieces of a Markdown source.

    Headings become paragraphs, images links, and HTML is shown as it was typed. A line break
    is kept. A numbered list that does not begin with 1 stays text, so that no number is lost:
    "1985. What a year."
    """
    return _Reader(source).read()


class _Reader:
    """Turn pyromark's events into pieces; its ranges are UTF-8 bytes, ours are code points."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._points = None if source.isascii() else _points(source)
        self._lists: list[str] = []
        self._numbered = False

    def read(self) -> Iterator[Piece]:
        for event, extent in pyromark.events_with_range(self._source):
            start, end = self._point(extent["start"]), self._point(extent["end"])
            if isinstance(event, str):
                yield Break(start) if event != "Rule" else Close("p")
                continue
            [(name, value)] = event.items()
            if name == "Start":
                yield from self._start(value, start)
            elif name == "End":
                yield from self._end(value)
            elif name == "Code":
                yield Open("code")
                yield self._run(str(value), start, end)
                yield Close("code")
            else:
                yield self._run(str(value), start, end)

    def _start(self, value: Any, start: int) -> Iterator[Piece]:
        after_number, self._numbered = self._numbered, False
        if value == "Paragraph" and after_number:
            return
        if value == "Item" and self._lists[-1] == "p":
            yield Open("p")
            marker = _MARKER.match(self._source, start)
            if marker:
                self._numbered = True
                yield Run(marker[0] + " ", [*range(start, marker.end()), marker.end() - 1])
        elif isinstance(value, str):
            yield Open(_SIMPLE_TAGS[value])
        else:
            [(name, data)] = value.items()
            if name == "List":
                self._lists.append("ul" if data is None else "ol" if data == 1 else "p")
                yield Open(self._lists[-1])
            elif name in {"Link", "Image"}:
                mail = "mailto:" if data["link_type"] == "Email" else ""
                yield Open("a", mail + data["dest_url"])
            else:
                yield Open(_DATA_TAGS[name])

    def _end(self, value: Any) -> Iterator[Piece]:
        name = value if isinstance(value, str) else next(iter(value))
        if name == "List":
            yield Close(self._lists.pop())
        elif name == "Item" and self._lists[-1] == "p":
            yield Close("p")
        elif name in {"Link", "Image"}:
            yield Close("a")
        else:
            yield Close(_SIMPLE_TAGS.get(name) or _DATA_TAGS[name])

    def _run(self, text: str, start: int, end: int) -> Run:
        if end - start == len(text) and self._source.startswith(text, start):
            return Run(text, range(start, end))
        if self._source.startswith("&", start):
            return Run(text, [start] * len(text))
        return Run(text, follow(text, self._source, start=start, end=end))

    def _point(self, byte: int) -> int:
        return byte if self._points is None else self._points[byte]


def _points(source: str) -> list[int]:
    points = []
    for index, sign in enumerate(source):
        code = ord(sign)
        width = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        points.extend([index] * width)
    points.append(len(source))
    return points
