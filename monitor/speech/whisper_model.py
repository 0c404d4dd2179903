"""A Whisper model, loaded and tried, that reads an utterance once and encodes no more than is asked."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import ctranslate2
import faster_whisper
import numpy as np
from numpy.typing import NDArray

from monitor.errors import PROGRAM, ModelError
from monitor.speech.cores import decoding_threads
from monitor.speech.messages import DecodingSettings

FULL_WINDOW = 3000
"""The most that Whisper can hear at once, in frames of 10 ms; faster-whisper pads all sound to it."""
NEEDED = ("config.json", "model.bin", "tokenizer.json")
FETCH = f"Fetch it again with {PROGRAM} models pull, or choose another with {PROGRAM} models use."
HEAPED_S = 0.02
"""A shorter word, at the end of a text, has been put where the one before it ended."""
LEAST_WORD_S = 0.08
"""Words that together take less than this each have not been aligned: nobody speaks so fast."""


class WhisperModel(faster_whisper.WhisperModel):  # type: ignore[misc]
    """faster-whisper's model, with three habits changed."""

    floor = FULL_WINDOW
    """Sound is encoded in a window as long as it is, and no shorter than so many frames."""
    _content = FULL_WINDOW

    def transcribe(self, audio: NDArray[np.float32], **options: Any) -> Any:
        content = 1 + len(audio) // self.feature_extractor.hop_length
        self._content = min(content, self.feature_extractor.nb_max_frames)
        return super().transcribe(audio, **options)

    def encode(self, features: NDArray[np.float32]) -> ctranslate2.StorageView:
        """What the decoder hears of features, shape (bands, FULL_WINDOW): padding beyond need is left out."""
        return super().encode(features[..., : max(self.floor, self._content)])

    def _split_segments_by_timestamps(
        self,
        tokenizer: Any,
        tokens: list[int],
        time_offset: float,
        segment_size: int,
        segment_duration: float,
        seek: int,
    ) -> tuple[list[Any], int, bool]:
        """The segments of a window; the last window is over, however its text ends.

        faster-whisper would drop the text after the last time mark and decode from there anew.
        """
        last = segment_size < self.feature_extractor.nb_max_frames
        if last and tokens and tokens[-1] < tokenizer.timestamp_begin:
            tokens = [*tokens, tokenizer.timestamp_begin + segment_size // self.input_stride]
        segments, following, closed = super()._split_segments_by_timestamps(
            tokenizer, tokens, time_offset, segment_size, segment_duration, seek
        )
        return (segments, seek + segment_size, True) if last else (segments, following, closed)

    def add_word_timestamps(self, segments: list[list[Any]], *details: Any, **more: Any) -> Any:
        """Puts the words of each segment into it.

        The alignment may find no time for the words of a short text ("mm-hm"), and faster-whisper
        would drop that; such words share the time between the segment's own marks.
        """
        marks = [[(segment["start"], segment["end"]) for segment in window] for window in segments]
        last = super().add_word_timestamps(segments, *details, **more)
        for window, marked in zip(segments, marks, strict=True):
            for segment, (start, end) in zip(window, marked, strict=True):
                give_time(segment, start, end)
        return last


def give_time(segment: dict[str, Any], start: float, end: float) -> None:
    """Spread words that have no time of their own over what is left of [start, end), by their letters.

    That is all of them, or the last few, which the alignment sometimes heaps at one instant.
    """
    words = segment["words"]
    if not words:
        return
    if words[-1]["end"] - words[0]["start"] < LEAST_WORD_S * len(words):
        _spread(words, start, end)
    elif heap := _heap(words):
        _spread(heap, heap[0]["start"], max(end, heap[-1]["end"]))
    segment["start"], segment["end"] = words[0]["start"], words[-1]["end"]


def _heap(words: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The words at the end that have no length, and the one before them, which has not kept to its own."""
    heaped = list(takewhile(lambda word: word["end"] - word["start"] < HEAPED_S, reversed(words)))
    return words[-len(heaped) - 1 :] if heaped else []


def _spread(words: Sequence[dict[str, Any]], start: float, end: float) -> None:
    letters = [len(word["word"]) for word in words]
    step = max(end - start, LEAST_WORD_S * len(words)) / sum(letters)
    for number, word in enumerate(words):
        word["start"] = start + step * sum(letters[:number])
        word["end"] = start + step * sum(letters[: number + 1])


def load(folder: Path, settings: DecodingSettings) -> WhisperModel:
    """The model, on the device that the settings name or the best there is.  ModelError says why not."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"The model for words in {folder} has no {missing[0]}: it is not complete. {FETCH}")
    threads = decoding_threads(settings.cpu_threads)
    if settings.device != "cpu":
        try:
            if settings.device == "cuda" or ctranslate2.get_cuda_device_count():
                return _tried(folder, "cuda", threads)
        # A driver or library may be missing, or the card's memory full; the processor does it as well.
        except (RuntimeError, ValueError) as error:
            if settings.device == "cuda":
                raise _not_on_cuda(error) from error
    return _loaded_on_cpu(folder, threads)


def _loaded_on_cpu(folder: Path, threads: int) -> WhisperModel:
    try:
        return _tried(folder, "cpu", threads)
    except MemoryError as error:
        raise _no_memory(folder) from error
    except Exception as error:  # tokenizers raises bare Exceptions, CTranslate2 several kinds
        if "alloc" in str(error) or "memory" in str(error):
            raise _no_memory(folder) from error
        raise ModelError(
            f"What is in {folder} cannot be used for words: it is damaged, or no Whisper model for "
            f"CTranslate2. {FETCH}"
        ) from error


def _tried(folder: Path, device: str, threads: int) -> WhisperModel:
    """Loaded, and one step of everything done: libraries load late, and alignment may be missing."""
    model = WhisperModel(
        str(folder), device=device, compute_type=_numbers(device), cpu_threads=threads, num_workers=1
    )
    bands = model.feature_extractor.mel_filters.shape[0]
    heard = model.encode(np.zeros((bands, 100), np.float32))
    start = [model.hf_tokenizer.token_to_id("<|startoftranscript|>")]
    model.model.generate(heard, [start], max_length=4, beam_size=1)
    model.model.align(heard, start, [[0]], 100)
    return model


def _numbers(device: str) -> str:
    if device == "cpu":
        return "int8"
    return "float16" if "float16" in ctranslate2.get_supported_compute_types("cuda") else "default"


def _not_on_cuda(error: Exception) -> ModelError:
    return ModelError(
        f"The model for words cannot run on the graphics processor: {error}. "
        'Choose device = "auto" in [decoding] of the configuration.'
    )


def _no_memory(folder: Path) -> ModelError:
    return ModelError(
        f"There is not enough memory for the model for words in {folder}. Close other programs, or choose "
        f"a smaller model with {PROGRAM} models use."
    )
