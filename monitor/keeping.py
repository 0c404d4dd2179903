"""Where kept sessions lie, and what opens them: the system's keyring, or a passphrase that is asked for.

One library has one master key.  A passphrase's file (master.key in the user's data folder) comes
first where it is there, then the keyring; where there is neither, a passphrase is chosen.
"""

import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from rich.console import Console

from monitor import places
from monitor.config import Settings
from monitor.errors import NoKeyringError, StoreError, WrongPassphraseError
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace, MasterPlace, Masters, PassphrasePlace
from monitor.store.sealing import PASSPHRASE_MIN, require_strong
from monitor.store.vault import Vault
from monitor.ui.texts import translate

TRIES = 5
Ask = Callable[[str, bool], str]
"""Asks for a passphrase with a sentence: where it is a new one (True), twice.  Empty: rather not."""

_NOT_NOW = "Your sessions cannot be opened without their passphrase."
_NO_KEY = "There is no key for sessions here: no keyring, and no passphrase has been chosen."
_ELSEWHERE = (
    "The key of your sessions is in a keyring that cannot be reached from here: log in to the desktop."
)


def opening() -> str:
    """What is asked for where the sessions have a passphrase."""
    return translate("Start", "The passphrase of your sessions")


def choosing() -> str:
    """What is asked for where they have none yet."""
    return translate(
        "Start",
        "This computer has no keyring for the key of your sessions. Choose a passphrase for it"
        " ({least} characters or more, say four random words); nobody can open them without it",
    ).format(least=PASSPHRASE_MIN)


def folder(settings: Settings) -> Path:
    """Where the sessions lie; it need not exist."""
    chosen = settings.sessions.folder
    return Path(chosen).expanduser() if chosen else places.user_data_dir() / "sessions"


def master_file() -> Path:
    """The master key behind a passphrase, where the system has no keyring."""
    return places.user_data_dir() / "master.key"


def library(settings: Settings, ask: Ask | None, create: bool = False) -> Library:
    """The library of sessions.  Where `create`, its key is made if there is none, and at hand on return.

    `ask` None: nobody can be asked.  NoKeyringError where a passphrase is needed and not given,
    another StoreError where the key cannot be had now.
    """
    where = folder(settings)
    opened = Library(where, Vault(where, _place(where, ask, create)))
    if create:
        opened.vault.unlock()
    return opened


def terminal(console: Console) -> Ask | None:
    """Asks in the terminal, without showing what is typed; None where there is none to ask in."""
    if not (sys.stdin.isatty() and console.is_terminal):
        return None

    def ask(sentence: str, new: bool) -> str:
        _say(console, f"{sentence}.")
        while True:
            given = getpass("Passphrase: ")
            if not (new and given) or getpass("Again: ") == given:
                return given
            _say(console, "These were not the same. Try again.")

    return ask


def _place(where: Path, ask: Ask | None, create: bool) -> MasterPlace:
    if master_file().exists():
        return _opened(ask)
    try:
        return KeyringPlace()
    except NoKeyringError:
        if not create:
            return _Nowhere()
        if any(where.glob("*.key")):
            raise StoreError(_ELSEWHERE) from None
        return _chosen(ask)


def _opened(ask: Ask | None) -> PassphrasePlace:
    def opens(passphrase: str) -> PassphrasePlace:
        place = PassphrasePlace(master_file(), passphrase)
        place.load()
        return place

    return _asked(ask, opening(), False, opens)


def _chosen(ask: Ask | None) -> PassphrasePlace:
    def strong(passphrase: str) -> PassphrasePlace:
        require_strong(passphrase)
        return PassphrasePlace(master_file(), passphrase)

    return _asked(ask, choosing(), True, strong)


def _asked(
    ask: Ask | None, sentence: str, new: bool, taken: Callable[[str], PassphrasePlace]
) -> PassphrasePlace:
    """Ask until what is given does; the sentence says what was wrong with the one before."""
    said = sentence
    for _ in range(TRIES if ask else 0):
        assert ask is not None
        passphrase = ask(said, new)
        if not passphrase:
            break
        try:
            return taken(passphrase)
        except WrongPassphraseError:
            wrong = translate("Start", "That passphrase does not open your sessions. {sentence}")
            said = wrong.format(sentence=sentence)
        except StoreError as error:
            if not new:
                raise
            said = f"{error} {sentence}"
    raise NoKeyringError(_NO_KEY if new else _NOT_NOW)


class _Nowhere:
    """No key at all: there is nothing to open, and nothing can be kept."""

    def load(self) -> Masters | None:
        raise NoKeyringError(_NO_KEY)

    def store(self, masters: Masters) -> None:  # noqa: ARG002
        raise NoKeyringError(_NO_KEY)


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
