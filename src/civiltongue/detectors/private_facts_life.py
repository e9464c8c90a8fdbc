"""Health, work, birth dates and the names behind pseudonyms."""

from collections.abc import Iterator

from civiltongue.detectors.private_facts_context import LIKELY, SURE, Fact, Owner, owner_of, sentence_before
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import PERSON, is_somebody
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "private_facts.txt")
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"
_WHO = rf"(?P<who>{PERSON})(?:, [^,.!?\n]+,)?"
_ADVERB = r"(?: (?:also|now|still|clearly|actually|really|just|secretly|probably|already|always|been|once|recently|even|only|long|apparently|being|currently))*"
_FILLER = r"(?: (?:a|an|the|some|early|late|severe|serious|full-blown|stage (?:one|two|three|four|\d)|chronic|terminal|mild|type (?:1|2|one|two)|advanced|secret|untreated|her|his))*"
_SUFFERS = (
    r"(?:(?:has|had|'s got|has got|got|caught|contracted|carries|suffers from|suffered from|suffering from|diagnosed with|treated for|in treatment for|dying of|died of|"
    r"living with|tested positive for|battling|fighting|hospitali[sz]ed (?:for|with)|on medication for|hat|leidet an|a le|a un|souffre de|tiene|padece)|"
    r"(?:has|had|is|was|'s|has been|had been)"
    + _ADVERB
    + r" (?:suffering from|diagnosed with|(?:being )?treated for|in treatment for|dying of|living with|battling|fighting|hospitali[sz]ed (?:for|with)|on medication for))"
)
_ILL = Pattern(
    rf"{_B}{_WHO}{_ADVERB} ?(?i:{_SUFFERS}{_ADVERB}{_FILLER} {any_of(_LISTS['illness'])}){_E}", any_case=False
)
_STATE = Pattern(
    rf"{_B}{_WHO}(?i:(?: has been| had been| is| was|'s){_ADVERB} {any_of(_LISTS['state'])}){_E}",
    any_case=False,
)
_TREATED = Pattern(
    rf"{_B}{_WHO}{_ADVERB}(?i: (?:has had|had|got|has|underwent|is having|is getting|is undergoing|survived|suffered){_ADVERB} {any_of(_LISTS['treatment'])}){_E}",
    any_case=False,
)
_TAKES = Pattern(
    rf"{_B}{_WHO}{_ADVERB}(?i: (?:takes?|took|is taking|was taking|lives on|is prescribed|was prescribed|gets){_ADVERB}(?: (?:a lot of|lots of))? {any_of(_LISTS['medicine'])}){_E}",
    any_case=False,
)
_HEALER = Pattern(
    rf"{_B}(?P<who>(?i:his|her)|{PERSON}'s)(?i: {any_of(_LISTS['healer'])}(?:'s (?:notes?|files?|report|bill) (?:say|says|show)s?| (?:said|says|told|tells|wrote|thinks|diagnosed|prescribed|gave|put (?:him|her)|confirmed|has (?:said|told|diagnosed|put|prescribed)|is treating|treats|sees))){_E}",
    any_case=False,
)
_RECORDS = Pattern(
    rf"{_B}(?P<who>(?i:his|her)|{PERSON}'s)(?i: (?:medical|health|psychiatric|patient) (?:records?|file|history|notes) (?:say|says|show|shows|list|lists|prove|proves|include|includes)|(?: hiv)? diagnosis (?:is|was) \pL+){_E}",
    any_case=False,
)
_SAID_OPENLY = Pattern(
    rf"{_B}(?:announced|announcement|statement|publicly|openly|in (?:an|the|your) (?:interview|article|story)|told (?:the|your|this) (?:press|paper|reporters?|lantern|magazine)|memoir|autobiography|"
    r"the (?:palace|article|story|report|obituary) (?:says|said)|according to the (?:article|story|report|obituary)|as you report|campaigns?|foundation|died|"
    r"if|whether|suppose|imagine|character|film|movie|novel|play|book|episode|series)" + _E
)

_AT_WORK = Pattern(
    rf"{_B}{_WHO}{_ADVERB}(?i: (?:works|is working|has a job|is employed|does (?:his|her) shifts?|arbeitet|travaille|trabaja))(?i:{_ADVERB} (?:at|for|in|behind|bei|beim|im|chez|en)) (?P<place>[^.!?\n]+)",
    any_case=False,
)
_HAS_JOB = Pattern(
    rf"{_B}{_WHO}(?i: (?:is|'s){_ADVERB} (?:an? |the )(?:[\pL-]+ ){{1,3}}(?:at|in|for|with|behind) )(?P<place>[^.!?\n]+)",
    any_case=False,
)
_DETAIL = Pattern(
    rf"{_B}(?:shifts?|ask for (?:him|her)|at the (?:counter|desk|till|reception|front desk)|on the till|ward (?:\d+|\pL+)|every (?:day|morning|evening|night|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
    r"weekdays|mornings|nights|until (?:\d|noon|midnight)|from (?:\d|noon)|(?:finishes|finish|starts|leaves|ends|clocks off|gets off|closes up|knocks off)(?: work)? (?:at|around|after)|"
    r"her boss|his boss|go and (?:see|tell|ask|visit)|tell (?:him|her) there|you(?:'ll| can| will) find (?:him|her)|(?:his|her) (?:office|desk|shift|extension|locker) is|floor|room \d+)"
    + _E
)
_WHERE = Pattern(
    r"^(?:the |a |an )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:[\pL'-]+ )?(?:in|on|at|by|near|opposite|behind) (?:the )?\p{Lu}",
    any_case=False,
)

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?|\d{{1,2}}[-./]\d{{1,2}}[-./](?P<year3>\d{{4}}|\d\d)|(?P<year4>\d{{4}})-\d\d-\d\d)"
_BIRTH_LABEL = Pattern(
    rf"{_B}(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|geburtsdatum|né(?:e)? le|date de naissance|geboren am)(?: is| was|:| on)* ?(?P<date>{_DATE}){_E}"
)
_BORN = Pattern(
    rf"{_B}(?P<who>{PERSON})(?i: (?:was|is|were) born (?:on |the )*)(?P<date>(?i:{_DATE})){_E}",
    any_case=False,
)

