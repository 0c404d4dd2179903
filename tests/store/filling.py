"""A program whose disk fills up, by a limit on the size of its files, and is freed again.

python -m tests.store.filling FOLDER
"""

import json
import resource
import sys
from pathlib import Path

from tests.store.killed import library
from tests.store.staging import begin, finish, talk

LIMIT_BYTES = 150_000


def main() -> None:
    kept = library(Path(sys.argv[1]))
    writer = begin(kept)
    said = {"before": "", "full": "", "after": ""}
    told = talk(writer, 3)
    said["before"] = writer.not_kept
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_BYTES, hard))
    talk(writer, 13, 3, told)
    said["full"] = writer.not_kept
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    talk(writer, 4, 16, told)
    said["after"] = writer.not_kept
    finish(writer, told, 20)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
