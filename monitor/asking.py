"""Asks in the terminal what is to be known before a session; where there is none, every answer is no."""

import sys

from rich.console import Console
from rich.text import Text

from monitor import keeping
from monitor.ui.start.offer import Choice, Offer


class TerminalQuestions:
    """One question after the other; each call waits for the answer."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def passphrase(self, sentence: str, new: bool) -> str:
        """Empty where nobody can be asked, or the user would rather not."""
        ask = keeping.terminal(self._console)
        return ask(f"{sentence} (only Enter: keep nothing)", new) if ask else ""

    def may_delete(self, lines: list[str]) -> bool:
        """Whether what has outlived its time may go; it is listed first."""
        if self._can_ask():
            self._say("This has been kept for as long as your settings say:")
            for line in lines:
                self._say(f"  {line}")
        return self._yes("Delete it now?")

    def agreed(self, wording: str) -> bool:
        if self._can_ask():
            self._say(wording)
        return self._yes("Is that so?")

    def choose(self, offer: Offer) -> Choice | None:  # noqa: ARG002
        """There is no dialog here."""
        return None

    def _yes(self, question: str) -> bool:
        if not self._can_ask():
            return False
        try:
            return self._console.input(Text(f"{question} (y/n) ")).strip().lower() in ("y", "yes")
        except EOFError:
            return False

    def _can_ask(self) -> bool:
        return sys.stdin.isatty() and self._console.is_terminal

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
