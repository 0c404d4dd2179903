"""How soon the demo session's words are there, whether they stay, and what they cost.

    python -m tests.bench.live_words [--repetitions 3] [--seconds 60] [--clock own]

The session at the pace of speech, through the pipeline, the thread that decodes and its process, once
the model is loaded.  A word is shown when the session has it, in a partial or a final, spelt as it was
said; it was spoken when it ended.  A steady word has changed if no final has it in its place, whatever
its case and punctuation.  With `--clock own` it costs no time: see tests.bench.noted_words.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import numpy as np
import soundfile

from monitor import places
from monitor.config import load
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, seconds
from monitor.conversation.transcript import Partial, Word
from tests.bench.noted_words import Noted, live, on_own_clock
from tests.bench.report import Report, Row
from tests.scenes import voice
from tests.scenes.make_demo import DEMO
from tests.scenes.truth import Truth
from tests.words import NONE, aligned, errors_of, spelt

NEAR_S = 0.5
"""A word that is heard so far from where it was said is another one."""
SHOWN_S, CHANGED_PERCENT, FINAL_S = 0.8, 2.0, 1.0

Clock = Literal["speech", "own"]
Said = dict[Channel, list[voice.Word]]


def measure(repetitions: int, length_s: float, clock: Clock = "speech") -> Report:
    """The demo's first seconds, over and over; every figure is of all repetitions together."""
    sound = soundfile.read(DEMO / "session.flac", dtype="int16")[0][: round(length_s * SAMPLE_RATE)]
    length_s = len(sound) / SAMPLE_RATE
    settings = load(places.config_dir() / "default.toml")
    hear = live if clock == "speech" else on_own_clock
    noted = [hear(sound, settings) for _ in range(repetitions)]
    conditions = {"repetitions": repetitions, "seconds": round(length_s, 1), "clock": clock}
    return Report("live_words", conditions, rows(noted, said_in(length_s)))


def said_in(length_s: float) -> Said:
    """The words that the demo session's speakers have said by then."""
    truth = Truth.from_json((DEMO / "session.json").read_text("utf-8"))
    return {channel: [w for w in words if w.end < length_s] for channel, words in truth.words.items()}


def rows(noted: Sequence[Noted], said: Said) -> list[Row]:
    shown = [late for each in noted for late in first_shown(each, said)]
    final = [at - seconds(one.utterance.end) for each in noted for at, one in each.finals if not one.missing]
    pairs = [changes(each) for each in noted]
    steady, changed = sum(n for n, _ in pairs), sum(n for _, n in pairs)
    wrong = sum((errors_of(said[c], spoken(each, c)) for each in noted for c in Channel), NONE)
    costs = [each.cpu_s / each.length_s for each in noted if each.cpu_s is not None]
    return [
        _row("words said", wrong.said, ""),
        _row("a word is shown after it was spoken, median", _percentile(shown, 50), "s", SHOWN_S),
        _row("a word is shown after it was spoken, 95 %", _percentile(shown, 95), "s"),
        _row("words that are never shown", 100 * (1 - len(shown) / max(1, wrong.said)), "%"),
        _row("words shown as steady", steady, ""),
        _row("of them change later", 100 * changed / steady if steady else None, "%", CHANGED_PERCENT),
        _row("final text after an utterance's end, median", _percentile(final, 50), "s", FINAL_S),
        _row("final text after an utterance's end, 95 %", _percentile(final, 95), "s", FINAL_S),
        _row("final text after an utterance's end, worst", _percentile(final, 100), "s", FINAL_S),
        _row("final words wrong", 100 * wrong.rate if wrong.said else None, "%", 5.0),
        _row("processor time of the decoding process", _mean(costs), "s a second"),
        _row("the same, the dearest repetition", max(costs, default=None), "s a second"),
    ]


def first_shown(noted: Noted, said: Said) -> list[float]:
    """For each word that was shown at all, how long after it was spoken it first was."""
    late = []
    for channel in Channel:
        seen = list(_seen(noted, channel))
        for word in said[channel]:
            times = [at for at, shown in seen if _same(word, shown)]
            late += [min(times) - word.end] if times else []
    return late


def changes(noted: Noted) -> tuple[int, int]:
    """How many words were shown as steady, and how many of them no final has in their place."""
    fate: dict[tuple[Channel, Samples, int, str], bool] = {}
    finals = {channel: noted.words(channel) for channel in Channel}
    for _, partial in noted.partials:
        for number, (text, stays) in enumerate(_compared(partial, finals[partial.channel])):
            fate[partial.channel, partial.start, number, text] = stays
    return len(fate), sum(not stays for stays in fate.values())


def _compared(partial: Partial, finals: Sequence[Word]) -> list[tuple[str, bool]]:
    """Each steady word, and whether the final words of that time have it in its place."""
    if not partial.steady:
        return []
    shown, end = _bare(partial.steady), partial.steady[-1].end + SAMPLE_RATE
    final = _bare(word for word in finals if partial.start <= word.end and word.start <= end)
    pairs = aligned(shown, final)
    return [(shown[i], j is not None and shown[i] == final[j]) for i, j in pairs if i is not None]


def spoken(noted: Noted, channel: Channel) -> list[voice.Word]:
    """A channel's final words in seconds."""
    return [voice.Word(w.text, seconds(w.start), seconds(w.end)) for w in noted.words(channel)]


def _seen(noted: Noted, channel: Channel) -> Iterator[tuple[float, Word]]:
    """Every word that was on the screen, with the time."""
    for at, partial in noted.partials:
        if partial.channel is channel:
            yield from ((at, word) for word in (*partial.steady, *partial.rest))
    for at, final in noted.finals:
        if final.utterance.channel is channel:
            yield from ((at, word) for word in final.words)


def _same(said: voice.Word, shown: Word) -> bool:
    return spelt(said.text) == spelt(shown.text) and abs(said.start - seconds(shown.start)) < NEAR_S


def _bare(words: Iterable[Word]) -> list[str]:
    return [" ".join(spelt(word.text)) for word in words]


def _percentile(values: Sequence[float], share: float) -> float | None:
    return float(np.percentile(values, share)) if values else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _row(what: str, value: float | None, unit: str, limit: float | None = None) -> Row:
    """`of limit` is the value over its limit: at most 1 is kept."""
    return {
        "figure": what,
        "value": _rounded(value),
        "unit": unit,
        "limit": limit,
        "of limit": None if value is None or limit is None else _rounded(value / limit),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.3g}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--seconds", dest="length_s", type=float, default=600.0)
    parser.add_argument("--clock", choices=("speech", "own"), default="speech")
    measure(**vars(parser.parse_args())).print()


if __name__ == "__main__":
    main()
