"""Measure which names are caught that look like somebody's, and which are caught and are nobody's.

``python -m benchmarks.names [--seed N] [--misses]``.

Look-alikes of fifty protected names are made in eleven ways; ordinary names come from twenty
cultures (``data/names.toml``, written for this), namesakes by first name and by last name of the
protected fifty among them. A name is caught where ``look_alike`` is 0.5 or more, at which the
shipped policy holds a comment. Placeholders ("guest", "nobody") in twenty languages must be
``unsigned``, and none of the ordinary names.
"""

import argparse
import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import cycle, islice
from pathlib import Path

from benchmarks.figures import interval
from civiltongue.detectors.signature import Signatures
from civiltongue.domain.evidence import Signature, Submission

THRESHOLD = 0.5
NAMES = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))
PROTECTED: tuple[str, ...] = tuple(NAMES["protected"])
Disguise = Callable[[str, random.Random], str]

_TWINS = {"a": "аɑα", "c": "сϲ", "e": "еҽ", "i": "іɩ", "j": "ј", "o": "оοօ", "p": "рρ", "s": "ѕ", "x": "х", "y": "уү", "h": "һ",
          "d": "ԁ", "l": "ӏⅼ", "n": "ո", "v": "ν", "w": "ԝ", "A": "АΑ", "B": "ВΒ", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "J": "Ј",
          "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Y": "ΥҮ"}  # fmt: skip
_DIGITS = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "b": "8", "g": "9", "t": "7"}
_PAIRS = {"m": "rn", "w": "vv", "d": "cl"}
_UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e")
_TITLES = ("Dr {}", "Prof. {}", "The real {}", "{} (official)", "{}, Editor", "Mrs {}", "Official {}", "{} | The Lantern", "Cllr {}", "{} ✓", "Moderator {}")  # fmt: skip


