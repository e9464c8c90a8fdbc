"""better-profanity and alt-profanity-check, in an environment of their own, asked over a pipe."""

import json
import subprocess
import sys
import venv
from pathlib import Path

PLACE = Path(__file__).parent / ".peers" / "terms"
PACKAGES = ("better-profanity", "alt-profanity-check")
_PYTHON = PLACE / "bin" / "python"
_ASKING = """
import json, sys, time
asked = json.load(sys.stdin)
from better_profanity import profanity
from profanity_check import predict
profanity.load_censor_words()
answers = {}
for name, judge in (
    ("better-profanity", lambda texts: [profanity.contains_profanity(t) for t in texts]),
    ("alt-profanity-check", lambda texts: [bool(p) for p in predict(texts)]),
):
    answers[name] = {}
    for part, texts in asked.items():
        began = time.process_time()
        found = judge(texts) if texts else []
        answers[name][part] = {"found": found, "seconds": time.process_time() - began}
json.dump(answers, sys.stdout)
"""


def answers(asked: dict[str, list[str]]) -> dict[str, dict[str, dict]]:
    """Return, for each peer and each named list of texts, which ones it finds and the processor's seconds."""
    _install()
    done = subprocess.run(
        [str(_PYTHON), "-c", _ASKING], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"the peers failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def versions() -> str:
    """Return the peers' names and versions."""
    _install()
    asked = f"import importlib.metadata as m; print(', '.join(n + ' ' + m.version(n) for n in {PACKAGES!r}))"
    return subprocess.run(
        [str(_PYTHON), "-c", asked], capture_output=True, text=True, check=True
    ).stdout.strip()


def _install() -> None:
    if (PLACE / "installed").exists():
        return
    venv.create(PLACE, with_pip=True)
    subprocess.run([str(_PYTHON), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    (PLACE / "installed").touch()
