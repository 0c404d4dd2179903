"""The way of a snapshot from the analysis to the GUI thread."""

from collections import deque

from PyQt6.QtCore import QMetaObject, QObject, Qt, pyqtSignal, pyqtSlot

from monitor.conversation.snapshot import Snapshot


class SnapshotBridge(QObject):
    """Takes snapshots from any thread; `arrived` gives the newest to the thread that made the bridge.

    However fast they come, at most one wake-up waits in the event queue, so a GUI that was
    busy (a menu, a drag) finds one snapshot afterwards and not a thousand.  There is no
    lock: a deque's append and pop are atomic, and each of these holds one thing or none.
    """

    arrived = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: deque[Snapshot] = deque(maxlen=1)
        self._asleep: deque[bool] = deque([True], maxlen=1)

    def publish(self, snapshot: Snapshot) -> None:
        """Hand over a snapshot; never waits."""
        self._newest.append(snapshot)
        try:
            self._asleep.pop()
        except IndexError:
            return
        QMetaObject.invokeMethod(self, "_deliver", Qt.ConnectionType.QueuedConnection)

    @pyqtSlot()
    def _deliver(self) -> None:
        # Asleep first, then look: whatever comes after the look wakes it again.
        self._asleep.append(True)
        try:
            newest = self._newest.pop()
        except IndexError:
            return
        self.arrived.emit(newest)
