"""A view of one plot, as the timeline and the page over time have it."""

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QFocusEvent, QResizeEvent

from monitor.ui.review.timeline.items import FocusRing
from monitor.ui.review.timeline.plotting import GraphicsView, ViewBox


class Plot(GraphicsView):
    """Puts everything in its place anew with `_arrange`, and shows a ring where the keyboard has it."""

    def __init__(self) -> None:
        super().__init__(background=None)
        self._plot = ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.addItem(self._plot)
        self.setMouseTracking(True)
        self.setAntialiasing(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ring = FocusRing()
        self.addItem(self._ring)

    def _arrange(self) -> None:
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_ring"):  # pyqtgraph asks for it before there is anything
            self._arrange()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "_ring"):
            self.updateGeometry()
            self._arrange()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self._ring.setVisible(event is not None and event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self._ring.setVisible(False)
