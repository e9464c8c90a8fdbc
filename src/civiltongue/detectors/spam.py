"""Advertising, lures and repeated messages.

The signs stand in ``data/spam.toml``. One alone is seldom spam; several together with somewhere
to go (a link, a call to act) are.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from math import prod

from civiltongue.domain.evidence import Link, Signal, Span, Submission
from civiltongue.text.fingerprint import is_near
from civiltongue.text.normalise import readings
from civiltongue.text.patterns import Pattern, PatternSet
from civiltongue.text.words import count_words

MOST_SPANS = 100
NEAR_DUPLICATE = 3
"""In how many bits the fingerprints of near duplicates differ at most."""
_LEAST_WORDS_OF_DUPLICATE = 8
_LEAST_WORDS_OF_REPETITION = 12
_LEAST_REPETITIONS = 4
_LEAST_WORDS_OF_NOISE = 12
_LEAST_SIGNS_OF_NOISE = 25
_PUNCTUATION = ".,!?…-*"

_ENDINGS = (
    "(?:com|net|org|info|biz|shop|store|online|xyz|top|click|site|club|live|io|co|me|ly|ru|cn|example|test)"
)
_LOOKED_AT = 20_000
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,8}"
    rf"{_ENDINGS}"
    r"|www\.[a-z0-9.-]{1,200})(?![\w@])",
    re.IGNORECASE,
)
# Where an address may stand; the search for one is slow, and most pieces of a text have no stop inside.
_STOP_INSIDE = re.compile(r"\.(?=\S)")
_SOLID = re.compile(r"\S+")
_ENDING = re.compile(rf"\.{_ENDINGS}|www\.", re.IGNORECASE)
_AUTHORITY_END = re.compile(r"[/?#\s\[\]()<>\"']")
_SENTENCE = re.compile(r"[^.!?\n]+")
_WEIGHT_OF_LINKS = (0.0, 0.15, 0.25, 0.5, 0.6)
_WEIGHT_OF_MANY_LINKS = 0.75
_WORDS_PER_LINK = 25


@dataclass(frozen=True, slots=True)
class _Sign:
    name: str
    weight: float
    pattern: Pattern
    reach: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What speaks for spam: how strongly, where, and whether it sends the reader somewhere."""

    weight: float
    spans: tuple[Span, ...]
    reach: bool = False


