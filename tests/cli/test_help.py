"""What the program says of itself, and of wrong usage."""

import pytest

from monitor import __version__, cli

COMMANDS = [
    "analyze",
    "config",
    "demo",
    "devices",
    "doctor",
    "export",
    "live",
    "models",
    "review",
    "sessions",
    "settings",
    "soundcheck",
    "version",
]


def test_without_arguments_it_helps(run):
    ended = run()
    assert ended.code == 2
    assert all(name in ended.out + ended.err for name in COMMANDS)


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command_and_a_first_step(run, option):
    ended = run(option)
    assert ended.code == 0
    assert all(f" {name} " in ended.out for name in COMMANDS)
    assert "session-monitor demo" in ended.out
    assert "nothing is sent anywhere" in ended.out


@pytest.mark.parametrize(
    ("command", "taught"),
    [
        ("analyze", ["left the therapist, right the client", "8 to 192 kHz", "OUT is a folder"]),
        ("demo", ["bundled session", "where the analysis lies"]),
        ("export", ["tiers for Praat", "tiers for ELAN", "with the settings in force", "save for flac"]),
        ("live", ["devices lists them", "Ctrl-C", "no words and no sound", "--consent"]),
        ("doctor", ["what to do where it is not", "exit code is 1", "what was tried"]),
        ("devices", ["level for each channel"]),
        ("soundcheck", ["Never needed", "named as for", "The two are the other way round"]),
        ("config", ["where your settings belong"]),
        ("version", ["version"]),
    ],
)
def test_the_help_of_each_command_teaches(run, command, taught):
    ended = run(command, "--help")
    assert ended.code == 0
    words = " ".join(ended.out.replace("│", " ").split())
    assert [each for each in taught if each not in words] == []


def test_every_option_is_explained():
    group = cli.commands()
    assert sorted(group.commands) == COMMANDS
    for command in group.commands.values():
        assert command.help
        assert [each.name for each in command.params if not getattr(each, "help", "")] == []


@pytest.mark.parametrize("command", [[], ["live"], ["sessions", "delete"]])
def test_a_switch_is_not_said_to_take_a_value(run, command):
    said = run(*command, "--help").out
    assert "--help" in said
    assert "bool" not in said


def test_version(run):
    ended = run("version")
    assert (ended.code, ended.out.strip()) == (0, __version__)


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyse"],
        ["analyze"],
        ["analyze", "a.wav", "--jobs", "0"],
        ["export", "a.wav", "--to", "vtt"],
        ["export", "a.wav", "--to", "docx", "--out", "a.docx"],
        ["analyze", "a.wav", "--colour"],
        ["demo", "--speed", "0"],
        ["demo", "--speed", "nan"],
        ["demo", "--speed", "fast"],
        ["devices", "--seconds", "-1"],
    ],
)
def test_wrong_usage_is_2_and_shows_the_way(run, arguments):
    ended = run(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert "Try 'session-monitor" in ended.err
    assert "Traceback" not in ended.err
