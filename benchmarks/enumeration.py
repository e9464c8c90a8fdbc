"""Measure whether the time of an answer says whose an address is.

``python -m benchmarks.enumeration [--rounds 2000]``. In each round somebody asks for a sign-in link for an address
that is unknown, known, banned and erased, in an order drawn anew, on a new SQLite file. For each kind the median is
printed, and in which share of the rounds it took longer than the unknown address did: of what tells nothing, the
interval of that share holds one half.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.figures import interval
from civiltongue.bootstrap import open_house
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import AuthorKind, Site
from civiltongue.operations.add_site import add_site
from civiltongue.operations.erase_author import ask_erasure, erase_due
from civiltongue.operations.house import House
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.sign_in import LINKS_AN_HOUR, LinkWish, send_link
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.settings import Settings

KINDS = ("unknown", "known", "banned", "erased")
_WARM_UP = 20


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2_000)
    rounds = parser.parse_args(arguments).rounds
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database=f"sqlite:///{Path(folder) / 'house.sqlite'}", secret_file=str(Path(folder) / "secret")
        )
        house = open_house(settings)
        site = add_site(house, "lantern", origins=("https://lantern.example",), policy=default()).site
        people = rounds // LINKS_AN_HOUR + _WARM_UP
        addresses = {kind: _addresses(house, site, kind, people) for kind in KINDS}
        took = _measure(house, site, addresses, rounds)
        house.database.close()
    print(f"{'address':10} {'median ms':>10}  slower than an unknown one, of {rounds} rounds")
    for kind in KINDS:
        slower = sum(one > other for one, other in zip(took[kind], took["unknown"], strict=True))
        told = interval(slower, rounds) if kind != "unknown" else ""
        print(f"{kind:10} {median(took[kind]) * 1000:10.3f}  {told}")


def _addresses(house: House, site: Site, kind: str, number: int) -> list[str]:
    """Return addresses of a kind; no address gets more links than an hour allows."""
    found = [f"{kind}-{which}@example.com" for which in range(number)]
    if kind == "unknown":
        return found
    for which, email in enumerate(found):
        name = f"Reader {kind} {_word(which)}"
        author = welcome_author(house, site, name, kind=AuthorKind.ACCOUNT, email=email)
        if kind == "banned":
            sanction_author(house, site, author.id, kind=SanctionKind.BAN, reason="x", by="operator")
        elif kind == "erased":
            ask_erasure(house, site, author, at_once=True)
    erase_due(house, site)
    return found


def _word(number: int) -> str:
    """Return a number as letters, so that no two names look alike."""
    letters = "bdfgkmpstv"
    return "".join(letters[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:05}").title()


def _measure(
    house: House, site: Site, addresses: dict[str, list[str]], rounds: int
) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    drawn = random.Random(7)
    for number in range(rounds + _WARM_UP):
        for kind in drawn.sample(KINDS, len(KINDS)):
            wish = LinkWish(addresses[kind][number // LINKS_AN_HOUR], f"{kind}-{number}")
            begun = time.perf_counter()
            send_link(house, site, wish)
            elapsed = time.perf_counter() - begun
            if number >= _WARM_UP:
                took[kind].append(elapsed)
    return took


if __name__ == "__main__":
    main()
