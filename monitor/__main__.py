"""`python -m monitor`, and what the installed command calls."""

import sys

from monitor import offline


def main() -> None:
    """Run the commands, all but one held offline; Ctrl-C while they are being loaded ends without a word."""
    if sys.argv[1:3] != ["models", "pull"]:
        offline.forbid_network()
    try:
        from monitor.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
