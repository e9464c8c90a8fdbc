"""alt-profanity-check, and a transformer of Detoxify's size, in an environment of their own, asked over a pipe."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent / ".peers" / "model"
PACKAGES = ("alt-profanity-check", "torch==2.13.0")
_PYTHON = PLACE / "bin" / "python"
_SCORING = """
import json, sys
asked = json.load(sys.stdin)
from profanity_check import predict_prob
json.dump({name: [float(score) for score in predict_prob(texts)] for name, texts in asked.items()}, sys.stdout)
"""
# BERT-base with weights by chance: how long it takes does not depend on what it says.
_TIMING = """
import json, statistics, sys, time, torch
torch.set_num_threads(1)
layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
words, network = torch.nn.Embedding(30522, 768), torch.nn.TransformerEncoder(layer, 12)
network.eval()
taken = []
with torch.inference_mode():
    for number in range(25):
        tokens = torch.randint(0, 30522, (1, int(sys.argv[1])))
        began = time.process_time()
        network(words(tokens))
        taken.append(time.process_time() - began)
json.dump(min(taken), sys.stdout)
"""


def profanity(asked: dict[str, list[str]]) -> dict[str, list[float]]:
    """Return alt-profanity-check's probability for each text of each named list."""
    found: dict[str, list[float]] = _ask(_SCORING, json.dumps(asked))
    return found


def seconds_of_bert_base(tokens: int) -> float:
    """Return the processor's seconds that a float BERT-base takes for one text on one core, at best."""
    found: float = _ask(_TIMING, "", str(tokens))
    return found


def _ask(program: str, given: str, *arguments: str) -> Any:
    _install()
    done = subprocess.run(
        [str(_PYTHON), "-c", program, *arguments], input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"the peers failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _install() -> None:
    if (PLACE / "installed").exists():
        return
    venv.create(PLACE, with_pip=True)
    subprocess.run([str(_PYTHON), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    (PLACE / "installed").touch()
