"""Whose name a name reads like, and what it claims to be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from civiltongue.text.look_alikes import clean, fold
from civiltongue.text.skeleton import name_keys
from civiltongue.text.word_lists import word_lists

SURE = 0.95
LIKELY = 0.6

# These run on one name, which `clean` cuts to 256 code points, so `re` is bounded here.
_ASIDE = re.compile(r"\s*(?:[,(|/\[–—:~•]|\s-\s).*$")
_JOINTS = re.compile(r"[\s_.,()|/\[\]–—:~•*★☆✓✔#@-]+")
_NUMBER = re.compile(r"[\s_#.-]*\d+$")
_DENIAL = re.compile(r"^\W*(?:not|no relation|unrelated|parody|fan)\b", re.IGNORECASE)
_INITIAL = re.compile(r"^\w\.?$")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name taken apart: what is left without titles, and what its titles claim."""

    core: str
    claims_staff: bool
    claims_more: bool
    denies: bool


def look_alike_score(name: str, protected: Iterable[str]) -> float:
    """Return how surely a name reads like one of the protected ones, or claims to be staff.

    A shared first name alone is 0.0. An initial, a number or a doubled letter more is 0.6.
    """
    parts = _taken_apart(name)
    own = _alone(parts)
    if own == SURE:
        return SURE
    likeness = max((_likeness(name, other) for other in protected), default=0.0)
    if likeness and parts.denies:
        return LIKELY
    return max(likeness, own)


def claims_staff(name: str) -> bool:
    """Say whether a name claims to speak for the publication: "The Editor", "Moderator Max"."""
    return _taken_apart(name).claims_staff


def without_titles(name: str) -> str:
    """Return a name without titles, asides and decoration."""
    return _taken_apart(name).core


def same_name(one: str, other: str) -> bool:
    """Say whether two names read the same, titles apart, in either order of their words."""
    return _likeness(one, other) == SURE


def _alone(parts: _Parts) -> float:
    """Score what a name claims by itself, whoever it resembles."""
    if parts.claims_staff and not parts.denies:
        return SURE
    return LIKELY if parts.claims_more and parts.core else 0.0


@lru_cache(maxsize=65536)
def _likeness(name: str, other: str) -> float:
    core, theirs = without_titles(name), _without_title_kept_whole(other)
    written = name_keys(name) | name_keys(core)
    if written & (name_keys(other) | _keys_in_any_order(theirs)):
        return SURE
    if len(theirs.split()) < 2:
        return 0.0
    looser = {_NUMBER.sub("", core), _without_middle(core), _undoubled(core)}
    loose_keys = frozenset[str]().union(*(name_keys(form) for form in looser))
    return LIKELY if loose_keys & (_keys_in_any_order(theirs) | name_keys(_undoubled(theirs))) else 0.0


def _without_title_kept_whole(name: str) -> str:
    """Return a protected name without its titles, unless that leaves a first name alone."""
    core = without_titles(name)
    return core if len(core.split()) > 1 else name


def _keys_in_any_order(name: str) -> frozenset[str]:
    words = name.split()
    turned = " ".join([*words[-1:], *words[:-1]])
    return name_keys(name) | name_keys(turned)


def _without_middle(name: str) -> str:
    words = name.split()
    return " ".join(word for at, word in enumerate(words) if at == 0 or not _INITIAL.match(word))


def _undoubled(name: str) -> str:
    return "".join(
        char for at, char in enumerate(name) if at == 0 or char.casefold() != name[at - 1].casefold()
    )


@lru_cache(maxsize=16384)
def _taken_apart(name: str) -> _Parts:
    cleaned = clean(name).strip()
    head = _ASIDE.sub("", cleaned).strip()
    aside = cleaned[len(head) :]
    words = [word for word in _JOINTS.split(head) if word]
    beside = [word for word in _JOINTS.split(aside) if word]
    core = [word for word in words if _kind(word) in ("", "thing")]
    kinds = {_kind(word) for word in words + beside}
    quiet = {_kind(word) for word in (beside if core and len(beside) < 4 else [] if core else words)}
    last = _kind(words[-1]) if words else ""
    staff = "staff" in kinds or "perhaps" in quiet or "group" in quiet or (last == "group" and not core)
    # "The Real Ana" claims to be the only one, while "Ana Real" is a name and "Real Ale" is a drink.
    claiming = [word for word, after in pairwise(words) if _kind(after) != "thing"] + beside
    truth = "claim" in map(_kind, claiming) or words[-1:] == ["official"]
    return _Parts(" ".join(core), staff, truth or last == "group", bool(_DENIAL.match(aside)))


def _kind(word: str) -> str:
    return _titles().get(fold(word), "")


@cache
def _titles() -> dict[str, str]:
    lists = word_lists(__package__, "titles.txt")
    return {fold(word): kind for kind, words in lists.items() for word in words}
