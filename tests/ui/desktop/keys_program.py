"""Holds the shortcuts that it is given and says which are pressed; for tests on a real display.

After "plain" or "capital" they are held without Caps Lock alone, or with it alone, as other programs do.
"""

import sys
from functools import partial

from PyQt6.QtWidgets import QApplication

from monitor.ui.desktop import x11
from monitor.ui.desktop.hotkeys import hold

LOCKS = {"plain": (0,), "capital": (2,)}


def main(*given: str) -> None:
    application = QApplication([])
    shortcuts = [each for each in given if each not in LOCKS]
    for how in set(given) & set(LOCKS):
        x11._LOCKS = LOCKS[how]
    held, said = hold({each: partial(print, "pressed", each, flush=True) for each in shortcuts})
    print("said", said, flush=True)
    if "Ctrl+Alt+Q" in shortcuts:
        held.close()
        print("closed", flush=True)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
