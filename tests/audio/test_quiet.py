"""The standard error, while C libraries would write to it."""

import os

from monitor.audio.quiet import kept_stderr, quiet_stderr


def test_what_is_written_meanwhile_is_gone_and_what_comes_after_is_not(capfd):
    with quiet_stderr():
        os.write(2, b"ALSA lib pcm.c: whatever")
    os.write(2, b"after")

    assert capfd.readouterr().err == "after"


def test_a_redirection_that_is_never_undone_is_undone(capfd, tmp_path):
    with kept_stderr(), (tmp_path / "log").open("wb") as log:
        os.dup2(log.fileno(), 2)
    os.write(2, b"after")

    assert capfd.readouterr().err == "after"


def test_without_a_standard_error_nothing_happens(monkeypatch):
    def none(_):
        raise OSError

    monkeypatch.setattr(os, "dup", none)

    with kept_stderr():
        pass
