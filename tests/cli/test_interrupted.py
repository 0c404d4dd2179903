"""Ctrl-C before a command is ready for it."""

import pytest

from monitor import __main__ as entry


def test_ctrl_c_while_the_program_loads_ends_it_without_a_word(monkeypatch, capfd):
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("monitor.cli.main", interrupted)
    monkeypatch.setattr("monitor.offline.forbid_network", lambda: True)  # for good, and for all other tests
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 130
    assert capfd.readouterr() == ("", "")
