"""Whose a private fact is, by the words around it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from civiltongue.detectors.private_facts_passage import Passage
from civiltongue.text.patterns import Match, Pattern, any_of
from civiltongue.text.word_lists import word_lists

SURE = 0.95
LIKELY = 0.6
FAINT = 0.3


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


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """Finds facts of a kind in texts that hold any of its patterns, and the other one too if there is one.

    ``digits`` says that they all need an ASCII digit, so that other texts need not be asked.
    """

    patterns: tuple[Pattern, ...]
    find: Callable[[Passage], Iterable[Fact]]
    also: Pattern | None = None
    digits: bool = True


_PEOPLE = word_lists("civiltongue.text", "people.txt")
_LISTS = word_lists(__package__, "private_facts.txt")
_WORDS = word_lists(__package__, "private_facts_owners.txt")
_CUES = word_lists(__package__, "private_facts_cues.txt")
_B = r"(?:^|[^\pL\pN])"
_E = r"(?:[^\pL\pN]|$)"
IS = rf"(?:,? {any_of(_WORDS['is'])}|,? ?[=:#]| [–-])*,?"
"""The source of a pattern for what stands between what a fact is called and the fact itself."""

OF_SOMEBODY = r"(?: (?:of|von|vom|der|des|de|del|della|di|van|för|till|z|konta)?(?: ?\p{Lu}[\pL'-]*\p{Ll}[\pL'-]*){1,3})?"
"""The source of a pattern for whose a thing is, where its name follows it."""

_PERSON_WORDS = any_of(
    (*_PEOPLE["neighbour"], *_PEOPLE["family"], *(w for w in _PEOPLE["office"] if w not in ("head", "chair")))
)
_OWN = Pattern(rf"{_B}(?:(?P<mine>{any_of(_WORDS['own'])})|(?P<told>{any_of(_WORDS['told'])}))(?:'s)?{_E}")
_SEEN = Pattern(rf"^{_B}?{any_of(_WORDS['seen'])}{_E}")
_FACT = any_of(
    word
    for kind in (
        "phone",
        "mail",
        "identity",
        "account",
        "card",
        "plate",
        "computer",
        "birthday",
        "home",
        "my car",
    )
    for word in _CUES[kind]
)
_WHOSE = Pattern(
    rf"{_B}(?P<my>my|our|meine?|unsere?|mon|ma|notre|mi|mis|mio|mia|mijn|mój|moja|min|mitt) "
    rf"|(?:{_B}(?P<their>his|her|their|whose|seine?|ihre?|deren|dessen|su|sus|suo|sua|jego|jej|hans|hennes)|[\pL](?P<ones>'s)) "
)
_OF_A_FACT = Pattern(rf"^(?:it$|(?:[\pL-]+ )?{_FACT}{_E})")
_POSSESSIVE = Pattern(
    r"my|our|mein\pL*|unser\pL*|mon|mes|notre|nos|mi|mis|nuestr\pL+|mio|mia|miei|mie|nostr\pL+|mijn|onze|moj\pL+|mój|nasz|mitt|mina|min \pL+|meu|minha"
)
_THEY, _YOUR = frozenset({"they", "them"}), frozenset({"your", "yours"})
_I_AM = Pattern(r"^[ ,]*I(?:'m|'ve| am| have| was) ")
_ELSE_AFTER = Pattern(r"(?:it's|that's|it is|so|because|and|but|when|until) \p{Lu}\p{Ll}+", any_case=False)
# "Our Gareth" is of the family.
_OUR_NAME = Pattern(r"^[^\pL]?(?:[Mm]y|[Oo]ur) \p{Lu}\p{Ll}+ \p{Ll}", any_case=False)
_NOT_OWN = Pattern(rf"^{any_of(_WORDS['my other'])}{_E}")
_ONE_OTHER = any_of(_WORDS["he or she"])
_FULL_NAME = r"\p{Lu}\p{Ll}[\pL'-]* (?:(?:van|von|de|der|den|del|della|la|le|di|da|du|af|ap|el|al|bin|ten|ter|zu) )*\p{Lu}[\pL'-]+"
_NAME = Pattern(rf"{_B}(?P<name>{_FULL_NAME})", any_case=False)
_HE_OR_SHE = Pattern(
    rf"{_B}(?:(?i:{_ONE_OTHER})|{_FULL_NAME}'s|(?i:call|ring|text|phone|ask|tell|mail|message|bother|wake) \p{{Lu}}\p{{Ll}}+){_E}",
    any_case=False,
)
_OTHER = Pattern(
    rf"{_B}(?P<thing>I(?:'m| am| was) an? (?:[\pL-]+ )?(?:{_PERSON_WORDS})|(?:it|that|what|here|there|let|who|how|where|this|mine)'s){_E}|{_B}(?:{_ONE_OTHER}|{any_of(_WORDS['other'])})(?:'s)?{_E}"
    rf"|{_B}(?:{_PERSON_WORDS})(?:'s|s')?{_E}"
    rf"|[\pL\pN]'s{_E}|{_B}@[\pL\pN_]"
)
_SOMEBODY = Pattern(
    rf"{_B}(?:(?i:{_ONE_OTHER}|their|them|{_PERSON_WORDS})(?:'s)?|(?P<name>{_FULL_NAME})|(?:Mr|Mrs|Ms|Herr|Frau|Mme|Dr)\.? \p{{Lu}}[\pL-]+|@[\pL\pN_.]+|\p{{Lu}}\p{{Ll}}[\pL-]*'s){_E}",
    any_case=False,
)
_ANY = Pattern(rf"{_B}(?:an?|any|no|every|each|some|another) $")
_PLACE_NAME = Pattern(
    rf" {any_of((*_PEOPLE['firm'], *_LISTS['street'], *_LISTS['month']))}$|^{any_of(_WORDS['no name'])} "
)
_ELSE = Pattern(
    r"(?:,|and|that|because|when|where|but|how|so|while|und|dass|weil|et|que|y|e|en|dat|i|że|och|att) \p{Lu}\p{Ll}+ \p{Ll}|(?:for|with|about|by|against) \p{Lu}\p{Ll}+ |to \p{Lu}\p{Ll}+ (?:at|in|on|from) $"
    r"|[:;–] (?P<name>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)[,:]? $",
    any_case=False,
)
_PRIVATE = Pattern(
    rf"{_B}(?:private|personal|home|at home|mobile|cell(?:phone)?|handy|direct|own|lives?|living|resides?|midnight)(?:'s)?{_E}"
)
_OFFICE_WORDS = any_of(_WORDS["office"])
_OFFICE = Pattern(rf"{_B}(?:{_OFFICE_WORDS})(?:'s|s')?{_E}")
# "bank account", "police report": what is no office after all.
_NO_OFFICE = Pattern(
    rf"^ (?:accounts?|cards?|details|report|friends?|mates?|reunion|list|photo|register|file|records?|website){_E}"
)
# "The man from the meeting" is no meeting.
_PERSON_FROM = Pattern(
    rf"{_B}(?:m[ae]n|wom[ae]n|guy|lady|bloke|chap|girl|boy|person|somebody|someone|one|{_PERSON_WORDS}) "
    r"(?:from|of|at|in|on|behind) (?:the|our|that|this|my|your) (?:[\pL-]+ )?$"
)
_AT_SCHOOL = Pattern(
    r" (?:in|at|from|to|since|after|of) (?:school|church|hospital|court|practice|business|service)[^\pL]?$"
)
_OFFICE_AFTER = Pattern(
    rf"^[ ,]*(?:(?:is|for|belongs to|reaches) (?:the|our|their) (?:[\pL-]+ ){{0,3}}|\((?:the )?)(?:{_OFFICE_WORDS}){_E}"
)
_IS_WHOSE = r"^[^\pL\pN.!?]*(?:(?:(?:[\pL'’]+[ ,]+){0,4}(?:is|was|that's|it's|which is|which was)|as|ist|war|das ist|das war|est|était|c'est|c'était|es|era|è|to|był|jest|är|var|er|é|dat is|dat was)[ ,]+(?:(?:apparently|also|still|indeed|actually|really|now|auch|übrigens|jetzt|aussi|también|anche|ook|też|också|zuletzt) )*)?"
_OWN_AFTER = Pattern(rf"{_IS_WHOSE}(?:(?P<mine>{any_of(_WORDS['own possessive'])})|(?:il|la) mi[oa]|me){_E}")
_OTHER_AFTER = Pattern(
    rf"{_IS_WHOSE}(?:(?:il|la) su[oa]|{_ONE_OTHER}|their|theirs|(?:the \pL+ of )?(?-i:{_FULL_NAME})(?:'s)?){_E}"
)
_SOMEBODY_BY_NAME = Pattern(r"^(?P<name>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)[.,!?]?$", any_case=False)
_SOMEBODY_OF_MINE = Pattern(rf"^(?:[\pL-]+ )?(?:{_PERSON_WORDS})(?:'s|s')?{_E}")


def points_at_somebody(words: str) -> bool:
    """Say whether words name one other person, or point at one; "Mill Road" and "a child" are none."""
    return any(
        is_name(found.words("name")) if found.group == "name" else not _ANY.find(words[: found.start() + 1])
        for found in _SOMEBODY.find_all(words)
    )


def is_name(words: str) -> bool:
    """Say whether words in capitals may be somebody's name; "Mill Road" and "National Insurance" are none."""
    return _PLACE_NAME.find(words) is None


