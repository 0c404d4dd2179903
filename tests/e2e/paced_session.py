"""The demo's sound through the threads of a live session, kept whole; says on standard output how far it is.

python -m tests.e2e.paced_session
"""

import os
import time

from monitor import keeping
from monitor.app import DEMO, new_pipeline
from monitor.audio.files import open_recording
from monitor.config import load
from monitor.engine.workers import AnalysisThread, PacedSource
from monitor.levels import Level
from monitor.saving import Facts, saving
from monitor.starting import Plan
from monitor.store.keep import Consent


def main() -> None:
    settings = load()
    library = keeping.library(settings, None, create=True)
    plan = Plan(Level.AUDIO, library, Consent("Both have agreed.", int(time.time()), "test"))
    opened = open_recording(DEMO, None, False, settings.recordings)
    with opened as recording, saving(plan, Facts(["demo"], ""), settings) as saved:
        pipeline = new_pipeline(settings, None, saved.keeper)
        source = PacedSource(recording.blocks(), 1.0)
        thread = AnalysisThread(source, pipeline, lambda _: say(f"heard {pipeline.heard}"))
        thread.start()
        thread.join()


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main()
