"""Which of Perspective's attributes are served, and from which of the house's signals."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from types import MappingProxyType

from civiltongue.detectors.scores import SEVERE, TOXIC, scores
from civiltongue.detectors.terms import Terms
from civiltongue.domain.evidence import SIGNAL_KINDS, Observation, Signal, Span

MODEL = ("en",)
"""The languages in which a comment is judged as a whole."""
WORDS = ("en", "de", "es", "fr", "it", "ko", "nl", "pl", "pt", "ru", "sv")
"""The languages in which swearing and obscene words are known."""
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]{2,})*")
"""Words that are written with letters alone, and are not spelt out."""


@dataclass(frozen=True, slots=True)
class Served:
    """Say where an attribute's score comes from: the highest of these kinds of signal.

    ``languages`` are those in which it is served. ``shown_by`` are the kinds whose spans explain it.
    """

    kinds: tuple[str, ...]
    languages: tuple[str, ...] = MODEL
    shown_by: tuple[str, ...] = ()

    @property
    def explained_by(self) -> tuple[str, ...]:
        """Return the kinds of signal whose spans are the attribute's evidence."""
        return self.shown_by or self.kinds


@dataclass(frozen=True, slots=True)
class Withheld:
    """Say why no score is given for an attribute that Perspective had: none of ours means the same."""

    because: str


_MODEL_IS_SHIPPED = (resources.files("civiltongue.detectors") / "data" / "model" / "model.json").is_file()


def _where_heard(*kinds: str, otherwise: str) -> Served | Withheld:
    """Serve an attribute from kinds of signal that only a model hears, where one is shipped that hears them."""
    heard = _MODEL_IS_SHIPPED and all(kind in SIGNAL_KINDS for kind in kinds)
    return Served(kinds) if heard else Withheld(otherwise)


_PRODUCTION: Mapping[str, Served] = {
    "TOXICITY": Served(("toxicity",), shown_by=tuple(TOXIC)),
    "SEVERE_TOXICITY": Served(("severe_toxicity",), shown_by=tuple(SEVERE)),
    "IDENTITY_ATTACK": Served(("identity_attack",), shown_by=("identity_attack", "racism", "sexism")),
    "INSULT": Served(("insult",)),
    "PROFANITY": Served(("profanity",), WORDS),
    "THREAT": Served(("threat",)),
}
_EXPERIMENTAL: Mapping[str, Served | Withheld] = {
    "TOXICITY_FAST": _PRODUCTION["TOXICITY"],
    "SEXUALLY_EXPLICIT": Served(("obscenity",), WORDS),
    "FLIRTATION": _where_heard("flirtation", otherwise="nothing here tells a flirtation from a courtesy"),
}
_NEW_YORK_TIMES: Mapping[str, Served | Withheld] = {
    "ATTACK_ON_AUTHOR": _where_heard(
        "attack_on_author", otherwise="whom an insult is meant for is not heard"
    ),
    "ATTACK_ON_COMMENTER": _where_heard(
        "attack_on_commenter", otherwise="whom an insult is meant for is not heard"
    ),
    "INCOHERENT": _where_heard("incoherent", otherwise="only plain gibberish is recognised"),
    "INFLAMMATORY": _where_heard("inflammatory", otherwise="what provokes without an attack is not heard"),
    "LIKELY_TO_REJECT": _where_heard("likely_to_reject", otherwise="house rules say what is rejected"),
    "OBSCENE": Served(("obscenity", "profanity"), WORDS),
    "SPAM": Served(("spam",)),
    "UNSUBSTANTIAL": _where_heard("unsubstantial", otherwise="what a short comment adds is not heard"),
}
_NOT_HEARD = "no signal here means the same"
_BRIDGING: Mapping[str, Served | Withheld] = {
    "PERSONAL_STORY_EXPERIMENTAL": _where_heard("personal_story", otherwise=_NOT_HEARD),
    "REASONING_EXPERIMENTAL": _where_heard("reasoning", otherwise=_NOT_HEARD),
    **{
        f"{name}_EXPERIMENTAL": Withheld(_NOT_HEARD)
        for name in ("AFFINITY", "COMPASSION", "CONSTRUCTIVE", "CURIOSITY", "NUANCE", "RESPECT")
    },
}
_PERSUASION: Mapping[str, Withheld] = {
    f"{name}_EXPERIMENTAL": Withheld(_NOT_HEARD)
    for name in (
        "ALIENATION",
        "FEARMONGERING",
        "GENERALIZATION",
        "MORAL_OUTRAGE",
        "POWER_APPEAL",
        "SCAPEGOATING",
    )
}

ATTRIBUTES: Mapping[str, Served | Withheld] = MappingProxyType(
    {
        **_PRODUCTION,
        **{f"{name}_EXPERIMENTAL": served for name, served in _PRODUCTION.items()},
        **_EXPERIMENTAL,
        **_NEW_YORK_TIMES,
        **_BRIDGING,
        **_PERSUASION,
    }
)
"""Every attribute that clients of Perspective ask for, served or withheld."""


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Say how much a part of the text counts towards an attribute; code points, half-open."""

    span: Span
    score: float


def attribute_named(name: str) -> Served | Withheld | None:
    """Return an attribute by the name that a client asks for, None for one that nobody knows.

    A version behind the name (``TOXICITY@6``) is allowed and changes nothing.
    """
    return ATTRIBUTES.get(name.partition("@")[0])


def kinds_scored(observation: Observation, text: str) -> dict[str, float]:
    """Return the score in [0, 1] of every kind that some attribute is served from.

    Where the model read the text, it has weighed plain swearing in it already, as Perspective did, which bore with
    much of it: a listed word raises toxicity only in disguise, where the model may not have read it.
    """
    combined = scores(observation)
    weighed = scores(replace(observation, signals=tuple(_beyond_plain_words(observation, text))))
    for whole in ("toxicity", "severe_toxicity"):
        if any(signal.kind == whole for signal in observation.signals):
            combined[whole] = weighed[whole]
    kinds = {kind for served in ATTRIBUTES.values() if isinstance(served, Served) for kind in served.kinds}
    return {
        kind: combined[kind] if kind in combined else min(max(observation.score(kind), 0.0), 1.0)
        for kind in sorted(kinds)
    }


def _beyond_plain_words(observation: Observation, text: str) -> Iterator[Signal]:
    """Yield the signals but for those of listed words that are plainly written."""
    for signal in observation.signals:
        written = (text[span.start : span.end] for span in signal.spans)
        if signal.detector != Terms.name or not all(map(_PLAIN.fullmatch, written)):
            yield signal


def span_scores(observation: Observation, served: Served) -> tuple[SpanScore, ...]:
    """Return the parts of the text that explain an attribute, in order and without overlaps."""
    found = sorted(
        (span, signal.score)
        for signal in observation.signals
        if signal.kind in served.explained_by
        for span in signal.spans
        if span.start < span.end
    )
    merged: list[SpanScore] = []
    for span, score in found:
        if merged and span.start < merged[-1].span.end:
            last = merged[-1]
            joined = Span(last.span.start, max(last.span.end, span.end))
            merged[-1] = SpanScore(joined, max(last.score, score))
        else:
            merged.append(SpanScore(span, score))
    return tuple(merged)
