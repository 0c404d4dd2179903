"""Keys of sessions that travel to another computer, or are replaced by new ones."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from monitor import keeping, results
from monitor import session_commands as commands
from monitor.errors import PROGRAM, MissingKeyError, OutputError, StoreError, WrongPassphraseError
from monitor.session_commands import Consoles, say
from monitor.session_view import SHORTEST, title
from monitor.store import disk, transfer
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.sealing import PASSPHRASE_MIN
from monitor.whole import whole_file

_CHOOSE = f"Choose a passphrase for the file of keys ({PASSPHRASE_MIN} characters or more)"
_GIVE = "The passphrase of the file of keys"
_NEW = f"Choose another passphrase for your sessions ({PASSPHRASE_MIN} characters or more)"


def export_keys(library: Library, names: Sequence[str], path: Path, force: bool, to: Consoles) -> None:
    """Write the keys of these sessions, or of all that can be opened, behind a passphrase."""
    _require_new(path, force)
    sessions = [commands.find(library, name) for name in names] or _with_key(library, to.err)
    if not sessions:
        raise StoreError("There is no session whose key could be exported.")
    parcel = transfer.export_keys(library.vault, sessions, _asked(_CHOOSE, True, to.err))
    _require_new(path, force)
    try:
        with whole_file(path) as part:
            part.write_bytes(parcel)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputError(f"The keys cannot be written to {path}: {why}. Choose another place.") from None
    count = "key of one session is" if len(sessions) == 1 else f"keys of {len(sessions)} sessions are"
    say(to.out, f"The {count} in {commands.whole_path(path)}.")
    say(to.out, f"The sessions themselves are the files *.session in {library.folder}.")
    say(to.out, f"On the other computer put these into its folder of sessions (`{PROGRAM} doctor`")
    say(to.out, f"says where that is), then `{PROGRAM} sessions import-key FILE`.")


def _with_key(library: Library, console: Console) -> list[str]:
    """Every session whose key can be had; a word about each other."""
    found = []
    for session in library.vault.sessions():
        try:
            library.vault.keys(session)
        except MissingKeyError as error:
            say(console, f"{session} is left out. {error}")
        else:
            found.append(session)
    return found


def _require_new(path: Path, force: bool) -> None:
    results.require_writable(path)
    if path == results.STDOUT:
        raise OutputError("Keys are not printed. Name a file.")
    if path.exists() and not (force and path.is_file()):
        raise OutputError(f"{path} exists already. Add --force to replace it, or name another file.")


def import_keys(library: Library, path: Path, to: Consoles) -> None:
    """Take in the keys that another computer exported; the passphrase is asked for again if it is wrong."""
    try:
        with path.open("rb") as file:
            parcel = file.read(transfer.MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StoreError(f"{path} cannot be read: {why}. Check the path.") from None
    disk.make_folder(library.folder)
    fresh = _opened(library, parcel, to.err)
    if not fresh:
        say(to.out, "These keys are all here already.")
        return
    say(to.out, "1 key is new here." if len(fresh) == 1 else f"{len(fresh)} keys are new here.")
    here = {card.id for card in library.cards()}
    if lacking := [session for session in fresh if session not in here]:
        first = ", ".join(f"{session}.session" for session in lacking[:3])
        more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
        say(to.out, f"What they open is still to be put into {library.folder}: {first}{more}.")
    say(to.out, f"Delete {commands.whole_path(path)} when you have no more use for it.")


def _opened(library: Library, parcel: bytes, console: Console) -> list[str]:
    said = _GIVE
    for _ in range(keeping.TRIES - 1):
        try:
            return transfer.import_keys(library.vault, parcel, _asked(said, False, console))
        except WrongPassphraseError as error:
            said = f"{error} {_GIVE}"
    return transfer.import_keys(library.vault, parcel, _asked(said, False, console))


def renew(library: Library, names: Sequence[str], every: bool, to: Consoles) -> int:
    """Write sessions anew under new keys; 2 where one could not be."""
    cards = commands.in_order(library, to.err)
    wanted = [commands.find(library, name) for name in names]
    if every:
        wanted = [card.id for card in cards if card.state != "unreadable"]
    refused = 0
    for session in dict.fromkeys(wanted):
        try:
            library.renew_key(session)
        except StoreError as error:
            refused += 1
            say(to.err, f"session-monitor: {session}: {error}")
        else:
            named = f"{session[:SHORTEST]}: {title(library.card(session))}"
            say(to.out, f"{named}: it has a new key, and the old one is destroyed.")
    return 2 if refused else 0


def renew_master(library: Library, console: Console) -> None:
    """Wrap every key by another master key."""
    library.vault.renew_master()
    say(console, "There is a new master key. It wraps the keys of all sessions; the old one is destroyed.")


def change_passphrase(to: Consoles) -> None:
    """Let another passphrase open the sessions."""
    if not keeping.master_file().exists():
        raise StoreError("Your sessions have no passphrase: their key is in the keyring of this computer.")
    place = PassphrasePlace(keeping.master_file(), _asked(keeping.opening(), False, to.err))
    place.load()
    place.change(_asked(_NEW, True, to.err))
    say(to.out, "From now on the new passphrase opens your sessions, and the old one does not.")


def _asked(sentence: str, new: bool, console: Console) -> str:
    """A passphrase from the terminal, unseen, and never from an argument or the environment."""
    ask = keeping.terminal(console)
    passphrase = ask(sentence, new) if ask else ""
    if not passphrase:
        raise StoreError("A passphrase is needed, typed in a terminal, and none was given. Nothing was done.")
    return passphrase
