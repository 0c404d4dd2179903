"""The application object stays, whoever asks for it, and speaks the language that is wanted."""

import os
import subprocess
import sys

PROGRAM = """
from monitor.ui.application import application
from monitor.ui.translation import speak

application("offscreen")
assert speak("de") == "de"
from monitor.ui.review.words import kind_name
from PyQt6.QtWidgets import QWidget

QWidget()
print(kind_name("silence"))
"""


def test_it_stays_without_a_reference_and_its_windows_are_german():
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["Schweigen"]


GARBAGE = """
import threading
from PyQt6.QtCore import QTimer
from monitor.ui.application import application, event_loop

ended_in = set()

class Cycle:
    def __init__(self):
        self.me = self
    def __del__(self):
        ended_in.add(threading.current_thread().name)

def work():
    for _ in range(20_000):
        Cycle()

app = application("offscreen")
with event_loop(app.quit):
    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert not ended_in, ended_in
    QTimer.singleShot(2500, app.quit)
    app.exec()
print(*ended_in)
"""


def test_while_windows_are_shown_garbage_ends_in_their_thread_alone():
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", GARBAGE], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["MainThread"]
