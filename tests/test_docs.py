"""The documentation is complete and true: whatever is public has its line, and no line is stale."""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from civiltongue.cli import civiltongue as command
from civiltongue.domain.audit import Event
from civiltongue.domain.policy import Policy
from civiltongue.importers.archive import Remark, SkipReason
from civiltongue.operations.judge_examples import judge_examples
from civiltongue.policyfile import default
from civiltongue.policyfile.load import load_policy
from civiltongue.settings import Settings
from docs.tables import refreshed
from tests.tree import PACKAGE, ROOT, project_files, shown

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
FRONTEND = ROOT / "frontend" / "src"


@pytest.mark.parametrize("page", sorted(REFERENCE.glob("*.md")), ids=lambda page: page.name)
def test_the_tables_that_follow_from_the_code_are_up_to_date(page: Path) -> None:
    text = page.read_text("utf-8")

    assert refreshed(text) == text, "run `make reference`"


def test_every_audit_event_has_its_line() -> None:
    assert _first_column("audit-events.md") == {event.value for event in Event}


def test_every_setting_has_its_line_with_its_default() -> None:
    rows = _rows("settings.md")
    defaults = {name: cells[1].strip("`") for name, cells in rows.items()}
    empty = {"", "empty", "none"}

    assert rows.keys() == {field.name for field in fields(Settings)}
    for name, told in defaults.items():
        value = getattr(Settings(), name)
        assert (str(value) == told) or (not value and told in empty), name


def test_every_reason_and_remark_of_an_import_report_has_its_line() -> None:
    known = {reason.value for reason in SkipReason} | {remark.value for remark in Remark}

    assert _first_column("import-report.md") == known


def test_every_attribute_of_the_embed_has_its_line() -> None:
    source = "\n".join(file.read_text("utf-8") for file in FRONTEND.rglob("*.ts"))
    observed = re.findall(r"observedAttributes = \[([^\]]*)\]", source)
    asked = set(re.findall(r"\bhost\.getAttribute\(\"([a-z-]+)\"\)", source))
    asked |= set(re.findall(r'"([a-z-]+)"', " ".join(observed)))
    asked |= set(re.findall(r'"(story-[a-z]+)"', source))
    styles = "\n".join(file.read_text("utf-8") for file in FRONTEND.rglob("*.css"))
    asked |= set(re.findall(r":host\(\[([a-z-]+)", styles))

    assert asked
    assert _first_column("embed.md", below="Attributes") == asked


def test_every_custom_property_of_the_embed_has_its_line() -> None:
    styles = "\n".join(f.read_text("utf-8") for f in FRONTEND.rglob("*") if f.suffix in {".css", ".ts"})
    asked = set(re.findall(r"var\((--ct-[a-z-]+)", styles))

    assert asked
    assert _first_column("embed.md", below="Custom properties") == asked


def test_every_package_is_in_the_architecture() -> None:
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    described = set(re.findall(r"\*\*`([a-z]+)`\*\*", (ROOT / "ARCHITECTURE.md").read_text("utf-8")))

    assert described == packages - {"cli"}


def test_every_file_that_the_architecture_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_/]+\.(?:py|ts))`", text))
    known = {shown(file) for file in project_files()}

    assert [n for n in named if not any(k == n or k.endswith(f"/{n}") for k in known)] == []


def test_every_make_target_is_in_the_guide_for_contributors() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("bench-%", "bench-NAME")
    targets = set(re.findall(r"^([a-zA-Z-]+):.*## ", makefile, re.MULTILINE))
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    assert set(re.findall(r"^\| `make ([a-zA-Z-]+)", guide, re.MULTILINE)) == targets


def test_every_policy_that_a_page_shows_whole_is_valid_and_its_examples_come_out() -> None:
    shown_whole = [
        (page, block)
        for page in DOCS.rglob("*.md")
        for block in _blocks(page, "yaml")
        if block.startswith("publication:")
    ]

    assert shown_whole
    for page, block in shown_whole:
        assert _examples_that_fail(load_policy(block, name=page.name)) == []


def test_the_rule_of_the_tutorial_can_be_added_to_the_newsroom_rules() -> None:
    (rule,) = _blocks(DOCS / "tutorial" / "index.md", "yaml")

    policy = load_policy(default() + rule)

    assert [failed for failed in _examples_that_fail(policy) if failed.startswith("no-ferry-jokes")] == []


def test_the_python_that_the_library_page_shows_runs() -> None:
    names: dict[str, object] = {}

    for block in _blocks(REFERENCE / "library.md", "python"):
        exec(block, names)

    assert isinstance(names["ruling"], dict)
    assert names["ruling"]["verdict"] == "reject"


def test_every_command_that_a_page_shows_exists_with_its_options() -> None:
    shown = [line for page in [ROOT / "README.md", *DOCS.rglob("*.md")] for line in _commands_shown(page)]

    assert shown
    for line in shown:
        _parse(shlex.split(line))


def test_links_between_files_outside_the_docs_lead_somewhere() -> None:
    for page in project_files():
        if page.suffix != ".md" or page.is_relative_to(DOCS):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _examples_that_fail(policy: Policy) -> list[str]:
    return [f"{tried.rule.id}: {tried.example.text}" for tried in judge_examples(policy) if not tried.as_said]


def _commands_shown(page: Path) -> Iterator[str]:
    """Yield what stands after ``civiltongue`` in a page's console blocks."""
    for block in re.findall(r"^ *```console\n(.*?)^ *```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            found = re.search(r"^\s*\$ .*?(?:^|[\s/])civiltongue ([a-z][^|>#]*)", line)
            if found and "systemctl" not in line and "adduser" not in line and "[OPTIONS]" not in line:
                yield found[1]


def _parse(words: list[str]) -> None:
    """Find a command and let it read its options; raises click's errors."""
    this: click.Command = command
    context = click.Context(this)
    while isinstance(this, click.Group):
        child = this.get_command(context, words[0])
        assert child is not None, f"there is no command {words[0]!r}"
        this, words, context = child, words[1:], click.Context(child, parent=context)
    this.make_parser(context).parse_args(list(words))


def _first_column(name: str, *, below: str = "") -> set[str]:
    return set(_rows(name, below=below))


def _rows(name: str, *, below: str = "") -> dict[str, list[str]]:
    """Return the rows of a page's tables by the code in the first cell, below a heading or all."""
    text = (REFERENCE / name).read_text("utf-8")
    if below:
        text = text.split(f"## {below}\n", 1)[1].split("\n## ", 1)[0]
    return {cells[0].strip("`"): cells for cells in _cells(text.splitlines()) if cells[0].startswith("`")}


def _cells(lines: Iterable[str]) -> Iterable[list[str]]:
    for line in lines:
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]
