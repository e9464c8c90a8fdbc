"""Tells in one pass over a text whether anything in it may be a disguise, and of which sort."""

from string import ascii_lowercase

from civiltongue.text.patterns import Pattern, PatternSet

SPACED = "spaced"
"""Three single letters and more, each parted from the next by signs."""
LEET = "leet"
"""A digit or a sign beside a letter that may stand for another one."""
MASKED = "masked"
"""A letter, then a sign that may stand for any, then one of either."""
BROKEN = "broken"
"""A sign between two letters or digits."""
STRETCHED = frozenset(ascii_lowercase)
"""Each letter that stands three times and more in a row is named by itself."""

NO_LETTER = r"[^a-z0-9'()\[\]$@!\n]{1,3}"
MASKS = r"*#%&@$!?+^~=\-_" + "\u2010-\u27bf\U0001f300-\U0001faff"
STRONG_MASKS = "*#%&@$"

# Each of these finds, in the simplest way, at least what the exact search for a disguise would find.
_PATTERNS = {
    SPACED: rf"(?:^|[^a-z0-9'])[a-z0-9$@!]{NO_LETTER}[a-z0-9$@!]{NO_LETTER}[a-z0-9$@!](?:$|[^a-z0-9$@])",
    LEET: r"[a-z][!|]*[0-9$@+¡]|[0-9$@!|+¡][a-z]|[a-z0-9$@!|+¡][(<{][a-z]",
    MASKED: rf"[a-z](?:[{MASKS}]+[a-z]|[{MASKS}]*[{STRONG_MASKS}])",
    BROKEN: r"[\pL\pN][^\pL\pN\s'’]{1,3}[\pL\pN]",
    **{letter: letter * 3 for letter in ascii_lowercase},
    # An address says "www." and stretches nothing.
    "w": "www(?:[^.]|$)",
}
_NAMES = tuple(_PATTERNS)
_TOGETHER = PatternSet(Pattern(source, any_case=False) for source in _PATTERNS.values())
_NONE: frozenset[str] = frozenset()


def suspects(text: str) -> frozenset[str]:
    """Return which disguises a text in lower case may hold; what is not among them it holds not."""
    found = _TOGETHER.found_in(text)
    return frozenset([_NAMES[place] for place in found]) if found else _NONE
