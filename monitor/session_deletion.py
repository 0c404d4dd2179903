"""Deleting what was kept: sessions as a whole, their sound and words, and what has outlived its time."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Console

from monitor import keeping
from monitor import session_view as view
from monitor.config import Settings
from monitor.errors import PROGRAM, NoKeyringError, StoreError
from monitor.session_commands import Consoles, find, in_order, say
from monitor.store.card import Card
from monitor.store.library import Library
from monitor.store.masters import Masters
from monitor.store.retention import Due
from monitor.store.settings import Kind
from monitor.store.vault import Vault

FORGOTTEN = "It cannot be read without the passphrase."
EVER = timedelta(days=36_600)
"""Longer than anything can be kept before it is due."""


def delete(library: Library, names: Sequence[str], yes: bool, to: Consoles) -> None:
    """Destroy the keys of sessions, then their files, after asking."""
    sessions = list(dict.fromkeys(find(library, name) for name in names))
    for session in sessions:
        say(to.err, f"{session[: view.SHORTEST]}: {_named(library.card(session))}")
    if not agreed(f"Delete {_count(sessions)} for good? Nothing brings it back", yes, to.err):
        say(to.out, "Nothing was deleted.")
        return
    for session in sessions:
        library.delete(session)
        say(to.out, f"{session[: view.SHORTEST]} is gone: first its key, then its file.")


def _named(card: Card) -> str:
    return card.problem if card.state == "unreadable" else f"{view.title(card)}, {view.KEPT[card.keep]}"


def without_key(settings: Settings) -> Library:
    """The library for whoever cannot open it any more: sessions can be deleted, and nothing else."""
    folder = keeping.folder(settings)
    return Library(folder, Vault(folder, _Forgotten()))


class _Forgotten:
    """The place of a master key that nobody can get at any more."""

    def load(self) -> Masters | None:
        raise NoKeyringError(FORGOTTEN)

    def store(self, masters: Masters) -> None:  # noqa: ARG002
        raise NoKeyringError(FORGOTTEN)


def purge(library: Library, name: str, kind: Kind, yes: bool, to: Consoles) -> None:
    """Delete the sound of a session, or its words and sound, after asking.

    Its numbers stay, and all that the therapist wrote.
    """
    in_order(library, to.err)
    session = find(library, name)
    card = library.card(session)
    if card.state == "unreadable":
        raise StoreError(card.problem)
    if not (card.has_audio or (kind == "words" and card.has_words)):
        say(to.out, f"There is nothing to delete: {_named(card)}.")
        return
    what = "the sound" if kind == "audio" else "the words, and any sound,"
    say(to.err, _named(card))
    if not agreed(f"Delete {what} of this session for good? Its numbers and your notes stay", yes, to.err):
        say(to.out, "Nothing was deleted.")
        return
    library.purge(session, [kind])
    say(to.out, f"Deleted. What is left: {view.KEPT[library.card(session).keep]}.")


def show_due(library: Library, settings: Settings, to: Consoles) -> None:
    """What is to be deleted of which session, and when, the soonest first."""
    cards, now = in_order(library, to.err), datetime.now(UTC)
    if not _show_due(library, settings, now + EVER, cards, to.out):
        say(to.out, "Nothing of what is kept is due one day: it stays until you delete it.")
    elif library.due(settings.retention, now):
        say(to.out, f"\n`{PROGRAM} sessions tidy` deletes what is due now.")


def tidy(library: Library, settings: Settings, yes: bool, to: Consoles) -> int:
    """Delete what has outlived its time, after showing it and asking; 2 where some could not be touched."""
    cards, now = in_order(library, to.err), datetime.now(UTC)
    wanted = _show_due(library, settings, now, cards, to.err)
    if not wanted:
        say(to.out, "Nothing is due.")
        return 0
    if not agreed("Delete this for good?", yes, to.err):
        say(to.out, "Nothing was deleted.")
        return 0
    refused = library.apply(wanted)
    for sentence in refused:
        say(to.err, f"session-monitor: {sentence}")
    say(to.out, "Not all of it could be deleted." if refused else "Deleted.")
    return 2 if refused else 0


def _show_due(
    library: Library, settings: Settings, until: datetime, cards: Sequence[Card], console: Console
) -> list[Due]:
    found = library.due(settings.retention, until)
    by_id = {card.id: card for card in cards}
    rows = [(due, by_id[due.session]) for due in found if due.session in by_id]
    if rows:
        console.print(view.due_table(rows, by_id, datetime.now(UTC)))
    return [due for due, _card in rows]


def agreed(question: str, yes: bool, console: Console) -> bool:
    """Whether the user wants it; StoreError where nobody can be asked."""
    if yes:
        return True
    console.print(f"{question} [y/N] ", markup=False, highlight=False, soft_wrap=True, end="")
    answer = sys.stdin.readline()
    if not answer:
        console.print()
        raise StoreError("Nobody answered, so nothing was done. Add --yes where nobody can be asked.")
    return answer.strip().casefold() in {"y", "yes"}


def _count(sessions: Sequence[str]) -> str:
    return "this session" if len(sessions) == 1 else f"these {len(sessions)} sessions"
