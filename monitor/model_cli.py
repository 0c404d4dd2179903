"""The sub-commands of `session-monitor models`; what they do is in `model_commands`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

models = typer.Typer(
    no_args_is_help=True,
    help="""Models that turn speech into words, on this computer.

None comes with the program, and none is fetched unless you ask for it; without one there are no words.
""",
)
out, err = Console(), Console(stderr=True)

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Read this instead of your own settings file.")
]
ModelName = Annotated[str, typer.Argument(metavar="NAME", help="As `models list` says it.")]


@models.command("list")
def list_models(config: Config = None) -> None:
    """List the models that can be had, and which of them are here."""
    from monitor import model_commands

    model_commands.show(_model(config), out)


@models.command("pull")
def pull_model(name: ModelName) -> None:
    """Fetch a model from the Hugging Face hub, and check it.

    Stop it at any time: the same command goes on from there.  HF_ENDPOINT in the environment names
    a mirror.
    """
    from monitor import model_commands

    raise typer.Exit(model_commands.pull(name, out, err))


@models.command("verify")
def verify_models(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One model; otherwise all.")] = None,
) -> None:
    """Read the files of the models that are here, and say which are not what they must be."""
    from monitor import model_commands

    raise typer.Exit(model_commands.verify(name, out, err))


@models.command("remove")
def remove_model(name: ModelName, config: Config = None) -> None:
    """Delete a model from this computer."""
    from monitor import model_commands

    model_commands.remove(name, _model(config), out)


@models.command("use")
def use_model(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model that is here, or none for no words.")],
    config: Config = None,
) -> None:
    """Choose the model for the words of every session from now on; `none` turns words off."""
    from monitor import model_commands

    model_commands.use(name, _model(config), out)


@models.command("import")
def import_model(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder, or a zip or tar archive.")],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What to call it, if it is none of the list.")
    ] = "",
) -> None:
    """Take in a model that was carried here by hand: any CTranslate2 Whisper model.

    Those of the list are recognised and checked.
    """
    from monitor import model_commands

    raise typer.Exit(model_commands.take_in(path, name, out, err))


def _model(config: Path | None) -> str:
    """The model that the settings name, empty for none."""
    from monitor.config import load

    return str(load(config).tables.get("transcription", {}).get("model", ""))
