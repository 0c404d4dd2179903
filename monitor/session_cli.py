"""The sub-commands of `session-monitor sessions`; `session_commands`, `_deletion` and `_keys` do them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from monitor.errors import NoKeyringError, StoreError
from monitor.formats import Format

if TYPE_CHECKING:
    from monitor.session_commands import Consoles
    from monitor.store.library import Library

sessions = typer.Typer(
    no_args_is_help=True,
    help="""Sessions that were kept, each in a file of its own, encrypted with a key of its own.

SESSION is the beginning of a session's name, as `sessions list` says it, or `last` for the newest.
""",
)
out, err = Console(), Console(stderr=True)

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Read this instead of your own settings file.")
]
SessionName = Annotated[str, typer.Argument(metavar="SESSION", help="The beginning of its name, or last.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


@sessions.command("list")
def list_sessions(
    client: Annotated[str, typer.Option(metavar="NAME", help="Only those with this pseudonym.")] = "",
    tag: Annotated[str, typer.Option(metavar="TAG", help="Only those with this tag.")] = "",
    config: Config = None,
) -> None:
    """List the sessions that were kept, the newest first."""
    from monitor import session_commands

    session_commands.show_all(_library(config), client, tag, _consoles())


@sessions.command("show")
def show_session(session: SessionName, config: Config = None) -> None:
    """Show a session: its figures, what was kept, who agreed to that, what is missing, your notes."""
    from monitor import session_commands

    session_commands.show(_library(config), session, _consoles())


@sessions.command("describe")
def describe_session(
    session: SessionName,
    client: Annotated[str | None, typer.Option(metavar="NAME", help="A pseudonym, never a name.")] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Add a tag.")] = None,
    untag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Take a tag away.")] = None,
    note: Annotated[bool, typer.Option("--note", help="Add a note, which you are asked for.")] = False,
    no_notes: Annotated[bool, typer.Option("--no-notes", help="Forget the notes.")] = False,
    config: Config = None,
) -> None:
    """Write a pseudonym, tags and notes to a session; they are encrypted with it."""
    from monitor import session_commands

    if note and no_notes:
        raise StoreError("Notes are either added or forgotten. Give one of --note and --no-notes.")
    if client is None and not (tag or untag or note or no_notes):
        raise StoreError("Nothing is to be changed. Give --client, --tag, --untag, --note or --no-notes.")
    library = _library(config)
    text = "" if no_notes else session_commands.asked_note(err) if note else None
    change = session_commands.Change(client, tag or (), untag or (), text)
    session_commands.describe(library, session, change, out)


@sessions.command("delete")
def delete_sessions(
    session: Annotated[list[str], typer.Argument(metavar="SESSION...", help="One, or several.")],
    yes: Yes = False,
    config: Config = None,
) -> None:
    """Delete sessions for good: first the key, so that nothing can open them, then the file."""
    from monitor import session_commands, session_deletion
    from monitor.config import load

    try:
        library = _library(config)
    except NoKeyringError as error:  # whoever has forgotten the passphrase may still delete
        session_commands.say(err, str(error))
        library = session_deletion.without_key(load(config))
    session_deletion.delete(library, session, yes, _consoles())


@sessions.command("purge")
def purge_session(
    session: SessionName,
    audio: Annotated[bool, typer.Option("--audio", help="Delete the sound.")] = False,
    words: Annotated[bool, typer.Option("--words", help="Delete the words, and any sound.")] = False,
    yes: Yes = False,
    config: Config = None,
) -> None:
    """Delete the sound of a session, or its words as well; the numbers stay."""
    from monitor import session_deletion

    if not (audio or words):
        raise StoreError("Say what is to be deleted: --audio, or --words, which takes the sound along.")
    session_deletion.purge(_library(config), session, "words" if words else "audio", yes, _consoles())


@sessions.command("verify")
def verify_sessions(
    session: Annotated[str | None, typer.Argument(metavar="[SESSION]", help="One; otherwise all.")] = None,
    config: Config = None,
) -> None:
    """Read sessions from end to end, and say which are not as they were written."""
    from monitor import session_commands

    raise typer.Exit(session_commands.verify(_library(config), session, _consoles()))


@sessions.command("due")
def due_sessions(config: Config = None) -> None:
    """Show what will be deleted because its time is over, and when: [retention] in your settings."""
    from monitor import session_deletion
    from monitor.config import load

    session_deletion.show_due(_library(config), load(config), _consoles())


@sessions.command("tidy")
def tidy_sessions(yes: Yes = False, config: Config = None) -> None:
    """Delete what is due, after showing it."""
    from monitor import session_deletion
    from monitor.config import load

    raise typer.Exit(session_deletion.tidy(_library(config), load(config), yes, _consoles()))


@sessions.command("export")
def export_session(
    session: SessionName,
    to: Annotated[Format, typer.Option("--to", help="As for the command `export`.", case_sensitive=False)],
    target: Annotated[Path, typer.Option("--out", metavar="PATH", help="Where to; - prints it.")],
    force: Force = False,
    without_words: Annotated[
        bool, typer.Option("--without-words", help="Leave out what was said; your notes stay.")
    ] = False,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Of the report: en, de, auto; else that of the windows.")
    ] = "",
    config: Config = None,
) -> None:
    """Write a session for other programs: what lies there then is not encrypted any more."""
    from monitor import exporting, session_commands

    spoken = exporting.language_of(to, language, config)
    wanted = exporting.Target(to, target, force, not without_words, spoken)
    session_commands.export(_library(config), session, wanted, _consoles())


@sessions.command("export-key")
def export_key(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write them.")],
    session: Annotated[
        list[str] | None, typer.Argument(metavar="[SESSION...]", help="Of these; otherwise of all.")
    ] = None,
    force: Force = False,
    config: Config = None,
) -> None:
    """Write the keys of sessions behind a passphrase, to open them on another computer."""
    from monitor import session_keys

    session_keys.export_keys(_library(config), session or (), target, force, _consoles())


@sessions.command("import-key")
def import_key(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="That `export-key` wrote.")],
    config: Config = None,
) -> None:
    """Take in the keys of sessions from another computer; those that are here already stay."""
    from monitor import session_keys

    session_keys.import_keys(_library(config, create=True), source, _consoles())


@sessions.command("renew-key")
def renew_key(
    session: Annotated[
        list[str] | None, typer.Argument(metavar="[SESSION...]", help="Write these anew.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Write every session anew.")] = False,
    master: Annotated[bool, typer.Option("--master", help="Renew the key that wraps the others.")] = False,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Choose another passphrase.")] = False,
    config: Config = None,
) -> None:
    """Replace keys: of sessions, the master key, or the passphrase.  The old ones are destroyed."""
    from monitor import session_keys

    if not (session or every or master or passphrase):
        raise StoreError("Say which key: name a session, or give --all, --master or --passphrase.")
    if passphrase:
        session_keys.change_passphrase(_consoles())
    code = 0
    if session or every or master:
        library = _library(config)
        code = session_keys.renew(library, session or (), every, _consoles())
        if master:
            session_keys.renew_master(library, out)
    raise typer.Exit(code)


def _library(config: Path | None, create: bool = False) -> "Library":
    from monitor import session_commands
    from monitor.config import load

    return session_commands.opened(load(config), err, create)


def _consoles() -> "Consoles":
    from monitor.session_commands import Consoles

    return Consoles(out, err)
