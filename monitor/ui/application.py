"""The one application object, and what holds while its event loop, which is not Python's, runs."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from monitor.ui.fonts import require_font

SIGNALS_MS = 200
"""Python runs its signal handlers only between its own instructions, so it must have some."""

COLLECT_MS = 1000

_held: list[QApplication] = []
"""Without a reference in Python it would end, and every window with it."""


def application(platform: str) -> QApplication:
    """The application, made when it is first asked for.  SetupError where no usable font is installed."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", platform)
    app = QApplication(sys.argv[:1])
    _held.append(app)
    app.setApplicationDisplayName("Session monitor")
    app.setQuitOnLastWindowClosed(False)
    require_font()
    return app


@contextmanager
def event_loop(stop: Callable[[], object]) -> Iterator[None]:
    """Around every event loop: Ctrl-C and a polite kill call `stop` within it too, and garbage is
    collected between its events alone."""
    with _stopping_on_signals(stop), _collecting_between_events():
        yield


@contextmanager
def _stopping_on_signals(stop: Callable[[], object]) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, lambda _number, _frame: stop())
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(SIGNALS_MS)
    try:
        yield
    finally:
        timer.stop()
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


@contextmanager
def _collecting_between_events() -> Iterator[None]:
    """Python collects wherever it is, in another thread or while a widget is drawn, and there the end of a
    closed window, which its cycles have kept, ends the process."""
    was_enabled = gc.isenabled()
    gc.disable()
    timer = QTimer()
    timer.timeout.connect(_collect)
    timer.start(COLLECT_MS)
    try:
        yield
    finally:
        timer.stop()
        if was_enabled:
            gc.enable()


def _collect() -> None:
    """By the limits at which Python would."""
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(limits) if 0 < limit < count]
    if due:
        gc.collect(due[-1])