_FULL = r"\p{Lu}[\pL'-]+(?: (?:(?:van|von|de|der|den) )*\p{Lu}[\pL'-]+)+"
_HANDLE = r"(?:@[\pL\pN_.-]+|[\pL\pN_.-]*[\pL_][\pL\pN_.-]*)"
_REAL_NAME = Pattern(
    rf"{_B}(?P<who>(?i:his|her|their|my)|{_HANDLE}(?: [\p{{Lu}}\pN][\pL\pN_]*)?'s?)(?i:(?: (?:actual|true|full|legal))? real name|(?: (?:actual|true|legal|civil)) name)(?i: is|,| =|:)+ (?P<name>\p{{Lu}}[\pL'-]+(?: \p{{Lu}}[\pL'-]+)*)",
    any_case=False,
)
_REAL_NAME_OF = Pattern(
    rf"{_B}(?i:the )?(?i:real|actual|true|legal) name (?i:of|behind) (?:(?i:the )?(?i:user|account|commenter|poster|handle) )?(?P<who>{_HANDLE}(?: \p{{Lu}}[\pL\pN_]*)?) (?i:is) (?P<name>{_FULL})",
    any_case=False,
)
_BEHIND = Pattern(
    rf"{_B}(?:(?i:the )?(?i:person|man|woman|one|guy|coward|troll|face|name) )?(?i:behind|hiding behind) (?:(?i:the|this|that) )?(?:(?i:user ?name|account|handle|pseudonym|nickname|nick|profile|name|alias) )?(?P<who>{_HANDLE})(?: (?:account|handle))?(?i:,? is(?: (?:actually|really|none other than|in fact))?) (?P<name>{_FULL})",
    any_case=False,
)
_REALLY = Pattern(
    rf"{_B}(?P<who>@[\pL\pN_.-]+|[\pL_]+\d+[\pL\pN_]*|\pL+_[\pL\pN_]*|\p{{Lu}}\p{{Ll}}+\p{{Lu}}[\pL\pN]*)(?i: is (?:actually|really|in real life|in fact|none other than|called|known as)| is| =)(?i: in real life)? (?P<name>{_FULL})",
    any_case=False,
)


def life_facts(text: str) -> Iterator[Fact]:
    """Yield what patterns say of somebody's health, work, birth and real name."""
    yield from _health(text)
    yield from _work(text)
    yield from _births(text)
    yield from _real_names(text)


def _health(text: str) -> Iterator[Fact]:
    for pattern in (_ILL, _STATE, _TREATED, _TAKES, _HEALER, _RECORDS):
        for found in pattern.find_all(text):
            start, end = found.start("who"), found.end() - (not found.words()[-1:].isalnum())
            who = found.words("who").removesuffix("'s")
            around = sentence_before(text, start)[-80:] + " " + text[end : end + 60].partition(".")[0]
            if who == "I" or _SAID_OPENLY.find(around):
                continue
            if who.casefold() in ("his", "her") or is_somebody(text, start, who):
                yield Fact(start, end, SURE, Owner.OTHER)


def _work(text: str) -> Iterator[Fact]:
    for pattern, is_job in ((_AT_WORK, False), (_HAS_JOB, True)):
        for found in pattern.find_all(text):
            who, start, end = found.words("who"), found.start("who"), found.end("place")
            if who == "I" or not is_somebody(text, start, who):
                continue
            rest = text[found.start("place") : min(len(text), end + 60)]
            if _DETAIL.find(rest):
                yield Fact(start, end, SURE, Owner.OTHER)
            elif not is_job and _WHERE.find(found.words("place")):
                yield Fact(start, end, LIKELY, Owner.OTHER)


def _births(text: str) -> Iterator[Fact]:
    for found in _BIRTH_LABEL.find_all(text):
        fact = Fact(found.start("date"), found.end("date"), SURE)
        yield Fact(
            fact.start, fact.end, SURE, Owner.AUTHOR if owner_of(text, fact) is Owner.AUTHOR else Owner.OTHER
        )
    for found in _BORN.find_all(text):
        who, year = found.words("who"), _year(found.words("date"))
        if who == "I":
            yield Fact(found.start("date"), found.end("date"), SURE, Owner.AUTHOR)
        elif year >= 1925 and is_somebody(text, found.start("who"), who):
            score = SURE if who.casefold() in ("he", "she") else LIKELY
            yield Fact(found.start("who"), found.end("date"), score, Owner.OTHER)


def _year(date: str) -> int:
    """Return the year of a date, 1900 where it has none: those of history are no private fact."""
    last = "".join(char if char.isdigit() else " " for char in date).split()
    years = [int(number) for number in last if len(number) == 4]
    if years:
        return years[0]
    return 2000 if len(last) == 3 else 1900


def _real_names(text: str) -> Iterator[Fact]:
    for pattern in (_REAL_NAME, _REAL_NAME_OF, _BEHIND, _REALLY):
        for found in pattern.find_all(text):
            owner = Owner.AUTHOR if found.words("who").casefold() == "my" else Owner.OTHER
            yield Fact(found.start("who"), found.end("name"), SURE, owner)
