"""`soundcheck`: a sound check in its window, or in the terminal."""

import os
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from rich.console import Console
from rich.live import Live
from rich.text import Text

from monitor import remembered, rooms
from monitor.app import View, interrupts
from monitor.audio.devices import ChannelChoice, InputDevice, each_once, input_devices, together
from monitor.audio.loopback import call_device, choose_with_call, likeliest, surroundings
from monitor.checking import Checking, described
from monitor.config import Settings
from monitor.conversation.room import SPEAKERS, Step, Topic
from monitor.errors import DeviceError, SetupError
from monitor.ui.display import require_window_libraries, window_platform
from monitor.ui.soundcheck import lines, words
from monitor.ui.soundcheck.check import Check, Checked
from monitor.ui.texts import speak, translate

LOOK_S = 0.1


def run(settings: Settings, wanted: remembered.Devices, view: View, swap: bool) -> None:
    """Check two channels, and remember the room.  DeviceError where they cannot be heard."""
    choice = _swapped(chosen(wanted)) if swap else chosen(wanted)
    platform = window_platform(os.environ) if view.window else None
    if platform is None:
        speak(settings.overlay.language)
        with suppress(KeyboardInterrupt), interrupts(_leave):
            in_terminal(choice, settings, view.console)
        return
    require_window_libraries(platform)
    from monitor.ui.soundcheck.program import show

    checking = Checking(choice, settings)
    try:
        show(checking, platform, settings.overlay)
    finally:
        checking.close()


def _leave() -> None:
    raise KeyboardInterrupt


def chosen(wanted: remembered.Devices) -> ChannelChoice:
    """What is to be heard, or was last time, in the order that a sound check has found.

    Who names the therapist's device and the client's knows better than that.
    """
    named = remembered.recall() if wanted == remembered.Devices() else wanted
    choice = choose_with_call(named.therapist, named.client, named.both)
    return choice if wanted.therapist is not None else rooms.in_order(choice)


def _swapped(choice: ChannelChoice) -> ChannelChoice:
    """SetupError where the client is on a call."""
    if choice.client.device.plays:
        raise SetupError(
            "What this computer plays is the client's side of the call, and no microphone of the therapist's."
            " Leave --swap away."
        )
    return rooms.exchanged(choice)


def chosen_or_likeliest(wanted: remembered.Devices) -> tuple[ChannelChoice, bool]:
    """As `chosen`; where what was heard last time is not there, a guess, and True."""
    try:
        return chosen(wanted), False
    except DeviceError:
        if wanted != remembered.Devices():
            raise
    named = remembered.recall()
    guess = likeliest(named.therapist, named.client, input_devices(), surroundings())
    return guess, named != remembered.Devices()


def in_terminal(choice: ChannelChoice, settings: Settings, console: Console) -> None:
    """One step after the other; where nobody can press a key, what is not heard is left out."""
    attended = console.is_terminal and sys.stdin.isatty()
    checking = Checking(choice, settings)
    try:
        while not (checking.begun or checking.ended):
            time.sleep(LOOK_S)
        if attended:
            _draw(checking, console)
        else:
            _tell(checking, settings.soundcheck.unattended_s, console)
        _conclude(checking, console)
        if not checking.call and checking.picture.verdict[0].topic is Topic.SWAPPED:
            _swap(checking, attended, console)
    finally:
        checking.close()


