"""What an installation gets, and from which pinned packages."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import civiltongue
from tests.tree import PACKAGE, ROOT, project_files

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = SETTINGS["project"]
TAKEN_ALONG = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
PINS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("build", "run", "test", "docs")}
EXTRAS = {"run": (), "test": ("test", "docs"), "docs": ("docs",)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: ZipFile) -> None:
    kept = {f.relative_to(PACKAGE.parent).as_posix() for f in project_files() if f.is_relative_to(PACKAGE)}
    for source, target in TAKEN_ALONG.items():
        folder = ROOT / source
        kept |= {
            f"{target}/{f.relative_to(folder).as_posix()}"
            for f in project_files()
            if f.is_relative_to(folder)
        }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert packed == kept


def test_the_wheel_names_its_licence_and_its_command(wheel: ZipFile) -> None:
    information = f"civiltongue-{civiltongue.__version__}.dist-info"
    metadata = wheel.read(f"{information}/METADATA").decode()

    assert "License-Expression: Apache-2.0" in metadata
    assert "civiltongue = civiltongue.__main__:main" in wheel.read(f"{information}/entry_points.txt").decode()
    assert f"{information}/licenses/LICENSE" in wheel.namelist()


@pytest.mark.parametrize("name", EXTRAS)
def test_every_requirement_is_pinned_to_a_version_that_it_allows(name: str) -> None:
    pinned = _pins(PINS[name])
    wanted = list(PROJECT["dependencies"])
    for extra in EXTRAS[name]:
        wanted += PROJECT["optional-dependencies"][extra]

    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not pinned; run `make pins`"
        assert all(requirement.specifier.contains(version) for version in versions), str(requirement)


def test_the_same_package_has_the_same_version_everywhere() -> None:
    everywhere = _pins(PINS["test"])

    for name in ("run", "docs"):
        assert {k: v for k, v in _pins(PINS[name]).items() if everywhere.get(k) != v} == {}


@pytest.mark.parametrize("file", PINS.values(), ids=PINS.keys())
def test_every_pin_has_hashes_and_names_no_host(file: Path) -> None:
    text = file.read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.startswith("#")))

    assert [b.split()[0] for b in blocks if b.strip() and "--hash=sha256:" not in b] == []
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", text) == []


def test_the_change_log_begins_with_this_version() -> None:
    headings = re.findall(
        r"^## \[?([^\]\s]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE
    )

    assert headings[0] in {"Unreleased", civiltongue.__version__}


def test_every_dependency_is_named_with_its_licence() -> None:
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", page, flags=re.MULTILINE))
    names = {Requirement(line).name for line in PROJECT["dependencies"]}

    assert rows.keys() == names
    assert [name for name, licence in rows.items() if not licence.strip()] == []


def _pins(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", file.read_text("utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found
