"""The transformer as it runs: an int8 ONNX file, one thread, windows of 128 pieces, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from civiltongue.detectors.model_words import Pieces, Words
from civiltongue.text.reading import Reading

WINDOW = 128
"""How many pieces the network reads at once, with the marks of start and end."""
_OVERLAP = 24
_MOST_WINDOWS = 10
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says of a text: logits of its labels, of each piece's evidence, and a unit meaning."""

    labels: NDArray[np.float32]
    evidence: NDArray[np.float32]
    places: tuple[tuple[int, int], ...]
    meaning: NDArray[np.float32]


class Network:
    """Read folded texts; may be shared by threads."""

    def __init__(self, weights: bytes, vocabulary: Sequence[str]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._words = Words(vocabulary)
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def plainest(self, readings: Sequence[Reading]) -> Reading:
        """Return the reading of fewest pieces: what is undisguised is made of whole words; the first of equals."""
        if len(readings) == 1:
            return readings[0]
        return min(readings, key=lambda reading: len(self._words.pieces(reading.text).ids))

    def read(self, text: str) -> Answer:
        """Return what the network says; of a long text, the highest logits of its windows.

        The last answers are remembered: scores and meaning are asked for one after the other.
        """
        return self._remembered(text)

    def _read(self, text: str) -> Answer:
        pieces = self._words.pieces(text)
        labels, meanings = [], []
        evidence = np.full(len(pieces.ids), -np.inf, np.float32)
        for start, end in windows(len(pieces.ids)):
            said, shown, meant = self._ask(pieces, start, end)
            labels.append(said)
            meanings.append(meant)
            evidence[start:end] = np.maximum(evidence[start:end], shown)
        meaning = np.mean(meanings, axis=0)
        return Answer(
            np.max(labels, axis=0),
            evidence,
            pieces.places,
            meaning / max(float(np.linalg.norm(meaning)), 1e-6),
        )

    def _ask(
        self, pieces: Pieces, start: int, end: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        tokens = np.array([[self._words.start, *pieces.ids[start:end], self._words.end]], np.int64)
        labels, evidence, meaning = self._session.run(None, {"tokens": tokens})
        return labels[0], evidence[0, 1:-1], meaning[0]


def windows(count: int) -> list[tuple[int, int]]:
    """Return the ranges of pieces that are read: all of a short text, else overlapping windows."""
    room = WINDOW - 2
    if count <= room:
        return [(0, count)]
    step = room - _OVERLAP
    starts = range(0, min(count - _OVERLAP, step * _MOST_WINDOWS), step)
    return [(start, min(start + room, count)) for start in starts]
