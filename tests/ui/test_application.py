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
