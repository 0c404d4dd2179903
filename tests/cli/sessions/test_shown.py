"""`sessions list`, `show`, `describe` and `verify`, and what a crash left behind."""

from pathlib import Path

import msgspec
import pytest

from monitor.kept import analysis_of
from monitor.session_view import short_names
from monitor.store import cipher
from monitor.store.keep import Keep
from monitor.store.pages import Description
from tests.cli.sessions.staging import AGREED, START, contest, interruptions, stage
from tests.store.staging import SECOND, begin, finish, talk

DAY = 86_400


def words(text):
    return " ".join(text.split())


def row(text, name):
    (line,) = (line for line in text.splitlines() if line.startswith(name[:4]))
    return words(line)


class TestList:
    def test_nothing_yet(self, run):
        ended = run("sessions", "list")
        assert (ended.code, ended.err) == (0, "")
        assert "No session has been kept yet." in ended.out

    def test_each_with_what_there_is_of_it_the_newest_first(self, run, library):
        old = stage(library, Keep.NUMBERS, client="Blue Heron").id
        new = stage(library, Keep.AUDIO, START + DAY).id
        library.describe(new, Description("Crane", ["intake", "in pairs"]))
        ended = run("sessions", "list")
        assert (ended.code, ended.err) == (0, "")
        assert row(ended.out, old).endswith("36.5 s Blue Heron numbers")
        assert "Crane words, sound" in row(ended.out, new)
        assert "intake" in ended.out
        assert ended.out.index(new[:4]) < ended.out.index(old[:4])
        assert str(library.folder) in ended.out.replace("\n", "")

    def test_only_those_that_are_asked_for(self, run, library):
        one, other = (stage(library, Keep.NUMBERS, client=name).id for name in ("Heron", "Crane"))
        library.describe(other, Description("Crane", ["intake"]))
        assert one[:4] not in run("sessions", "list", "--client", "crane").out
        assert other[:4] in run("sessions", "list", "--tag", "Intake").out
        assert "No session is so described." in run("sessions", "list", "--client", "Stork").out

    def test_what_cannot_be_read_is_said_beside_the_others(self, run, library):
        good, bad = stage(library, Keep.NUMBERS).id, stage(library, Keep.NUMBERS).id
        (library.folder / f"{bad}.session").write_bytes(bytes(9_000))
        ended = run("sessions", "list")
        assert ended.code == 0
        assert good[:4] in ended.out
        assert ended.err.strip() == (
            f"{bad}: The session cannot be opened: it is damaged, or its key is another one."
        )

    def test_a_locked_keyring_is_one_sentence(self, run, library, own_keyring):
        stage(library, Keep.NUMBERS)
        own_keyring.locked = True
        ended = run("sessions", "list")
        assert ended.code == 2
        assert ended.sentence == "The keyring of this computer is locked: unlock it and try again."

    def test_one_of_a_newer_program_is_left_as_it_is(self, run, library):
        session = stage(library, Keep.NUMBERS).id
        path, (key,) = library.folder / f"{session}.session", library.vault.keys(session)
        with cipher.connected(path, key) as connection:
            connection.execute("PRAGMA user_version = 99")
        before = path.read_bytes()
        newer = "This session was written by a newer session monitor: update this one to open it."
        said = f"{newer} Nothing was changed."
        assert run("sessions", "list").err.strip() == f"{session}: {said}"
        for command in (("show",), ("export", "--to", "json", "--out", "-"), ("purge", "--words", "--yes")):
            ended = run("sessions", command[0], session, *command[1:])
            assert (ended.code, ended.sentence) == (2, said)
        assert run("sessions", "verify").sentence == f"{session}: {said}"
        assert path.read_bytes() == before

    def test_names_are_as_short_as_they_can_be(self):
        assert short_names(["aaaaaaaa", "aaaaaabb", "ffffffff"]) == {
            "aaaaaaaa": "aaaaaaa",
            "aaaaaabb": "aaaaaab",
            "ffffffff": "ffff",
        }


