"""`python -m monitor`, and what the installed command calls."""

import sys


def main() -> None:
    """Run the commands; Ctrl-C while they are still being loaded ends without a word."""
    try:
        from monitor.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
