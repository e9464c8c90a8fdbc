"""Where people live: postal addresses and descriptions of a home."""

from collections.abc import Iterator
from functools import partial

from civiltongue.detectors.private_facts_context import (
    FAINT,
    LIKELY,
    SURE,
    Fact,
    Finder,
    Owner,
    points_at_somebody,
)
from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Match, Pattern, any_of
from civiltongue.text.people import is_somebody, person_before
from civiltongue.text.word_lists import word_lists

_CUES = word_lists(__package__, "private_facts_cues.txt")
_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_STREET = rf"(?i:{any_of(_LISTS['street'])})"
_CAP = r"(?:St\.|\p{Lu}[\pL'-]*)"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_TOWN = rf"{_CAP}(?:[ -]{_CAP})*"
_PARTICLE = r"(?:de la|de las|de los|de l'|de|del|du|des|da|do|das|dos|di|della|dei|delle|degli|dello|dell'|la|le|les|el|los|las|den|der|dem|het|van der|van den|van de|van|von|zum|zur|af|av|à)"
_NUMBER = r"\d{1,4} ?[a-zA-Z]?(?: ?[/-] ?\d{1,3}[a-z]?)?"
_UNIT = r"(?i:(?:flat|apartment|apt\.?|unit|suite|room|floor|house|#) ?#?[\pL\d]+,? )"
_ENGLISH = (
    rf"(?:{_UNIT}(?:(?:{_CAP} ){{0,2}}{_CAP}, )?)?(?i:no\.? ?|number )?(?:\d{{1,4}}[A-Za-z]?/)?\d{{1,6}}[A-Za-z]?,? (?:(?:[NSEW]|NE|NW|SE|SW)\.? |\d+(?:st|nd|rd|th) |the )?"
    rf"(?:(?:{_CAP} )*(?:{_CAP}|\d+(?:st|nd|rd|th)) {_STREET}(?: (?:North|South|East|West|NE|NW|SE|SW|[NSEW])(?:$|[^\pL]))?|(?:(?:County|State|Farm|Rural) (?:Road|Route)|Route|Highway|Hwy|Rte) \d{{1,4}}|(?:Broadway|\p{{Lu}}\p{{Ll}}{{2,}}(?:gate|side|bank|wood)))"
    rf"(?:,? (?:Apt\.?|Apartment|Flat|Unit|Suite|#) ?#?[\dA-Z-]+)?"
)
_ENGLISH_TAIL = rf"(?P<town>(?:,? {_TOWN}){{0,2}}?(?P<code>,? (?:{_POSTCODE}|(?:{_TOWN} )?[A-Z]{{2,3}} \d{{4,5}}(?:-\d{{4}})?))|(?:, {_TOWN})?)"
_ROMANCE_ROAD = r"calle|c/|avenida|avda\.?|av\.|plaza|plazuela|paseo|ronda|camino|carretera|travesía|glorieta|pasaje|callejón|bulevar|cuesta|via|viale|piazza|piazzale|piazzetta|corso|largo|vicolo|strada|contrada|lungomare|lungotevere|salita|borgo|galleria|rua|praça|travessa|alameda|estrada"
_POLISH_ROAD = (
    r"ul\.|ulicy|ulica|ulicą|ul|al\.|alei|aleja|aleje|os\.|osiedle|osiedlu|pl\.|plac|placu|rynek|rynku"
)
_ROADS = {
    "english": rf"(?P<road>{_ENGLISH}){_ENGLISH_TAIL}",
    # "Harrow Lane 14": as the rest of Europe writes it, and so only in a sentence about a home.
    "turned": rf"(?P<road>(?:{_CAP} ){{1,3}}{_STREET} (?i:no\.? ?|number |nr\.? ?)?\d{{1,4}}[a-zA-Z]?)(?P<code>,? (?:{_POSTCODE}))?",
    "german": rf"(?P<road>(?:(?:{_CAP}[ -])*(?:\p{{Lu}}[\pL-]*(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Rr]ing|[Uu]fer|[Dd]amm|[Hh]of|[Gg]raben|[Ss]tieg|[Bb]erg|[Tt]or|[Mm]arkt|[Cc]haussee|[Pp]fad|[Bb]rücke|[Ss]teig|[Ww]all)|{_CAP} (?:Straße|Strasse|Str\.|Allee|Weg|Platz|Ring|Ufer|Damm|Gasse|Chaussee))"
    rf"|(?:Am|An de[rnm]|Im|In de[rnm]|Zum|Zur|Auf de[rnm]|Unter de[rnm]|Hinterm|Hinter de[rnm]|Beim|Bei de[rnm]|Vorm|Vor de[rnm]|Unterm|Überm|Neben de[rnm]|Alte[rn]?|Neue[rn]?)(?: {_CAP}){{1,2}}) (?:Nr\.? ?)?{_NUMBER})(?P<town>(?P<code>,? (?:in )?(?:D-|A-|CH-)?\d{{4,5}} {_TOWN})?)",
    "french": rf"(?P<road>\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?i:rue|avenue|av\.|boulevard|bd|place|impasse|allée|allées|chemin|quai|route|cours|passage|square|villa|faubourg|ruelle|sentier|esplanade|cité|résidence|lotissement|montée|rond-point|promenade|venelle|cour|hameau)"
    rf"(?: {_PARTICLE}| [dl]')* ?{_CAP}(?:[ -](?:{_PARTICLE} |[dl]')*{_CAP})*)(?P<town>(?P<code>,? ?\d{{5}},? {_TOWN})?)",
    "romance": rf"(?P<road>(?i:{_ROMANCE_ROAD}) (?:{_PARTICLE} |[dl]l?')*(?:\d{{1,2}} |{_CAP} (?:{_PARTICLE} )*)*{_CAP},? (?:n\.? ?º? ?|nº ?)?{_NUMBER})(?P<town>(?P<code>,? (?:\d{{4,5}}(?:-\d{{3}})?) {_TOWN})?)",
    "dutch": rf"(?P<road>(?:{_CAP} (?:{_PARTICLE} )?)*(?:{_CAP}(?:straat|laan|weg|plein|gracht|kade|dreef|singel|hof|steeg|dijk|markt|haven|pad|burgwal|park|baan|wal|kamp|plantsoen)|Laan|Straat|Plein|Kade|Dijk|Gracht|Weg|Singel|Hof|Markt) {_NUMBER})(?P<town>(?P<code>,? \d{{4}} ?[A-Z]{{2}} {_TOWN})?)",
    # Poland and the Nordic countries: the number follows, and the town after it.
    "northern": rf"(?P<road>(?:(?:(?i:{_POLISH_ROAD}) (?:\d+ |{_CAP} ?)+)|(?:{_CAP} )?\p{{Lu}}[\pL-]*(?:gatan|gata|gate|gaten|vägen|vej|veien|vei|gade|gränd|torget|stigen|allén|katu|tie|backen|plan|kajen|stråket|platsen)|(?:{_CAP} )+(?:Torget|Allén|Gränd|Backen|Plan|Gatan|Vägen|Gade|Vej)) ?{_NUMBER})"
    rf"(?P<town>(?P<code>,? (?:\d\d-\d{{3}}|\d{{3}} \d\d|\d{{4,5}}) {_TOWN})?)",
    # A road of any name, a number, and a postcode of the Continent.
    "coded": rf"(?P<road>{_CAP}(?: (?:{_PARTICLE} )?{_CAP}){{0,3}},? {_NUMBER})(?P<code>, (?:[A-Z]{{1,2}}-)?(?:\d\d-\d{{3}}|\d{{3}} \d\d|\d{{4}} ?[A-Z]{{2}}|\d{{5}}|[13-9]\d{{3}}|2[1-9]\d\d) {_TOWN})",
}
# What every address of a form holds: cheap to look for.
_NUMBER_BEFORE = r"\d[a-zA-Z]?(?: ?(?:bis|ter|quater))?,? "
_HINTS = {
    "english": rf"(?:\p{{Lu}}|\d(?:st|nd|rd|th))[^ ]* {_STREET}|(?:Road|Route|Highway|Hwy|Rte) \d|\d (?:Broadway|\p{{Lu}}\p{{Ll}}+(?:gate|side|bank|wood))",
    "turned": rf"\p{{Lu}}[^ ]* {_STREET} (?i:no\.? ?|number |nr\.? ?)?\d",
    "german": r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Rr]ing|[Uu]fer|[Dd]amm|[Hh]of|[Gg]raben|[Ss]tieg|[Bb]erg|[Tt]or|[Mm]arkt|[Cc]haussee|[Pp]fad|[Bb]rücke|[Ss]teig|[Ww]all) (?:Nr\.? ?)?\d|(?:Am|An de[rnm]|Im|In de[rnm]|Zum|Zur|Auf de[rnm]|Unter de[rnm]|Hinterm|Hinter de[rnm]|Beim|Bei de[rnm]|Vorm|Vor de[rnm]|Unterm|Überm|Neben de[rnm]|Alte[rn]?|Neue[rn]?) \p{Lu}",
    "french": rf"{_NUMBER_BEFORE}(?i:rue|avenue|av\.|boulevard|bd|place|impasse|allée|allées|chemin|quai|route|cours|passage|square|villa|faubourg|ruelle|sentier|esplanade|cité|résidence|lotissement|montée|rond-point|promenade|venelle|cour|hameau) ",
    "romance": rf"(?:^|[^\pL\pN])(?i:{_ROMANCE_ROAD}) (?:{_PARTICLE} |[dl]l?')*[\p{{Lu}}\d]",
    "dutch": r"(?:straat|laan|weg|plein|gracht|kade|dreef|singel|hof|steeg|dijk|markt|haven|pad|burgwal|park|baan|wal|kamp|plantsoen|Laan|Straat|Plein|Kade|Dijk|Gracht|Weg|Singel|Hof|Markt) \d",
    "northern": rf"(?:^|[^\pL\pN])(?i:{_POLISH_ROAD}) [\p{{Lu}}\d]|(?:gatan|gata|gate|gaten|vägen|vej|veien|vei|gade|gränd|torget|stigen|allén|katu|tie|backen|plan|kajen|stråket|platsen|Torget|Allén|Gränd|Backen|Plan|Gatan|Vägen|Gade|Vej) ?\d",
    "coded": r"\d ?[a-zA-Z]?, (?:[A-Z]{1,2}-)?(?:\d\d-\d{3}|\d{3} \d\d|\d{4} ?[A-Z]{2}|\d{4,5}) \p{Lu}",
}
_ADDRESSES = {form: Pattern(rf"{_B}(?P<place>{road}){_E}", any_case=False) for form, road in _ROADS.items()}
_LIVING = Pattern(rf"{_B}{any_of((*_LISTS['living'], *_CUES['home']))}{_E}")
_HAPPENING = Pattern(rf"{_B}{any_of(_CUES['happening'])}{_E}")
_FIRST_NAME = Pattern(
    rf"{_B}(?i:about|ask for|tell|that's|hello|dear|bother|visit|meet|greetings to|frag|fragt|gruß an|demandez|preguntad por|chiedete di|vraag naar) \p{{Lu}}\p{{Ll}}|\p{{Lu}}\p{{Ll}}+\? *\|",
    any_case=False,
)
_BESIDE_IT = 70
_CLEAR = Pattern(
    r"^\d|^(?:Flat|Unit|No|#)|(?:stra(?:ß|ss)e|str\.|gasse|allee|platz|weg|straat|laan|gracht|plein|kade|singel|gatan|gata|vägen|veien|gade|torget) \d"
    r"|^(?:Calle|C/|Avenida|Avda|Plaza|Paseo|Via|Viale|Piazza|Corso|Largo|Vicolo|Rua|Praça|ul\.|ulic|al\.|Ale|os\.|pl\.|plac|Am |An |Im |Unter |Auf |Zum |Zur |Hinter|Vor )",
    any_case=False,
)
# "In November 2007, The Spanish Court …"
_YEAR_FIRST = Pattern(r"^(?:1[5-9]|20)\d\d[, ]")
_DATED = Pattern(
    rf"{_B}(?:in|since|by|until|from|of|during|before|after|{any_of(_LISTS['month'])})(?: \d{{1,2}}(?:st|nd|rd|th)?,?)? ?$"
)
_YEAR = Pattern(r"\D(?:19|20)\d\d$")
_NAME_BEFORE = Pattern(
    r"(?:(?:for|with|to|by|of|and) \p{Lu}\p{Ll}[\pL-]+ (?:at|in|on)|[\p{Ll},] \p{Lu}\p{Ll}[\pL-]+ from) (?:the )?$|\p{Lu}[\pL'-]+ \p{Lu}[\pL'-]+(?:, \pL+)?(?:,|:| -| –| =|, at|\?)? ?$",
    any_case=False,
)
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


