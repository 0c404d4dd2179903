"""What the sizes of Whisper cost on this machine, without their weights.

    python -m tests.bench.whisper_sizes [--sizes tiny.en base.en small.en] [--repeats 3]

Models of the true shapes with random weights, int8, cost the same for each token that they are
made to write; so many are written here as speech of that length has.  "A laptop": two people in
one conversation, of whom one or the other speaks for most of the time, every utterance decoded
once as a final and, while it lasts, as partials.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import numpy.typing as npt
from ctranslate2.specs import whisper_spec
from faster_whisper.feature_extractor import FeatureExtractor

from tests.bench.machine import spending
from tests.bench.report import Report, Row, figure

VOCABULARY, MELS, SOUND_POSITIONS, TEXT_POSITIONS = 51_864, 80, 1500, 448
END, START = 50_256, 50_257
FULL_WINDOW, SHORT_WINDOW = 3000, 1000
UTTERANCE_S, TOKENS_PER_S = 5.0, 4.0
"""Speech at 3 words a second, with its punctuation and time marks."""
SPEECH_SHARE = 0.6
"""Of a session, on both channels together."""
PARTIALS = 4
"""Of an utterance of UTTERANCE_S while it lasts, at half its length on average."""
FAIR_SHARE = 0.5
"""Of the time at which decoding keeps up without waiting much."""


@dataclass(frozen=True)
class Size:
    """Width, layers and heads of encoder and decoder."""

    width: int
    layers: int
    heads: int


SIZES = {"tiny.en": Size(384, 4, 6), "base.en": Size(512, 6, 8), "small.en": Size(768, 12, 12)}


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, and by the clock."""

    cpu_s: float
    wall_s: float


def measure(sizes: list[str], repeats: int) -> Report:
    rows: list[Row] = []
    for name in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _build(SIZES[name], Path(folder))
            model = ctranslate2.models.Whisper(folder, device="cpu", compute_type="int8", intra_threads=1)
            rows += _rows(name, model, repeats)
    conditions = {"weights": "random", "numbers": "int8", "threads": 1, "utterance": f"{UTTERANCE_S:g} s"}
    return Report("whisper_sizes", conditions, rows)


def _rows(name: str, model: Any, repeats: int) -> list[Row]:
    tokens = round(UTTERANCE_S * TOKENS_PER_S)
    final = _cost(lambda: _decode(model, FULL_WINDOW, 5, tokens), repeats)
    partial = _cost(lambda: _decode(model, SHORT_WINDOW, 1, tokens // 2), repeats)
    finals_share = SPEECH_SHARE * final.cpu_s / UTTERANCE_S
    share = finals_share + SPEECH_SHARE * PARTIALS * partial.cpu_s / UTTERANCE_S
    return [
        figure(f"{name}: final in a window of 30 s, processor time", final.cpu_s, "s"),
        figure(f"{name}: final in a window of 30 s, time", final.wall_s, "s"),
        figure(f"{name}: final, of real time", final.cpu_s / UTTERANCE_S, "x"),
        figure(f"{name}: partial in a window of 10 s, processor time", partial.cpu_s, "s"),
        figure(f"{name}: partial in a window of 10 s, time", partial.wall_s, "s"),
        figure(f"{name}: of one core, finals alone", 100 * finals_share, "%"),
        figure(f"{name}: of one core, with partials", 100 * share, "%"),
        figure(f"{name}: cores like this one, for finals and partials", share / FAIR_SHARE, ""),
    ]


def _cost(decode: Callable[[], None], repeats: int) -> Cost:
    decode()
    with spending() as spent:
        for _ in range(repeats):
            decode()
    return Cost(spent.cpu_s / repeats, spent.wall_s / repeats)


def _decode(model: Any, window: int, beam: int, tokens: int) -> None:
    """All that faster-whisper does for an utterance, with exactly so many tokens written.

    CTranslate2 writes half of the length that it is allowed.
    """
    sound = np.random.default_rng(1).normal(0, 0.1, round(UTTERANCE_S * 16_000)).astype(np.float32)
    heard = np.zeros((1, MELS, window), np.float32)
    features = _features()(sound)
    heard[0, :, : features.shape[1]] = features
    encoded = model.encode(ctranslate2.StorageView.from_array(heard))
    written = model.generate(
        encoded, [[START]], beam_size=beam, max_length=2 * tokens, suppress_tokens=[END], return_scores=True
    )
    (text,) = written[0].sequences_ids
    assert len(text) == tokens
    model.align(encoded, [START], [[token % END for token in text]], window)


_made: list[FeatureExtractor] = []


def _features() -> Any:
    if not _made:
        _made.append(FeatureExtractor())
    return _made[0]


def _build(size: Size, folder: Path) -> None:
    """A model of that shape with random weights, as a folder for CTranslate2."""
    draw = np.random.default_rng(1)
    spec = whisper_spec.WhisperSpec(size.layers, size.heads, size.layers, size.heads)
    encoder, decoder, width = spec.encoder, spec.decoder, size.width
    _fill(encoder.conv1, draw, (width, MELS, 3))
    _fill(encoder.conv2, draw, (width, width, 3))
    encoder.position_encodings.encodings = _random(draw, (SOUND_POSITIONS, width))
    decoder.position_encodings.encodings = _random(draw, (TEXT_POSITIONS, width))
    decoder.embeddings.weight = decoder.projection.weight = _random(draw, (VOCABULARY, width))
    for part in (encoder, decoder):
        _norm(part.layer_norm, width)
        for layer in part.layer:
            _layer(layer, draw, width)
    for layer in decoder.layer:
        _norm(layer.attention.layer_norm, width)
        for linear, times in zip(layer.attention.linear, (1, 2, 1), strict=True):
            _fill(linear, draw, (times * width, width))
    spec.register_vocabulary(_vocabulary())
    spec.config.suppress_ids, spec.config.suppress_ids_begin, spec.config.lang_ids = [], [], []
    spec.config.alignment_heads = [(size.layers - 1, head) for head in range(size.heads)]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _layer(layer: Any, draw: np.random.Generator, width: int) -> None:
    _norm(layer.self_attention.layer_norm, width)
    _fill(layer.self_attention.linear[0], draw, (3 * width, width))
    _fill(layer.self_attention.linear[1], draw, (width, width))
    _norm(layer.ffn.layer_norm, width)
    _fill(layer.ffn.linear_0, draw, (4 * width, width))
    _fill(layer.ffn.linear_1, draw, (width, 4 * width))


def _fill(part: Any, draw: np.random.Generator, shape: tuple[int, ...]) -> None:
    part.weight, part.bias = _random(draw, shape), np.zeros(shape[0], np.float32)


def _norm(part: Any, width: int) -> None:
    part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _random(draw: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
    return draw.normal(0, 0.02, shape).astype(np.float32)


def _vocabulary() -> list[str]:
    """As many tokens as Whisper's English models have, with the names that CTranslate2 looks for."""
    names = [f"t{number}" for number in range(VOCABULARY)]
    special = ["endoftext", "startoftranscript", "en", "translate", "transcribe", "startoflm", "startofprev"]
    for number, name in enumerate([*special, "nospeech", "notimestamps"]):
        names[END + number] = f"<|{name}|>"
    return names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--repeats", type=int, default=3)
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()
