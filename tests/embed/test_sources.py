"""The sources of the embed: checked, and built to the bytes that are committed."""

import json
import re
from pathlib import Path

from tests.embed.toolchain import BUILT, FRONTEND, install, node, npm


def test_the_committed_files_are_what_the_sources_build(tmp_path: Path) -> None:
    install()

    node("build.mjs", str(tmp_path / "embed"), str(tmp_path / "desk"))

    for name in ("embed", "desk"):
        built = _bytes(BUILT.parent / name)
        assert _bytes(tmp_path / name) == built, "run `npm run build` in frontend/ and commit what it writes"


def test_types_and_style_of_the_sources_are_right() -> None:
    install()

    npm("run", "--silent", "check")


def test_every_package_is_pinned_to_one_version_and_no_host() -> None:
    manifest = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in manifest["devDependencies"].values())
    assert "dependencies" not in manifest
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
    assert not any("resolved" in package for package in lock["packages"].values())


def test_what_readers_load_evaluates_no_text_as_code() -> None:
    forbidden = re.compile(r"\beval\(|new Function|\.cssText|setAttribute\(\"style\"|document\.write")

    assert [file.name for file in BUILT.glob("*.js") if forbidden.search(file.read_text("utf-8"))] == []


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