def _addresses(passage: Passage, *, pattern: Pattern) -> Iterator[Fact]:
    """Yield addresses of a form, surely those where somebody lives."""
    for found in passage.matches(pattern):
        if pattern is _GIVEN or found.words("road").casefold() not in _LISTS["famous"]:
            yield _address(passage, found)


def _homes(passage: Passage) -> Iterator[Fact]:
    """Yield descriptions of homes, and where children go."""
    text = passage.text
    for found in passage.matches(_HOME):
        person = person_before(text, found.start())
        if person is None:
            continue
        if person.is_author:
            yield Fact(found.start("where"), found.end("where"), SURE, Owner.AUTHOR)
        elif is_somebody(text, person.start, person.words):
            yield Fact(person.start, found.end("where"), SURE, Owner.OTHER)
    for found in passage.matches(_CHILDREN):
        yield Fact(found.start("where"), found.end("where"), SURE, Owner.OTHER)


def _address(passage: Passage, found: Match) -> Fact:
    """Score an address: that of somebody is sure, that of a house or a shop is no private fact."""
    start, end = found.start("place"), found.end("place")
    if _YEAR_FIRST.find(found.words("road")) and _DATED.find(passage.before(start)):
        return Fact(start, end, FAINT, published=True)
    road, coded = found.words("road"), bool(found.words("code"))
    before, after = passage.before(start), passage.after(end)
    around = before + "|" + after
    published = _PERSONAL.find(before) is None
    name = _NAME_BEFORE.find(before)
    # "The Old Forge, 9 Church Lane" begins with the name of a house.
    named = name is not None and not before[: name.start()].casefold().endswith("the ")
    if _LIVING.find(around) or named:
        return Fact(start, end, SURE, published=published)
    # "Park 5", "Spring 2012" may be anything but a road.
    clear = coded or (_CLEAR.find(road) is not None and not _YEAR.find(road))
    happening = not clear or _HAPPENING.find(around) is not None
    if not happening and points_at_somebody(around):
        return Fact(start, end, LIKELY, published=published)
    # "There. That is where she lives.": the sentences beside it may say so.
    beside = passage.text[max(0, start - _BESIDE_IT) : start] + "|" + passage.text[end : end + _BESIDE_IT]
    if not happening and (_LIVING.find(beside) or _FIRST_NAME.find(beside) or points_at_somebody(beside)):
        return Fact(start, end, LIKELY, published=published)
    return Fact(start, end, LIKELY if coded else FAINT, published=published)


FINDERS = (
    *(
        Finder((Pattern(hint, any_case=False),), partial(_addresses, pattern=_ADDRESSES[form]))
        for form, hint in _HINTS.items()
    ),
    Finder((Pattern(r"address(?: is|:)"),), partial(_addresses, pattern=_GIVEN)),
    Finder((_HOME, _CHILDREN), _homes, digits=False),
)
