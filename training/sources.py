"""What each permitted source says about a text: its labels in our terms, and how much to trust it.

Sources without a licence that permits it (kaggle_insults, olid, toxicr, c3, germeval21_de) are not here,
and neither are other languages than English.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from training.labels import HARMS

Row = Mapping[str, Any]
Known = dict[str, tuple[float, float]]
"""A label's target and its weight; what is absent is unknown."""


@dataclass(frozen=True, slots=True)
class Source:
    """Say how to read a source, how many of its rows to take in each epoch, and of which at most so many.

    One row of ``held_out_of`` is held out for choosing and calibration; where rows come in few groups, a whole
    group, ``held_out_group``, since a measuring set's group is one that was never seen.
    """

    known: Callable[[Row], Known]
    each_epoch: int
    positives: float | None = None
    held_out_of: int = 20
    held_out_group: str | None = None


_WOMEN = re.compile(
    r"\b(?:wom[ae]n|females?|girls?|ladies|lady|wife|wives|moms?|mothers?|feminis\w+|feminaz\w*|bitch\w*|whore\w*"
    r"|slut\w*|cunt\w*|hoes?|thots?|femoids?|foids?|misogyn\w*)\b"
)
_PEOPLES = re.compile(
    r"\b(?:blacks?|whites?|asians?|arabs?|jew\w*|muslim\w*|islam\w*|moslem\w*|mexican\w*|hispanic\w*|latin[oa]s?"
    r"|africans?|negro\w*|nigg\w*|immigra\w*|refugees?|indians?|pakistan\w*|chinese|japanese|kike\w*|gyps\w*|roma"
    r"|christians?|hindus?|race\w*|foreigners?|migrants?|spic\w*|chink\w*|goyim|zion\w*|kebabs?|aborigin\w*)\b"
)


def _hate(known: Known, text: str, *, weight: float = 1.0) -> Known:
    """Say of an attack on an identity whether it is about sex or about race, where the words tell."""
    text = text.lower()
    women, peoples = bool(_WOMEN.search(text)), bool(_PEOPLES.search(text))
    known.setdefault("toxicity", (1.0, 0.7 * weight))
    if women != peoples:
        known.setdefault("sexism", (float(women), 0.7 * weight))
        known.setdefault("racism", (float(peoples), 0.7 * weight))
    elif not women:
        known.setdefault("sexism", (0.0, 0.3 * weight))
    return known


def _no_hate(known: Known, *, weight: float = 1.0) -> Known:
    known.setdefault("sexism", (0.0, weight))
    known.setdefault("racism", (0.0, weight))
    return known


def _jigsaw(row: Row, weight: float = 1.0) -> Known:
    given = row["labels"]
    known: Known = {"toxicity": (float(given["toxic"]), weight), "spam": (0.02, 0.3 * weight)}
    if not given["toxic"] and given.get("obscene") is None:
        known |= dict.fromkeys(HARMS[1:], (0.0, 0.5 * weight))
        return known
    names = {"severe": "severe_toxicity", "threat": "threat", "insult": "insult", "obscene": "profanity"}
    known |= {
        ours: (float(given[theirs]), weight)
        for theirs, ours in names.items()
        if given.get(theirs) is not None
    }
    if given.get("obscene") == 0:
        known["obscenity"] = (0.0, weight)
    hate = given.get("identity_attack")
    if hate is not None:
        known["identity_attack"] = (float(hate), weight)
        known = _hate(known, row["text"]) if hate else _no_hate(known, weight=weight)
    return known


def _jigsaw_normalised(row: Row) -> Known:
    return _jigsaw(row, 0.5)


def _civil(row: Row) -> Known:
    given = row["labels"]
    known: Known = {"toxicity": (given["toxic"], 1.0), "spam": (0.02, 0.3)}
    known["insult"] = (given["insult"], 1.0)
    known["threat"] = (given["threat"], 1.0)
    known["profanity"] = (given["obscene"], 0.5)
    if given["obscene"] == 0:
        known["obscenity"] = (0.0, 0.5)
    hate = given["identity_attack"]
    known["identity_attack"] = (hate, 1.0)
    if hate >= 0.5:
        return _hate(known, row["text"])
    return _no_hate(known, weight=0.7) if hate == 0 else known


def _marco(_: Row) -> Known:
    return {"toxicity": (0.95, 0.5)}


def _toxic_spans(row: Row) -> Known:
    return {"toxicity": (0.95, 0.4)} if row["spans"] else {}


def _edos(row: Row) -> Known:
    kind = row["category"][:2]
    if kind == "no":
        return {"sexism": (0.0, 1.5)}
    threat = (1.0, 1.0) if kind == "1." else (0.0, 0.7)
    toxic = (0.8, 0.7) if kind in {"3.", "4."} else (1.0, 0.7)
    return {"sexism": (1.0, 1.5), "identity_attack": (1.0, 0.5), "toxicity": toxic, "threat": threat}


