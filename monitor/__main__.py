"""`python -m monitor`, and what the installed command calls."""

import sys

from monitor import offline

UNHELD = (["models", "pull"], ["doctor", "--offline-proof"])
"""The one that fetches, and the one that holds its children by turns: a guard cannot be taken back."""


def main() -> None:
    """Run the commands, nearly all held offline; Ctrl-C while they are being loaded ends without a word."""
    if sys.argv[1:3] not in UNHELD:
        offline.forbid_network()
    try:
        from monitor.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
