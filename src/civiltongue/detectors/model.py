"""The shipped model: a fast tier for every text, the network where that is unsure, and what scores mean."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from civiltongue.detectors.model_linear import FastTier
from civiltongue.detectors.model_network import Answer, Network
from civiltongue.detectors.model_reading import model_readings
from civiltongue.domain.evidence import Span
from civiltongue.text.reading import Reading

_Piece = tuple[int, int, float]
HEARD = 11
"""How many labels are among what was heard: the first ones, which were learnt from what people said of texts."""
PLACE = files("civiltongue.detectors") / "data" / "model"
"""Where the weights are."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of one text: a probability for each label, evidence, and how it was found.

    ``by_network`` is False where the fast tier alone was sure; then there is no evidence.
    """

    scores: Mapping[str, float]
    evidence: tuple[Span, ...] = ()
    by_network: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What was measured on held-out texts when the weights were made; ``model.json`` holds it.

    ``network`` and ``fast`` hold the slope and the offset that make a label's logit a probability at
    natural prevalence, for each tier; ``blend`` is how much of the fast tier's logit is added to
    the network's before. ``gate`` is the fast tier's logit from which the network is asked,
    ``short`` the number of words up to which it always is. ``evidence`` is the logit from which a
    word is evidence, ``reach`` how far below the strongest word's logit it may be. ``decisions`` are the scores that part two kinds of texts best where
    both are equally likely; no policy uses them, measurements do.
    """

    version: str
    labels: tuple[str, ...]
    languages: tuple[str, ...]
    network: Mapping[str, tuple[float, float]]
    fast: Mapping[str, tuple[float, float]]
    blend: Mapping[str, float]
    gate: float
    short: int
    evidence: float
    reach: float
    decisions: Mapping[str, float]


class Model:
    """Score texts of the languages that it was trained on; may be shared by threads."""

    def __init__(self, settings: Settings, fast: FastTier, network: Network) -> None:
        self.settings = settings
        self._fast = fast
        self._network = network
        self._blend = np.array([settings.blend.get(label, 0.0) for label in settings.labels], np.float32)

    def score(self, text: str) -> Scored:
        """Return what the model says of a text: the network, unless the fast tier is sure that all is well."""
        reading = self._network.plainest(model_readings(text))
        fast = self._fast(reading)
        if fast[-1] < self.settings.gate and text.count(" ") >= self.settings.short:
            return Scored(self._probabilities(fast, self.settings.fast))
        return self._read(reading, fast)

    def read(self, text: str) -> Scored:
        """Return what the network says of a text, whatever the fast tier thinks."""
        reading = self._network.plainest(model_readings(text))
        return self._read(reading, self._fast(reading))

    def meaning(self, text: str) -> NDArray[np.float32]:
        """Return a unit vector of 384 numbers; texts that mean alike have a like one."""
        return self.answer(text).meaning

    def heard(self, text: str) -> NDArray[np.float32]:
        """Return what was heard in a text as 407 numbers: logits of both tiers, its length's logarithm, its meaning."""
        reading = self._network.plainest(model_readings(text))
        answer, fast = self._network.read(reading.text), self._fast(reading)
        length = np.array([np.log1p(len(text))], np.float32)
        return np.concatenate([answer.labels[:HEARD], fast[:HEARD], length, answer.meaning])

    def answer(self, text: str) -> Answer:
        """Return all that the network says of a text as it is, without judging it."""
        return self._network.read(self._network.plainest(model_readings(text)).text)

    def _read(self, reading: Reading, fast: NDArray[np.float32]) -> Scored:
        answer = self._network.read(reading.text)
        logits = answer.labels + self._blend * fast[: len(answer.labels)]
        evidence = evidence_spans(
            answer, reading, threshold=self.settings.evidence, reach=self.settings.reach
        )
        return Scored(self._probabilities(logits, self.settings.network), joined(evidence), by_network=True)

    def _probabilities(
        self, logits: NDArray[np.float32], scale: Mapping[str, tuple[float, float]]
    ) -> Mapping[str, float]:
        scores: dict[str, float] = {}
        for label, logit in zip(self.settings.labels, logits, strict=False):
            slope, offset = scale[label]
            scores[label] = round(1.0 / (1.0 + float(np.exp(-(slope * float(logit) + offset)))), 6)
        return MappingProxyType(scores)


def evidence_spans(answer: Answer, reading: Reading, *, threshold: float, reach: float) -> list[Span]:
    """Return the words of the visible text that speak most for a harm: always the strongest one.

    A word's evidence is that of its pieces, weighed by their length. Others join the strongest that come near enough
    to it, and reach the threshold.
    """
    pieces = [
        (start, end, float(logit)) for (start, end), logit in zip(answer.places, answer.evidence, strict=True)
    ]
    words = [
        (word[0][0], word[-1][1], sum(logit * (end - start) for start, end, logit in word)
         / max(sum(end - start for start, end, _ in word), 1))
        for word in _words(pieces, reading.text)
    ]  # fmt: skip
    if not words:
        return []
    strongest = max(heard for _, _, heard in words)
    least = min(max(threshold, strongest - reach), strongest)
    return [reading.span(start, end) for start, end, heard in words if heard >= least]


def _words(pieces: Iterable[_Piece], text: str) -> Iterator[list[_Piece]]:
    """Yield the pieces of each word together: those with letters or digits on both sides of where they meet."""
    word: list[_Piece] = []
    for piece in pieces:
        start = piece[0]
        inside = word and word[-1][1] == start and text[start - 1].isalnum() and text[start].isalnum()
        if word and not inside:
            yield word
            word = []
        word.append(piece)
    if word:
        yield word


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or have one sign between them as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + 1:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


@cache
def shipped_model() -> Model:
    """Return the shipped model, read from the package once."""
    settings = read_settings((PLACE / "model.json").read_text("utf-8"))
    with np.load(BytesIO((PLACE / "linear.npz").read_bytes())) as arrays:
        fast = FastTier.of(arrays, spam=settings.labels.index("spam"))
    vocabulary = (PLACE / "vocabulary.txt").read_text("utf-8").split("\n")
    return Model(settings, fast, Network((PLACE / "network.onnx").read_bytes(), vocabulary))


def read_settings(text: str) -> Settings:
    """Return the settings that stand in a text of JSON."""
    given = json.loads(text)
    return Settings(
        version=given["version"],
        labels=tuple(given["labels"]),
        languages=tuple(given["languages"]),
        network={label: (slope, offset) for label, (slope, offset) in given["network"].items()},
        fast={label: (slope, offset) for label, (slope, offset) in given["fast"].items()},
        blend=given["blend"],
        gate=given["gate"],
        short=given["short"],
        evidence=given["evidence"],
        reach=given["reach"],
        decisions=given["decisions"],
    )
