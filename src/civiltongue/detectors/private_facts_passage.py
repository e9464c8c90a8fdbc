"""What stands around a place in a text, and what the words there call a number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from civiltongue.text.patterns import Match, Pattern, any_of
from civiltongue.text.word_lists import word_lists

_CUES = word_lists(__package__, "private_facts_cues.txt")
_KINDS = ("phone", "identity", "account", "card", "plate", "computer", "reference")
_B = r"(?:^|[^\pL\pN])"
# No end of the word stands in these, so that the next may begin there; it is looked at afterwards.
_NAMES = Pattern(
    _B
    + any_of(f"(?P<{kind}>{any_of(_CUES[kind])}(?:'s)?)" for kind in _KINDS)
    + r"(?:[ -](?:numbers?|no|nr|nummer|numero|número|numéro|numer|n°|id|codes?))?",
    longest=True,
)
_SENTENCE_END = Pattern(r"[.!?…]['\")]* +[\p{Lu}\d+(]|\n", any_case=False)
_ABBREVIATED = Pattern(
    r"(?:^|[^\pL])(?:\pL|no|nr|tel|dr|mr|mrs|ms|st|ext|ca|bzw|z\.b|ul|al|str|geb|née?|acct?)$"
)

MOST = 32
"""How many candidates of one kind are looked at in a text, so that the work for one is bounded."""

_LOOK_BACK = 160
_LOOK_AHEAD = 80
_NEAR = 24
"""So far before a number its name comes first, whatever follows the number."""


@dataclass(frozen=True, slots=True)
class Name:
    """What words call a number, and how many code points stand between."""

    kind: str
    gap: int


NAMELESS = Name("", _LOOK_BACK)


@dataclass(slots=True)
class Passage:
    """A text whose places are looked around in; every place is read once.

    ``regions`` are those (ISO 3166) that its telephone numbers may be of.
    """

    text: str
    regions: tuple[str, ...] = ()
    _left: int = 96
    _before: dict[int, str] = field(default_factory=dict)
    _after: dict[int, str] = field(default_factory=dict)
    _names: dict[tuple[int, int], Name] = field(default_factory=dict)

    def matches(self, pattern: Pattern) -> Iterator[Match]:
        """Yield the matches of a pattern, as many of one and of all as anybody reads."""
        for found in islice(pattern.find_all(self.text), MOST):
            if not self._left:
                return
            self._left -= 1
            yield found

    def before(self, start: int) -> str:
        """Return what the sentence says before an offset, at most 160 code points of it.

        A question is no end: what comes next may be its answer.
        """
        if start not in self._before:
            self._before[start] = _tail(self.text[max(0, start - _LOOK_BACK) : start])
        return self._before[start]

    def after(self, end: int) -> str:
        """Return what the sentence says from an offset on, at most 80 code points of it."""
        if end not in self._after:
            after = self.text[end : end + _LOOK_AHEAD]
            stop = _SENTENCE_END.find(after)
            self._after[end] = after[: stop.start() + 1] if stop else after
        return self._after[end]

    def name(self, start: int, end: int) -> Name:
        """Return what the nearest words of the sentence call the number between two offsets."""
        if (start, end) not in self._names:
            self._names[start, end] = self._nearest(start, end)
        return self._names[start, end]

    def _nearest(self, start: int, end: int) -> Name:
        before = self.before(start)
        kind, gap = "", _LOOK_BACK
        for found, stop in _names(before):
            kind, gap = found, len(before) - stop
        if gap <= _NEAR:
            return Name(kind, gap)
        after = self.after(end)
        if not before.strip() and not after.strip(" .!?"):
            # A number that is all that a sentence says: the next may say whose.
            after = self.text[end : end + _LOOK_AHEAD]
        for found, stop in _names(after):
            return Name(found, stop) if stop < gap or not kind else Name(kind, gap)
        return Name(kind, gap) if kind else NAMELESS


def _names(words: str) -> list[tuple[str, int]]:
    """Return the kinds of numbers that words speak of, and where each name ends."""
    return [
        (found.group, found.end())
        for found in _NAMES.find_all(words)
        if not words[found.end() : found.end() + 1].isalpha()
    ]


def _tail(before: str) -> str:
    """Return what stands after the last end of a sentence."""
    last = 0
    for found in _SENTENCE_END.find_all(before):
        end, at = found.end(), found.start()
        if found.words() == "\n":
            # A label on a line of its own, "Phone:", goes with what is under it.
            last = last if before[:at].endswith(":") else end
        elif before[at] != "?" and not _ABBREVIATED.find(before[max(0, at - 6) : at]):
            last = end - 1
    return before[last:] if last else before