def _paradetox(row: Row) -> Known:
    toxic = float(row["labels"]["toxic"])
    known: Known = {"toxicity": (toxic, 0.8), "spam": (0.02, 0.2)}
    return (
        known
        if toxic
        else known | {"profanity": (0.0, 0.5), "insult": (0.0, 0.4), "severe_toxicity": (0.0, 0.4)}
    )


def _hatexplain(row: Row) -> Known:
    given = row["labels"]
    known: Known = {"toxicity": (float(given["toxic"]), 0.5)}
    hate = given.get("identity_attack")
    if hate is None:
        return known
    known["identity_attack"] = (float(hate), 0.7)
    return _hate(known, row["text"], weight=0.7) if hate else _no_hate(known, weight=0.5)


def _davidson(row: Row) -> Known:
    given = row["labels"]
    known: Known = {}
    if given["profanity"] is not None:
        known["profanity"] = (float(given["profanity"]), 0.7)
    if given["identity_attack"] is not None:
        known["identity_attack"] = (float(given["identity_attack"]), 0.4)
    if not given["toxic"]:
        known["toxicity"] = (0.0, 0.4)
    return known


def _hate_or_not(row: Row) -> Known:
    """Read dynahate and hatemoji: hate, or what only looks like it."""
    hate = float(row["labels"]["identity_attack"])
    known: Known = {"identity_attack": (hate, 1.3)}
    if not hate:
        return _no_hate(known)
    if row.get("type"):
        known["threat"] = (float(row["type"] == "threatening"), 1.0 if row["type"] == "threatening" else 0.4)
    return _hate(known, row["text"])


def _sbic(row: Row) -> Known:
    given = row["labels"]
    return {"toxicity": (given["toxic"], 0.8), "obscenity": (given["obscene"], 1.0)}


def _stormfront(row: Row) -> Known:
    hate = float(row["labels"]["identity_attack"])
    known: Known = {"identity_attack": (hate, 1.0)}
    if hate:
        known["racism"] = (1.0, 0.7)
        return _hate(known, row["text"])
    return _no_hate(known, weight=0.6)


def _convabuse(row: Row) -> Known:
    return {"toxicity": (row["labels"]["toxic"], 0.8), "spam": (0.02, 0.3)}


def _reddit(row: Row) -> Known:
    uncivil = float(row["labels"]["uncivil"])
    return {"toxicity": (uncivil, 0.7), "spam": (0.02, 0.2), **({} if uncivil else {"insult": (0.0, 0.6)})}


def _youtube(row: Row) -> Known:
    return {"spam": (float(row["labels"]["spam"]), 1.5)}


def _politeness(row: Row) -> Known:
    polite = 1.0 / (1.0 + math.exp(-1.5 * row["labels"]["politeness_z"]))
    return {"courtesy": (polite, 1.0), "toxicity": (0.03, 0.3), "spam": (0.02, 0.2)}


_PERSPECTIVE = {
    "FLIRTATION": "flirtation",
    "ATTACK_ON_AUTHOR": "attack_on_author",
    "ATTACK_ON_COMMENTER": "attack_on_commenter",
    "INCOHERENT": "incoherent",
    "INFLAMMATORY": "inflammatory",
    "LIKELY_TO_REJECT": "likely_to_reject",
    "UNSUBSTANTIAL": "unsubstantial",
}


def _perspective(row: Row) -> Known:
    """Read what only these scores tell. Their harms are not learnt: how ours compare is measured on them."""
    given = row["scores"]
    return {
        ours: (given[theirs], 1.5) for theirs, ours in _PERSPECTIVE.items() if given.get(theirs) is not None
    }


SOURCES: Mapping[str, Source] = {
    "jigsaw_wiki": Source(_jigsaw, 36_000, positives=0.3),
    "jigsaw_wiki_normalised": Source(_jigsaw_normalised, 2_500, positives=0.6),
    "civil_toxic_spans": Source(_civil, 11_600),
    "civil_toxic_marco": Source(_marco, 2_500),
    "toxic_spans": Source(_toxic_spans, 7_000),
    "edos": Source(_edos, 13_200, positives=0.32),
    "paradetox": Source(_paradetox, 12_000),
    "hatexplain": Source(_hatexplain, 9_000),
    "davidson": Source(_davidson, 6_000, positives=0.7),
    "hatemoji_build": Source(_hate_or_not, 4_500),
    "dynahate": Source(_hate_or_not, 6_400),
    "sbic": Source(_sbic, 4_500),
    "stormfront": Source(_stormfront, 5_000, positives=0.3),
    "convabuse": Source(_convabuse, 1_300),
    "reddit_incivility": Source(_reddit, 3_700),
    "youtube_spam": Source(_youtube, 2_000, held_out_group="07"),
    "politeness": Source(_politeness, 6_000),
    "perspective_scores_2018": Source(_perspective, 900),
}