def owner_of(passage: Passage, fact: Fact) -> Owner:
    """Return whose a fact is: the nearest words before it that point at somebody decide."""
    if fact.owner is not None:
        return fact.owner
    before = passage.before(fact.start)
    after = passage.after(fact.end)
    claimed = _OWN_AFTER.find(after)
    if claimed:
        rest = after[claimed.end() :]
        named = _SOMEBODY_BY_NAME.find(rest)
        by_name = named is not None and _OF_A_FACT.find(named.words("name")) is None
        others = by_name or _NOT_OWN.find(rest) or _SOMEBODY_OF_MINE.find(rest)
        return Owner.OTHER if others else Owner.AUTHOR
    own, told = _own(before), _told(before)
    other = _other(before, theirs_aside=told >= 0, yours_aside=own >= 0 or told >= 0)
    private = _PRIVATE.find(before) is not None
    # "01632 960123 office, 01632 960456": a label of the number before it says nothing of the next.
    offices = (
        found
        for found in _OFFICE.find_all(before)
        if not _is_label(before, found.start())
        and not _NO_OFFICE.find(before[found.end() - 1 :])
        and not _AT_SCHOOL.find(before[: found.end()])
        and not _PERSON_FROM.find(before[: found.start() + 1])
    )
    office = max((found.end() for found in offices), default=-1)
    nearest = max(own, _last(_HE_OR_SHE, before))
    if _OTHER_AFTER.find(after):
        return Owner.OTHER
    if fact.published and not private and (office > nearest or _OFFICE_AFTER.find(after)):
        return Owner.OFFICE
    if _is_theirs(before):
        return Owner.OTHER
    if own < 0 and other < 0:
        # "I followed …" says little: whoever else the sentence names comes first.
        i_am = _I_AM.find(after) is not None
        somebody = points_at_somebody(before) or (points_at_somebody(after) and not i_am)
        mine = (told >= 0 or i_am) and not somebody and not _ELSE_AFTER.find(after)
        return Owner.AUTHOR if mine else Owner.UNCLEAR
    return Owner.AUTHOR if own > other else Owner.OTHER


