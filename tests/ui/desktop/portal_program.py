"""A desktop portal with one setting, and a program that asks it whether to keep still; says what that says.

`dbus-run-session -- python -m tests.ui.desktop.portal_program GROUP NAME VALUE`, VALUE as Python has it.
"""

import ast
import sys

from PyQt6.QtCore import QCoreApplication, QObject, QProcess, pyqtClassInfo, pyqtSlot
from PyQt6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusVariant

ASK = "from monitor.ui.desktop.motion import keeps_still; print(keeps_still('linux'))"


@pyqtClassInfo("D-Bus Interface", "org.freedesktop.portal.Settings")  # type: ignore[func-returns-value]
class Settings(QDBusAbstractAdaptor):  # type: ignore[misc]
    """Of whatever it is not asked for it knows nothing: an empty text."""

    def __init__(self, parent: QObject, group: str, name: str, value: object) -> None:
        super().__init__(parent)
        self._known = {(group, name): value}

    @pyqtSlot(str, str, result="QDBusVariant")
    def Read(self, group: str, name: str) -> QDBusVariant:  # noqa: N802
        return QDBusVariant(self._known.get((group, name), ""))


def main(group: str, name: str, value: str) -> None:
    app, root = QCoreApplication([]), QObject()
    Settings(root, group, name, ast.literal_eval(value))
    bus = QDBusConnection.sessionBus()
    assert bus.registerObject("/org/freedesktop/portal/desktop", root)
    assert bus.registerService("org.freedesktop.portal.Desktop")
    asking = QProcess()
    asking.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
    asking.finished.connect(app.quit)
    asking.start(sys.executable, ["-c", ASK])
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
