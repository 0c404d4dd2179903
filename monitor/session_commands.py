"""What `session-monitor sessions` does: list, show, describe, verify, export."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from monitor import keeping
from monitor import session_view as view
from monitor.config import Settings
from monitor.errors import PROGRAM, StoreError
from monitor.store.card import Card
from monitor.store.library import Library
from monitor.store.pages import Description, described

if TYPE_CHECKING:
    from monitor.exporting import Target

LAST = "last"


@dataclass(frozen=True, slots=True)
class Consoles:
    """Answers go to `out`; questions, and what went wrong, to `err`."""

    out: Console
    err: Console


def opened(settings: Settings, console: Console, create: bool = False) -> Library:
    """The library, its key at hand where there is a session; asks for the passphrase where there is one."""
    library = keeping.library(settings, keeping.terminal(console), create)
    if library.vault.sessions():
        library.vault.unlock()
    return library


def find(library: Library, name: str) -> str:
    """The session of that name: "last", or the beginning of the name, if only one begins so."""
    if name.lower() != LAST:
        return library.find(name.lower())
    newest = next((card for card in library.cards() if card.state != "unreadable"), None)
    if newest is None:
        raise StoreError(f"No session has been kept yet: `{PROGRAM} live` keeps what you choose.")
    return newest.id


def in_order(library: Library, console: Console) -> list[Card]:
    """Every session, once what a crash interrupted has been completed, which is said."""
    try:
        library.tidy()
    except StoreError as error:
        say(console, str(error))
    return [
        closed(library, card, console) if card.state == "unfinished" else card for card in library.cards()
    ]


def closed(library: Library, card: Card, console: Console) -> Card:
    try:
        library.recover(card.id)
    except StoreError as error:
        say(console, f"The session of {view.title(card)} was interrupted and cannot be closed. {error}")
        return card
    say(
        console,
        f"The session of {view.title(card)} was interrupted. It is closed now, and whole up to there.",
    )
    return library.card(card.id)


def show_all(library: Library, client: str, tag: str, to: Consoles) -> None:
    """The list, the newest first, and a sentence for each that cannot be read."""
    cards = in_order(library, to.err)
    wanted = [card for card in cards if _is_wanted(card, client, tag)]
    if any(card.state != "unreadable" for card in wanted):
        to.out.print(view.table_of(wanted, [card.id for card in cards]))
    elif not cards:
        say(to.out, "No session has been kept yet.")
    else:
        say(to.out, "No session is so described.")
    for card in cards:
        if card.problem:
            say(to.err, f"{card.id}: {card.problem}")
    say(to.out, f"\nThey lie in {library.folder}, each encrypted with a key of its own.")


def _is_wanted(card: Card, client: str, tag: str) -> bool:
    return (not client or card.client.casefold() == client.casefold()) and (
        not tag or tag.casefold() in {each.casefold() for each in card.tags}
    )


def show(library: Library, name: str, to: Consoles) -> None:
    """One session: its figures, what is kept, who agreed, what is missing, notes."""
    from monitor.export.table import summary  # the list, which is asked for most, is there at once without
    from monitor.kept import analysis_of

    in_order(library, to.err)
    session = find(library, name)
    card = library.card(session)
    with library.open(session) as file:
        document = analysis_of(file)
        above, below = list(view.headings(file, card)), list(view.remarks(file, card))
    for line in above:
        say(to.out, line)
    to.out.print()
    to.out.print(summary(document))
    if below:
        to.out.print()
    for line in below:
        say(to.out, line)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different in a description; None leaves as it is, `note` is added, "" forgets all."""

    client: str | None = None
    tags: Sequence[str] = ()
    untag: Sequence[str] = ()
    note: str | None = None


def describe(library: Library, name: str, change: Change, console: Console) -> None:
    """Change pseudonym, tags and notes of a session."""
    session = find(library, name)
    with library.open(session) as file:
        file.describe(_described(file.description, change))
    say(console, f"Described: {view.title(library.card(session))}.")


def _described(before: Description, change: Change) -> Description:
    gone = {tag.casefold() for tag in change.untag}
    tags = [*(tag for tag in before.tags if tag.casefold() not in gone), *change.tags]
    client = before.client if change.client is None else change.client
    added = before.notes if change.note is None else f"{before.notes}\n{change.note}".strip()
    return described(client, tags, "" if change.note == "" else added)


def asked_note(console: Console) -> str:
    """A note, typed in the terminal, so that it stands in no list of programs and in no shell's history."""
    if sys.stdin.isatty():
        say(console, "Type the note; end it with Ctrl-D on a line of its own (on Windows Ctrl-Z, Enter).")
    if not (note := sys.stdin.read().strip()):
        raise StoreError("The note is empty, and nothing was changed.")
    return note


def verify(library: Library, name: str | None, to: Consoles) -> int:
    """Read one session, or all, from end to end; 2 after a sentence for each that is not whole, else 0."""
    cards = in_order(library, to.err)
    wanted = [find(library, name)] if name else [card.id for card in cards if card.state != "running"]
    if not wanted:
        say(to.out, "No session has been kept yet.")
    wrong = 0
    for session in wanted:
        found = library.verify(session) or _unreadable(library, session)
        wrong += bool(found)
        for sentence in found:
            say(to.err, f"session-monitor: {session}: {sentence.rstrip('.')}.")
        if not found:
            say(to.out, f"{session}: whole, and as it was written.")
    return 2 if wrong else 0


def _unreadable(library: Library, session: str) -> list[str]:
    """What only whoever knows analyses can tell."""
    from monitor.kept import analysis_of

    try:
        with library.open(session) as file:
            analysis_of(file)
    except StoreError:
        return ["its analysis is damaged, or of another version of the program"]
    return []


def export(library: Library, name: str, target: "Target", to: Consoles) -> None:
    """Write a session for other programs."""
    from monitor import exporting
    from monitor.kept import KeptSession

    in_order(library, to.err)
    origin = KeptSession(library, find(library, name))
    exporting.export(origin, target)
    exporting.show(target, to.out)
    exporting.warn_of_silence(origin, target, to.err)


def say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def whole_path(path: Path) -> str:
    """As it can be shown: a name need not be UTF-8."""
    return str(path.absolute()).encode(errors="replace").decode()
