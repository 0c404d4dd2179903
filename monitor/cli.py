"""The commands.  Exit codes: 0 done, 2 usage or bad input, 1 an error in the program itself."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup, TyperOption

from monitor import __version__
from monitor.errors import PROGRAM, MonitorError
from monitor.formats import Format
from monitor.levels import Level
from monitor.model_cli import models
from monitor.session_cli import sessions

HELP = ["-h", "--help"]
app = typer.Typer(
    name="session-monitor",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": HELP},
    help=f"""Shows a therapist who has had the floor in a client-led session, and whether they cut in.

    Everything happens on this computer; nothing is sent anywhere.

    Try it: `{PROGRAM} demo`
    """,
)
app.add_typer(models, name="models")
app.add_typer(sessions, name="sessions")
out, err = Console(), Console(stderr=True)

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Read this instead of your own settings file.")
]
Json = Annotated[
    Path | None, typer.Option("--json", metavar="OUT", help="Write the analysis to this file; - prints it.")
]
NoWords = Annotated[bool, typer.Option("--no-words", help="Make no words, whichever model is in use.")]
NoWindow = Annotated[bool, typer.Option("--no-window", help="Show the live view in this terminal instead.")]


@app.command()
def demo(
    speed: Annotated[float, typer.Option(min=0.1, max=1000, help="Times as fast as it was spoken.")] = 1.0,
    no_window: NoWindow = False,
    json: Json = None,
    config: Config = None,
) -> None:
    """Play a bundled session of about 90 seconds through the live view.

    Two synthetic voices, heard by exactly what listens to a real session.  At the end: the
    summary, and where the analysis lies.
    """
    from monitor import app as program
    from monitor import results
    from monitor.config import load

    path = json or results.place("demo.json")
    results.require_writable(path)
    outcome = program.run_demo(load(config), speed, program.View(not no_window, _beside(json)))
    results.show_outcome(outcome, path, out, _beside(json))


@app.command()
def live(
    device: Annotated[str | None, typer.Option(metavar="NAME", help="One device with two channels.")] = None,
    therapist: Annotated[str | None, typer.Option(metavar="NAME", help="The therapist's device.")] = None,
    client: Annotated[str | None, typer.Option(metavar="NAME", help="The client's device.")] = None,
    keep: Annotated[Level | None, typer.Option("--keep", help="What of it is kept, see above.")] = None,
    consent: Annotated[
        str, typer.Option(metavar="TEXT", help="Who agreed to keep words or sound, and how; kept with them.")
    ] = "",
    pseudonym: Annotated[str, typer.Option(metavar="TEXT", help="What the client is called there.")] = "",
    tag: Annotated[list[str] | None, typer.Option(metavar="TEXT", help="A tag; may be repeated.")] = None,
    note: Annotated[bool, typer.Option("--note", help="Type a note to it before it begins.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete what is due without a question.")] = False,
    preset: Annotated[
        str, typer.Option(metavar="NAME", help="client-led, structured, crisis, intake, or your own.")
    ] = "",
    no_dialog: Annotated[bool, typer.Option("--no-dialog", help="Start without the start dialog.")] = False,
    no_words: NoWords = False,
    no_window: NoWindow = False,
    json: Json = None,
    config: Config = None,
) -> None:
    """Listen to a session, and show the overlay until you stop it.

    Name one device with two channels (left the therapist), or one for each of you: by name, part
    of a name, or number (`devices` lists them).  In a video call --client call hears
    what this computer plays.  Next time the same are used.

    What is kept, encrypted, is asked in a dialog before the start, or said with --keep.  The first
    time it is the numbers; then what you chose last.

    * **nothing**: not even that there was a session
    * **numbers**: who spoke when, and what follows from it; no words and no sound reach the disk
    * **transcript**: the numbers and the words
    * **audio**: the numbers, the words and the sound

    Words and sound are kept only where the client has agreed: tick it in the dialog, or say who
    agreed and how with --consent.

    --preset says what kind of session it is, and so which cues there are; otherwise your settings do.

    It ends with Ctrl-C, with Stop in the overlay's menu, or when the overlay is closed.
    """
    from monitor import app as program
    from monitor import listening, remembered, results, session_commands
    from monitor.config import load
    from monitor.starting import Wishes

    if json is not None:
        results.require_writable(json)
    wanted = remembered.Devices(device, therapist, client)
    settings = load(config, words=not no_words, preset=preset)
    view = program.View(not no_window, _beside(json))
    typed = session_commands.asked_note(view.console) if note else ""
    wishes = Wishes(keep, consent, pseudonym, tag or (), typed, not no_dialog, yes)
    outcome = listening.run_live(settings, wanted, view, wishes)
    if outcome is not None:
        results.show_outcome(outcome, json, out, view.console)


@app.command()
def analyze(
    files: Annotated[list[Path], typer.Argument(metavar="FILE [FILE2]", help="Recordings, see above.")],
    swap: Annotated[bool, typer.Option("--swap", help="The first channel is the client's.")] = False,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Also count interruptions under neighbouring thresholds.")
    ] = False,
    no_words: NoWords = False,
    json: Json = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Recordings to analyse at a time.")] = 1,
    config: Config = None,
) -> None:
    """Analyse recordings of sessions.

    One recording with two channels (left the therapist, right the client), or two recordings
    with one channel each (the therapist's first) of one session.  With more recordings each is
    a session with two channels, and OUT is a folder.

    WAV, FLAC, OGG, MP3, M4A, and most other kinds; 8 to 192 kHz.
    """
    from monitor import batch
    from monitor.config import load

    consoles, settings = batch.Consoles(out, err), load(config, words=not no_words)
    raise typer.Exit(batch.run(batch.requests(files, swap, sensitivity), settings, json, jobs, consoles))


@app.command()
def export(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="RECORDING [RECORDING2]", help="As for `analyze`, its JSON, or a session."),
    ],
    to: Annotated[Format, typer.Option("--to", help="What to write, see above.", case_sensitive=False)],
    target: Annotated[Path, typer.Option("--out", metavar="PATH", help="Where to; - prints it.")],
    swap: Annotated[bool, typer.Option("--swap", help="The first channel is the client's.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    without_words: Annotated[
        bool, typer.Option("--without-words", help="Leave out what was said; your notes stay.")
    ] = False,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Of the report: en, de, auto; else that of the windows.")
    ] = "",
    config: Config = None,
) -> None:
    """Write a session for other programs, or as a report.

    RECORDING is analysed first; an analysis that `analyze --json` wrote does as well, save for flac,
    and so does a kept session, by the beginning of its name or as `last`.

    * **html**: a report to read, print and keep: one page, which loads nothing
    * **json**: the analysis
    * **csv**: a folder of tables for statistics, with a codebook
    * **textgrid**: tiers for Praat
    * **eaf**: tiers for ELAN
    * **rttm**: who spoke when, for speaker diarisation
    * **vtt**: subtitles for a player
    * **flac**: the sound as it was analysed, left the therapist
    * **codebook**: what every column, tier and field means, with the settings in force
    """
    from monitor import exporting

    spoken = exporting.language_of(to, language, config)
    wanted = exporting.Target(to, target, force, not without_words, spoken)
    origin = exporting.origin(files, swap, config, err)
    exporting.export(origin, wanted)
    exporting.show(wanted, out)
    exporting.warn_of_silence(origin, wanted, err)


@app.command()
def review(
    session: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SESSION|FILE [FILE2]]", help="What to look at, see above.", show_default=False
        ),
    ] = None,
    swap: Annotated[bool, typer.Option("--swap", help="The first channel is the client's.")] = False,
    no_words: NoWords = False,
    config: Config = None,
) -> None:
    """Look at a session again: what happened when, what was cut off, what was said.

    * nothing: all sessions that were kept, to choose one
    * **last**, or the beginning of a session's name: that session
    * one or two recordings, as for `analyze`: analysed first
    * an analysis that `analyze --json` wrote
    * **demo**: the bundled session, with words

    F1 in the window shows every key.
    """
    from monitor import reviewing

    reviewing.run(session or (), swap, config, not no_words, err)


@app.command()
def soundcheck(
    device: Annotated[str | None, typer.Option(metavar="NAME", help="One device with two channels.")] = None,
    therapist: Annotated[str | None, typer.Option(metavar="NAME", help="The therapist's device.")] = None,
    client: Annotated[str | None, typer.Option(metavar="NAME", help="The client's device.")] = None,
    swap: Annotated[bool, typer.Option("--swap", help="The two are the other way round.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Delete what is known of your rooms.")] = False,
    no_window: Annotated[bool, typer.Option("--no-window", help="Ask in this terminal instead.")] = False,
    config: Config = None,
) -> None:
    """Check before a session whether each microphone hears its own person.

    The quiet room, a sentence of the therapist, one of the client: then it says how well the two can be
    told apart, whether they are swapped, and what to do where a level is wrong.  Never needed.

    Devices are named as for `live`; without a name those of last time.  What was found is remembered, as a
    few figures, and the next session with the same devices begins with it.
    """
    from monitor import app as program
    from monitor import remembered, soundcheck
    from monitor.config import load

    if forget:
        soundcheck.forget(out)
        return
    wanted = remembered.Devices(device, therapist, client)
    soundcheck.run(load(config), wanted, program.View(not no_window, out), swap)


@app.command()
def devices(
    seconds: Annotated[float | None, typer.Option(min=0.1, help="Stop by itself after this long.")] = None,
    config: Config = None,
) -> None:
    """List the microphones, with a live level for each channel.

    Speak, and see which one moves; the numbers and names are what `live` takes.
    """
    from monitor import soundboard
    from monitor.config import load

    with suppress(KeyboardInterrupt):
        soundboard.watch(load(config), seconds, out)


@app.command()
def doctor(
    offline_proof: Annotated[
        bool, typer.Option("--offline-proof", help="Prove that a session needs no network; half a minute.")
    ] = False,
    config: Config = None,
) -> None:
    """Look whether everything that a session needs is there, and say what to do where it is not.

    The exit code is 1 where something needs doing.

    --offline-proof plays the demo unseen, with words, and keeps all of it in a temporary folder, while
    whatever asks for a connection is refused or ended; and says what was tried, and what came of it.
    """
    if offline_proof:
        from monitor import offline_proof as proof

        raise typer.Exit(proof.prove(out))
    from monitor import doctor as doctors

    raise typer.Exit(doctors.examine(config, out))


@app.command()
def version() -> None:
    """Print the version."""
    out.print(__version__)


@app.command()
def settings(config: Config = None) -> None:
    """Open the settings window: what you would change, each with its reason.

    It writes your settings file, and leaves your comments in it as they are.
    """
    from monitor import preferring

    preferring.run_settings(config)


@app.command()
def config(file: Config = None) -> None:
    """Print where your settings belong, and the settings in force."""
    from monitor import results
    from monitor.config import load

    results.show_settings(load(file), out)


def _beside(json: Path | None) -> Console:
    """Where the live view goes, so that a document that is printed stays by itself."""
    from monitor import results

    return err if json == results.STDOUT else out


def commands() -> TyperGroup:
    """All of them.  A switch takes no value, and its help is not to name the type of one."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    _bare(group)
    return group


def _bare(group: TyperGroup) -> None:
    for command in (group, *group.commands.values()):
        for option in command.get_params(typer.Context(command, help_option_names=HELP)):
            if isinstance(option, TyperOption) and option.is_flag:
                option.metavar = ""
        if isinstance(command, TyperGroup) and command is not group:
            _bare(command)


def main() -> None:
    """Run a command; every foreseen failure is one sentence and exit code 2."""
    try:
        commands()(prog_name=PROGRAM)
    except MonitorError as error:
        err.print(f"session-monitor: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    except Exception as error:  # noqa: BLE001  a fault of ours: say so, and keep what helps to mend it
        from monitor import crash

        err.print(crash.report(error), markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
