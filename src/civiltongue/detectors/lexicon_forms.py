"""What a line of a term list stands for: every form that the automaton looks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from civiltongue.text.fold import fold, is_drawn_as_latin

SPARED = "spared"
"""The kind of words that only resemble a term: what they cover is no hit."""

_GROUP = re.compile(r"\(([^()]*)\)")
_ENDINGS = ("", "s", "z", "ed", "er", "ers", "in", "ing", "y")
_LEAST_DISGUISED_SCORE = 0.8
_SHORTEST_SPLIT = 4
_SHORTEST_WITHOUT_VOWEL = 6
_LEAST_SCORE_WITHOUT_VOWEL = 0.9
_LONE_VOWEL = re.compile(r"(?<=[^aeiou])[aeiou](?=[^aeiouy])")
_SHORTEST_DOUBLED = 4
_LONGEST_DOUBLED = 9
# A split into such words alone is ordinary English: who re-read it, the pen is mine.
_ORDINARY_PIECES = frozenset(
    """
    a al am an and any are as at ball be been best big bit but by can car co do for gay get go god
    good got ha had has he hell her hi him his hit ho hot how i if in is it its job la le let lo ma
    man mass me mid more my no nor not now of off oh ok on one or our out pa pee pen per pi pot re
    sh she so son sub t tar tart ten the them to too top un up us use was we wet who why you your
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase with its kind of signal and its score.

    A ``*`` at an end stands for any letters, ``~`` at the end for the regular endings of a verb,
    ``(a/b)`` for either. A space in a phrase also stands for a hyphen or for nothing.
    ``language`` is set where a word counts only in texts of that language.
    """

    written: str
    kind: str
    score: float
    language: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a term, folded; ``is_variant`` where the spelling itself is a disguise."""

    text: str
    term: Term
    open_start: bool
    open_end: bool
    is_variant: bool = False


def read_terms(source: str) -> list[Term]:
    """Return the terms of a list: ``[kind score]`` lines, each followed by terms parted by commas.

    ``[kind score language]`` says that the terms count in texts of that language alone.
    """
    terms: list[Term] = []
    kind, score, language = SPARED, 0.0, ""
    for line in source.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            kind, number, language = (*line.strip("[]").split(), "", "")[:3]
            score = float(number or 0)
        else:
            terms.extend(
                Term(entry.strip(), kind, score, language) for entry in line.split(",") if entry.strip()
            )
    return terms


def forms(term: Term) -> Iterator[Form]:
    """Yield the spellings of a term, with its endings and joints."""
    for written in _alternatives(term.written):
        core = written.strip("*~ ")
        open_start, open_end = written.startswith("*"), written.endswith("*")
        for folded in dict.fromkeys(
            (fold(core, as_latin=False).text, fold(core, as_latin=is_drawn_as_latin(core)).text)
        ):
            for ending in _ENDINGS if written.endswith("~") else ("",):
                words = (folded + ending).split()
                for joint in (" ", "-", "") if len(words) > 1 else ("",):
                    text = joint.join(words)
                    if text:
                        yield Form(text, term, open_start, open_end)


def variants(form: Form) -> Iterator[Form]:
    """Yield what a strong form is also written as: parted, doubled, drawn alike, without a vowel."""
    text = form.text
    strong = form.term.kind != SPARED and form.term.score >= _LEAST_DISGUISED_SCORE
    if not strong or " " in form.term.written or not (text.isascii() and text.isalpha()):
        return
    disguised = replace(form, is_variant=True)
    if len(text) >= _SHORTEST_SPLIT:
        for parted in _splits(text, open_end=form.open_end):
            yield replace(disguised, text=parted, open_start=False)
        for sign, drawn in (("m", "rn"), ("w", "vv")):
            if sign in text:
                yield replace(disguised, text=text.replace(sign, drawn))
    for doubled in _doubled(text):
        yield replace(disguised, text=doubled)
    if _loses_vowels(form):
        for vowel in _LONE_VOWEL.finditer(text):
            for ending in ("", "s") if form.open_end else ("",):
                without = text[: vowel.start()] + text[vowel.end() :] + ending
                yield replace(disguised, text=without, open_end=False)


def _doubled(text: str) -> Iterator[str]:
    if _SHORTEST_DOUBLED <= len(text) <= _LONGEST_DOUBLED:
        for place, letter in enumerate(text):
            if text[place - 1 : place] != letter:
                yield text[: place + 1] + text[place:]


def _loses_vowels(form: Form) -> bool:
    is_long = len(form.text) >= _SHORTEST_WITHOUT_VOWEL and not form.open_start and not form.term.language
    return is_long and form.term.score >= _LEAST_SCORE_WITHOUT_VOWEL


def are_ordinary(pieces: list[str]) -> bool:
    """Say whether all the pieces of a parted word are ordinary words by themselves."""
    return all(piece in _ORDINARY_PIECES for piece in pieces)


def _splits(text: str, *, open_end: bool) -> Iterator[str]:
    for at in range(1, len(text)):
        pieces = [text[:at], text[at:]]
        if min(len(pieces[0]), len(pieces[1])) > 2 or are_ordinary(pieces[:1] if open_end else pieces):
            continue
        yield " ".join(pieces)
        if len(text) <= 5 and len(pieces[1]) > 1:
            yield f"{pieces[0]} {pieces[1][0]} {pieces[1][1:]}"


def _alternatives(written: str) -> Iterator[str]:
    group = _GROUP.search(written)
    if not group:
        yield written
        return
    for choice in group[1].split("/"):
        yield from _alternatives(written[: group.start()] + choice + written[group.end() :])
