"""``python -m training --data FOLDER``: rebuild the shipped model from public data, end to end, one command.

What is finished stays in the work folder and is not done again: interrupted, it goes on where it was.
"""

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from training.assemble import assemble
from training.duplicates import check
from training.encoder import Network
from training.export import compared, export, load_network, reader
from training.fast import (
    ADVERTISING,
    BOTH_SIDES,
    advertising_elsewhere,
    counted,
    joined,
    labelled,
    rarity_in,
    targets,
    taught,
    train_fast,
    weighed,
    with_advertising,
)
from training.lines import further_elsewhere
from training.rows import Example, measured_texts, read_sources
from training.taught import COUNTS, taught_by
from training.teacher import lesson, train_teacher
from training.train import RATE, Run, epoch_examples, train

PLACE = Path("src/civiltongue/detectors/data/model")
FAST_EPOCH = 90
"""The fast tier learns from an epoch that the network has not seen."""
_TAUGHT_SLOWER = 0.7
"""The learning rate of what a network is taught after it has learnt, as a share of that before."""


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True), required=True, help="Holds train/ and dev/."
)
@click.option("--work", type=click.Path(path_type=Path), default=Path("training/.work"), show_default=True)
@click.option("--place", type=click.Path(path_type=Path), default=PLACE, show_default=True)
@click.option("--epochs", default=4.0, show_default=True, help="How long; 0.5 is half an epoch.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--fast-rows", default=25_000, show_default=True, help="About how many texts the network teaches it."
)
@click.option(
    "--teacher",
    default=0.0,
    show_default=True,
    help="How many lessons a larger network has, to teach the shipped one after that; 0.5 is half of one, 0 none.",
)
@click.option("--taught-epochs", default=2.0, show_default=True, help="How long it teaches.")
def main(
    data: Path,
    work: Path,
    place: Path,
    epochs: float,
    seed: int,
    fast_rows: int,
    teacher: float,
    taught_epochs: float,
) -> None:
    """Train the network and the fast tier, calibrate both on held-out texts, and write the shipped files."""
    work.mkdir(parents=True, exist_ok=True)
    place.mkdir(parents=True, exist_ok=True)
    check(data)
    run = Run(seed, epochs, work)
    learn, held_out = read_sources(data)
    if not run.weights.exists() and teacher:
        alone = Run(seed, epochs, work / "alone")
        alone.work.mkdir(exist_ok=True)
        if not alone.weights.exists():
            train(learn, measured_texts(data), alone, held_out=held_out)
        rows = lesson(learn, share=teacher, seed=seed)
        taught = taught_by(
            *train_teacher(rows, work, seed=seed), learn, measured_texts(data), work, seed=seed
        )
        after = Run(seed + 1, taught_epochs, work, alone.weights, RATE * _TAUGHT_SLOWER, COUNTS)
        train(taught, measured_texts(data), after, held_out=held_out)
    elif not run.weights.exists():
        train(learn, measured_texts(data), run, held_out=held_out)
    network = load_network(run.weights)
    shutil.copyfile(export(network, work), place / "network.onnx")
    shipped = reader(place / "network.onnx")
    sample = [example.text for found in held_out.values() for example in found[:10]]
    most, mean = compared(network, shipped, sample)
    click.echo(f"the int8 file differs from torch by {mean:.4f} in probability, at most {most:.3f}", err=True)
    arrays = _fast_tier(learn, measured_texts(data), network, run, fast_rows)
    # Advertising has few texts: the shipped tier learns from those held out too, the one that is measured does not.
    videos = [*learn[ADVERTISING], *held_out[ADVERTISING]]
    measured = assemble(
        shipped,
        with_advertising(arrays, videos),
        with_advertising(arrays, learn[ADVERTISING]),
        held_out,
        place,
        further=further_elsewhere(
            advertising_elsewhere(arrays, videos),
            np.array([example.known["spam"][0] >= 0.5 for example in videos]),
            np.array([example.group for example in videos]),
            held_out[ADVERTISING][0].group,
        ),
    )
    (work / "measured.json").write_text(json.dumps(measured, indent=1), "utf-8")
    click.echo(json.dumps(measured, indent=1))


def _fast_tier(
    learn: Mapping[str, list[Example]], measured: set[str], network: Network, run: Run, count: int
) -> dict[str, NDArray[Any]]:
    """Return the fast tier: it learns from every text's labels, and of ``count`` texts what the network says."""
    kept = run.work / "fast.npz"
    if not kept.exists():
        rng = random.Random(run.seed)
        examples = epoch_examples(learn, measured, Run(run.seed, FAST_EPOCH + 1, run.work), FAST_EPOCH)
        asked = rng.sample(examples, min(count, len(examples)))
        rest = [example for name in BOTH_SIDES for example in learn[name]]
        told = joined(targets(taught(network, asked)), asked), labelled(rest)
        wanted, counts_for = (np.concatenate(parts) for parts in zip(*told, strict=True))
        rows = counted([*asked, *rest])
        rarity = rarity_in(rows)
        weights, bias = train_fast(weighed(rows, rarity), wanted, counts_for)
        np.savez(kept, weights=weights.astype(np.float16), bias=bias, rarity=rarity)
    with np.load(kept) as arrays:
        return dict(arrays)


if __name__ == "__main__":
    main()
