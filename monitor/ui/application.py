"""The one application object, and how signals reach a program whose event loop is not Python's."""

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
def stopping_on_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C and a polite kill call `stop`, within an event loop too."""
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
