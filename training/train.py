"""Train the network: seeded, with progress, and resumed with the same command after an interruption."""

import json
import random
import sys
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from training.batches import Batch, Encoded, batch, batches, encoded
from training.contrast import EACH_EPOCH, contrast_examples
from training.encoder import DEVICE, Network, base_network, there
from training.labels import LABELS
from training.rows import Example, drawn, folded

RATE = 1.5e-4
"""The highest learning rate of what the base model brings; new heads learn faster."""
_HEADS_FASTER = 4.0
_WARM_UP, _COOLING = 0.04, 0.7
_EVIDENCE_COUNTS, _MEANING_COUNTS = 3.0, 0.6
_MEANT = 12_000
_CHECKPOINT_EVERY = 250
_SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Run:
    """What a training run is told: its seed, how many epochs (or parts of one), and where it keeps its work.

    ``begins`` is a trained network's file to begin with instead of the base model, ``rate`` the highest learning rate,
    ``counts`` says how many rows of each source an epoch has, instead of the sources.
    """

    seed: int
    epochs: float
    work: Path
    begins: Path | None = None
    rate: float = RATE
    counts: Mapping[str, int] | None = None

    def share(self, epoch: int) -> float:
        """Return how much of an epoch is trained: all of it, but for the last."""
        return min(1.0, self.epochs - epoch)

    @property
    def checkpoint(self) -> Path:
        """Return the file that an interrupted run goes on from."""
        return self.work / "checkpoint.pt"

    @property
    def weights(self) -> Path:
        """Return the file of the finished network."""
        return self.work / "network.pt"


def epoch_examples(
    learn: Mapping[str, list[Example]], measured: Set[str], run: Run, epoch: int
) -> list[Example]:
    """Return the examples of one epoch, the same for the same seed; none of them is in ``measured``."""
    rng = random.Random(f"{run.seed} {epoch}")
    share = run.share(epoch)
    own = contrast_examples(rng, int(EACH_EPOCH * share))
    return drawn(learn, rng, share=share, counts=run.counts) + [
        example for example in own if folded(example.text) not in measured
    ]


def train(
    learn: Mapping[str, list[Example]],
    measured: Set[str],
    run: Run,
    *,
    held_out: Mapping[str, Sequence[Example]],
) -> None:
    """Train, or go on training, and leave the finished network in the work folder."""
    torch.manual_seed(run.seed)
    network = base_network(len(LABELS)).to(DEVICE)
    if run.begins is not None:
        network.load_state_dict(torch.load(run.begins, weights_only=True, map_location=DEVICE))
    optimizer = _optimizer(network, run.rate)
    epoch, done, step = 0, 0, 0
    if run.checkpoint.exists():
        kept = torch.load(run.checkpoint, weights_only=True, map_location=DEVICE)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        epoch, done, step = kept["at"]
    torch.manual_seed(run.seed + step)
    while epoch < run.epochs:
        rng = random.Random(f"{run.seed} batches {epoch}")
        rows = encoded(epoch_examples(learn, measured, run, epoch), rng)
        stride = len(rows) // _MEANT + 1
        meanings = _meanings(rows[::stride], run, epoch)
        todo = list(batches(rows, rng))
        total = step - done + int((run.epochs - epoch) * len(todo) / run.share(epoch))
        progress = tqdm(todo[done:], initial=done, total=len(todo), desc=f"epoch {epoch}", mininterval=20)
        for given in progress:
            began = time.perf_counter()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _rate(step / total)
            losses = _step(network, optimizer, given, meanings, stride)
            done, step = done + 1, step + 1
            if step % 50 == 0:
                spent = time.perf_counter() - began
                said = {
                    "loss": [round(loss, 4) for loss in losses],
                    "tokens_s": int(given.tokens.size / spent),
                }
                with (run.work / "progress.jsonl").open("a") as file:
                    file.write(
                        json.dumps({"step": step, "of": total, "threads": torch.get_num_threads()} | said)
                        + "\n"
                    )
            if step % _CHECKPOINT_EVERY == 0 or done == len(todo):
                at = (epoch + 1, 0, step) if done == len(todo) else (epoch, done, step)
                _keep(run, network, optimizer, at)
        epoch, done = epoch + 1, 0
        torch.save(network.state_dict(), run.work / f"snapshot-{step}.pt")
    found = best_mean(run.work, held_out)
    if run.begins is not None:
        before = torch.load(run.begins, weights_only=True, map_location="cpu")
        found = best_between(before, found, held_out)
    torch.save(found, run.weights)


def best_between(
    before: dict[str, Tensor], after: dict[str, Tensor], held_out: Mapping[str, Sequence[Example]]
) -> dict[str, Tensor]:
    """Return what lies between two networks, nearer to one or the other, and says held-out texts best.

    What was learnt later has made the network forget some of what it had learnt before.
    """
    rows = encoded([example for found in held_out.values() for example in found], None)
    between = [
        {name: (1.0 - share) * before[name] + share * after[name] for name in after} for share in _SHARES
    ]
    losses = [_loss_on(mean, rows) for mean in between]
    for share, loss in zip(_SHARES, losses, strict=True):
        print(f"{share:.2f} of what was learnt later: loss {loss:.4f} on held-out texts", file=sys.stderr)
    return between[losses.index(min(losses))]


