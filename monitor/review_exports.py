"""Exports from the replay's window: of what is looked at there, with the remarks that were made."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor import exporting
from monitor.conversation.timeline import seconds
from monitor.document import Analysis
from monitor.engine.errands import Errand
from monitor.errors import OutputError
from monitor.export.report import About
from monitor.exporting import Described, Origin, Target
from monitor.formats import Format
from monitor.ui.review.opened import ExportWish

STOPPED = "The export was stopped, and nothing was written."


@dataclass(frozen=True, slots=True)
class WindowExports:
    """What can be written of `origin`; FLAC only where `has_sound`."""

    origin: Origin
    has_sound: bool

    @property
    def formats(self) -> Sequence[str]:
        return [each.value for each in Format if each is not Format.FLAC or self.has_sound]

    def begin(self, document: Analysis, wish: ExportWish) -> Errand[float]:
        """Replaces what is there, save what the session itself lies in."""
        to = Format(wish.to)
        target = Target(to, wish.out, force=True, words=wish.words or to in exporting.WORDLESS)

        def work(errand: Errand[float]) -> float:
            looked_at = _LookedAt(self.origin, document, errand)
            exporting.export(looked_at, target)
            return looked_at.unheard_s() if target.to is Format.FLAC else 0.0

        return Errand(work)


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """The session as the window has it; its sound comes from where the session lies."""

    origin: Origin
    shown: Analysis
    errand: Errand[float]

    @property
    def files(self) -> Sequence[Path]:
        return self.origin.files

    def document(self) -> Analysis:
        return self.shown

    def about(self) -> About:
        return self.origin.about() if isinstance(self.origin, Described) else About()

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        done = 0
        for block in self.origin.blocks():
            if self.errand.stopped:
                raise OutputError(STOPPED)
            yield block
            done += len(block)
            self.errand.moved(seconds(done), self.shown.duration_s)

    def unheard_s(self) -> float:
        return self.origin.unheard_s()


@dataclass(frozen=True, slots=True)
class RecordedSound:
    """A recording as an origin whose analysis is there already."""

    files: Sequence[Path]
    read: Callable[[], Iterator[NDArray[np.int16]]]

    def document(self) -> Analysis:
        raise OutputError("The analysis is in the window already.")

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        return self.read()

    def unheard_s(self) -> float:
        return 0.0
