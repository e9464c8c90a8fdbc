"""Where people live: postal addresses and descriptions of a home."""

from collections.abc import Iterator
from itertools import islice

from civiltongue.detectors.private_facts_context import (
    FAINT,
    IS_NOW,
    LIKELY,
    MOST,
    SURE,
    Fact,
    Owner,
    sentence_before,
)
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import is_somebody, person_before
from civiltongue.text.word_lists import word_lists

_WORDS = word_lists(__package__, "private_facts_owners.txt")
_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_STREET = rf"(?i:{any_of(_LISTS['street'])})"
_CAP = r"(?:St\.|\p{Lu}[\pL'-]*)"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_TOWN = rf"{_CAP}(?:[ -]{_CAP})*"
_UNIT = r"(?i:(?:flat|apartment|apt\.?|unit|suite|room|floor|house|#) ?#?[\pL\d]+,? )"
_ENGLISH = (
    rf"(?:{_UNIT})?(?i:no\.? ?|number )?(?:\d{{1,4}}[A-Za-z]?/)?\d{{1,5}}[A-Za-z]?,? (?:[NSEW]\.? |\d+(?:st|nd|rd|th) |the )?(?:{_CAP} )*(?:{_CAP}|\d+(?:st|nd|rd|th)) {_STREET}"
    rf"(?:,? (?:Apt\.?|Apartment|Flat|Unit|Suite|#) ?#?[\dA-Z-]+)?"
)
_ENGLISH_TAIL = rf"(?P<town>(?:,? {_TOWN}){{0,2}}?(?P<code>,? (?:{_POSTCODE}|(?:{_TOWN} )?[A-Z]{{2,3}} \d{{4,5}}(?:-\d{{4}})?))|(?:, {_TOWN})?)"
_ENGLISH_ADDRESS = Pattern(rf"{_B}(?P<place>(?P<road>{_ENGLISH}){_ENGLISH_TAIL}){_E}", any_case=False)
# "Harrow Lane 14": as the rest of Europe writes it, and so only in a sentence about a home.
_TURNED_ADDRESS = Pattern(
    rf"{_B}(?P<place>(?P<road>(?:{_CAP} ){{1,3}}{_STREET} (?i:no\.? ?|number |nr\.? ?)?\d{{1,4}}[a-zA-Z]?)(?P<code>,? (?:{_POSTCODE}))?){_E}",
    any_case=False,
)
_GERMAN_ADDRESS = Pattern(
    rf"{_B}(?P<place>(?P<road>(?:(?:{_CAP}[ -])*(?:\p{{Lu}}[\pL-]*(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Rr]ing|[Uu]fer|[Dd]amm|[Hh]of|[Gg]raben|[Ss]tieg)|{_CAP} (?:Straße|Strasse|Str\.|Allee|Weg|Platz|Ring|Ufer|Damm|Gasse|Chaussee)|(?:Am|An der|Im|In der|Zum|Zur|Auf der|Unter den)(?: {_CAP}){{1,2}}))"
    rf" \d{{1,4}} ?[a-z]?)(?P<town>(?P<code>,? (?:in )?\d{{4,5}} {_TOWN})?)){_E}",
    any_case=False,
)
_FRENCH_ADDRESS = Pattern(
    rf"{_B}(?P<place>(?P<road>\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?i:rue|avenue|av\.|boulevard|bd|place|impasse|allée|chemin|quai|route|cours|passage|square|villa|faubourg)"
    rf" (?:(?:de|du|des|la|le|les|de la|à) |[dl]')*(?:{_CAP}[ -]?)+)(?P<town>(?P<code>,? ?\d{{5}},? {_TOWN})?)){_E}",
    any_case=False,
)
_ROMANCE_ADDRESS = Pattern(
    rf"{_B}(?P<place>(?P<road>(?i:calle|c/|avenida|avda\.?|plaza|paseo|via|viale|piazza|corso|rua|praça) (?:(?:de|del|de la|de los|de las|di|della|dei|delle|degli|dello|da|do|das|dos|la|el|los|las) )*(?:{_CAP} )*{_CAP},? \d{{1,4}}|"
    rf"(?:{_CAP} )*(?:{_CAP}(?:straat|laan|weg|plein|gracht|kade|dreef|singel|hof)|Laan|Straat|Plein) \d{{1,4}}[a-z]?)(?P<town>(?P<code>,? (?:\d{{4,5}}|\d{{4}} ?[A-Z]{{2}}) {_TOWN})?)){_E}",
    any_case=False,
)
# Poland and the Nordic countries: the number follows, and the town after it.
_NORTHERN_ADDRESS = Pattern(
    rf"{_B}(?P<place>(?P<road>(?:(?:ul\.|ulicy|ulica|al\.|alei|aleja|os\.|pl\.) (?:{_CAP} ?)+|(?:{_CAP} )?\p{{Lu}}[\pL-]*(?:gatan|gata|gate|gaten|vägen|vej|veien|vei|gade|gränd|torget|stigen|allén|katu|tie)) ?\d{{1,4}} ?[a-zA-Z]?(?:/\d+)?)"
    rf"(?P<town>(?P<code>,? (?:\d\d-\d{{3}}|\d{{3}} \d\d|\d{{4,5}}) {_TOWN})?)){_E}",
    any_case=False,
)
_ADDRESSES = (
    _ENGLISH_ADDRESS,
    _TURNED_ADDRESS,
    _GERMAN_ADDRESS,
    _FRENCH_ADDRESS,
    _ROMANCE_ADDRESS,
    _NORTHERN_ADDRESS,
)
_LIVING = Pattern(rf"{_B}{any_of((*_LISTS['living'], *_WORDS['living']))}{_E}")
_LIVED_IN = Pattern(rf"^{IS_NOW}{any_of((*_LISTS['living'], *_WORDS['living']))}{_E}")
_PERSONAL = Pattern(rf"{_B}(?:his|her|their|my|he|she|they|lives?|living|resides?){_E}")
_GIVEN = Pattern(
    rf"{_B}(?i:(?:home |postal |private |street |billing |new |old |current )*address(?: is|:)+ ?)"
    rf"(?P<place>(?:\d+[a-z]?,? (?:\d+ )?\pL|(?:{_CAP} )+\d)[^.!?\n@:]*)",
    any_case=False,
)