def best_mean(work: Path, held_out: Mapping[str, Sequence[Example]]) -> dict[str, Tensor]:
    """Return the mean of the last networks at epochs' ends: of as many as say held-out texts best.

    One alone has learnt its rows too much by heart.
    """
    rows = encoded([example for found in held_out.values() for example in found], None)
    paths = sorted(work.glob("snapshot-*.pt"), key=lambda path: int(path.stem.partition("-")[2]))
    kept = [torch.load(path, weights_only=True, map_location="cpu") for path in paths]
    means = [
        {name: torch.stack([each[name] for each in kept[-count:]]).mean(0) for name in kept[0]}
        for count in range(1, len(kept) + 1)
    ]
    losses = [_loss_on(mean, rows) for mean in means]
    for count, loss in enumerate(losses, start=1):
        print(f"the mean of the last {count}: loss {loss:.4f} on held-out texts", file=sys.stderr)
    return means[losses.index(min(losses))]


@torch.inference_mode()
def _loss_on(weights: dict[str, Tensor], rows: Sequence[Encoded]) -> float:
    network = Network(len(LABELS))
    network.load_state_dict(weights)
    network.to(DEVICE).eval()
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].tokens))
    lost, weighed = 0.0, 0.0
    for start in range(0, len(order), 64):
        given = batch(rows, order[start : start + 64])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            labels = network(there(given.tokens), there(given.mask))[0]
        weights_of = there(given.weights)
        lost += float(_masked(labels, there(given.targets), weights_of).sum())
        weighed += float(weights_of.sum())
    return lost / weighed


def _optimizer(network: Network, rate: float) -> torch.optim.AdamW:
    new = [
        part
        for name, part in network.named_parameters()
        if name.split(".")[0] in {"gather", "label", "evidence"}
    ]
    ids = {id(part) for part in new}
    old = [part for part in network.parameters() if id(part) not in ids]
    groups = [{"params": old, "peak": rate}, {"params": new, "peak": rate * _HEADS_FASTER}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.02, betas=(0.9, 0.98), fused=True)


def _rate(share: float) -> float:
    """Return the learning rate's factor: up, level, and in a line down to nothing."""
    return min(1.0, (share + 1e-4) / _WARM_UP, max(0.0, (1.0 - share) / _COOLING))


def _step(
    network: Network,
    optimizer: torch.optim.Optimizer,
    given: Batch,
    meanings: NDArray[np.float16],
    stride: int,
) -> tuple[float, float, float]:
    network.train()
    with torch.autocast(DEVICE.type, torch.bfloat16):
        labels, evidence, meaning = network(there(given.tokens), there(given.mask))
    weights, evidence_weights = there(given.weights), there(given.evidence_weights)
    label_loss = _masked(labels, there(given.targets), weights).sum() / len(given.rows)
    evidence_loss = _masked(evidence, there(given.evidence), evidence_weights).sum() / max(
        float(evidence_weights.sum()), 64.0
    )
    meant = [(place, row // stride) for place, row in enumerate(given.rows) if row % stride == 0]
    meaning_loss = torch.zeros((), device=DEVICE)
    if meant:
        base = there(meanings[[row for _, row in meant]].astype(np.float32))
        ours = meaning.float()[[place for place, _ in meant]]
        meaning_loss = (1.0 - (base * ours).sum(1)).mean()
    loss = label_loss + _EVIDENCE_COUNTS * evidence_loss + _MEANING_COUNTS * meaning_loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return label_loss.item(), evidence_loss.item(), meaning_loss.item()


def _masked(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    return weights * functional.binary_cross_entropy_with_logits(logits.float(), targets, reduction="none")


@torch.inference_mode()
def _meanings(rows: Sequence[Encoded], run: Run, epoch: int) -> NDArray[np.float16]:
    """Return what the base model takes the rows to mean: the network is to keep this ability."""
    kept = run.work / f"meanings-{run.seed}-{epoch}.npy"
    if kept.exists() and len(earlier := np.load(kept)) == len(rows):
        return earlier
    network = base_network(len(LABELS)).to(DEVICE).eval()
    found = np.zeros((len(rows), 384), np.float16)
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].tokens))
    for start in range(0, len(order), 64):
        given = batch(rows, order[start : start + 64])
        with torch.autocast(DEVICE.type, torch.bfloat16):
            meaning = network(there(given.tokens), there(given.mask))[2]
        found[given.rows] = meaning.float().cpu().numpy().astype(np.float16)
    np.save(kept, found)
    return found


def _keep(run: Run, network: Network, optimizer: torch.optim.Optimizer, at: tuple[int, int, int]) -> None:
    beside = run.checkpoint.with_suffix(".new")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "at": at}, beside)
    beside.replace(run.checkpoint)
