"""A program that keeps the numbers of a session while it is handed its words and its sound.

python -m tests.e2e.numbers_only FOLDER
"""

import sys
from pathlib import Path

from monitor.store.keep import Keep
from tests.store.killed import library
from tests.store.staging import begin, finish, talk

SECONDS = 8
DOCUMENT = (
    b'{"duration_s": 8, "words": {"client": ["grandmother"]}, "events": [{"id": "x", "said": "divorce"}]}'
)

if __name__ == "__main__":
    kept = begin(library(Path(sys.argv[1])), Keep.NUMBERS)
    finish(kept, talk(kept, SECONDS), SECONDS, DOCUMENT)
