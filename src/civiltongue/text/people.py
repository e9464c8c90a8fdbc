"""Words that point at one person, named or known by a part."""

from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.word_lists import word_lists

_LISTS = word_lists(__package__, "people.txt")
_CAP = r"\p{Lu}[\pL\pM'-]*\.?"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|la|le|ten|ter|al|bin|of)"
_FULL_NAME = rf"{_CAP}(?: (?:{_PARTICLE} )*{_CAP})*"
_OFFICE = any_of(_LISTS["office"])
_CLOSE = any_of((*_LISTS["neighbour"], *_LISTS["family"]))
_HANDLE = r"@[\pL\pN_.-]+|[\pL_]+[\pN_]+[\pL\pN_]*"

PERSON = (
    rf"(?:(?:{_HANDLE})|(?i:he|she|I)"
    rf"|(?i:(?:the|our|your|this|that|my|his|her) (?:[\pL-]+ ){{0,2}}?(?:{_OFFICE}|{_CLOSE}))(?:,? {_FULL_NAME})?"
    rf"|(?i:(?:the|this|that) (?:commenter|poster|op|person|guy|woman|man|lady|chap|bloke)(?: (?:behind|called|named) [\pL\pN@_]+)?)(?:,? {_FULL_NAME})?"
    rf"|{_FULL_NAME})"
)
"""The source of a pattern for the words that point at one person; case counts in it."""

FIRM = rf"""(?:(?i:the )?\p{{Lu}}[\pL\pM'&-]*(?: (?:(?:and|of|the|&|for) )*\p{{Lu}}[\pL\pM'&-]*)*|(?i:(?:the|our|your|this|that) (?:[\pL-]+ )?{any_of(_LISTS["firm"])}))"""
"""The source of a pattern for the words that name a firm or a body."""

_PRONOUN = frozenset({"he", "she"})
_NOBODY = frozenset((*_LISTS["nobody"], *_LISTS["group"]))
_OWN_PEOPLE = Pattern(
    rf"(?:^|[^\pL])(?:my|our) (?:[\pL-]+ ){{0,2}}?(?:{any_of(_LISTS['family'])})(?P<name> \p{{Lu}}[\pL]+)?(?:[^\pL]|$)",
    any_case=True,
)
_NAMED = Pattern(
    rf"(?:^|[^\pL\pN])(?P<name>{_CAP}(?: {_CAP})+)|(?P<office>(?i:(?:the|our|your) (?:{_OFFICE})))(?:[^\pL]|$)",
    any_case=False,
)


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