def _is_theirs(before: str) -> bool:
    """Say whether the last fact that words speak of is another's: "Rosa's number was on my desk"."""
    whose = [found.group for found in _WHOSE.find_all(before) if _OF_A_FACT.find(before[found.end() :])]
    return bool(whose) and whose[-1] != "my"


def _is_label(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at + 1].strip(" -")[-1:].isdigit()


def _own(before: str) -> int:
    """Return where the author's last word of their own ends; "in my opinion" and "my boss" are none."""
    return max(
        (
            found.end()
            for found in _OWN.find_all(before)
            if found.words("mine")
            and (
                not _POSSESSIVE.is_whole(found.words("mine"))
                or _OF_A_FACT.find(before[found.end() :] or "it")
            )
            and not _OUR_NAME.find(before[found.start() :])
            and not _NOT_OWN.find(before[found.end() :])
        ),
        default=-1,
    )


def _told(before: str) -> int:
    end = max(
        (
            found.end()
            for found in _OWN.find_all(before)
            if (found.words("told") or _POSSESSIVE.is_whole(found.words("mine")))
            and not _NOT_OWN.find(before[found.end() :])
            and not _OUR_NAME.find(before[found.start() :])
            and not _SEEN.find(before[found.start() :].lstrip())
        ),
        default=-1,
    )
    # "I work there, and Rosa uses …" goes on about somebody else.
    else_ = _ELSE.find(before[end - 1 :]) if end >= 0 else None
    names_a_fact = else_ is not None and else_.group == "name" and _OF_A_FACT.find(else_.words("name"))
    return -1 if else_ is not None and not names_a_fact else end


def _other(before: str, *, theirs_aside: bool, yours_aside: bool) -> int:
    """Return where the last word that points at somebody else ends; "it's" points at nobody.

    Beside the author, "they" are mostly a firm or an office: "they lost my file", and what is "yours" is
    mostly no fact: "mail me your stories".
    """
    words = before.rstrip()
    # "My number's …" and "hers is …" say it before.
    shorter = words[:-2] if words.endswith("'s") else before
    pronouns = (
        found.end()
        for found in _OTHER.find_all(shorter)
        if found.group != "thing"
        and not (theirs_aside and found.words().strip(" ,.").casefold() in _THEY)
        and not (yours_aside and _is_yours_and_no_fact(shorter, found))
    )
    names = (found.end("name") for found in _NAME.find_all(shorter) if is_name(found.words("name")))
    return max((*pronouns, *names), default=-1)


def _is_yours_and_no_fact(text: str, found: Match) -> bool:
    yours = found.words().strip(" ,.:").casefold() in _YOUR
    return yours and _OF_A_FACT.find(text[found.end() :]) is None


def _last(pattern: Pattern, text: str) -> int:
    """Return where the last match ends, -1 where there is none."""
    return max((found.end() for found in pattern.find_all(text)), default=-1)
