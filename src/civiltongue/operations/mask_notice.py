"""Mask in a notice's words who gave it and how they are reached, before somebody else reads them."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from civiltongue.detectors import observe
from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.domain.evidence import Span, Submission
from civiltongue.domain.notice import Notice
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.mask_comment import MASK

_TOKENS = (
    # Mail addresses and handles, web addresses, and numbers long enough to ring somebody or to be theirs.
    re.compile(r"(?<!\S)\S*@\S*"),
    re.compile(r"(?<!\S)\S*(?:://|www\.)\S*", re.IGNORECASE),
    re.compile(r"(?<![\w.-])\w[\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:/\S*)?(?!\w)"),
    re.compile(r"\d(?:[ \u00a0().\-/]{0,3}\d){4,}"),
)
_LEAST = 3
"""How many letters a part of a name has that is masked by itself: "de" and "van" stay."""

_LONGER = 5
"""From how many letters on a part of a name is masked within other words too."""


def masked_words(notice: Notice, judge: Judge) -> str:
    """Return a notice's words without its giver's name and without anything by which somebody is reached.

    Everything that the house knows as a private fact goes, whoever's it is. Empty where the detector of
    these failed: then nobody has looked.
    """
    text = notice.text
    looking = [detector for detector in judge.detectors if detector.name == PrivateFacts.name]
    observation = observe(Submission(text), looking)
    if observation.failures or not looking:
        return ""
    spans = [span for signal in observation.signals for span in signal.spans]
    spans += [Span(*found.span()) for pattern in _TOKENS for found in pattern.finditer(text)]
    return _cut(text, [*spans, *_named(notice)])


def _named(notice: Notice) -> Iterator[Span]:
    """Yield where the giver's name stands, or a part of it, or how their mailbox is called."""
    words = re.findall(r"\w+", notice.name)
    parts = {word for word in words if len(word) >= _LEAST or not word.isascii()}
    mailbox = notice.email.partition("@")[0]
    if len(mailbox) > _LEAST:
        parts.add(mailbox)
    whole = r"\W+".join(map(re.escape, words))
    for pattern in filter(None, [whole, *map(_pattern, parts)]):
        for match in re.finditer(pattern, notice.text, re.IGNORECASE):
            yield Span(*match.span())


def _pattern(part: str) -> str:
    """Return how a part of a name is found: a longer one in any word that holds it, as handles do.

    Scripts that put no space between words have no edge of a word to look for.
    """
    found = re.escape(part)
    if not part.isascii():
        return found
    return rf"\w*{found}\w*" if len(part) >= _LONGER else rf"\b{found}\b"


def _cut(text: str, spans: Iterable[Span]) -> str:
    """Return a text with one mask for all spans that touch each other."""
    ordered = sorted(spans)
    ends = accumulate((span.end for span in ordered), max)
    kept: list[str] = []
    at = 0
    for span, end in zip(ordered, ends, strict=True):
        if span.start > at or not kept:
            kept += [text[at : span.start], MASK]
        at = max(at, end)
    return "".join([*kept, text[at:]])
