"""Where somebody works, and when to find them there."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Finder, Owner
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import is_somebody, person_before
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_ADVERB = rf"(?: {any_of(_LISTS['adverb'])})*"

_WORKS = Pattern(
    rf" (?P<works>{any_of(_LISTS['working'])}){_ADVERB} (?:at|for|in|behind|bei|beim|im|chez|en) (?P<place>[^.!?\n]+)"
)
_HAS_JOB = Pattern(
    rf"(?: is|'s){_ADVERB} (?:an? |the )(?:[\pL-]+ )(?:[\pL-]+ )?(?:[\pL-]+ )?(?:at|in|for|with|behind) (?P<place>[^.!?\n]+)"
)
_DETAIL = Pattern(rf"{_B}{any_of(_LISTS['at work'])}{_E}")
_WHERE = Pattern(
    r"^(?:the |a |an )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:in|on|at|by|near|opposite|behind) (?:the )?\p{Lu}",
    any_case=False,
)


def _workplaces(passage: Passage) -> Iterator[Fact]:
    """Yield workplaces: sure where the text says when or how to find somebody there."""
    text = passage.text
    for pattern in (_WORKS, _HAS_JOB):
        for found in passage.matches(pattern):
            detailed = _DETAIL.find(text[found.start("place") : found.end() + 60]) is not None
            if not detailed and (pattern is _HAS_JOB or not _WHERE.find(found.words("place"))):
                continue
            person = person_before(text, found.start())
            if person and not person.is_author and is_somebody(text, person.start, person.words):
                yield Fact(person.start, found.end("place"), SURE if detailed else LIKELY, Owner.OTHER)


FINDERS = (Finder((_WORKS, _DETAIL), _workplaces, digits=False),)
