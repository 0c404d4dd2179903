"""pyqtgraph, imported in one place because of what its import does besides.

It replaces the hook for uncaught exceptions, so that a slot that fails would no longer end the
program but leave it as it is, wrong and silent.  The hook is put back.
"""

import sys

import PyQt6.QtWidgets  # noqa: F401  # pyqtgraph takes the Qt that is there already

_hook = sys.excepthook
from pyqtgraph import GraphicsObject, GraphicsView, ViewBox, arrayToQPath  # noqa: E402

sys.excepthook = _hook

__all__ = ["GraphicsObject", "GraphicsView", "ViewBox", "arrayToQPath"]
