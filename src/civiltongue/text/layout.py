"""Pieces laid out twice at once: as HTML for the page, and as the text that readers see in it."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import nh3

from civiltongue.domain.evidence import Link, Span
from civiltongue.domain.thread import Rendered
from civiltongue.text.pieces import Break, Close, Open, Piece, Run

BLOCK_TAGS = frozenset({"p", "blockquote", "ul", "ol", "li", "pre"})
INLINE_TAGS = frozenset({"em", "strong", "code", "a"})
DEPTH = 8
"""How deep blocks nest; what is deeper keeps its text alone."""

_BARE_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TARGET = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f<>\"\\]+", re.IGNORECASE)
# White space that is folded, or not seen where nothing follows: all but one space between words.
_GAP = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]|\A | \Z")
_NO_ELEMENT = ""
_LINK_WASH = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, link_rel=None)


def lay_out(pieces: Iterable[Piece], *, length: int) -> Rendered:
    """Return HTML and visible text of the well-nested pieces of a source of this length.

    White space is folded as browsers fold it. Blocks are parted by an empty line, list items
    and line breaks by a newline. Bare addresses become links; links that lead neither to
    http, https nor mailto stay text.
    """
    layout = _Layout()
    for piece in _with_bare_links(_joined(pieces)):
        match piece:
            case Open(tag) if tag in BLOCK_TAGS:
                layout.open_block(tag)
            case Open(tag, target):
                layout.open_inline(tag, target)
            case Close(tag) if tag in BLOCK_TAGS:
                layout.close_block(tag)
            case Close():
                layout.close_inline()
            case Break(offset):
                layout.breaks.append(offset)
            case Run(text, offsets):
                layout.write(text, offsets)
    return layout.finish(length)


def safe_target(target: str) -> str:
    """Return where a link may lead, or an empty string."""
    target = target.strip()
    if not _TARGET.fullmatch(target):
        return ""
    # The sanitiser reads addresses as browsers do and has the last word anyway: ask it first,
    # so that the page and the record agree on what is a link.
    washed = _LINK_WASH.clean(f'<a href="{html.escape(target)}">')
    return target if " href=" in washed else ""


@dataclass(slots=True)
class _Layout:
    """Keep the HTML, the visible text and the source offsets in step.

    Paragraphs, inline elements, breaks and spaces are written when text follows them, so that
    none is empty and none trails.
    """

    html: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    inside: Counter[str] = field(default_factory=Counter)
    blocks: list[str] = field(default_factory=list)
    inlines: list[tuple[str, str]] = field(default_factory=list)
    written: int = 0
    link_start: int = 0
    begun: bool = False
    paragraph: bool = False
    paragraph_asked: bool = False
    newlines: int = 0
    breaks: list[int] = field(default_factory=list)
    space: int | None = None

    def open_block(self, tag: str) -> None:
        self._end_text()
        self._part(tag)
        if tag == "p":
            self.paragraph_asked = True
            return
        self.inside[tag] += 1
        self.blocks.append(tag if len(self.blocks) < DEPTH else _NO_ELEMENT)
        self._write_tag(self.blocks[-1])

    def close_block(self, tag: str) -> None:
        self._end_text()
        if tag != "p" and self.blocks:
            self.inside[tag] -= 1
            self._write_tag(self.blocks.pop(), closing=True)
        self._part(tag)

    def open_inline(self, tag: str, target: str) -> None:
        target = safe_target(target)
        allowed = (target or tag != "a") and not self.inside[tag]
        self.inside[tag] += bool(allowed)
        self.inlines.append((tag, target) if allowed else (_NO_ELEMENT, ""))

    def close_inline(self) -> None:
        if self.written == len(self.inlines):
            self._close_last()
        if self.inlines:
            tag, _ = self.inlines.pop()
            self.inside[tag] -= 1

    def write(self, text: str, offsets: Sequence[int]) -> None:
        if self.inside["pre"]:
            text = text.replace("\r", " ").removesuffix("\n")
            self._write_solid(text, offsets)
            return
        end = 0
        for gap in _GAP.finditer(text):
            self._write_solid(text[end : gap.start()], offsets[end : gap.start()])
            self.space = offsets[gap.start()]
            end = gap.end()
        self._write_solid(text[end:], offsets[end:])

    def finish(self, length: int) -> Rendered:
        self._end_text()
        while self.blocks:
            self._write_tag(self.blocks.pop(), closing=True)
        return Rendered(
            html="".join(self.html),
            visible="".join(self.visible),
            links=tuple(self.links),
            source_offsets=(*self.offsets, length),
        )

    def _write_solid(self, text: str, offsets: Sequence[int]) -> None:
        if not text:
            return
        self._begin(offsets[0])
        self._show(text, offsets[: len(text)])

    def _begin(self, offset: int) -> None:
        if not self.begun:
            self._begin_container(offset)
        elif self.breaks:
            for broken in self.breaks:
                self.html.append("<br>")
                self._see("\n", (broken,))
        elif self.space is not None:
            self._show(" ", (self.space,))
        self.breaks.clear()
        self.space = None
        for tag, target in self.inlines[self.written :]:
            self._write_tag(tag, target=target)
            if tag == "a":
                self.link_start = len(self.offsets)
        self.written = len(self.inlines)

    def _begin_container(self, offset: int) -> None:
        if self.offsets:
            self._see("\n" * self.newlines, (offset,) * self.newlines)
        self.newlines = 0
        innermost = self.blocks[-1] if self.blocks else ""
        self.paragraph = innermost != "pre" and (self.paragraph_asked or innermost != "li")
        if self.paragraph:
            self.html.append("<p>")
        self.begun = True

    def _end_text(self) -> None:
        while self.written:
            self._close_last()
        if self.paragraph:
            self.html.append("</p>")
        self.begun = self.paragraph = self.paragraph_asked = False
        self.breaks.clear()
        self.space = None

    def _close_last(self) -> None:
        if not self.written:
            return
        self.written -= 1
        tag, target = self.inlines[self.written]
        self._write_tag(tag, closing=True)
        if tag == "a":
            self.links.append(Link(target, Span(self.link_start, len(self.offsets))))

    def _part(self, tag: str) -> None:
        self.newlines = max(self.newlines, 1 if tag == "li" or self.inside["li"] else 2)

    def _write_tag(self, tag: str, *, target: str = "", closing: bool = False) -> None:
        if not tag:
            return
        if closing:
            self.html.append("</code></pre>" if tag == "pre" else f"</{tag}>")
        elif tag == "a":
            self.html.append(f'<a href="{html.escape(target)}">')
        else:
            self.html.append("<pre><code>" if tag == "pre" else f"<{tag}>")

    def _show(self, text: str, offsets: Sequence[int]) -> None:
        self.html.append(html.escape(text, quote=False))
        self._see(text, offsets)

    def _see(self, text: str, offsets: Sequence[int]) -> None:
        self.visible.append(text)
        self.offsets.extend(offsets)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    runs: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Run):
            runs.append(piece)
            continue
        yield from _one_run(runs)
        runs.clear()
        yield piece
    yield from _one_run(runs)


def _one_run(runs: list[Run]) -> Iterator[Run]:
    if len(runs) < 2:
        yield from runs
        return
    yield Run("".join(run.text for run in runs), [offset for run in runs for offset in run.offsets])


def _with_bare_links(pieces: Iterable[Piece]) -> Iterator[Piece]:
    exempt = 0
    for piece in pieces:
        if isinstance(piece, Open | Close) and piece.tag in {"a", "code", "pre"}:
            exempt += 1 if isinstance(piece, Open) else -1
        if isinstance(piece, Run) and not exempt:
            yield from _split_at_links(piece)
        else:
            yield piece


def _split_at_links(run: Run) -> Iterator[Piece]:
    end = 0
    for match in _BARE_LINK.finditer(run.text):
        target = _without_the_sentence(match[0])
        stop = match.start() + len(target)
        yield Run(run.text[end : match.start()], run.offsets[end : match.start()])
        yield from (Open("a", target), Run(target, run.offsets[match.start() : stop]), Close("a"))
        end = stop
    yield Run(run.text[end:], run.offsets[end:])


def _without_the_sentence(address: str) -> str:
    """Drop the punctuation that belongs to the sentence, and brackets that opened before the address."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in ".,:;!?'*_~" or (address[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= address[end] == ")"
    return address[:end]
