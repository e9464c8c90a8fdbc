"""Imports point only down, and importing the package is light."""

import subprocess
import sys

from tests.tree import ROOT

HEAVY = {"sqlalchemy", "litestar", "alembic", "psycopg", "jinja2", "phonenumbers"}


def test_imports_point_only_down() -> None:
    # In a process of its own: the linter silences the loggers of whoever runs it.
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_importing_the_package_loads_neither_database_nor_web() -> None:
    assert _loaded_by("import civiltongue") == []


def test_judging_in_python_loads_neither_database_nor_web() -> None:
    loaded = _loaded_by("import civiltongue; civiltongue.judge({'id': '1', 'text': 'Good morning.'})")

    assert {"sqlalchemy", "litestar", "alembic", "psycopg"}.isdisjoint(loaded)


def _loaded_by(program: str) -> list[str]:
    code = f"{program}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return sorted(HEAVY & set(run.stdout.split()))
