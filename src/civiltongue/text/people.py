"""Words that point at one person, named or known by a part."""

from dataclasses import dataclass

from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "people.txt")
_CAP = r"(?:(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Cllr|St|Rev|Hon)\.|\p{Lu}[\pL\pM'-]*)"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|la|le|ten|ter|al|bin|of)"
_FULL_NAME = rf"{_CAP}(?: (?:{_PARTICLE} )*{_CAP})*"
_OFFICE = any_of(_LISTS["office"])
_CLOSE = any_of((*_LISTS["neighbour"], *_LISTS["family"]))
_HANDLE = r"@[\pL\pN_.-]+|[\pL_]+[\pN_]+[\pL\pN_]*"

PERSON = (
    rf"(?:(?:{_HANDLE})|(?i:he|she|I)"
    rf"|(?:{_FULL_NAME}|(?i:(?:the|our|your|this|that|my) [\pL-]+))'s (?i:(?:[\pL-]+ )?(?:{_OFFICE}|{_CLOSE}))(?: {_FULL_NAME})?"
    rf"|(?i:(?:the|our|your|this|that|my|his|her) (?:[\pL-]+ ){{0,2}}?(?:{_OFFICE}|{_CLOSE}))(?:,? {_FULL_NAME})?"
    rf"|(?i:(?:the|this|that) (?:commenter|poster|op|person|guy|woman|man|lady|chap|bloke)(?: (?:behind|called|named) [\pL\pN@_]+)?)(?:,? {_FULL_NAME})?"
    rf"|{_FULL_NAME})"
)
"""The source of a pattern for the words that point at one person; case counts in it."""

FIRM = rf"""(?:(?i:the )?\p{{Lu}}[\pL\pM'&-]*(?: (?:(?:and|of|the|&|for) )*\p{{Lu}}[\pL\pM'&-]*)*|(?i:(?:the|our|your|this|that) (?:[\pL-]+ )?{any_of(_LISTS["firm"])}))"""
"""The source of a pattern for the words that name a firm or a body."""

_BETWEEN = any_of(
    (
        "also|now|still|clearly|actually|really|just|secretly|probably|already|always|once|recently|even|only|long|apparently|currently|alone|often|usually|never|ever",
        r"and|who|and who|with (?:his|her) [\pL]+|with [\pL]+ (?:cats|dogs|kids|children|parents|mother|father|wife|husband|family)",
    )
)
_BEFORE = Pattern(
    rf"(?:^|[^\pL\pN'])(?P<who>{PERSON})(?:, [^,.!?\n]+,)?(?: (?i:{_BETWEEN}))*$", any_case=False
)
_OWNER = Pattern(rf"(?:^|[^\pL\pN'])(?:(?P<who>{PERSON})'s|(?P<pronoun>(?i:his|her)))$", any_case=False)
_LOOK_BACK = 160
_PRONOUN = frozenset({"he", "she"})
_NOBODY = frozenset((*_LISTS["nobody"], *_LISTS["group"]))
_FIRMS = frozenset(_LISTS["firm"])
_OWN_PEOPLE = Pattern(
    rf"(?:^|[^\pL])(?:my|our) (?:[\pL-]+ ){{0,2}}?(?:{any_of(_LISTS['family'])})(?P<name> \p{{Lu}}[\pL]+)?(?:[^\pL]|$)",
    any_case=True,
)
_NAMED = Pattern(
    rf"(?:^|[^\pL\pN])(?P<name>{_CAP}(?: {_CAP})+)|(?P<office>(?i:(?:the|our|your) (?:{_OFFICE})))(?:[^\pL]|$)",
    any_case=False,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Words that point at one person, and where they start."""

    start: int
    words: str

    @property
    def is_author(self) -> bool:
        """Say whether the words are the author's "I"."""
        return self.words == "I"


def person_before(text: str, at: int) -> Person | None:
    """Return whom the words right before an offset point at, adverbs and asides passed over."""
    first = max(0, at - _LOOK_BACK)
    found = _BEFORE.find(text[first:at])
    return Person(first + found.start("who"), found.words("who")) if found else None


def owner_before(text: str, at: int) -> Person | None:
    """Return whose the thing at an offset is: "his ...", "Jane Roe's ..."."""
    first = max(0, at - _LOOK_BACK)
    found = _OWNER.find(text[first:at])
    if found is None:
        return None
    pronoun = found.words("pronoun")
    if pronoun:
        return Person(first + found.start("pronoun"), "he" if pronoun.casefold() == "his" else "she")
    return Person(first + found.start("who"), found.words("who"))


def is_body(who: str) -> bool:
    """Say whether words name a firm or a body and not a person, by their last word."""
    words = who.casefold().split()
    return bool(words) and words[-1] in _FIRMS


def is_somebody(text: str, start: int, who: str) -> bool:
    """Say whether words at an offset point at somebody whom readers can tell.

    Words for anybody do not, nor the author's unnamed family, also as "he" or "she".
    """
    words = who.casefold().split()
    first = words[0].partition("'")[0] if words else ""
    if first in _PRONOUN:
        return not _is_family(text[max(0, start - 300) : start])
    if " ".join(words) in _NOBODY or (first == "the" and " ".join(words[1:]) in _NOBODY):
        return False
    if first in ("my", "our"):
        own = _OWN_PEOPLE.find(who)
        return own is None or any(word[:1].isupper() for word in who.split()[1:])
    if len(words) > 1 and first in ("the", "your", "this", "that", "his", "her"):
        return True
    return bool(first) and first not in _NOBODY


def _is_family(before: str) -> bool:
    """Say whether the last person that a text spoke of is of the author's family, unnamed."""
    family = max((found.end() for found in _OWN_PEOPLE.find_all(before)), default=-1)
    named = max((found.end() for found in _NAMED.find_all(before)), default=-1)
    return family > named
