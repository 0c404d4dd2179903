"""Silero VAD v6, run directly on its ONNX file: the probability of speech every 32 ms.

The graph takes frames of 512 samples, each with the 64 samples before it, and an LSTM
state with a batch of one; so there is one detector per channel, and a stack of
consecutive frames is one run with the same result as run one by one.  (The class in
faster-whisper is not used: its __call__ zeroes the end of the caller's array.)
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.errors import SetupError

FRAME = 512
_CONTEXT = 64
_MOST = 16  # frames in one run: fastest as measured, and memory stays small


class SileroDetector:
    """One channel; push whole frames at 16 kHz, full scale 1.  Digital silence is fine."""

    def __init__(self) -> None:
        self._session = _session()
        self._context = np.zeros(_CONTEXT, np.float32)
        self._state = [np.zeros((1, 1, 128), np.float32) for _ in range(2)]

    def push(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probabilities of speech in the frames of `samples` (a multiple of FRAME long)."""
        whole = samples.reshape(-1, FRAME)
        runs = [self._run(whole[first : first + _MOST]) for first in range(0, len(whole), _MOST)]
        return np.concatenate(runs) if runs else np.zeros(0, np.float32)

    def _run(self, whole: NDArray[np.float32]) -> NDArray[np.float32]:
        tails = whole[:, -_CONTEXT:]
        before = np.concatenate([self._context[None], tails[:-1]])
        self._context = tails[-1].copy()
        state = dict(zip(("h", "c"), self._state, strict=True))
        found, *self._state = self._session.run(None, {"input": np.hstack([before, whole]), **state})
        return np.asarray(found, np.float32).reshape(-1)


@cache
def _session() -> Any:
    """The graph, loaded once; sessions keep no state between runs, so the channels share it."""
    try:
        import onnxruntime
    except ImportError as error:
        raise _not_installed("onnxruntime") from error
    path = _graph()
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises bare types of its own for a missing or damaged file
        raise SetupError(
            f"The Silero voice detector could not be loaded from {path}. Reinstall faster-whisper, or "
            'choose detector = "webrtc" in the configuration.'
        ) from error


def _graph() -> Path:
    """Where faster-whisper keeps the graph; it is not imported for that, which takes 35 MB."""
    package = find_spec("faster_whisper")
    if package is None or not package.submodule_search_locations:
        raise _not_installed("faster-whisper")
    return Path(package.submodule_search_locations[0], "assets", "silero_vad_v6.onnx")


def _not_installed(package: str) -> SetupError:
    return SetupError(
        f"The Silero voice detector needs the package {package}, which is not installed. Install it, or "
        'choose detector = "webrtc" in the configuration.'
    )
