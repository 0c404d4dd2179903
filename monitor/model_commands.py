"""What `session-monitor models` does: list, pull, verify, remove, use, import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from monitor import model_choice, places
from monitor.engine.words import NO_MODEL
from monitor.errors import PROGRAM, ModelError
from monitor.speech import by_hand, catalog, hub, models
from monitor.speech.catalog import Catalogue, Model
from monitor.speech.models import Report

INTERRUPTED = 130


def show(configured: str, out: Console) -> None:
    """Print every model that can be had or is here, and how to get one."""
    catalogue, folder = _catalogue(), model_choice.folder()
    in_use = model_choice.chosen(configured)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Model", "Size", "Languages", "Licence", "Installed", "In use"):
        table.add_column(heading, justify="right" if heading == "Size" else "left", no_wrap=True)
    for row in _rows(catalogue, folder):
        table.add_row(*row, "yes" if row[0] == in_use else "")
    out.print(table)
    for line in ("", *_notes(catalogue, folder, in_use)):
        _say(out, line)


def _rows(catalogue: Catalogue, folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    for model in catalogue.models:
        state = _state(folder, model)
        yield model.name, models.size(model.size_bytes), model.languages, model.licence, state
    for name in models.names(folder):
        if name in {model.name for model in catalogue.models}:
            continue
        try:
            size = models.size(models.manifest(folder, name).size_bytes)
        except ModelError:
            size = "?"
        yield name, size, "not known", "not known", _whole(folder, name)


def _state(folder: Path, model: Model) -> str:
    if (folder / model.name).is_dir():
        return _whole(folder, model.name)
    begun = models.begun(folder, model.name)
    return f"begun, {min(begun * 100 // model.size_bytes, 99)} %" if begun else ""


def _whole(folder: Path, name: str) -> str:
    try:
        models.installed(folder, name)
    except ModelError:
        return "incomplete"
    return "yes"


def _notes(catalogue: Catalogue, folder: Path, in_use: str | None) -> Iterator[str]:
    if in_use is None:
        yield "No model is in use, so sessions have no words."
    elif not (folder / in_use).is_dir():
        yield f"{in_use} is to be used, but is not on this computer, so sessions have no words."
    yield f"Get one with `{PROGRAM} models pull NAME`, then `{PROGRAM} models use NAME`."
    if unverified := ", ".join(model.name for model in catalogue.models if model.unverified):
        yield f"Checked on arrival against the hub's own record: {unverified}; the others against ours."


def pull(name: str, out: Console, err: Console) -> int:
    """Fetch a model; 0 when it is here, INTERRUPTED after Ctrl-C."""
    model, folder = _catalogue().find(name), model_choice.folder()
    if _state(folder, model) == "yes" and models.manifest(folder, name).revision == model.revision:
        _say(out, f"{name} is here already, in {folder / name}.")
        return 0
    source = f"{hub.server()}, {model.repository} at {model.revision[:12]}"
    _say(out, f"{name} has {models.size(model.size_bytes)} and comes from {source}, to {folder}.")
    if begun := models.begun(folder, name):
        _say(out, f"{models.size(begun)} of it are here already.")
    try:
        with _progress(err) as report:
            path = hub.pull(model, folder, report)
    except KeyboardInterrupt:
        kept = models.size(models.begun(folder, name))
        _say(err, f"Stopped. {kept} have come and are kept; the same command goes on from there.")
        return INTERRUPTED
    _arrived(path, out)
    return 0


def take_in(path: Path, name: str, out: Console, err: Console) -> int:
    """Import a model that was carried by hand; 0, or INTERRUPTED after Ctrl-C."""
    try:
        with _progress(err) as report:
            installed = by_hand.take_in(path, model_choice.folder(), _catalogue(), name, report)
    except KeyboardInterrupt:
        _say(err, "Stopped. Nothing was imported.")
        return INTERRUPTED
    _arrived(installed, out)
    return 0


_CHECKED = {
    "catalogue": "every file is what it must be",
    "hub": "every file is what the hub says it must be",
    "weights": "its weights are what they must be; the small files beside them are known to the hub alone",
    "": "it is none of those that this program knows, so nothing could be checked",
}


def _arrived(path: Path, out: Console) -> None:
    checked = models.manifest(path.parent, path.name).checked
    _say(out, f"{path.name} is here, and {_CHECKED.get(checked, checked)}. It lies in {path}.")
    _say(out, f"For words in your sessions: `{PROGRAM} models use {path.name}`.")


def verify(name: str | None, out: Console, err: Console) -> int:
    """Read every file of one model, or of all, again; 2 after a sentence for each that is wrong, else 0."""
    folder, catalogue = model_choice.folder(), _catalogue()
    if name is not None:
        models.installed(folder, name)
    wanted = models.names(folder) if name is None else [name]
    if not wanted:
        _say(out, "No model is on this computer.")
    wrong = False
    for each in wanted:
        found = _faults(folder, each, catalogue, err)
        wrong = wrong or bool(found)
        for sentence in found:
            _say(err, f"session-monitor: {sentence}")
        if not found:
            _say(out, f"{each}: every file is what it must be.")
        elif each in {model.name for model in catalogue.models}:
            _say(err, f"Get it again: `{PROGRAM} models remove {each}`, then `models pull {each}`.")
    return 2 if wrong else 0


def _faults(folder: Path, name: str, catalogue: Catalogue, err: Console) -> list[str]:
    try:
        with _progress(err) as report:
            return models.faults(folder, name, catalogue, report)
    except ModelError as error:
        return [str(error)]


def remove(name: str, configured: str, out: Console) -> None:
    """Delete a model; where it was in use, sessions have no words from now on."""
    freed = models.remove(model_choice.folder(), name)
    _say(out, f"{name} is gone, and {models.size(freed)} are free.")
    if model_choice.recalled() == name:
        model_choice.keep(NO_MODEL)
    if model_choice.chosen(configured) in {None, name}:
        _say(out, "No model is in use now, so sessions have no words.")


def use(name: str, configured: str, out: Console) -> None:
    """Choose the model for every later session, or none."""
    if name != NO_MODEL:
        models.installed(model_choice.folder(), name)
    model_choice.keep(name)
    if configured and configured != name:
        own = places.user_config_file()
        _say(out, f"Kept; but [transcription] in {own} says {configured!r}, and that comes first.")
    elif name == NO_MODEL:
        _say(out, "Sessions have no words from now on.")
    else:
        _say(out, f"{name} is used for the words of every session from now on.")


def _catalogue() -> Catalogue:
    return catalog.load(places.models_dir() / "catalog.toml")


@contextmanager
def _progress(err: Console) -> Iterator[Report]:
    """A bar on a terminal, nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    more = (TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, *more, console=err, transient=True, disable=not err.is_terminal) as shown:
        task = shown.add_task("Beginning", total=None)
        begun: list[str] = []

        def report(what: str, done: int, total: int) -> None:
            if begun != [what]:
                begun[:] = [what]
                shown.reset(task, description=what, completed=done, total=total)
            shown.update(task, completed=done)

        yield report


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
