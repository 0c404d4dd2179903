"""Holds the shortcuts that it is given and says which are pressed; for tests on a real display."""

import sys
from functools import partial

from PyQt6.QtWidgets import QApplication

from monitor.ui.desktop.hotkeys import hold


def main(*shortcuts: str) -> None:
    application = QApplication([])
    held, said = hold({each: partial(print, "pressed", each, flush=True) for each in shortcuts})
    print("said", said, flush=True)
    if "Ctrl+Alt+Q" in shortcuts:
        held.close()
        print("closed", flush=True)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