class Spam:
    """Find advertising, lures and repeated messages."""

    name = "spam"
    version = "2"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield the signal ``spam``: one for lures, and one for what is said over and over."""
        lure = _lure(submission)
        if lure.weight:
            yield Signal("spam", lure.weight, lure.spans)
        text = submission.text
        if _is_near_duplicate(submission):
            yield Signal("spam", 0.9, (Span(0, len(text)),))
        repeated = _repetitions(text) or _one_word(text)
        if repeated:
            yield Signal("spam", 0.95, tuple(repeated[:MOST_SPANS]))
        disguised = tuple(link.span for link in submission.links if _names_another_host(link, text))
        if disguised:
            yield Signal("spam", 0.92, disguised[:MOST_SPANS])


def _lure(submission: Submission) -> _Found:
    """Weigh the signs together as independent causes."""
    signs = list(_signs_in(submission.text))
    links = _links(submission)
    found = [*signs, *links]
    left = prod(1.0 - one.weight for one in found)
    if links:
        # An offer with a link is more than an offer and a link.
        left *= (1.0, 0.7, 0.3)[min(len(signs), 2)]
    score = 1.0 - left
    if not any(one.reach for one in found):
        score = min(score, 0.5)
    spans = sorted({span for one in found for span in one.spans})
    return _Found(round(score, 6), tuple(spans[:MOST_SPANS]))


def _signs_in(text: str) -> Iterator[_Found]:
    signs, together, _ = _signs()
    spans: dict[int, set[Span]] = defaultdict(set)
    for reading in readings(text):
        for place in together.found_in(reading.text):
            if len(spans[place]) >= MOST_SPANS:
                continue
            for match in islice(signs[place].pattern.find_all(reading.text), MOST_SPANS):
                spans[place].add(reading.span(match.start(), match.end()))
    for place, found in spans.items():
        yield _Found(signs[place].weight, tuple(found), signs[place].reach)


def _links(submission: Submission) -> list[_Found]:
    spans = [link.span for link in submission.links]
    addresses = list(islice(_addresses(submission.text), MOST_SPANS))
    bare = (Span(*match.span()) for match in addresses)
    spans += [span for span in bare if not _is_covered(span, submission.links)]
    if not spans:
        return []
    weight = _weight_of_links(len(spans), count_words(submission.text))
    found = [_Found(weight, tuple(spans[:MOST_SPANS]), reach=True)]
    hosts = {_host(link.target) for link in submission.links}
    hosts |= {match[1].lower() for match in addresses}
    if hosts & _signs()[2]:
        found.append(_Found(0.45, (), reach=True))
    if submission.links and sum(span.end - span.start for span in spans) > 0.8 * len(submission.text.strip()):
        found.append(_Found(0.5, (), reach=True))
    return found


def _addresses(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for stop in _STOP_INSIDE.finditer(text, 0, _LOOKED_AT):
        at = stop.start()
        # Something must stand right before the stop; all up to the next space goes with it.
        if at <= end or text[at - 1] == "." or text[at - 1].isspace():
            continue
        start = at - len(text[end:at].rsplit(None, 1)[-1].rpartition(".")[2])
        found = _SOLID.match(text, at, _LOOKED_AT)
        end = found.end() if found else at
        if _ENDING.search(text, start, end):
            yield from _ADDRESS.finditer(text, start, end)


def _weight_of_links(count: int, words: int) -> float:
    if words >= _WORDS_PER_LINK * count:
        count = min(count, 2)  # Links in a long text are its evidence.
    return _WEIGHT_OF_LINKS[count] if count < len(_WEIGHT_OF_LINKS) else _WEIGHT_OF_MANY_LINKS


def _is_covered(span: Span, links: tuple[Link, ...]) -> bool:
    return any(link.span.start <= span.start and span.end <= link.span.end for link in links[:MOST_SPANS])


def _names_another_host(link: Link, text: str) -> bool:
    """Say whether the words of a link are an address, and the link leads to another one."""
    words = text[link.span.start : link.span.end].strip()
    match = _ADDRESS.match(words)
    if not match or " " in words:
        return False
    # The pattern may stop short, at the ".co" of ".co.uk"; the whole host is meant.
    shown, real = _host(words if "://" in words else f"//{words}"), _host(link.target)
    return bool(real) and real != shown and not real.endswith("." + shown)


def _host(target: str) -> str:
    authority = _AUTHORITY_END.split(target.partition("//")[2], maxsplit=1)[0].rpartition("@")[2]
    return authority.partition(":")[0].strip(".").lower().removeprefix("www.")


def _is_near_duplicate(submission: Submission) -> bool:
    if not submission.recent or count_words(submission.text) < _LEAST_WORDS_OF_DUPLICATE:
        return False
    return is_near(submission.text, submission.recent, bits=NEAR_DUPLICATE)


def _repetitions(text: str) -> list[Span]:
    """Return the sentences of a text that says hardly anything else, from the second time on."""
    sentences = _SENTENCE.findall(text, 0, _LOOKED_AT)
    # Sentences with different first words are different.
    first_words = {words[0].casefold() for sentence in sentences if (words := sentence.split(None, 1))}
    if len(sentences) < _LEAST_REPETITIONS or len(first_words) > len(sentences) - _LEAST_REPETITIONS + 1:
        return []
    keys = [" ".join(sentence.casefold().split()) for sentence in sentences]
    if len(set(keys)) > len(keys) - _LEAST_REPETITIONS + 1:
        return []
    counted = Counter(key for key in keys if key)
    if not counted:
        return []
    commonest, times = counted.most_common(1)[0]
    words = count_words(commonest) * times
    if times < _LEAST_REPETITIONS or words < _LEAST_WORDS_OF_REPETITION or 2 * times < len(keys):
        return []
    matches = _SENTENCE.finditer(text, 0, _LOOKED_AT)
    repeated = [Span(*match.span()) for match, key in zip(matches, keys, strict=True) if key == commonest]
    return repeated[1:]


def _one_word(text: str) -> list[Span]:
    """Return the whole of a text that is one word or one sign all over again."""
    beginning = [_bare(word) for word in text[:_LOOKED_AT].split(None, 2)[:2]]
    if not beginning or beginning[0] != beginning[-1]:
        return []
    words = text[:_LOOKED_AT].split()
    first = beginning[0]
    is_noise = len(words) >= _LEAST_WORDS_OF_NOISE and first != "" and {*map(_bare, words)} == {first}
    is_signs = len(words) == 1 and len(first) >= _LEAST_SIGNS_OF_NOISE and len(set(first)) < 3
    return [Span(0, len(text))] if is_noise or is_signs else []


def _bare(word: str) -> str:
    return word.casefold().strip(_PUNCTUATION)


@cache
def _signs() -> tuple[tuple[_Sign, ...], PatternSet, frozenset[str]]:
    source = (resources.files(__package__) / "data" / "spam.toml").read_text(encoding="utf-8")
    book = tomllib.loads(source)
    signs = tuple(
        _Sign(
            entry["name"],
            entry["weight"],
            Pattern(entry["pattern"].replace(" ?", r"\s*").replace(" ", r"\s+"), any_case=False),
            entry.get("reach", False),
        )
        for entry in book["sign"]
    )
    return signs, PatternSet(sign.pattern for sign in signs), frozenset(book["shorteners"])
