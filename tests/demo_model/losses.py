"""What the model is taught by: the next token, the time, the word in each frame, and where to look.

espeak-ng says when each word is spoken, so the encoder can be told the word of every frame (where
others need CTC), and two heads of the decoder can be told where to look.  The latter is also what
makes faster-whisper's word times right.
"""

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from tests.demo_model.batches import Batch
from tests.demo_model.network import Whisper
from tests.demo_model.shape import ALIGNMENT_HEADS
from tests.demo_model.tokens import WRITTEN, Tokens
from tests.demo_model.windows import NOT_A_WORD

SHARES = {"text": 1.0, "times": 0.4, "frames": 0.5, "guide": 0.3}
NOT_A_WORD_WEIGHT = 0.3
BLUR_TICKS, BLUR_VARIANCE = 4, 4.0
"""A time is right enough within a few ticks."""


def losses(model: Whisper, batch: Batch, tokens: Tokens) -> tuple[Tensor, dict[str, float]]:
    """The loss to learn from, and its parts with the share of words that were right ("right")."""
    logits, frames, looked = model(torch.from_numpy(batch.mel).float(), torch.from_numpy(batch.inputs))
    targets = torch.from_numpy(batch.targets)
    told = logits.log_softmax(-1)
    counted = targets >= 0
    is_time = counted & (targets >= tokens.time_zero)
    words = counted & ~is_time
    surprise = -told.gather(-1, targets.clamp(min=0)[..., None])[..., 0]
    parts = {
        "text": surprise[words].mean(),
        "times": _times(told[is_time], targets[is_time], tokens),
        "frames": _frames(frames, torch.from_numpy(batch.frames)),
        "guide": _guide(looked[:, :ALIGNMENT_HEADS], torch.from_numpy(batch.spans), counted),
    }
    loss = sum((SHARES[name] * part for name, part in parts.items()), torch.zeros(()))
    right = (logits.argmax(-1) == targets)[words].float().mean()
    return loss, {**{name: part.item() for name, part in parts.items()}, "right": right.item()}


def _times(told: Tensor, targets: Tensor, tokens: Tokens) -> Tensor:
    """Surprise at times, blurred; shapes (times, tokens) and (times,)."""
    if not len(targets):
        return torch.zeros(())
    off = torch.arange(-BLUR_TICKS, BLUR_TICKS + 1)
    weights = torch.exp(-(off.float() ** 2) / (2 * BLUR_VARIANCE))
    near = (targets[:, None] + off).clamp(tokens.time_zero, tokens.count - 1)
    return -(told.gather(-1, near) * weights / weights.sum()).sum(-1).mean()


def _frames(logits: Tensor, words: Tensor) -> Tensor:
    weights = torch.ones(len(WRITTEN) + 1)
    weights[NOT_A_WORD] = NOT_A_WORD_WEIGHT
    return F.cross_entropy(logits.flatten(0, 1), words.flatten(), weight=weights)


def _guide(looked: Tensor, spans: Tensor, counted: Tensor) -> Tensor:
    """How little of the heads' attention lies on the word; `looked` (batch, heads, tokens, frames)."""
    known = (spans[..., 0] >= 0) & counted
    if not known.any():
        return torch.zeros(())
    frames = looked.shape[-1]
    up_to = F.pad(looked.cumsum(-1), (1, 0))
    first = up_to.gather(-1, _for_each_head(spans[..., 0].clamp(0, frames - 1)))
    last = up_to.gather(-1, _for_each_head(spans[..., 1].clamp(1, frames)))
    on_it = (last - first)[..., 0]
    return -on_it.clamp(min=1e-4).log().transpose(1, 2)[known].mean()


def _for_each_head(frames: Tensor) -> Tensor:
    """Frame numbers, from shape (batch, tokens) to (batch, heads, tokens, 1)."""
    return frames[:, None].expand(-1, ALIGNMENT_HEADS, -1)[..., None]
