"""Contrast sentences of our own: what they say, filled in anew for each epoch."""

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from training.labels import HARMS
from training.rows import Example
from training.sources import Known

EACH_EPOCH = 20_000
"""How many of these sentences an epoch has."""

_NONE: Known = dict.fromkeys(HARMS, (0.0, 1.0))
_HATE: Known = {"toxicity": (1.0, 1.0), "identity_attack": (1.0, 1.0), "threat": (0.0, 0.7)}
_SLIGHT: Known = {
    "toxicity": (0.7, 0.7),
    "identity_attack": (0.8, 0.7),
    "threat": (0.0, 0.7),
    "profanity": (0.0, 0.5),
}
_HEADS: Mapping[str, Known] = {
    "hate": _HATE,
    "hate women": _HATE,
    "quoted hate": _HATE,
    "threat hate": _HATE | {"threat": (1.0, 1.0), "severe_toxicity": (1.0, 0.4)},
    "threat": _NONE
    | {"toxicity": (1.0, 1.0), "threat": (1.0, 1.0), "insult": (0.5, 0.0), "severe_toxicity": (1.0, 0.3)},
    "insult": _NONE
    | {"toxicity": (1.0, 1.0), "insult": (1.0, 1.0), "profanity": (0.0, 0.0), "severe_toxicity": (0.0, 0.3)},
    "insult jobs": _NONE | {"toxicity": (0.9, 0.7), "insult": (1.0, 0.5), "profanity": (0.0, 0.0)},
    "belittling": _NONE | {"toxicity": (0.9, 1.0), "insult": (1.0, 1.0), "severe_toxicity": (0.0, 0.3)},
    "hounding": _NONE
    | {"toxicity": (0.9, 1.0), "threat": (1.0, 0.8), "insult": (0.3, 0.0), "spam": (0.0, 0.3)},
    "sexism": _SLIGHT | {"sexism": (1.0, 1.5), "racism": (0.0, 0.5)},
    "racism": _SLIGHT | {"racism": (1.0, 1.5), "sexism": (0.0, 0.5)},
    "hard words": _NONE | {"toxicity": (0.1, 1.0), "profanity": (0.0, 0.3)},
    "idiom": _NONE,
    "things": _NONE | {"toxicity": (0.2, 0.7), "profanity": (0.0, 0.0)},
    "civil": _NONE,
    "civil women": _NONE | {"sexism": (0.0, 1.0)},
    "spam": {"spam": (1.0, 1.0), "toxicity": (0.05, 0.5)},
    "not spam": {"spam": (0.0, 1.0), "toxicity": (0.03, 0.5)},
    "counter": _NONE | {"toxicity": (0.05, 1.0), "profanity": (0.0, 0.0)},
    "proud": _NONE | {"toxicity": (0.2, 0.7), "profanity": (0.0, 0.0), "obscenity": (0.0, 0.0)},
    "swearing": _NONE | {"toxicity": (0.5, 0.3), "profanity": (1.0, 1.0), "obscenity": (0.0, 0.2)},
}
# How often each head is drawn: what other sources lack, more often.
_DRAWN = {
    "hate": 22, "hate women": 6, "quoted hate": 8, "threat hate": 6, "threat": 4, "insult": 8, "insult jobs": 4,
    "things": 4, "civil": 26, "counter": 20, "proud": 5, "swearing": 4,
    "civil women": 8, "spam": 7, "not spam": 7, "belittling": 10, "hounding": 7, "sexism": 10, "racism": 6,
    "hard words": 9, "idiom": 7,
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _sections(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    head = ""
    for line in (files("training") / "contrast" / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(head, []).extend(line.split(" / ") if name == "fillers.txt" else [line])
    return {head: tuple(lines) for head, lines in found.items()}


def contrast_examples(rng: random.Random, count: int = EACH_EPOCH) -> Iterator[Example]:
    """Yield examples from the sentences, with other fillers each time."""
    sentences = _sections("sentences.txt")
    heads = rng.choices(list(_DRAWN), weights=list(_DRAWN.values()), k=count)
    for head in heads:
        text, about = _filled(rng.choice(sentences[head]), rng, head)
        known = dict(_HEADS[head])
        if "identity_attack" in known and known["identity_attack"][0] == 1.0:
            known["sexism"] = (float(about == "women"), 1.0 if about else 0.0)
            known["racism"] = (float(about == "peoples"), 1.0 if about else 0.0)
        known = {name: given for name, given in known.items() if given[1]}
        civil = known.get("toxicity", (1.0, 0.0))[0] < 0.1
        yield Example(_written(text, rng), "contrast", known, () if civil else None, 0.1)


def _filled(sentence: str, rng: random.Random, head: str) -> tuple[str, str]:
    about = "women" if head == "hate women" else rng.choices(("women", "peoples", "others"), (2, 5, 3))[0]
    quoted_about = about

    def filler(slot: re.Match[str]) -> str:
        nonlocal quoted_about
        name = slot[1]
        if name == "quoted":
            kind = rng.choice(("hate", "hate", "hate", "threat hate", "hate women"))
            inner, quoted_about = _filled(rng.choice(_sections("sentences.txt")[kind]), rng, kind)
            return inner
        if name == "said":
            return _filled(rng.choice(_sections("sentences.txt")["insult"]), rng, "insult")[0]
        return rng.choice(_sections("fillers.txt").get(f"{name} {about}") or _sections("fillers.txt")[name])

    filled = _SLOT.sub(filler, sentence)
    filled = re.sub(r"\b([Aa]) (?=[aeiouAEIOU])", r"\1n ", filled)
    if "{groups}" in sentence or "{one}" in sentence or "{quoted}" in sentence or head == "hate women":
        return filled, quoted_about
    return filled, ""


def _written(text: str, rng: random.Random) -> str:
    """Write the sentence as people do: a capital or not, a stop or not."""
    if rng.random() < 0.7:
        text = text[:1].upper() + text[1:]
    if text[-1].isalnum() and rng.random() < 0.6:
        text += rng.choice("...!") if rng.random() < 0.9 else "!!!"
    return text
