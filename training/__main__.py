"""``python -m training``: rebuild the shipped model from public data, end to end, or one step of it."""

from pathlib import Path

import click

from training.rows import measured_texts, read_sources
from training.train import Run, train


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True), required=True, help="Folder with train/ and dev/."
)
@click.option("--work", type=click.Path(path_type=Path), default=Path("training/.work"), show_default=True)
@click.option("--epochs", default=4.0, show_default=True, help="Fewer end a run sooner.")
@click.option("--seed", default=1, show_default=True)
def main(data: Path, work: Path, epochs: float, seed: int) -> None:
    """Train the network; started again with the same command, it goes on where it was interrupted."""
    work.mkdir(parents=True, exist_ok=True)
    learn, _ = read_sources(data)
    train(learn, measured_texts(data), Run(seed, epochs, work))


if __name__ == "__main__":
    main()
