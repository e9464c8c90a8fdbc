"""A set of patterns says in one pass what each of them would say."""

from hypothesis import given
from hypothesis import strategies as st

from civiltongue.text.patterns import Pattern, PatternSet

SOURCES = [
    r"\byou are (?:an? )?(?:[a-z]+ )*idiot\b",
    r"é+",
    r"^go\b",
    r"[0-9]{3}$",
    r"(?P<words>idiot)s?",
    r"😀",
]
PATTERNS = [Pattern(source, any_case=False) for source in SOURCES]
TOGETHER = PatternSet(PATTERNS)
PARTS = st.sampled_from(["you are ", "an ", "idiot", "s", "é", "go ", "123", " ", "😀", "\n"])


@given(st.one_of(st.text(), st.lists(PARTS).map("".join)))
def test_the_set_finds_what_its_patterns_find(text):
    assert TOGETHER.found_in(text) == [place for place, pattern in enumerate(PATTERNS) if pattern.find(text)]
