"""The summary in a terminal."""

import io
from dataclasses import replace

import msgspec
import pytest
from rich.console import Console

from monitor.conversation.remarks import Contested, Remarks, Verdict
from monitor.conversation.timeline import to_samples
from monitor.conversation.transcript import Final, Refusal, Transcript
from monitor.document import InterruptionCounts, Recount, WordsInOverlap
from monitor.export.table import EXAMPLES, minutes, summary
from monitor.export.transcribed import DEMO_NOTE
from monitor.replay.marked import marked
from monitor.speech.whisper import NO_VOICE
from tests.export.test_analysis import made
from tests.export.test_transcribed import CLIENT, NUMBERS, TRANSCRIBED, transcript, utterance


def printed(document, width=100):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(summary(document))
    return file.getvalue()


def cells(text, name):
    """What stands in the columns of a row."""
    (line,) = [line for line in text.splitlines() if line.strip().startswith(name)]
    return [cell.strip() for cell in line.strip().removeprefix(name).split("  ") if cell.strip()]


@pytest.mark.parametrize(
    ("duration_s", "said"),
    [
        (0, "0.0 s"),
        (7.24, "7.2 s"),
        (59.94, "59.9 s"),
        (60, "1:00"),
        (65.4, "1:05"),
        (3_599.4, "59:59"),
        (3_723, "1:02:03"),
        (36_000, "10:00:00"),
    ],
)
def test_lengths(duration_s, said):
    assert minutes(duration_s) == said


def test_a_row_for_each_figure():
    text = printed(made("a session"))
    assert text.splitlines()[0] == "a.wav · 36.5 s"
    assert cells(text, "Talk share") == ["withheld", "withheld"]
    assert cells(text, "Talk time") == ["11.7 s", "19.7 s"]
    assert cells(text, "Interruptions made") == ["2", "0"]
    assert cells(text, "took the floor") == ["1", "0"]
    assert cells(text, "gave way") == ["1", "0"]
    assert cells(text, "unresolved") == ["0", "0"]
    assert cells(text, "Backchannels") == ["1", "0"]
    assert "Silences of 3 s or more: 1, together 5.0 s" in text


def test_what_is_withheld_and_what_cannot_be_trusted():
    text = printed(made("a session"))
    assert "Withheld: talk share: 31 s of speech were heard; a share needs 60 s" in text
    assert "Note: The client's channel is clipped in places." in text


def test_shares_in_percent():
    assert cells(printed(made("much speech")), "Talk share") == ["35 %", "65 %"]


def test_a_session_that_was_stopped():
    assert printed(made("a session", complete=False)).splitlines()[0] == "a.wav · 36.5 s, stopped early"


def test_names_of_files_are_not_read_as_markup():
    document = msgspec.structs.replace(made("a session"), source=["[red]a[/red].wav", "b.wav"])
    assert printed(document).splitlines()[0] == "[red]a[/red].wav + b.wav · 36.5 s"


def test_nothing_was_said():
    text = printed(made("no speech"))
    assert cells(text, "Response latency, median") == ["–", "–"]
    assert cells(text, "Longest turn") == ["0.0 s", "0.0 s"]


class TestContested:
    def test_it_leaves_the_count_and_is_said(self):
        document = made("a session", transcribed=TRANSCRIBED)
        text = printed(marked(document, contesting(document, "successful")))
        assert cells(text, "Interruptions made") == ["1", "0"]
        assert cells(text, "took the floor") == ["0", "0"]
        assert cells(text, "contested, not counted") == ["1", "0"]
        assert "“" not in text  # nor is it shown among those that count

    @pytest.mark.parametrize("kind", ["backchannel", "silence"])
    def test_what_was_never_counted_is_not(self, kind):
        document = made("a session")
        assert printed(marked(document, contesting(document, kind))) == printed(document)

    def test_where_interruptions_are_withheld_so_is_this(self):
        document = made("a session", withheld={"interruptions": "both hear both"})
        text = printed(marked(document, contesting(document, "successful")))
        assert "contested" not in text
        assert cells(text, "Interruptions made") == ["withheld", "withheld"]

    def test_the_sensitivity_counts_it_and_says_so(self):
        document, counts = made("a session"), InterruptionCounts(1, 1, 0)
        row = Recount("ipu_gap_s", 0.18, True, {"therapist": counts, "client": counts})
        document = msgspec.structs.replace(document, sensitivity=[row])
        said = "What was contested is counted here: the figures above leave it out."
        assert said not in printed(document)
        text = printed(marked(document, contesting(document, "successful")))
        assert said in text
        assert cells(text, "ipu_gap_s") == ["0.18", "2 (1 / 1 / 0)", "2 (1 / 1 / 0)"]


