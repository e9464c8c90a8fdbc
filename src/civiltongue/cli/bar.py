"""A progress bar, on a terminal alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def a_bar(unit: str, *, first: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many of how many are done; ``first`` is shown until it is told anything."""
    with tqdm(desc=first, unit=f" {unit}", disable=None, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.set_description_str("", refresh=False)
            bar.total = total
            bar.update(done - bar.n)

        yield tell
