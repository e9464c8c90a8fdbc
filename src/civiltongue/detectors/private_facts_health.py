"""What a text says of somebody's body and mind."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import SURE, Fact, Finder, Owner
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import Person, is_body, is_somebody, owner_before, person_before
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_ADVERB = rf"(?: {any_of(_LISTS['adverb'])})*"
_DEGREE = rf"(?: {any_of(_LISTS['degree'])})*"

# What is said begins with a space, or with the apostrophe of "he's"; before it stands the person.
_SAID = (
    rf"{any_of(_LISTS['having'])}{_ADVERB}{_DEGREE} {any_of(_LISTS['illness'])}",
    rf"(?:has|had|is|was|s|has been|had been|s been){_ADVERB} {any_of(_LISTS['suffering'])}{_ADVERB}{_DEGREE} {any_of(_LISTS['illness'])}",
    rf"(?:has been|had been|is|was|s){_ADVERB} {any_of(_LISTS['state'])}",
    rf"{any_of(_LISTS['undergoing'])}{_ADVERB} {any_of(_LISTS['treatment'])}",
    rf"{any_of(_LISTS['taking'])}{_ADVERB}(?: (?:a lot of|lots of))? {any_of(_LISTS['medicine'])}",
)
_HEALTH = Pattern(rf"[ ']{any_of(_SAID)}{_E}")
_HEALER = Pattern(
    rf" {any_of(_LISTS['healer'])}(?:'s (?:notes?|files?|reports?|bills?) {any_of(_LISTS['telling'])}| {any_of(_LISTS['telling'])}){_E}"
)
_RECORDS = Pattern(
    rf" (?:medical|health|psychiatric|patient) (?:records?|files?|history|notes) {any_of(_LISTS['telling'])}{_E}"
    rf"| (?:hiv )?diagnosis (?:is|was) \pL+{_E}"
)
_OTHER_THING = Pattern(rf"^ {any_of(_LISTS['not ill'])}")
_PUBLIC = Pattern(rf"{_B}{any_of(_LISTS['public'])}{_E}")


def _illnesses(passage: Passage) -> Iterator[Fact]:
    """Yield illnesses, treatments and what healers said of somebody; what was announced is public."""
    text = passage.text
    for pattern, person_at in ((_HEALTH, person_before), (_HEALER, owner_before), (_RECORDS, owner_before)):
        for found in passage.matches(pattern):
            person = person_at(text, found.start())
            end = found.end() - (not found.words()[-1:].isalnum())
            if person and _is_told(passage, person, end):
                yield Fact(person.start, end, SURE, Owner.OTHER)


def _is_told(passage: Passage, person: Person, end: int) -> bool:
    """Say whether a text tells on somebody: not on the author or family, nor of what is known."""
    text = passage.text
    if person.is_author or is_body(person.words) or not is_somebody(text, person.start, person.words):
        return False
    around = passage.before(person.start)[-80:] + " " + text[end : end + 60].partition(".")[0]
    return _OTHER_THING.find(text[end : end + 16]) is None and _PUBLIC.find(around) is None


FINDERS = (Finder((_HEALTH, _HEALER, _RECORDS), _illnesses, digits=False),)
