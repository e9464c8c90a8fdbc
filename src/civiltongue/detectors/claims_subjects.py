"""Of whom a deed is said."""

from dataclasses import dataclass

from civiltongue.detectors.claims_sentences import Sentence
from civiltongue.text.patterns import Pattern, any_of
from civiltongue.text.people import FIRM, PERSON, is_somebody
from civiltongue.text.skeleton import name_key

_ADVERBS = (
    r"(?:(?:also|even|clearly|obviously|certainly|definitely|himself|herself|itself|once|twice|just|then|personally|regularly|always|often|openly|knowingly|simply|secretly|"
    r"quietly|deliberately|repeatedly|illegally|only|still|later|first|again|actually|really|surely|probably|apparently|for years|every year|every week|blatantly|brutally|"
    r"has|have|had|been|is|was|were|are|who|he|she|keeps|kept|got|used to|started|caught|and|is the one who|as we all know|as everyone knows|we all know) ?)*"
)
_ASIDE = r"(?:, [^,.!?;\n]+,|\([^)\n]+\))?"
_PLACE = r"(?:(?:,? (?:of|at|in|from|on|with|and|behind|for) [\pL'-]+(?: [\pL'-]+)?(?: [\pL'-]+)?(?: \p{Lu}[\pL'.-]*)*))"
_LINK = rf"{_ASIDE}{_PLACE}?{_PLACE}?{_ASIDE},? ?(?i:{_ADVERBS})$"
_DIRECT = Pattern(rf"(?:^|[^\pL\pN'])(?P<who>{FIRM}|{PERSON}){_LINK}", any_case=False)
_CHAINED = Pattern(
    rf"(?:^|[^\pL\pN'])(?P<who>{FIRM}|{PERSON}) (?P<first>[^.!?;\n]*?[^.!?;,\n])(?:,? (?:and|but|then|or))(?: (?i:{_ADVERBS}))? ?$",
    any_case=False,
)
_STARTS = Pattern(rf"^(?P<who>{FIRM}|{PERSON})", any_case=False)
_REPORTING = Pattern(
    r"(?:^|[^\pL])(?:knows?|knew|saw|seen|heard|remembers?|proves?|proved|means|because|since|while|although|whereas|until|say|says|said|think|believe)(?: that)? |[;:] "
)
_PROGRESSIVE = Pattern(
    rf"(?:^|[^\pL])(?:is|was|are|were|been|be|keeps|kept|caught|started|\pL's) (?i:{_ADVERBS})$"
)
_PASSIVE = Pattern(
    r"(?:^|[^\pL])(?:is|was|are|were|been|be|being|get|gets|got)(?: \pL+ly| once| twice| also)* ?$"
)
_BE = Pattern(r"^(?:is|was|are|were|has|had|'s|remains)(?:[^\pL]|$)")
_NEGATED = Pattern(
    r"(?:^|[^\pL])(?:not|never|nobody|neither|nor|no one|hardly|without|n't)(?:[^\pL]|$)|n't(?:[^\pL]|$)"
)
_PLURAL = Pattern(
    r"\p{Lu}\p{Ll}+(?:ers|ists|ors|ans|ians|men|ies|eers|ents|als|ants|uals|ves|ees|rians|mates|ups|ists|ials)",
    any_case=False,
)
_ANYBODY = frozenset(
    {
        "person",
        "guy",
        "man",
        "woman",
        "lady",
        "chap",
        "bloke",
        "friend",
        "mate",
        "boss",
        "ex",
        "dog",
        "cat",
        "fox",
    }
)
_EARLIER_NAME = Pattern(
    rf"(?:^|[^\pL\pN'])(?:\p{{Lu}}[\pL'-]+ \p{{Lu}}[\pL'-]+|(?i:the|our|your) {any_of((r'mayor', r'minister', r'councillor', r'headteacher', r'author', r'ceo', r'director', r'coach', r'editor', r'reporter', r'president', r'owner', r'teacher', r'treasurer'))})(?:[^\pL]|$)",
    any_case=False,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody of whom something is said. ``lone_word`` is one capital word that begins a sentence."""

    start: int
    end: int
    doubtful: bool = False
    lone_word: bool = False


def subject_before(text: str, sentence: Sentence, at: int, known: tuple[str, ...]) -> Subject | None:
    """Return of whom a deed at an offset is said, or None where readers cannot tell."""
    clause = max((found.end() for found in _REPORTING.find_all(text[sentence.start : at])), default=0)
    sentence_start = sentence.start + clause
    before = text[sentence_start:at]
    if not _is_active(text[at : at + 40], before):
        return None
    for pattern in (_DIRECT, _CHAINED):
        found = pattern.find(before)
        if found is None or _NEGATED.find(before[found.start("who") :]):
            continue
        start = sentence_start + found.start("who")
        subject = _subject(text, start, found.words("who"), known, at_start=start == sentence.start)
        if subject and not (pattern is _CHAINED and subject.lone_word):
            return subject
    return _known_subject(before, sentence_start, known)


def _is_active(deed: str, before: str) -> bool:
    """Say whether a deed is done by its subject: "was blackmailed" and "his stealing" are not."""
    if deed.split(" ", 1)[0].endswith("ing"):
        return _PROGRESSIVE.find(before) is not None
    return _BE.find(deed) is not None or _PASSIVE.find(before) is None


def subject_after(text: str, at: int, known: tuple[str, ...]) -> Subject | None:
    """Return who did what "... by" says, or None where readers cannot tell."""
    found = _STARTS.find(text[at : at + 120])
    if found is None:
        return None
    return _subject(text, at, found.words("who"), known, at_start=False)


def _known_subject(before: str, offset: int, known: tuple[str, ...]) -> Subject | None:
    """Find the story's people right before a deed, however their names are written."""
    words = before.split()[-3:]
    keys = {name_key(word) for name in known for word in name.split() if len(word) > 3}
    if words and name_key(words[-1]) in keys - {""}:
        return Subject(offset + before.rindex(words[-1]), offset + len(before.rstrip()))
    return None


def _subject(text: str, start: int, who: str, known: tuple[str, ...], *, at_start: bool) -> Subject | None:
    words = who.split()
    if len(words) > 2 and words[0].casefold() == "that":
        # "We know that the mayor": a conjunction, and no part of the subject.
        words, start, who = words[1:], start + 5, who[5:]
    lowered = who.casefold()
    if lowered == "i" or words[-1].casefold() in _ANYBODY or not is_somebody(text, start, who):
        return None
    if lowered in ("he", "she"):
        referred = any(known) or _EARLIER_NAME.find(text[max(0, start - 400) : start]) is not None
        return Subject(start, start + len(who), doubtful=not referred)
    if len(words) == 1 and at_start:
        return (
            None
            if _PLURAL.is_whole(who) or who.endswith("ly")
            else Subject(start, start + len(who), lone_word=True)
        )
    return Subject(start, start + len(who))