# Where somebody lives: a number, a street, or a house that can be told from others.
_NUMBERED = any_of(
    (
        rf"(?:(?i:at|on|in|to) )?(?i:(?:number|no\.?|nr\.?|flat|apartment|house(?: number)?|room) {any_of(_LISTS['count'])})(?:,? (?:(?i:on|in|of) )?(?:{_CAP} ?)+)?",
        rf"(?i:at|in|on) \d+[a-z]?(?:,? (?:{_CAP} ?)+)?",
    )
)
_ON_STREET = rf"(?i:on|in|at|to) (?:the )?(?:{_CAP} )+{_STREET}"
_BESIDE = rf" {any_of(_LISTS['beside'])} [^.!?\n]+"
_DESCRIBED = any_of(
    (
        rf"(?:in|at|on|to) (?:the|that) (?:[\pL-]+ )*{any_of(_LISTS['colour'])} {any_of(_LISTS['dwelling'])}(?:{_BESIDE})?",
        rf"(?:in|at|on|to) (?:the|that) (?:[\pL-]+ )*{any_of(_LISTS['dwelling'])}{_BESIDE}",
        r"(?:next door to|next to|above|over|behind|opposite|across from|round the corner from) (?:(?:the|that|a) )?[\pL'-]+(?: [\pL'-]+)?",
    )
)
_HOME = Pattern(
    rf"(?:(?i: {any_of(_LISTS['residing'])})|'s (?i:house|home|flat|place|home address|address) is) (?P<where>{_NUMBERED}|{_ON_STREET}|(?i:{_DESCRIBED})){_E}",
    any_case=False,
)
_CHILDREN = Pattern(
    rf"{_B}(?P<where>(?i:his|her|their|\pL's) (?i:kids?|children|sons?|daughters?|boys?|girls?|twins?|little ones?) (?i:goes|go|attends?|is|are|gets? picked up|leaves?) (?i:to|at|from)? ?(?:the )?(?:{_CAP} )*{_CAP}"
    rf" (?i:school|primary|academy|nursery|kindergarten|college|kita|crèche)){_E}",
    any_case=False,
)


def place_facts(text: str) -> Iterator[Fact]:
    """Yield addresses, surely those where somebody lives, and descriptions of homes."""
    for pattern in _ADDRESSES:
        for found in islice(pattern.find_all(text), MOST):
            if found.words("road").casefold() not in _LISTS["famous"]:
                yield _address(
                    text, found.start("place"), found.end("place"), coded=bool(found.words("code"))
                )
    for found in islice(_GIVEN.find_all(text), MOST):
        yield _address(text, found.start("place"), found.end("place"), coded=False)
    for found in islice(_HOME.find_all(text), MOST):
        person = person_before(text, found.start())
        if person is None:
            continue
        if person.is_author:
            yield Fact(found.start("where"), found.end("where"), SURE, Owner.AUTHOR)
        elif is_somebody(text, person.start, person.words):
            yield Fact(person.start, found.end("where"), SURE, Owner.OTHER)
    for found in islice(_CHILDREN.find_all(text), MOST):
        yield Fact(found.start("where"), found.end("where"), SURE, Owner.OTHER)


def _address(text: str, start: int, end: int, *, coded: bool) -> Fact:
    """Score an address: that of somebody is sure, that of a house or a shop is no private fact."""
    before = sentence_before(text, start)
    published = _PERSONAL.find(before) is None
    if _LIVING.find(before) or _LIVED_IN.find(text[end : end + 60]):
        return Fact(start, end, SURE, published=published)
    return Fact(start, end, LIKELY if coded else FAINT, published=published)
