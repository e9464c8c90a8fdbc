"""Every key that the code uses is worded, and every wording is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import polib

from tests.tree import PACKAGE, ROOT, project_files, python_modules, shown

CATALOGUES = PACKAGE / "wording" / "catalogues"
DOMAINS = sorted(file.stem for file in (CATALOGUES / "en").glob("*.po"))
KEY = re.compile(rf"(?:{'|'.join(DOMAINS)})\.[a-z0-9_.-]*[a-z0-9]")
HEAD = re.compile(rf"(?:{'|'.join(DOMAINS)})\.[a-z0-9_.-]*[_.-]")
"""A key, and the beginning of one that something is put behind."""
FILE_NAME = re.compile(r"\.(?:py|po|js|ts|css|html|json|txt|xml)$")


def test_every_key_that_is_used_is_worded() -> None:
    worded = set(_worded("en"))
    missing = {key: file for key, file in _used().items() if "*" not in key and key not in worded}

    assert missing == {}


def test_every_pattern_of_keys_finds_a_wording() -> None:
    worded = set(_worded("en"))
    patterns = {key: file for key, file in _used().items() if "*" in key}

    assert {k: f for k, f in patterns.items() if not any(_matches(k, key) for key in worded)} == {}


def test_every_wording_is_used() -> None:
    used = _used()
    exact = {key for key in used if "*" not in key}
    patterns = [key for key in used if "*" in key]

    assert [k for k in _worded("en") if k not in exact and not any(_matches(p, k) for p in patterns)] == []


def test_every_wording_can_be_filled_in_by_name() -> None:
    broken = []
    for key, texts in _worded("en").items():
        for text in texts:
            try:
                names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
            except ValueError:
                broken.append(key)
                continue
            broken += [key for name in names if not name.isidentifier()]

    assert broken == []


def test_no_wording_is_empty_and_none_stands_twice() -> None:
    for domain in DOMAINS:
        entries = list(polib.pofile(CATALOGUES / "en" / f"{domain}.po"))
        keys = [entry.msgid for entry in entries]

        assert sorted(set(keys)) == sorted(keys)
        assert [e.msgid for e in entries if not (e.msgstr or all(e.msgstr_plural.values()))] == []
        assert [key for key in keys if not key.startswith(f"{domain}.")] == []


def test_other_languages_have_the_same_arguments() -> None:
    english = _worded("en")
    for folder in CATALOGUES.iterdir():
        for key, texts in _worded(folder.name).items():
            assert key in english, f"{folder.name}: {key}"
            for text in texts:
                assert _arguments(text) <= set().union(*map(_arguments, english[key])), (
                    f"{folder.name}: {key}"
                )


@cache
def _worded(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((CATALOGUES / language).glob("*.po")):
        for entry in polib.pofile(file):
            found[entry.msgid] = list(entry.msgstr_plural.values()) or [entry.msgstr]
    return found


def _arguments(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _used() -> dict[str, str]:
    """Return the keys that are used with the file that does; ``*`` stands for what is filled in."""
    used: dict[str, str] = {}
    for file in python_modules():
        for key in _in_python(file):
            used[key] = shown(file)
    for file in project_files():
        templates = file.suffix in {".html", ".txt", ".xml"} and file.is_relative_to(PACKAGE)
        scripts = file.suffix == ".ts" and file.is_relative_to(ROOT / "frontend" / "src")
        if templates or scripts:
            for key in _in_text(file.read_text("utf-8")):
                used[key] = shown(file)
    return {key: file for key, file in used.items() if not FILE_NAME.search(key)}


def _in_python(file: Path) -> Iterator[str]:
    """Yield keys and patterns; a pattern may be lengthened in the same file: ``f"{key}_more"``."""
    patterns, endings = set(), set()
    tree = ast.parse(file.read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            if KEY.fullmatch(node.value):
                yield node.value
            elif HEAD.fullmatch(node.value):
                yield f"{node.value}*"
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
            if re.fullmatch(rf"(?:{'|'.join(DOMAINS)})\.[a-z0-9_.*-]*", text):
                patterns.add(text)
            elif re.fullmatch(r"\*[_.][a-z0-9_]+", text):
                endings.add(text[1:])
    worded = _worded("en")
    yield from patterns
    for longer in (pattern + ending for pattern in patterns for ending in endings):
        if any(_matches(longer, key) for key in worded):
            yield longer


def _in_text(text: str) -> Iterator[str]:
    yield from re.findall(rf"[\"'`]({KEY.pattern})[\"'`]", text)
    for head in re.findall(rf"[\"'`]({HEAD.pattern})(?:[\"']|\$\{{)", text):
        yield f"{head}*"


def _matches(pattern: str, key: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), key) is not None
