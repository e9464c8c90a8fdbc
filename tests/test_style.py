"""The style card, where a program can check it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tree import PACKAGE, ROOT, project_files, python_modules, shown, typescript_modules

MOST_LINES = 300
FORBIDDEN = {
    "action",
    "actions",
    "common",
    "flag",
    "flags",
    "helper",
    "helpers",
    "manager",
    "managers",
    "user",
    "users",
    "util",
    "utils",
}
"""Words that mean several things here or nothing; the vocabulary has a better one for each."""

MIGRATIONS = "storage/migrations/versions"
"""Migrations are records of what was; they may be long, and nothing imports them."""

FOREIGN = {"user_agent", "systemd_user", "action_type"}
"""Names that somebody else's standard gives."""


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {
        shown(f): len(f.read_text("utf-8").splitlines()) for f in python_modules() + typescript_modules()
    }

    assert {n: length for n, length in lengths.items() if length > MOST_LINES and MIGRATIONS not in n} == {}


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [shown(f) for f in python_modules() if not _opens_with_a_sentence(f)]
    silent += [
        shown(f)
        for f in typescript_modules()
        if not re.match(r"(/\*\*\s|//)\s*(\* )?\S", f.read_text("utf-8"))
    ]

    assert silent == []


def test_no_module_class_or_name_uses_a_word_outside_the_vocabulary() -> None:
    offences = [
        f"{shown(file)}: {name}"
        for file in python_modules() + typescript_modules()
        for name in (file.stem, *_names(file))
        if name not in FOREIGN and FORBIDDEN & set(_words(name))
    ]

    assert offences == []


def test_no_table_or_column_uses_a_word_outside_the_vocabulary() -> None:
    from civiltongue.storage.schema import metadata

    names = {table.name for table in metadata.tables.values()}
    names |= {f"{table.name}_{column.name}" for table in metadata.tables.values() for column in table.columns}

    assert [name for name in sorted(names) if FORBIDDEN & set(_words(name))] == []


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [
        f for f in project_files() if f.suffix in {".py", ".ts", ".css", ".html"} and f != Path(__file__)
    ]

    assert [shown(f) for f in files if later.search(f.read_text("utf-8"))] == []


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "registry.yarn" + "pkg.com")
    folders = (
        r"/work/(main|shared)\b",
        r"/root/(?!\*)",
        r"/home/\w",
        r"file:///(?:opt|work|root|home)",
        r"/opt/(pypi|wheels)",
    )
    pattern = re.compile("|".join((*map(re.escape, hosts), *folders)))
    offences = [
        f"{shown(file)}: {found.group()}"
        for file in project_files()
        if file != Path(__file__) and (found := pattern.search(file.read_text("utf-8", errors="replace")))
    ]

    assert offences == []


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {f.parent for f in python_modules() if MIGRATIONS not in shown(f)}

    assert [shown(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_text_files_end_with_one_line_break_and_have_no_trailing_blanks() -> None:
    suffixes = {".py", ".ts", ".md", ".html", ".css", ".toml", ".yaml", ".po", ".mjs"}
    built = PACKAGE / "web" / "static"
    offences = []
    for file in project_files():
        if file.suffix not in suffixes or file.is_relative_to(built):
            continue
        text = file.read_text("utf-8")
        if text and (not text.endswith("\n") or text.endswith("\n\n") or re.search(r"[ \t]\n", text)):
            offences.append(file.relative_to(ROOT).as_posix())

    assert offences == []


def _opens_with_a_sentence(file: Path) -> bool:
    docstring = ast.get_docstring(ast.parse(file.read_text("utf-8")))
    return (
        bool(docstring)
        and file.read_text("utf-8").startswith('"""')
        and docstring.split("\n\n")[0][-1] in ".:"
    )


def _names(file: Path) -> Iterator[str]:
    source = file.read_text("utf-8")
    if file.suffix == ".ts":
        yield from re.findall(r"\b(?:const|let|function|class|interface|type)\s+([A-Za-z_]\w*)", source)
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def _words(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]
