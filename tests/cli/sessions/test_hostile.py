"""Whatever a session file is, every command shows it, or refuses it in a sentence."""

import io

import pytest
from rich.console import Console

from monitor import session_commands, session_deletion
from monitor.config import load
from monitor.errors import DamagedError, MonitorError
from monitor.exporting import Target, export
from monitor.formats import Format
from monitor.kept import KeptSession
from monitor.session_commands import Consoles
from monitor.store import cipher
from monitor.store.keep import Keep
from tests.cli.sessions.staging import contest, stage
from tests.store.mutants import forge, mutated

FORGERIES, MUTANTS = 100, 40


@pytest.fixture
def consoles():
    return Consoles(Console(file=io.StringIO(), width=80), Console(file=io.StringIO(), width=80))


def tried(library, session, consoles, folder):
    """The sentences with which something was refused, of all that can be done with a session."""
    refused = []
    for act in (
        lambda: session_commands.show_all(library, "", "", consoles),
        lambda: session_commands.show(library, session, consoles),
        lambda: session_commands.verify(library, session, consoles),
        lambda: session_deletion.show_due(library, load(), consoles),
        lambda: export(KeptSession(library, session), Target(Format.EAF, folder / "x.eaf", force=True)),
        lambda: export(KeptSession(library, session), Target(Format.FLAC, folder / "x.flac", force=True)),
    ):
        try:
            act()
        except MonitorError as error:
            refused.append(str(error))
    assert [said for said in refused if "\n" in said or not said.endswith(".")] == []
    return refused


@pytest.mark.parametrize("closed", [True, False])
def test_forged_with_the_key(library, consoles, tmp_path, closed):
    staged = stage(library, Keep.AUDIO, closed=closed)
    session = staged.id
    if closed:
        contest(library, staged)
    path, (key,) = library.folder / f"{session}.session", library.vault.keys(session)
    content, refused = path.read_bytes(), 0
    for seed in range(FORGERIES // 2):
        path.write_bytes(content)
        forge(path, key, seed)
        refused += bool(tried(library, session, consoles, tmp_path))
    assert 0 < refused < FORGERIES // 2


def test_sound_of_nobody(library, consoles, tmp_path):
    """It is there, and of neither channel."""
    session = stage(library, Keep.AUDIO).id
    with cipher.connected(
        library.folder / f"{session}.session", library.vault.keys(session)[0]
    ) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'audio_stays'").fetchone()
        connection.execute("DROP TRIGGER audio_stays")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE audio SET channel = 2")
        connection.execute(guard)
    assert tried(library, session, consoles, tmp_path) == [str(DamagedError())]


def test_changed_from_outside(library, consoles, tmp_path):
    session = stage(library, Keep.AUDIO).id
    path = library.folder / f"{session}.session"
    content, refused = path.read_bytes(), 0
    for seed in range(MUTANTS):
        path.write_bytes(mutated(content, seed))
        refused += bool(tried(library, session, consoles, tmp_path))
    assert refused > MUTANTS // 2
