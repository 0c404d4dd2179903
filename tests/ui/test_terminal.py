import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from monitor.conversation.snapshot import Caption, Floor, Share, Words
from monitor.conversation.timeline import Channel
from monitor.ui.terminal import TerminalView, picture, plain_line
from tests.ui.pictures import BALANCED, BEHIND, CAPTIONED, LISTENING, LOST, MONOLOGUE, STATES, WORDS

CURSOR = re.compile(r"\x1b\[\d*[A-HJKl]")


class Clock:
    at_s = 100.0

    def __call__(self):
        return self.at_s


@pytest.fixture
def clock():
    return Clock()


def a_console(width=60, terminal=True, encoding="utf-8", **options):
    """A console, and the bytes that it wrote."""
    written = io.BytesIO()
    file = io.TextIOWrapper(written, encoding=encoding, newline="", write_through=True)
    return Console(file=file, force_terminal=terminal, width=width, legacy_windows=False, **options), written


def plain(written, encoding="utf-8"):
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", written.getvalue().decode(encoding))


def test_the_same_words_as_the_overlay_on_sixty_columns():
    console, _ = a_console()
    assert picture(STATES["monologue"], console).plain.splitlines() == [
        "Therapist 71 %  ██████████████████████░░░░░░░░░  29 % Client",
        "Last 5 min · Session 41 % / 59 %",
        "2 interruptions · 3 min ago",
        "23:41 · Therapist has the floor",
        "You have held the floor for 70 s",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("state", STATES)
def test_the_bar_fits_the_width(state, width):
    console, _ = a_console(width)
    bar = picture(STATES[state], console).plain.splitlines()[0]
    assert len(bar) == min(width, 72)


def test_what_is_withheld_has_no_parts():
    console, _ = a_console()
    lines = picture(LISTENING, console).plain.splitlines()
    assert lines[0] == "Therapist  " + "▒" * 41 + "  Client"
    assert lines[1] == "Listening… 20 s of 60 s of speech"


def test_silence_and_swapped_channels_are_said():
    console, _ = a_console()
    assert "23:41 · Nobody is speaking · 14 s" in picture(STATES["silence"], console).plain
    assert "channels swapped" in picture(STATES["swapped"], console).plain


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("state", STATES)
def test_a_terminal_without_the_characters_gets_others(state, encoding):
    console, written = a_console(encoding=encoding, color_system=None)
    with TerminalView(console) as view:
        view.show(replace(STATES[state], lost=STATES[state].lost))
    first = plain(written, encoding).splitlines()[0]
    assert re.fullmatch(r"Therapist( \d+ %)?  [#.-]+  (\d+ % )?Client", first)


def test_names_that_a_terminal_cannot_write_are_marked():
    console, written = a_console(80, encoding="ascii")
    with TerminalView(console) as view:
        view.show(replace(BALANCED, lost=((LOST.lost[0][0], "“Écoute” was unplugged"),)))
    assert "Client is not heard: ??coute? was unplugged" in plain(written, "ascii")


def test_without_colour_the_parts_differ_in_shape():
    console, written = a_console(no_color=True)
    with TerminalView(console) as view:
        view.show(BALANCED)
    assert "█░" in plain(written)
    assert not re.search(r"\x1b\[[\d;]*3\d", written.getvalue().decode())


def test_it_redraws_in_place(clock):
    console, written = a_console()
    with TerminalView(console, clock) as view:
        view.show(BALANCED)
        before = len(written.getvalue())
        clock.at_s += 1
        view.show(replace(BALANCED, interruptions=3))
        redrawn = written.getvalue()[before:].decode()
    assert CURSOR.match(redrawn.lstrip("\r")), "begins by going back up"
    assert "3 interruptions" in redrawn


def test_ten_times_a_second_at_most_and_the_last_is_shown(clock):
    console, written = a_console()
    with TerminalView(console, clock) as view:
        for number in range(1000):
            clock.at_s = 100 + number / 1000
            view.show(replace(BALANCED, interruptions=number + 10))
        assert 5 <= plain(written).count("interruptions") <= 10
    assert "1009 interruptions" in plain(written)


def test_what_reads_the_same_is_not_drawn_again(clock):
    console, written = a_console()
    with TerminalView(console, clock) as view:
        view.show(BALANCED)
        before = written.getvalue()
        for step in range(50):
            clock.at_s += 1
            view.show(replace(BALANCED, at_s=BALANCED.at_s + step / 100, share_rolling=Share(0.3801)))
        assert written.getvalue() == before


def test_the_cursor_comes_back_after_an_error(clock):
    console, written = a_console()
    with pytest.raises(ZeroDivisionError), TerminalView(console, clock):
        raise ZeroDivisionError
    assert written.getvalue().decode().rstrip().endswith("\x1b[?25h")


@pytest.mark.parametrize("dumb", [{"terminal": False}, {"_environ": {"TERM": "dumb"}}])
def test_a_log_gets_a_plain_line_every_ten_seconds_and_the_last(clock, dumb):
    console, written = a_console(**dumb)
    with TerminalView(console, clock) as view:
        for number in range(251):
            clock.at_s = 100 + number / 10
            view.show(replace(BALANCED, at_s=1421 + number / 10))
    assert "\x1b" not in written.getvalue().decode()
    lines = plain(written).splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["23:41", "23:51", "24:01", "24:06"]


def test_a_log_tells_at_once_who_is_not_heard_and_who_is_heard_again(clock):
    console, written = a_console(terminal=False)
    with TerminalView(console, clock) as view:
        for number in range(100):
            clock.at_s = 100 + number / 10
            lost = ((Channel.CLIENT, "it was unplugged"),) if 30 <= number < 60 else ()
            view.show(replace(BALANCED, at_s=1421 + number / 10, lost=lost))
    lines = plain(written).splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["23:41", "23:44", "23:47", "23:50"]
    assert ["not heard" in line for line in lines] == [False, True, False, False]


def test_a_log_line_says_it_all(clock):
    console, _ = a_console(terminal=False)
    line = plain_line(replace(STATES["monologue"], floor=Floor.BOTH, swapped=True), console).plain
    assert line == (
        "23:41 · Both are speaking · channels swapped  Last 5 min: therapist 71 %, client 29 %  "
        "Session 41 % / 59 %  2 interruptions · 3 min ago  You have held the floor for 70 s"
    )


def test_nothing_to_show_shows_nothing():
    console, written = a_console(terminal=False)
    with TerminalView(console):
        pass
    assert written.getvalue() == b""


# Words


def test_the_last_words_of_each_speaker_in_dim_lines():
    console, _ = a_console()
    text = picture(replace(MONOLOGUE, words=replace(WORDS, demo=True)), console)
    assert text.plain.splitlines()[3:] == [
        "23:41 · Therapist has the floor · demo words",
        "Therapist  How did that feel for you?",
        "Client     I was just so tired",
        "You have held the floor for 70 s",
    ]
    styled = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styled["Client     I was just so tired"] == "dim"
    assert styled["tired"] == "italic"


def test_what_ails_the_words_comes_last_and_takes_no_notes_place():
    console, _ = a_console()
    assert picture(STATES["words restarting"], console).plain.splitlines()[-1] == (
        "No words: they are being restarted"
    )
    assert picture(STATES["words behind, lost"], console).plain.splitlines()[-2:] == [
        "Client is not heard: the microphone was unplugged",
        "Words are 40 s behind",
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("state", CAPTIONED)
def test_words_fit_the_width(state, width):
    console, _ = a_console(width)
    lines = picture(CAPTIONED[state], console).plain.splitlines()
    for name, line in zip(("Therapist", "Client"), lines[4:6], strict=True):
        assert line.startswith(name)
        assert len(line) <= width


def test_words_that_become_steady_are_drawn_so(clock):
    console, written = a_console()
    said = Words(behind_s=0.4, captions=(Caption(Channel.CLIENT, "I was", "tired"),))
    steady = replace(said, captions=(Caption(Channel.CLIENT, "I was tired"),))
    with TerminalView(console, clock) as view:
        view.show(replace(BALANCED, words=said))
        before = len(written.getvalue())
        clock.at_s += 1
        view.show(replace(BALANCED, words=steady))
        assert "I was tired" in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", written.getvalue()[before:].decode())


def test_what_was_said_is_not_written_to_a_log():
    console, _ = a_console(terminal=False)
    line = plain_line(replace(BALANCED, words=replace(BEHIND, demo=True)), console).plain
    assert line.endswith("2 interruptions · 3 min ago  Words are 40 s behind")
    assert "tired" not in line


def test_words_that_a_terminal_cannot_write_are_marked():
    console, written = a_console(encoding="ascii")
    said = Words(behind_s=0.4, captions=(Caption(Channel.CLIENT, "Ich war müde"),))
    with TerminalView(console) as view:
        view.show(replace(BALANCED, words=said))
    assert "Client     Ich war m?de" in plain(written, "ascii")