class TestWords:
    def test_without_transcription_none_are_mentioned(self):
        assert "ords" not in printed(made("a session"))

    def test_how_many_each_said_and_which_model_heard_them(self):
        text = printed(made("a session", transcribed=TRANSCRIBED), 80)
        assert cells(text, "Words   ") == ["15", "25"]
        assert "Words by base.en, language en, up to 12 s late" in text

    def test_nothing_is_said_of_a_lag_or_a_language_where_there_is_none(self):
        numbers = replace(TRANSCRIBED, lag_s=0.0, transcript=Transcript())
        assert "Words by base.en\n" in rstripped(printed(made("a session", transcribed=numbers)))

    def test_what_has_no_words_and_why(self):
        text = printed(made("a session", transcribed=TRANSCRIBED), 80)
        assert "Not transcribed: 1 stretch of the client (the computer was too slow): 0:35\n" in rstripped(
            text
        )
        assert "Not believed: 1 stretch of the client (it does not sound like speech): 0:31\n" in rstripped(
            text
        )

    def test_what_was_refused_before_it_was_decoded(self):
        spoken = transcript()
        refusal = Refusal(to_samples(34.1), to_samples(34.4), "", NO_VOICE)
        spoken.add(Final(utterance(CLIENT, 34.1, 34.4), refused=(refusal,)))
        text = printed(made("a session", transcribed=replace(TRANSCRIBED, transcript=spoken)))
        assert "Not believed: 1 stretch of the client (no voice in it): 0:34\n" in rstripped(text)

    def test_how_many_words_there_were_may_be_unknown(self):
        told = msgspec.structs.replace(made("a session", transcribed=NUMBERS).transcription, word_count={})
        text = printed(msgspec.structs.replace(made("a session"), transcription=told))
        assert cells(text, "Words   ") == ["–", "–"]

    def test_of_much_that_is_missing_some_is_named(self):
        spoken = transcript()
        for second in range(27, 34):
            missing = Final(utterance(CLIENT, second, second + 0.5), missing="the computer was too slow")
            spoken.add(missing)
        text = printed(made("a session", transcribed=replace(TRANSCRIBED, transcript=spoken)), 120)
        assert (
            "8 stretches of the client (the computer was too slow): 0:27, 0:28, 0:29, 0:30, 0:31, …" in text
        )

    def test_what_was_cut_off_and_by_what(self):
        lines = printed(made("a session", transcribed=TRANSCRIBED), 80).splitlines()
        at = next(number for number, line in enumerate(lines) if "Was cut off" in line)
        assert lines[at + 1].rstrip() == (
            "0:20  Therapist  “…not sleep because of…”  “Let us take a slow breath…”"
        )
        assert lines[at + 2].strip() == ""

    def test_no_more_than_the_surest_few_in_order_of_time(self):
        text = printed(with_interruptions(8), 80)
        shown = [line.split()[0] for line in text.splitlines() if "“…" in line]
        assert shown == ["0:13", "0:14", "0:15", "0:16", "0:17"]
        assert len(shown) == EXAMPLES
        assert "and 3 more" in text

    def test_a_line_of_eighty_columns_holds_each_even_after_an_hour(self):
        words = WordsInOverlap("incomprehensibilities " * 9, "incomprehensibilities " * 9)
        text = printed(with_interruptions(3, words, later_s=7200), 80)
        shown = [line.strip() for line in text.splitlines() if "“" in line]
        assert len(shown) == 3
        assert all(line.startswith("2:00:") and line.endswith("”") for line in shown)

    @pytest.mark.parametrize(
        ("cut_off", "said", "shown"),
        [
            ("because of", "Ja.", ["“because of…”", "“Ja.”"]),
            ("because of...", "", ["“because of…”"]),
            (
                "Donaudampfschifffahrtsgesellschaft",
                "Donaudampfschifffahrtsgesellschaft",
                ["“…schifffahrtsgesellschaft…”", "“Donaudampfschifffahrtsges…”"],
            ),
            (
                "and so she said it again",
                "and so she said it again",
                ["“and so she said it again…”", "“and so she said it again”"],
            ),
            (
                "and then so she said it again",
                "and then so she said it again",
                ["“…so she said it again…”", "“and then so she said it…”"],
            ),
        ],
    )
    def test_quotations_are_cut_between_words_and_within_a_long_one(self, cut_off, said, shown):
        document = with_interruptions(1, WordsInOverlap(said, cut_off))
        (line,) = [line for line in printed(document, 80).splitlines() if "“" in line]
        assert [part.strip() for part in line.split("  ") if "“" in part] == shown
        assert all(len(part) <= 28 for part in shown)

    def test_where_interruptions_are_withheld_none_is_quoted(self):
        document = made("a session", withheld={"interruptions": "both hear both"}, transcribed=TRANSCRIBED)
        assert "cut off" not in printed(document)

    def test_where_only_numbers_are_wanted_nothing_is_quoted(self):
        text = printed(made("a session", transcribed=NUMBERS))
        assert "“" not in text
        assert cells(text, "Words   ") == ["15", "25"]

    def test_words_of_the_demo_model_say_so(self):
        text = printed(made("a session", transcribed=replace(TRANSCRIBED, model="demo-en", demo=True)), 200)
        assert f"Note: {DEMO_NOTE}" in text


def contesting(document, kind):
    """Remarks by which every event of a kind that begins so is contested."""
    ids = [event.id for event in document.events if event.__struct_config__.tag.startswith(kind)]
    assert ids
    return Remarks({name: Contested(name, Verdict.SUPPORTIVE, 1_760_000_000) for name in ids})


def with_interruptions(count, words=None, later_s=0):
    """A session of interruptions, each surer and a second later than the one before."""
    document = made("a session", transcribed=TRANSCRIBED)
    (one,) = [event for event in document.events if "successful" in event.__struct_config__.tag]
    events = [
        msgspec.structs.replace(
            one, start_s=later_s + 10.0 + number, confidence=number / 10, words=words or one.words
        )
        for number in range(count)
    ]
    return msgspec.structs.replace(document, events=events)


def rstripped(text):
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
