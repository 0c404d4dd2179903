"""Where the therapist and the client are heard: two lists to choose from."""

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QSizePolicy

from monitor.ui.start.offer import Inputs

_SHORTEST = 12
"""Letters of a name that are always seen; a longer one is cut off, and whole in the list."""


class Microphones(QObject):
    """`changed` says what is listened to now or, where that cannot be, why not: then the lists go back."""

    changed = pyqtSignal(str)

    def __init__(self, inputs: Inputs) -> None:
        super().__init__()
        self._inputs = inputs
        self.therapist = self._list(self.tr("Where the therapist is heard"))
        self.client = self._list(self.tr("Where the client is heard"))
        self.follow()

    def follow(self) -> None:
        """Show what is chosen, whoever has chosen it."""
        for box, place in zip((self.therapist, self.client), self._inputs.chosen, strict=True):
            box.setCurrentIndex(place)

    def _list(self, name: str) -> QComboBox:
        box = QComboBox()
        box.addItems(self._inputs.names)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.activated.connect(self._choose)  # by the user alone
        return box

    def _choose(self) -> None:
        trouble = self._inputs.choose(self.therapist.currentIndex(), self.client.currentIndex())
        self.follow()
        self.changed.emit(trouble or self._inputs.heard)
