"""Whose a private fact is, by the words around it."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

SURE = 0.95
LIKELY = 0.6
FAINT = 0.3

MOST = 128
"""How many candidates of one kind are looked at in a text, so that the work for one is bounded."""

_LOOK_BACK = 160
_LOOK_AHEAD = 40


class Owner(Enum):
    """Say whose a fact is. ``UNCLEAR`` counts as somebody else's."""

    AUTHOR = "author"
    OTHER = "other"
    OFFICE = "office"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Fact:
    """A private fact: where it stands, how sure that is, and whose, where the finder knows.

    ``published`` is a kind of fact that offices publish of themselves.
    """

    start: int
    end: int
    score: float
    owner: Owner | None = None
    published: bool = False


class Ranges:
    """Keep ranges of code points that do not overlap, in order."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges: list[tuple[int, int]] = sorted(ranges)

    def add(self, start: int, end: int) -> bool:
        """Add a range unless it overlaps one; say whether it was added."""
        if self.overlap(start, end):
            return False
        insort(self._ranges, (start, end))
        return True

    def overlap(self, start: int, end: int) -> bool:
        """Say whether a range has a code point in common with one of these."""
        at = bisect_left(self._ranges, (start, end))
        return any(first < end and start < last for first, last in self._ranges[max(0, at - 1) : at + 1])


_PEOPLE = word_lists("civiltongue.text", "people.txt")
_WORDS = word_lists(__package__, "private_facts_owners.txt")
_B = r"(?:^|[^\pL\pN])"
_E = r"(?:[^\pL\pN]|$)"
IS = rf"(?:,? {any_of(_WORDS['is'])}|,? ?[=:#]| [–-])*,?"
"""The source of a pattern for what stands between what a fact is called and the fact itself."""

OF_SOMEBODY = r"(?: (?:of|von|vom|der|des|de|del|della|di|van|för|till|z|konta)?(?: ?\p{Lu}[\pL'-]*\p{Ll}[\pL'-]*){1,3})?"
"""The source of a pattern for whose a thing is, where its name follows it."""

IS_NOW = r",? (?:is|was|ist|war|est|c'est|es|è|to|är|er|é)(?: [\pL'-]+){0,3}? "
"""The source of a pattern for what stands between a fact and what it is called, after it."""

_PERSON_WORDS = any_of(
    (*_PEOPLE["neighbour"], *_PEOPLE["family"], *(w for w in _PEOPLE["office"] if w not in ("head", "chair")))
)
_OWN = Pattern(_B + any_of(_WORDS["own"]) + _E)
_ONE_OTHER = any_of(_WORDS["he or she"])
_HE_OR_SHE = Pattern(rf"{_B}(?:(?i:{_ONE_OTHER})|\p{{Lu}}[\pL-]+ \p{{Lu}}[\pL-]+'s){_E}", any_case=False)
_OTHER = Pattern(
    rf"{_B}(?:{_ONE_OTHER}|{any_of(_WORDS['other'])})(?:'s)?{_E}"
    rf"|{_B}(?:{_PERSON_WORDS})(?:'s|s')?{_E}"
    rf"|[\pL\pN]'s{_E}|{_B}@[\pL\pN_]"
)
_PRIVATE = Pattern(
    rf"{_B}(?:private|personal|home|at home|mobile|cell(?:phone)?|handy|direct|own|lives?|living|resides?|midnight)(?:'s)?{_E}"
)
_OFFICE_WORDS = any_of(_WORDS["office"])
_OFFICE = Pattern(rf"{_B}(?:{_OFFICE_WORDS})(?:'s|s')?{_E}")
_OFFICE_AFTER = Pattern(
    rf"^[ ,]*(?:(?:is|for|belongs to|reaches) (?:the|our|their) (?:[\pL-]+ )?|\((?:the )?)(?:{_OFFICE_WORDS}){_E}"
)
_OWN_AFTER = Pattern(
    rf"^[ ,]*(?:is|that's|that is|which is|this is|ist|est|c'est|es|è|to|jest|är|er|é|on) (?:{any_of(_WORDS['own'])}|(?:il|la) mi[oa]){_E}"
)
_SENTENCE_END = Pattern(r"[.!?…]['\")]* +\p{Lu}|\n", any_case=False)


def sentence_before(text: str, start: int) -> str:
    """Return what the sentence says before an offset, at most 160 code points of it."""
    before = text[max(0, start - _LOOK_BACK) : start]
    ends = [
        found.end() - (0 if found.words() == "\n" else 1)
        for found in _SENTENCE_END.find_all(before)
        # A label on a line of its own, "Phone:", goes with what is under it.
        if not (found.words() == "\n" and before[: found.start()].endswith(":"))
    ]
    return before[ends[-1] :] if ends else before


def owner_of(text: str, fact: Fact) -> Owner:
    """Return whose a fact is: the nearest words before it that point at somebody decide."""
    if fact.owner is not None:
        return fact.owner
    before = sentence_before(text, fact.start)
    after = text[fact.end : fact.end + _LOOK_AHEAD]
    if _OWN_AFTER.find(after):
        return Owner.AUTHOR
    own, other = _last(_OWN, before), _last(_OTHER, before)
    private = _PRIVATE.find(before) is not None
    # "01632 960123 office, 01632 960456": a label of the number before it says nothing of the next.
    offices = (found for found in _OFFICE.find_all(before) if not _is_label(before, found.start()))
    office = max((found.end() for found in offices), default=-1)
    nearest = max(own, _last(_HE_OR_SHE, before))
    if fact.published and not private and (office > nearest or _OFFICE_AFTER.find(after)):
        return Owner.OFFICE
    if own < 0 and other < 0:
        return Owner.UNCLEAR
    return Owner.AUTHOR if own > other else Owner.OTHER


def _is_label(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at + 1].strip(" -")[-1:].isdigit()


def _last(pattern: Pattern, text: str) -> int:
    """Return where the last match ends, -1 where there is none."""
    return max((found.end() for found in pattern.find_all(text)), default=-1)