def main() -> None:
    """Print a table: kinds of look-alikes, cultures of ordinary names, placeholders by language."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--each", type=int, default=200, help="look-alikes of each kind")
    arguments.add_argument("--misses", action="store_true", help="print what went wrong")
    chosen = arguments.parse_args()
    began = time.process_time()
    total: Counter[bool] = Counter()
    for kind, disguise in DISGUISES.items():
        random_ = random.Random(f"{chosen.seed} {kind}")
        made = [disguise(name, random_) for name in islice(cycle(PROTECTED), chosen.each)]
        caught = [_score(name, "look_alike") >= THRESHOLD for name in made]
        total.update(caught)
        print(f"look-alike: {kind:14} {interval(sum(caught), len(made))}")
        _shown(chosen.misses, [name for name, right in zip(made, caught, strict=True) if not right])
    print(f"look-alikes, all           {interval(total[True], total.total())}\n")
    false: list[str] = []
    ordinary = _ordinary(random.Random(chosen.seed))
    for culture, names in ordinary.items():
        wrong = [
            name for name in names if max(_score(name, "look_alike"), _score(name, "unsigned")) >= THRESHOLD
        ]
        false += wrong
        print(f"ordinary: {culture:16} {len(wrong)} of {len(names)} caught")
    _shown(chosen.misses, false)
    print(f"ordinary names caught      {interval(len(false), sum(map(len, ordinary.values())))}\n")
    unsigned: Counter[bool] = Counter()
    for language, words in NAMES["placeholders"].items():
        missed = [word for word in words if _score(word, "unsigned") < THRESHOLD]
        unsigned.update({True: len(words) - len(missed), False: len(missed)})
        _shown(chosen.misses, [f"{language}: {word}" for word in missed])
    print(
        f"placeholders of {len(NAMES['placeholders'])} languages {interval(unsigned[True], unsigned.total())}"
    )
    names = total.total() + sum(map(len, ordinary.values()))
    print(f"{(time.process_time() - began) / names * 1000:.3f} ms a name, among {len(PROTECTED)} protected")


def _score(name: str, kind: str) -> float:
    submission = Submission("Well said.", signature=Signature(name), staff=PROTECTED)
    return max((signal.score for signal in _DETECTOR(submission) if signal.kind == kind), default=0.0)


def _shown(wanted: bool, names: list[str]) -> None:  # noqa: FBT001
    for name in names if wanted else ():
        print(f"   {name!r}")


def _ordinary(random_: random.Random) -> dict[str, list[str]]:
    """Return a hundred different names of each culture; a tenth bear a protected first or last name."""
    ordinary: dict[str, list[str]] = {}
    firsts, lasts = [name.split()[0] for name in PROTECTED], [name.split()[-1] for name in PROTECTED]
    for culture, lists in NAMES["cultures"].items():
        given, family = lists["given"], lists["family"]
        names: dict[str, None] = {}
        while len(names) < 100:
            turn = random_.random()
            first, last = random_.choice(given), random_.choice(family)
            if turn < 0.05:
                first = random_.choice(firsts)
            elif turn < 0.1:
                last = random_.choice(lasts)
            elif turn < 0.15:
                last = ""
            joined = lists.get("joint", " ")
            name = (
                f"{last}{joined}{first}" if lists.get("family_first") and last else f"{first} {last}".strip()
            )
            if name not in PROTECTED:
                names[name] = None
        ordinary[culture] = list(names)
    return ordinary


def _replaced(table: Mapping[str, str]) -> Disguise:
    def disguise(name: str, random_: random.Random) -> str:
        places = [at for at, char in enumerate(name) if char in table]
        chosen = set(random_.sample(places, random_.randint(1, min(3, len(places))))) if places else set()
        return "".join(random_.choice(table[char]) if at in chosen else char for at, char in enumerate(name))

    return disguise


def _paired(name: str, random_: random.Random) -> str:
    places = [at for at, char in enumerate(name) if char in _PAIRS]
    if not places:
        return name.replace("l", "I")
    at = random_.choice(places)
    return name[:at] + _PAIRS[name[at]] + name[at + 1 :]


def _spaced(name: str, random_: random.Random) -> str:
    first, _, last = name.partition(" ")
    forms = (f"{first}{last}", f"{first}_{last}", f"{first}.{last}", f"{first}  {last}", " ".join(name.replace(" ", "")),
             f"{first}-{last}", f"{last}, {first}", f"{first[:2]} {first[2:]} {last}", f".{name}.", f"{first}\u00a0{last}")  # fmt: skip
    return random_.choice(forms)


def _cased(name: str, random_: random.Random) -> str:
    forms = (name.upper(), name.lower(), name.swapcase(), name.title().replace("i", "I").replace("l", "I"),
             "".join(random_.choice((char.upper(), char.lower())) for char in name))  # fmt: skip
    return random_.choice(forms)


def _marked(name: str, random_: random.Random) -> str:
    marks = ("\u0301", "\u0308", "\u0323", "\u0335", "\u0336", "\u0332", "\u20dd", "\ufe0f")
    return "".join(
        char + random_.choice(marks) if char.isalpha() and random_.random() < 0.4 else char for char in name
    )


def _mixed(name: str, random_: random.Random) -> str:
    offset = random_.choice((0x1D41A, 0x1D44E + 26 * 2, 0x1D5BA, 0x1D68A, 0xFF41))
    letters = [
        chr(offset + ord(char) - 97) if "a" <= char <= "z" and random_.random() < 0.5 else char
        for char in name
    ]
    return _replaced(_TWINS)("".join(letters), random_)


def _turned(name: str, random_: random.Random) -> str:
    controls = ("\u202e{}", "\u200f{}", "{}\u200e", "\u202d{}\u202c", "\u2067{}\u2069", "\u061c{}")
    return random_.choice(controls).format(name)


def _stuffed(name: str, random_: random.Random) -> str:
    at = random_.randrange(1, len(name))
    return (
        name[:at]
        + random_.choice(_UNSEEN) * random_.randint(1, 3)
        + name[at:]
        + random_.choice(("", *_UNSEEN))
    )


def _titled(name: str, random_: random.Random) -> str:
    return random_.choice(_TITLES).format(name)


def _several(name: str, random_: random.Random) -> str:
    one, other = random_.sample(["homoglyph", "digit", "case", "marks", "zero-width"], 2)
    return DISGUISES[other](DISGUISES[one](name, random_), random_)


DISGUISES: Mapping[str, Disguise] = {
    "homoglyph": _replaced(_TWINS),
    "digit": _replaced(_DIGITS),
    "spacing": _spaced,
    "case": _cased,
    "title": _titled,
    "multi-letter": _paired,
    "marks": _marked,
    "mixed script": _mixed,
    "right to left": _turned,
    "zero-width": _stuffed,
    "two at once": _several,
}
_DETECTOR = Signatures()

if __name__ == "__main__":
    main()
