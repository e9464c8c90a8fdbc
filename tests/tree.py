"""The project's own files, for tests about the project itself."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "civiltongue"


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(file for file in files if file.is_file()))


def python_modules() -> tuple[Path, ...]:
    """Return the modules of the package."""
    return tuple(f for f in project_files() if f.suffix == ".py" and f.is_relative_to(PACKAGE))


def typescript_modules() -> tuple[Path, ...]:
    """Return the modules that the browser's files are built from."""
    sources = ROOT / "frontend" / "src"
    return tuple(f for f in project_files() if f.suffix == ".ts" and f.is_relative_to(sources))


def shown(file: Path) -> str:
    """Return a file's path as a reader of a failure wants it."""
    return file.relative_to(ROOT).as_posix()
