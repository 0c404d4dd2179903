"""What the user does to a session while it runs: told to the keeper, and held for the analysis at its end."""

import time

from monitor.conversation.remarks import Intended, Note
from monitor.conversation.timeline import Samples, Segment
from monitor.engine.pipeline import Pipeline


class Marks:
    """Of one session, on its clock; the analysis thread alone calls it.

    `intended` are the stretches that were led on purpose, `bookmarks` are made where something is kept.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._since: tuple[Samples, int] | None = None
        self.intended: list[Intended] = []
        self.bookmarks: list[Note] = []

    def bookmark(self) -> bool:
        """Whether there is anything in which it can be found again."""
        if self._pipeline.keeper is None:
            return False
        self._pipeline.keeper.bookmark(self._pipeline.heard)
        self.bookmarks.append(Note(len(self.bookmarks) + 1, self._pipeline.heard, ""))
        return True

    def intend(self, on: bool) -> None:
        """What follows is led on purpose; False: no longer."""
        if on == self._pipeline.intended:
            return
        self.mark("intended" if on else "unintended")
        self._pipeline.intended = on
        self._pipeline.cues.begin_anew()
        if on:
            self._since = (self._pipeline.heard, int(time.time()))
        else:
            self.finish()

    def finish(self) -> None:
        """A stretch that lasts ends with the session."""
        if self._since is not None:
            (start, made_at), self._since = self._since, None
            self.intended.append(Intended(Segment(start, self._pipeline.heard), "", True, made_at))

    def exchange(self) -> None:
        """The channels carry each other's voice."""
        self.mark("swapped")
        self._pipeline.exchange()

    def pause(self, paused: bool) -> None:
        """What follows is not counted; False: it is again."""
        self.mark("paused" if paused else "resumed")
        self._pipeline.cues.begin_anew()

    def mark(self, what: str) -> None:
        if self._pipeline.keeper:
            self._pipeline.keeper.mark(what, self._pipeline.heard)
