"""One utterance from libespeak-ng, in a process of its own.

    python espeak_process.py VOICE RATE PITCH TEXT

espeak-ng's sound depends on all that the same process said before; a fresh process says the
same text the same way every time.  Standard output: one line of JSON {"rate", "words":
[[place in the text, start_s], ...], "phonemes": [[name, start_s], ...]}, then int16 samples.
"""

import ctypes
import ctypes.util
import json
import sys

SYNCHRONOUS = 2
PHONEME_EVENTS = 1
BUFFER_MS = 500
WORD, PHONEME = 1, 7
RATE, PITCH, RANGE, WORD_GAP = 1, 3, 4, 7
UTF8 = 1


class Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position_ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


def main(voice: str, rate: str, pitch: str, text: str) -> None:
    library = ctypes.CDLL(library_name())
    sample_rate = library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, None, PHONEME_EVENTS)
    sound = bytearray()
    words: list[tuple[int, float]] = []
    phonemes: list[tuple[str, float]] = []

    def receive(samples, count, events):
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, 2 * count))
        for event in until_the_end(events):
            if event.type == WORD:
                words.append((event.text_position - 1, event.sample / sample_rate))
            elif event.type == PHONEME:
                phonemes.append((event.name.decode(errors="replace"), event.sample / sample_rate))
        return 0

    callback = CALLBACK(receive)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()):
        raise SystemExit(f"espeak-ng has no voice {voice}")
    for parameter, value in ((RATE, int(rate)), (PITCH, int(pitch)), (RANGE, 50), (WORD_GAP, 0)):
        library.espeak_SetParameter(parameter, value, 0)
    written = text.encode() + b"\0"
    library.espeak_Synth(written, ctypes.c_size_t(len(written)), 0, 1, 0, UTF8, None, None)
    header = json.dumps({"rate": sample_rate, "words": words, "phonemes": phonemes})
    sys.stdout.buffer.write(header.encode() + b"\n" + sound)


def library_name() -> str:
    """On Linux its fixed name: the search for it takes longer than the speech."""
    found = None if sys.platform.startswith("linux") else ctypes.util.find_library("espeak-ng")
    return found or "libespeak-ng.so.1"


def until_the_end(events):
    """The events of one callback: the last has type 0."""
    place = 0
    while events[place].type:
        yield events[place]
        place += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
