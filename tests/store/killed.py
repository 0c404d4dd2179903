"""A program that writes a session until it is killed, and says on standard output how far it is.

python -m tests.store.killed FOLDER paced|unpaced
"""

import os
import sys
import time
from pathlib import Path

from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.vault import Vault
from tests.store.staging import DELAY, SECOND, begin, blocks, decoded, happening

PASSPHRASE = "correct horse battery staple"
LONGEST_S = 600


def library(folder: Path) -> Library:
    return Library(folder, Vault(folder, PassphrasePlace(folder / "master", PASSPHRASE)))


def main() -> None:
    writer = begin(library(Path(sys.argv[1])))
    paced = sys.argv[2] == "paced"
    began = time.monotonic()
    say(f"began {began}")
    for second in range(LONGEST_S):
        for at, block in blocks(second):
            until_s = (at + len(block)) / SECOND
            if paced:
                time.sleep(max(0.0, began + until_s - time.monotonic()))
            writer.hear(at, block)
            say(f"handed {at + len(block)}")
            writer.tick(time.monotonic() if paced else until_s)
        speech, events = happening(second)
        writer.note(speech, events, DELAY)
        writer.final(decoded(second))


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main()
