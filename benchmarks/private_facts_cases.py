"""Makes up the cases of the private facts' benchmark: sentences around facts, and around what only looks like one."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.private_facts_regions import LANGUAGE
from benchmarks.private_facts_values import MAKERS, Value, handle, looks_alike, name

_DATA = Path(__file__).parent / "data"


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / file).read_text(encoding="utf-8"))


_FIRST = _read("private_facts.toml")
# Sentences of their own for each type; each set was written, and measured, after the one before had been used.
_LATER = {
    number: _read(f"private_facts_{number}.toml")
    for number in ("second", "third", "fourth", "fifth", "sixth")
}
SETS = ("first", *_LATER)
_NATIVE = 0.4
"""How many of the sentences for a region are in its own language, where there are some."""

_OWN = 0.4
"""How many of the sentences in which nothing may be found are about the author."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its group for the table, and the fact that must be found in it, if any."""

    text: str
    group: str
    fact: str = ""


def cases(kind: str, region: str, random_: random.Random, *, each: int, sentences: str) -> Iterator[Case]:
    """Yield so many cases of a type and region with a private fact, and as many without."""
    for _ in range(each):
        if sentences == "first":
            yield _private(kind, region, random_)
            yield _harmless(kind, region, random_)
        else:
            yield _written(kind, region, random_, _LATER[sentences])
            yield _look_alike(kind, region, random_, _LATER[sentences]["en"][kind])


def _written(kind: str, region: str, random_: random.Random, book: dict[str, Any]) -> Case:
    """Return a case with a sentence of a later set, in English or in the region's language."""
    english = book["en"][kind]["private"]
    native = book.get(LANGUAGE[region], {}).get(kind, {}).get("private", ())
    chosen = native if native and LANGUAGE[region] != "en" and random_.random() < _NATIVE else english
    return _told(kind, region, random_, random_.choice(chosen))


def _told(kind: str, region: str, random_: random.Random, frame: str, *, own: bool = False) -> Case:
    person = name(LANGUAGE[region], random_)
    value = _value(kind, region, random_) if kind in MAKERS else Value(person)
    text = frame.format(
        x=value.words,
        called=value.called or "IBAN",
        name=person,
        first=person.split()[0],
        handle=handle(random_),
    )
    group = "own" if own else "disguised" if value.disguised else "private"
    return Case(text[0].upper() + text[1:], group, "" if own else value.words)


def _look_alike(kind: str, region: str, random_: random.Random, sentences: dict[str, list[str]]) -> Case:
    if random_.random() < _OWN and kind != "handle":
        return _told(kind, region, random_, random_.choice(sentences["own"]), own=True)
    # What an office publishes is filled like a private fact; an address alone is that of any house.
    given = {}
    if kind in ("phone", "bank"):
        value = _value(kind, region, random_)
        given = {"x": value.words, "called": value.called or "IBAN"}
    return Case(_varied(random_.choice(sentences["like"]), region, random_, **given), "other")


def _private(kind: str, region: str, random_: random.Random) -> Case:
    words = _FIRST[LANGUAGE[region]]
    if kind == "handle":
        person = name(LANGUAGE[region], random_)
        frame = random_.choice(words["only"]["handle"])
        return Case(frame.format(handle=handle(random_), name=person), "private", person)
    value = _value(kind, region, random_)
    frames = [*words["theirs"], *words["only"].get(kind, []), *words["later"]]
    text = _filled(random_.choice(frames), kind, region, value, random_)
    return Case(text, "disguised" if value.disguised else "private", value.words)


def _harmless(kind: str, region: str, random_: random.Random) -> Case:
    words = _FIRST[LANGUAGE[region]]
    turn = random_.random()
    owned = [("own", words["mine"])] if turn < _OWN else []
    if _OWN <= turn < 0.6 and kind in ("email", "phone", "address", "bank"):
        owned = [("other", words["office"])]
    if owned and kind != "handle":
        group, frames = owned[0]
        value = _value(kind, region, random_)
        return Case(_filled(random_.choice(frames), kind, region, value, random_), group)
    return Case(_varied(random_.choice(words["like"][kind]), region, random_), "other")


def _value(kind: str, region: str, random_: random.Random) -> Value:
    return MAKERS[kind](region, random_, _FIRST[LANGUAGE[region]])


def _filled(frame: str, kind: str, region: str, value: Value, random_: random.Random) -> str:
    things = [thing.strip() for thing in _FIRST[LANGUAGE[region]]["thing"][kind].split("|")]
    called = value.called or "IBAN"
    bare, her, mine, theirs = (thing.format(id=called, account=called) for thing in things)
    person = name(LANGUAGE[region], random_)
    text = frame.format(x=value.words, name=person, bare=bare, her=her, my=mine, their=theirs)
    return text[0].upper() + text[1:]


def _varied(frame: str, region: str, random_: random.Random, **given: str) -> str:
    # Two numbers of one sentence are different ones.
    pieces = frame.replace("{", "\0{").split("\0")
    return "".join(piece.format(**{**looks_alike(region, random_), **given}) for piece in pieces)
