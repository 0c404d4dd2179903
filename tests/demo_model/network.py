"""A small Whisper in PyTorch; the names of its parts are the keys of a checkpoint.

Against Whisper: time tokens begin as positions in time, and a head on the encoder tells the word
in each frame.  That head serves training alone and is not exported.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor, nn

from tests.demo_model.shape import (
    DECODER_LAYERS,
    ENCODER_LAYERS,
    FEED_FORWARD,
    HEADS,
    MELS,
    SOUND_POSITIONS,
    TEXT_POSITIONS,
    WIDTH,
)
from tests.demo_model.tokens import TICKS, WRITTEN, Tokens


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH, bias=False)
        self.v, self.o = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, memory: Tensor, causal: bool) -> Tensor:
        q, k, v = self._heads(self.q(x)), self._heads(self.k(memory)), self._heads(self.v(memory))
        return self._joined(F.scaled_dot_product_attention(q, k, v, is_causal=causal))

    def with_weights(self, x: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """The same, and where each head looked, shape (batch, heads, len(x), len(memory))."""
        q, k = self._heads(self.q(x)), self._heads(self.k(memory))
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1)
        return self._joined(weights @ self._heads(self.v(memory))), weights

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)

    def _joined(self, heads: Tensor) -> Tensor:
        return self.o(heads.transpose(1, 2).flatten(2))


class Layer(nn.Module):
    """Attention to itself (a), in the decoder to the sound (c), then feed-forward; a norm before each."""

    def __init__(self, cross: bool) -> None:
        super().__init__()
        self.n1, self.a, self.n3 = nn.LayerNorm(WIDTH), Attention(), nn.LayerNorm(WIDTH)
        if cross:
            self.n2, self.c = nn.LayerNorm(WIDTH), Attention()
        self.f1, self.f2 = nn.Linear(WIDTH, FEED_FORWARD), nn.Linear(FEED_FORWARD, WIDTH)

    def itself(self, x: Tensor, causal: bool) -> Tensor:
        normed = self.n1(x)
        return x + self.a(normed, normed, causal)

    def fed_forward(self, x: Tensor) -> Tensor:
        return x + self.f2(F.gelu(self.f1(self.n3(x))))


class Whisper(nn.Module):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.c1 = nn.Conv1d(MELS, WIDTH, 3, padding=1)
        self.c2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.enc = nn.ModuleList(Layer(cross=False) for _ in range(ENCODER_LAYERS))
        self.dec = nn.ModuleList(Layer(cross=True) for _ in range(DECODER_LAYERS))
        self.ne, self.nd = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.register_buffer("pe", torch.from_numpy(0.5 * sinusoids(SOUND_POSITIONS)))
        self.register_buffer("pd", torch.from_numpy(0.1 * sinusoids(TEXT_POSITIONS)))
        self.emb = nn.Embedding(tokens.count, WIDTH)
        nn.init.normal_(self.emb.weight, std=0.05)
        with torch.no_grad():
            self.emb.weight[tokens.time_zero :] = torch.from_numpy(0.07 * sinusoids(TICKS))
        self.frame = nn.Linear(WIDTH, len(WRITTEN) + 1)

    def encode(self, mel: Tensor) -> Tensor:
        """(batch, MELS, columns) to (batch, columns / 2, WIDTH)."""
        x = F.gelu(self.c2(F.gelu(self.c1(mel)))).transpose(1, 2)
        x = x + self.pe[: x.shape[1]]
        for layer in self.enc:
            x = layer.fed_forward(layer.itself(x, causal=False))
        return self.ne(x)

    def forward(self, mel: Tensor, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of the next tokens, of the word in each frame, and where the last layer's heads looked."""
        memory = self.encode(mel)
        x = self.emb(inputs) + self.pd[: inputs.shape[1]]
        weights: Any = None
        for layer in self.dec:
            x = layer.itself(x, causal=True)
            if layer is self.dec[-1]:
                seen, weights = layer.c.with_weights(layer.n2(x), memory)
            else:
                seen = layer.c(layer.n2(x), memory, causal=False)
            x = layer.fed_forward(x + seen)
        return self.nd(x) @ self.emb.weight.T, self.frame(memory), weights


def sinusoids(count: int) -> npt.NDArray[np.float32]:
    """Whisper's positions, shape (count, WIDTH)."""
    inverse = np.exp(-np.log(10000) / (WIDTH // 2 - 1) * np.arange(WIDTH // 2))
    angle = np.arange(count)[:, None] * inverse[None]
    return np.concatenate([np.sin(angle), np.cos(angle)], 1).astype(np.float32)
