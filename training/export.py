"""From the trained network to the shipped file: ONNX, int8, and a check that it still says the same."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from civiltongue.detectors.model_network import Network as Reader
from civiltongue.detectors.model_reading import model_reading
from training.batches import tokenizer
from training.encoder import Network
from training.labels import LABELS

OPSET = 17
_COMPARED = 150
MOST_DIFFERENCE = 0.001
"""How far the exported float file may be from torch, in logits."""


class _Exported(nn.Module):
    """The network with the mask worked out from the padding, as the shipped file has it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        labels, evidence, meaning = self.network(tokens, (tokens != 0).float())
        return labels, evidence, meaning


def load_network(path: Path) -> Network:
    """Return a trained network, from a finished run's file or from a checkpoint."""
    kept = torch.load(path, weights_only=True, map_location="cpu")
    network = Network(len(LABELS))
    network.load_state_dict(kept.get("network", kept))
    return network.eval()


def export(network: Network, work: Path) -> Path:
    """Write the float and the int8 file, check the first against torch, and return the second's path."""
    whole, small = work / "network.float.onnx", work / "network.onnx"
    tokens = torch.tensor([[101, 2023, 2003, 1037, 3231, 102], [101, 2748, 102, 0, 0, 0]])
    torch.onnx.export(
        _Exported(network).eval(),
        (tokens,),
        str(whole),
        input_names=["tokens"],
        output_names=["labels", "evidence", "meaning"],
        dynamic_axes={"tokens": {0: "rows", 1: "places"}, "labels": {0: "rows"}, "evidence": {0: "rows", 1: "places"},
                      "meaning": {0: "rows"}},
        opset_version=OPSET,
        dynamo=False,
    )  # fmt: skip
    with torch.inference_mode():
        expected = _Exported(network).eval()(tokens)
    session = onnxruntime.InferenceSession(str(whole), providers=["CPUExecutionProvider"])
    for given, wanted in zip(session.run(None, {"tokens": tokens.numpy()}), expected, strict=True):
        difference = float(np.abs(given[0] - wanted.numpy()[0]).max())
        if not difference <= MOST_DIFFERENCE:
            sys.exit(f"the exported file is {difference} off")
    quantize_dynamic(
        str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
    )
    return small


def vocabulary() -> list[str]:
    """Return the pieces in the order of their ids."""
    pieces = tokenizer().get_vocab()
    return sorted(pieces, key=lambda piece: pieces[piece])


def reader(path: Path) -> Reader:
    """Return the shipped file as the product reads it."""
    return Reader(path.read_bytes(), vocabulary())


def compared(network: Network, shipped: Reader, texts: Sequence[str]) -> tuple[float, float]:
    """Return the greatest and the mean difference in probability between torch and the int8 file."""
    differences: list[NDArray[np.float32]] = []
    for form in map(model_reading, texts):
        text = form.text[:_COMPARED]
        ids = torch.tensor([tokenizer().encode(text).ids])
        with torch.inference_mode():
            said = torch.sigmoid(network(ids, torch.ones_like(ids, dtype=torch.float32))[0])[0].numpy()
        got = 1.0 / (1.0 + np.exp(-shipped.read(text).labels))
        differences.append(np.abs(said - got))
    return float(np.max(differences)), float(np.mean(differences))
