"""What is said and kept when the program itself is at fault."""

import platform
import traceback
from pathlib import Path

from monitor import __version__, places


def report(error: BaseException) -> str:
    """Keep the trace in the user's data folder; the sentence for the user."""
    said = "session-monitor: something went wrong in the program itself"
    try:
        kept = _keep(error)
    except OSError:
        return f"{said} ({type(error).__name__}: {error}). Results written before this are intact."
    return f"{said}. Results written before this are intact; what helps to mend it is in {kept}."


def _keep(error: BaseException) -> Path:
    folder = places.user_data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "crash.txt"
    trace = "".join(traceback.format_exception(error))
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    path.write_text(f"session-monitor {__version__}, {system}\n\n{trace}", encoding="utf-8")
    return path
