"""HouseRulesCheck: functional cases for the default house rules, for any engine to be tried with.

A file of ``suites/house_rules_check`` has a ``rule``, what it is ``about``, and ``functionalities``: each an
``id``, what it is ``about``, whether its cases ``break`` the rule, and the cases, as ``texts`` or as
``authors`` (names that sign one text) or ``records``. ``record`` is what all cases of a file share, ``slots``
what stands in their texts for a name in braces, and ``repeat`` how many times a text is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Case:
    """Hold a comment and whether it breaks a rule. ``record`` is what ``judge`` takes."""

    id: str
    rule: str
    functionality: str
    about: str
    breaks: bool
    record: Mapping[str, Any]


@cache
def suite() -> tuple[Case, ...]:
    """Return all cases, by rule and functionality."""
    folder = resources.files(__package__) / "suites" / "house_rules_check"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name
    )
    return tuple(case for file in files for case in _cases(yaml.safe_load(file.read_text("utf-8"))))


def _cases(file: Mapping[str, Any]) -> Iterator[Case]:
    for functionality in file["functionalities"]:
        shared = {
            **file.get("record", {}),
            **({"text": functionality["text"]} if "text" in functionality else {}),
        }
        records = _records(functionality, shared, file.get("slots", {}))
        for number, record in enumerate(records, start=1):
            yield Case(
                id=f"{file['rule']}/{functionality['id']}/{number}",
                rule=file["rule"],
                functionality=functionality["id"],
                about=functionality["about"],
                breaks=functionality["breaks"],
                record=record,
            )


def _records(
    functionality: Mapping[str, Any], shared: Mapping[str, Any], slots: Mapping[str, list[str]]
) -> Iterator[dict[str, Any]]:
    for given in functionality.get("records", ()):
        yield {**shared, **given}
    for name in functionality.get("authors", ()):
        yield {**shared, "author": {"name": name}}
    for given in functionality.get("texts", ()):
        text: str = given if isinstance(given, str) else given["text"] * given["repeat"]
        used = [slot for slot in slots if f"{{{slot}}}" in text]
        for turn in range(max((len(slots[slot]) for slot in used), default=1)):
            filled = text
            for slot in used:
                filled = filled.replace(f"{{{slot}}}", slots[slot][turn % len(slots[slot])])
            yield {**shared, "text": filled}
