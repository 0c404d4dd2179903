"""A checkpoint as a folder that faster-whisper loads.

python -m tests.demo_model.export training/final.pt --out models/demo-en
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ctranslate2.specs import whisper_spec
from tokenizers import Tokenizer

from tests.demo_model.shape import ALIGNMENT_HEADS, DECODER_LAYERS, ENCODER_LAYERS, HEADS
from tests.demo_model.tokens import Tokens, tokenizer
from tests.demo_model.train import require_torch

Weights = Mapping[str, npt.NDArray[np.float32]]

FEATURES = {
    "chunk_length": 10,
    "feature_extractor_type": "WhisperFeatureExtractor",
    "feature_size": 80,
    "hop_length": 160,
    "n_fft": 400,
    "sampling_rate": 16000,
}
OURS = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json", "vocabulary.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="a folder; other files in it stay")
    parser.add_argument("--quantization", default="int8", choices=("int8", "int8_float32", "float32"))
    wanted = parser.parse_args()
    export(weights_of(wanted.checkpoint), wanted.out, wanted.quantization)
    print({name: (wanted.out / name).stat().st_size for name in OURS})


def weights_of(checkpoint: Path) -> Weights:
    require_torch()
    import torch

    return {name: weight.float().numpy() for name, weight in torch.load(checkpoint)["model"].items()}


def export(weights: Weights, out: Path, quantization: str) -> None:
    """Writes all that `faster_whisper.WhisperModel` needs."""
    made = tokenizer()
    spec = whisper_spec.WhisperSpec(ENCODER_LAYERS, HEADS, DECODER_LAYERS, HEADS)
    _encoder(spec.encoder, weights)
    _decoder(spec.decoder, weights)
    _describe(spec, made)
    spec.validate()
    spec.optimize(quantization=quantization)
    _save(spec, made, out)


def _encoder(encoder: Any, weights: Weights) -> None:
    for part, name in ((encoder.conv1, "c1"), (encoder.conv2, "c2")):
        part.weight, part.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
    encoder.position_encodings.encodings = weights["pe"]
    _norm(encoder.layer_norm, weights, "ne")
    for number, layer in enumerate(encoder.layer):
        _layer(layer, weights, f"enc.{number}")


def _decoder(decoder: Any, weights: Weights) -> None:
    decoder.position_encodings.encodings = weights["pd"]
    _norm(decoder.layer_norm, weights, "nd")
    for number, layer in enumerate(decoder.layer):
        name = f"dec.{number}"
        _layer(layer, weights, name)
        _norm(layer.attention.layer_norm, weights, f"{name}.n2")
        _linear(layer.attention.linear[0], weights, f"{name}.c.q")
        _linear(layer.attention.linear[1], weights, f"{name}.c.k", f"{name}.c.v")
        _linear(layer.attention.linear[2], weights, f"{name}.c.o")
    # Equal arrays are stored once.
    decoder.embeddings.weight = decoder.projection.weight = weights["emb.weight"]


def _layer(layer: Any, weights: Weights, name: str) -> None:
    """What encoder and decoder have in common."""
    _norm(layer.self_attention.layer_norm, weights, f"{name}.n1")
    _linear(layer.self_attention.linear[0], weights, f"{name}.a.q", f"{name}.a.k", f"{name}.a.v")
    _linear(layer.self_attention.linear[1], weights, f"{name}.a.o")
    _norm(layer.ffn.layer_norm, weights, f"{name}.n3")
    _linear(layer.ffn.linear_0, weights, f"{name}.f1")
    _linear(layer.ffn.linear_1, weights, f"{name}.f2")


def _norm(part: Any, weights: Weights, name: str) -> None:
    part.gamma, part.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _linear(part: Any, weights: Weights, *names: str) -> None:
    """Fused from several; keys have no bias, which is one of zeros."""
    part.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    none = {name: np.zeros(len(weights[f"{name}.weight"]), np.float32) for name in names}
    part.bias = np.concatenate([weights.get(f"{name}.bias", none[name]) for name in names])


def _describe(spec: Any, made: Tokenizer) -> None:
    """The vocabulary, and what faster-whisper reads from config.json."""
    spec.register_vocabulary([made.id_to_token(number) for number in range(made.get_vocab_size())])
    blank = made.encode(" ", add_special_tokens=False).ids[0]
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [blank, Tokens(made).end]
    spec.config.lang_ids = [made.token_to_id("<|en|>")]
    spec.config.alignment_heads = [(DECODER_LAYERS - 1, head) for head in range(ALIGNMENT_HEADS)]


def _save(spec: Any, made: Tokenizer, out: Path) -> None:
    fresh = out.with_name(f"{out.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    spec.save(str(fresh))
    made.save(str(fresh / "tokenizer.json"), pretty=False)
    (fresh / "preprocessor_config.json").write_text(json.dumps(FEATURES, indent=1), "utf-8")
    out.mkdir(parents=True, exist_ok=True)
    for name in OURS:
        (fresh / name).replace(out / name)
    fresh.rmdir()


if __name__ == "__main__":
    main()