class SoundChecks:
    """For the start dialog: what is heard, a choice of it, and sound checks, which may exchange the two."""

    def __init__(self, choice: ChannelChoice, settings: Settings) -> None:
        self.choice = choice
        self._settings = settings

    @property
    def names(self) -> tuple[str, ...]:
        """Of all inputs, the call last."""
        return tuple(device.name for device in self._devices)

    @property
    def chosen(self) -> tuple[int, int]:
        """The therapist's and the client's place among the names."""
        therapist, client = self.choice.therapist.device, self.choice.client.device
        return self._devices.index(therapist), self._devices.index(client)

    @property
    def heard(self) -> str:
        return described(self.choice)

    def choose(self, therapist: int, client: int) -> str:
        """Hear these; where that cannot be, a sentence that says why."""
        if (therapist, client) == self.chosen:
            return ""
        try:
            self.choice = together(self._devices[therapist], self._devices[client])
        except DeviceError as error:
            return str(error)
        return ""

    @cached_property
    def _devices(self) -> list[InputDevice]:
        devices = each_once(input_devices())
        with suppress(DeviceError):
            devices.append(call_device(devices, surroundings()))
        chosen = (self.choice.therapist.device, self.choice.client.device)
        return list(dict.fromkeys((*devices, *chosen)))

    def check(self, show: Callable[[Check], bool]) -> Checked:
        """Show one until it is closed."""
        checking = Checking(self.choice, self._settings)
        try:
            start = show(checking)
        finally:
            checking.close()
            self.choice = checking.choice
        return Checked(described(self.choice), start)


def forget(console: Console) -> None:
    """Delete what is known of rooms, and say so."""
    try:
        gone = rooms.forget()
    except OSError as error:
        raise SetupError(
            f"What is known of your rooms could not be deleted ({error.strerror}). Delete the folder"
            " rooms in your data folder yourself."
        ) from error
    console.print("1 room is forgotten." if gone == 1 else f"{gone} rooms are forgotten.")


def _draw(checking: Checking, console: Console) -> None:
    with Live(console=console, auto_refresh=False, transient=True) as live:
        while checking.picture.step is not Step.DONE:
            _raise_if_over(checking)
            live.update(lines.drawn(checking, console.width), refresh=True)
            if _enter_pressed(LOOK_S):
                checking.skip()


def _tell(checking: Checking, patience_s: float, console: Console) -> None:
    """A line for each step."""
    told, since, trouble = None, time.monotonic(), ""
    while (picture := checking.picture).step is not Step.DONE:
        _raise_if_over(checking)
        if picture.step is not told:
            told, since = picture.step, time.monotonic()
            _say(console, f"{words.instruction(told)}. {words.hint(picture, checking.call)}")
        if checking.trouble != trouble:
            trouble, since = checking.trouble, time.monotonic()
            _say(console, trouble)
        unheard = picture.unheard or bool(trouble) or picture.step not in SPEAKERS
        if time.monotonic() - since > patience_s and unheard:
            since = time.monotonic()
            if not (picture.progress and picture.step in SPEAKERS):
                _say(console, translate("SoundCheck", "This was not heard, and is left out."))
            checking.skip()
        time.sleep(LOOK_S)


def _swap(checking: Checking, attended: bool, console: Console) -> None:
    """Swap them if the user says so."""
    if not attended:
        _say(console, translate("SoundCheck", "To swap them, check them again with --swap."))
        return
    answer = console.input(Text(translate("SoundCheck", "Swap them from now on? (y/n)") + " "))
    if answer.strip().lower() in ("y", "yes", "j", "ja"):
        checking.swap()
        while checking.picture.verdict[0].topic is Topic.SWAPPED and not checking.ended:
            time.sleep(LOOK_S)
        _conclude(checking, console)


def _conclude(checking: Checking, console: Console) -> None:
    """A line of its own for each thing that is said, where it is no terminal that has to break it."""
    console.print(lines.verdict(checking), soft_wrap=not console.is_terminal)


def _raise_if_over(checking: Checking) -> None:
    if checking.ended:
        raise DeviceError(checking.trouble)


def _enter_pressed(timeout_s: float) -> bool:
    """Whether Enter was pressed within this time."""
    if sys.platform == "win32":
        import msvcrt

        time.sleep(timeout_s)
        return msvcrt.kbhit() and msvcrt.getwch() in "\r\n"
    if not select.select([sys.stdin], [], [], timeout_s)[0]:
        return False
    return bool(sys.stdin.readline())


def _say(console: Console, text: str) -> None:
    if text:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
