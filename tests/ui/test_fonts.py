import os
import subprocess
import sys

from monitor.ui.fonts import require_font

ASK = """
from PyQt6.QtGui import QGuiApplication
from monitor.errors import SetupError
from monitor.ui.fonts import require_font
application = QGuiApplication([])
try:
    require_font()
except SetupError as error:
    print(error)
"""


def test_there_is_a_font_here(qapp):
    require_font()


def test_without_a_font_one_sentence_says_what_to_do(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    environment = os.environ | {
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    said = subprocess.check_output(
        [sys.executable, "-c", ASK], env=environment, text=True, stderr=subprocess.DEVNULL, timeout=60
    )
    assert "No usable font is installed" in said
    assert "fonts-dejavu-core" in said