class TestShow:
    def test_what_was_shown_at_its_end(self, run, library):
        session = stage(library, client="Blue Heron")
        ended = run("sessions", "show", session.id[:6])
        assert (ended.code, ended.err) == (0, "")
        assert f"({session.id})" in ended.out
        assert "Blue Heron, 36.5 s" in ended.out
        assert "Kept: numbers, words, sound" in ended.out
        assert "Talk time" in ended.out
        assert f"(therapist): {AGREED.wording}" in words(ended.out)
        with library.open(session.id) as file:
            assert analysis_of(file) == session.shown

    def test_last_is_the_newest(self, run, library):
        stage(library, Keep.NUMBERS)
        newest = stage(library, Keep.NUMBERS, START + DAY).id
        stage(library, Keep.NUMBERS, START - DAY)
        assert f"({newest})" in run("sessions", "show", "last").out

    @pytest.mark.parametrize("name", ["last", "ffff", "../x", "é", ""])
    def test_one_that_is_not_there(self, run, name):
        ended = run("sessions", "show", name)
        assert ended.code == 2
        assert "session" in ended.sentence

    def test_what_was_purged_is_said_and_the_numbers_stay(self, run, library):
        session = stage(library)
        library.purge(session.id, ["words"])
        ended = run("sessions", "show", "last")
        assert "Kept: numbers" in ended.out
        assert "The sound that was kept has been deleted." in ended.out
        assert "The words that were kept have been deleted" in ended.out
        with library.open(session.id) as file:
            left = analysis_of(file)
        assert (left.talk_time_s, left.turns) == (session.shown.talk_time_s, session.shown.turns)
        assert left.words is None

    def test_what_was_contested_is_not_counted_and_what_was_led_is_said(self, run, library):
        session = stage(library)
        contest(library, session, "\x1b[31mbreathing")
        ended = run("sessions", "show", session.id)
        assert (ended.code, ended.err) == (0, "")
        assert f"Interruptions made {interruptions(session.shown) - 1} 0" in words(ended.out)
        assert "contested, not counted 1 0" in words(ended.out)
        assert "From 0:01 to 0:03 it was led on purpose: \N{REPLACEMENT CHARACTER}[31mbreathing" in ended.out
        assert "Bookmark at 0:02: her brother" in ended.out
        assert run("sessions", "verify", session.id).code == 0

    def test_narrowing_a_hole_and_a_bookmark_are_said(self, run, library):
        writer = begin(library, Keep.AUDIO)
        told = talk(writer, 3)
        writer.bookmark(2 * SECOND, "her brother")
        writer.narrow(Keep.NUMBERS, drop=True)
        talk(writer, 3, 3, told)
        finish(writer, told, 6, msgspec.json.encode(stage(library, Keep.NUMBERS).shown))
        said = words(run("sessions", "show", writer.id).out)
        assert "From 0:03 on numbers were kept; what had been kept beyond it was deleted." in said
        assert "Bookmark at 0:02: her brother" in said
        assert "has been deleted" not in said

    def test_what_commands_a_terminal_is_not_obeyed(self, run, library):
        session = stage(library, client="\x1b[31mHeron").id
        with library.open(session) as file:
            file.describe(Description("\x1b[2J", ["\x07"], "\x1b]0;title\x07\nfine"))
        for command in (("list",), ("show", "last"), ("due",)):
            assert "\x1b" not in run("sessions", *command).out


class TestAfterACrash:
    def test_it_is_closed_and_said_and_all_of_it_is_there(self, run, library):
        session = stage(library, closed=False)
        ended = run("sessions", "list")
        assert "was interrupted. It is closed now" in ended.err
        assert "interrupted" in row(ended.out, session.id)
        assert run("sessions", "list").err == ""
        with library.open(session.id) as file:
            rebuilt = analysis_of(file)
        for name in ("segments", "turns", "talk_time_s", "talk_share", "interruptions", "response_latency"):
            assert getattr(rebuilt, name) == getattr(session.shown, name), name
        assert (rebuilt.events, rebuilt.words) == (session.shown.events, session.shown.words)
        assert not rebuilt.complete

    def test_the_roles_are_those_that_were_in_force(self, library):
        session = stage(library, closed=False, swapped=True)
        library.recover(session.id)
        with library.open(session.id) as file:
            assert analysis_of(file).talk_time_s == session.shown.talk_time_s

    def test_one_that_runs_is_left_alone(self, run, library):
        writer = begin(library, Keep.NUMBERS)
        talk(writer, 2)
        assert "running now" in run("sessions", "list").out
        ended = run("sessions", "delete", writer.id, "--yes")
        assert ended.code == 2
        assert "end it first" in ended.err
        writer.abandon()


class TestDescribe:
    def test_a_pseudonym_tags_and_notes(self, run, library, answer):
        session = stage(library, Keep.NUMBERS).id
        run("sessions", "describe", "last", "--client", "Blue Heron", "--tag", "intake", "--tag", "pairs")
        answer("Calm today.\n")
        assert run("sessions", "describe", "last", "--untag", "Pairs", "--note").code == 0
        answer("And rested.\n")
        run("sessions", "describe", "last", "--note")
        card = library.card(session)
        assert (card.client, card.tags) == ("Blue Heron", ("intake",))
        assert card.notes == "Calm today.\nAnd rested."
        assert "Notes: Calm today." in run("sessions", "show", "last").out
        run("sessions", "describe", "last", "--no-notes")
        assert library.card(session).notes == ""

    @pytest.mark.parametrize(
        "options",
        [
            [],
            ["--note", "--no-notes"],
            ["--client", "x" * 201],
            ["--tag", "x" * 201],
            [part for number in range(51) for part in ("--tag", f"{number}")],
        ],
    )
    def test_what_cannot_be_written_changes_nothing(self, run, library, options):
        session = stage(library, Keep.NUMBERS, client="Heron").id
        ended = run("sessions", "describe", "last", *options)
        assert ended.code == 2
        assert ended.sentence
        assert library.card(session).client == "Heron"


class TestVerify:
    def test_whole_sessions(self, run, library):
        names = [stage(library, keep).id for keep in Keep]
        ended = run("sessions", "verify")
        assert (ended.code, ended.err) == (0, "")
        assert all(f"{name}: whole" in ended.out for name in names)

    def test_a_changed_bit_is_found(self, run, library):
        session = stage(library, Keep.AUDIO).id
        path = Path(library.folder, f"{session}.session")
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        ended = run("sessions", "verify", session)
        assert ended.code == 2
        assert f"{session}: " in ended.sentence

    def test_an_analysis_that_is_none(self, run, library):
        writer = begin(library, Keep.NUMBERS)
        finish(writer, talk(writer, 2), 2, b'{"duration_s": 2}')
        ended = run("sessions", "verify", "last")
        assert ended.code == 2
        assert "its analysis is damaged" in ended.sentence
