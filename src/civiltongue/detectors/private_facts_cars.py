"""Number plates of cars, by what the sentence calls them or by their form beside words about a car."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Finder, Owner, points_at_somebody
from civiltongue.detectors.private_facts_passage import Name, Passage
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_CUES = word_lists(__package__, "private_facts_cues.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
# Britain, France and Italy, the Netherlands: forms that nothing else has.
_OWN_FORM = r"[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]{2}[- ]\d{3}[- ][A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z]|\d-[A-Z]{3}-\d\d|\d\d-[A-Z]{2,3}-\d{1,2}|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d\d-[A-Z]{2}|[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}"
# The rest: Germany, Spain, America, Sweden, Poland, Australia.
_SHARED_FORM = (
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\d{1,4}[EH]?|\d{4}[- ]?[B-DF-HJ-NP-TV-Z]{3}|\d[A-Z]{3}\d{3}|[A-Z]{3}[- ]?\d{3,4}|\d{3}[- ]?[A-Z]{3}"
    r"|[A-Z]{3} ?\d\d[A-Z\d]|[A-Z]{2,3} ?\d{4,5}|[A-Z]{2} ?\d{3}[A-Z]{2}|[A-Z]{2} ?\d{4}[A-Z]|[A-Z]{2} ?\d\d[A-Z]{2}|\d[A-Z]{2}[- ]?\d[A-Z]{2}|[A-Z]{2}\d\d[A-Z]{2}|[A-Z]{2}\d{3}[A-Z]|[A-Z]{2}[- ]?\d\d[A-Z]{2}|[A-Z]{2} ?\d{2}[- ]\d{2}"
)
_OWN_PLATE = Pattern(rf"{_B}(?P<number>{_OWN_FORM}){_E}", any_case=False)
_SHARED_PLATE = Pattern(rf"{_B}(?P<number>{_SHARED_FORM}){_E}", any_case=False)
_LOOSE = r"(?P<number>[A-ZÄÖÜ0-9]{1,8}(?:[ -][A-Z0-9]{1,5}){0,3})"
_CALLED_PLATE = Pattern(rf"{_B}{any_of(_CUES['plate'])}{_E}")
_ANY_PLATE = Pattern(rf"{_B}{_LOOSE}{_E}", any_case=False)
_SMALL_PLATE = Pattern(rf"{_B}(?P<number>{_OWN_FORM}|{_SHARED_FORM}){_E}")
_CAR = Pattern(rf"{_B}{any_of(_CUES['vehicle'])}{_E}")
_THING = Pattern(
    rf"{_B}(?:model|type|product|part|parts|order|code|item|class|series|version|form|room|flight|exhibit|catalogue)(?:[ ,:]+(?:no|nr|number|code))?[ .:#]*(?:is )?$"
)
# Years, money, speeds and times.
_OTHER = Pattern(
    r"(?:BMW|MAN|DAF|KIA|MG|TVR|JCB|GMC|RAM|BYD|GT|RS|AMG|GTI|MH|BA|LH|AF|ISO|DIN|RFC|EN)[ -]?\d+|[A-Z]{2,3} (?:1\d|20)\d\d|(?:19|20)\d\d [A-Z]{3}|\d+[- ]?(?:USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|AUD|CAD|NZD|CZK|BTC|KMH|MPH|RPM|GMT|CET|UTC|BST|GDP|HGV|MWH|KWH|KGS|LBS|PPM|DPI|MPG|FPS|BPM|CFM|BMW|VW|GTI|RPM)",
    any_case=False,
)
_MY_CAR = Pattern(
    rf"{_B}(?:my|our|mine|mein\pL*|mon|ma|mi|mio|mia|mijn|mój|moje\pL*|min|mitt) (?:[\pL-]+ )?{any_of((*_CUES['vehicle'], *_CUES['plate']))}{_E}"
    rf"|{_B}I (?:drive|drove|park|parked|own|have){_E}"
)
_NEAR = 60
_BESIDE = 12
# Beside words about somebody these need no car: seven signs and more, in groups that models do not have.
_STRONG = Pattern(
    r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{3,4}|[A-Z]{3}-\d{4}|\d[A-Z]{3}\d{3}|\d{4} ?[BCDFGHJKLMNPRSTVWXYZ]{3}|\d[A-Z]{2}-\d[A-Z]{2}|[A-Z]{2} \d{5}|[A-Z]{3} \d\d[A-Z]|[A-Z]{2} \d{3}[A-Z]{2}",
    any_case=False,
)
_JOINED = tuple("/=_&?#.")


def _plates(passage: Passage) -> Iterator[Fact]:
    """Yield numbers in the form of a plate: in a sentence about somebody's car, or about somebody."""
    for pattern in (_OWN_PLATE, _SHARED_PLATE):
        for found in passage.matches(pattern):
            start, end = found.start("number"), found.end("number")
            if passage.name(start, end).kind in ("reference", "account", "identity"):
                continue
            if passage.text[start - 1 : start] in _JOINED and start:
                continue
            before, after = passage.before(start), passage.after(end)
            # "AB12 CDE again! Learn to park.": the sentences beside it may speak of the car.
            beside = passage.text[max(0, start - _NEAR) : start] + "|" + passage.text[end : end + _NEAR]
            car = _CAR.find(before + "|" + after + "|" + beside) is not None
            somebody = points_at_somebody(before + "|" + after)
            if pattern is _OWN_PLATE and not _THING.find(before):
                yield Fact(start, end, SURE if car else LIKELY, _owner(before))
            elif (car or (somebody and _STRONG.is_whole(found.words("number")))) and _is_shared(
                found.words("number")
            ):
                yield Fact(start, end, LIKELY, _owner(before))


def _is_shared(words: str) -> bool:
    return _is_plate(words, fewest=6) and not _OTHER.is_whole(words)


def _owner(before: str) -> Owner | None:
    """Say that a car is somebody else's where "my" is said of another thing: "she keyed my door and drove off in …"."""
    return Owner.OTHER if points_at_somebody(before) and not _MY_CAR.find(before) else None


def _called_plates(passage: Passage) -> Iterator[Fact]:
    """Yield whatever a sentence calls a number plate."""
    text = passage.text
    for found in passage.matches(_CALLED_PLATE):
        # It stands after what it is called, or before it.
        first = max(0, found.start() - _NEAR)
        for pattern in (_ANY_PLATE, _SMALL_PLATE):
            for plate in pattern.find_all(text[first : found.end() + _NEAR]):
                start, end = first + plate.start("number"), first + plate.end("number")
                small = pattern is _SMALL_PLATE
                if (
                    _is_plate(plate.words("number"), fewest=5 if small else 4)
                    and not found.start() < start < found.end()
                    and _is_called(passage.name(start, end), near=_BESIDE if small else _NEAR)
                ):
                    yield Fact(start, end, SURE)


def _is_called(name: Name, *, near: int) -> bool:
    return name.kind == "plate" and name.gap <= near


def _is_plate(words: str, *, fewest: int) -> bool:
    shown = "".join(char for char in words if char.isalnum())
    return (
        fewest <= len(shown) <= 9
        and any(char.isdigit() for char in shown)
        and any(char.isalpha() for char in shown)
    )


FINDERS = (
    Finder((_OWN_PLATE, _SHARED_PLATE), _plates),
    Finder((_CALLED_PLATE,), _called_plates),
)
