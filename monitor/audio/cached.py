"""Sound that is read piece by piece from somewhere slow, the latest pieces being remembered."""

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.timeline import Samples

REMEMBERED = 8


class Cached:
    """A session's sound for one thread; see `monitor.audio.feeding.Sound`."""

    def __init__(
        self,
        fetch: Callable[[Samples, Samples], NDArray[np.int16]],
        piece: Samples,
        close: Callable[[], None],
    ) -> None:
        """`fetch` gives [start, end), shape (n, 2), start being a multiple of `piece`."""
        self._fetch, self._piece, self.close = fetch, piece, close
        self._pieces: OrderedDict[int, NDArray[np.int16]] = OrderedDict()

    def read(self, start: Samples, end: Samples) -> NDArray[np.int16]:
        """[start, end) of it, shape (n, 2)."""
        first, last = start // self._piece, max(start, end - 1) // self._piece
        sound = np.concatenate([self._numbered(number) for number in range(first, last + 1)])
        return sound[start - first * self._piece : end - first * self._piece]

    def _numbered(self, number: int) -> NDArray[np.int16]:
        if number not in self._pieces:
            start = number * self._piece
            self._pieces[number] = self._fetch(start, start + self._piece)
            if len(self._pieces) > REMEMBERED:
                self._pieces.popitem(last=False)
        self._pieces.move_to_end(number)
        return self._pieces[number]
