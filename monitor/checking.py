"""A sound check on devices: it listens on a thread of its own, and whoever shows it looks now and then."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

from monitor import rooms
from monitor.audio.capture import Capture
from monitor.audio.devices import ChannelChoice
from monitor.config import Settings
from monitor.conversation.room import Loudness, Meter, Picture, Step
from monitor.conversation.timeline import Channel
from monitor.engine.errands import Errand
from monitor.engine.sound_check import SoundCheck
from monitor.errors import MonitorError
from monitor.ui.soundcheck.words import unheard
from monitor.ui.texts import translate

_PATIENCE_S = 0.1
_SILENT = Meter(-100.0, Loudness.NOTHING)
_AT_FIRST = Picture(Step.QUIET, 0.0, (_SILENT, _SILENT))


class Checking:
    """Begins at once.  Wishes (skip, again, swap) return at once; `close` in the end."""

    def __init__(self, choice: ChannelChoice, settings: Settings) -> None:
        self._settings = settings
        self.choice = choice
        """As it is after what was exchanged."""
        self._begin()

    @property
    def picture(self) -> Picture:
        """How it stands."""
        return self._picture

    @property
    def trouble(self) -> str:
        """Why nothing, or nothing of one of you, can be heard now; empty where nothing is wrong."""
        if self._errand.done and not self._errand.stopped:
            try:
                self._errand.result()
            except MonitorError as error:
                return str(error)
        return self._lost

    @property
    def begun(self) -> bool:
        """Whether the devices are open and heard."""
        return self._picture is not _AT_FIRST

    @property
    def ended(self) -> bool:
        """Whether it has stopped listening: by itself only because of a trouble."""
        return self._errand.done

    @property
    def call(self) -> bool:
        """Whether the client is heard in what this computer plays, which is nobody's microphone."""
        return self.choice.therapist.device.plays or self.choice.client.device.plays

    @property
    def heard(self) -> str:
        """Which devices are listened to, in words."""
        return described(self.choice)

    def skip(self) -> None:
        """Go on to the next step."""
        self._wishes.put(SoundCheck.skip)

    def again(self) -> None:
        """From the beginning, with the devices opened anew where they were lost."""
        if self._errand.done:
            self._begin()
        else:
            self._anew = True

    def swap(self) -> None:
        """Call the microphones after each other from now on, and remember it."""
        self._wishes.put(self._exchange)

    def close(self) -> None:
        """Let go of the devices; what was unforeseen is raised here."""
        self._errand.stop()
        try:
            self._errand.result()
        except MonitorError:  # `trouble` has said so
            return

    def _begin(self) -> None:
        self._picture, self._lost = _AT_FIRST, ""
        self._crossed = self._anew = False
        self._wishes: SimpleQueue[Callable[[SoundCheck], None]] = SimpleQueue()
        self._errand: Errand[None] = Errand(self._listen)

    def _listen(self, errand: Errand[None]) -> None:
        capture = Capture(self.choice, self._settings.capture)
        capture.start()
        try:
            while not errand.stopped:
                self._anew = False
                self._check(capture, errand)
        finally:
            capture.close()

    def _check(self, capture: Capture, errand: Errand[None]) -> None:
        """One check from its beginning, until it is to begin anew."""
        check = SoundCheck(self._settings.soundcheck, self._settings.trust, call=self.call)
        known = False
        while not (errand.stopped or self._anew):
            block = capture.read(_PATIENCE_S)
            check.feed(block[:, ::-1] if self._crossed else block)
            if lost := capture.lost:
                check.hold()
            self._obey(check)
            self._lost = " ".join(unheard(self._called(channel), why) for channel, why in lost)
            self._picture = check.picture
            if check.step is Step.DONE and not known:
                known = True
                self._remember(check)

    def _called(self, channel: Channel) -> Channel:
        return channel.other if self._crossed else channel

    def _obey(self, check: SoundCheck) -> None:
        while True:
            try:
                wish = self._wishes.get_nowait()
            except Empty:
                return
            wish(check)

    def _exchange(self, check: SoundCheck) -> None:
        if not self.call:
            self.choice, self._crossed = rooms.exchanged(self.choice), not self._crossed
            check.exchange()
            self._remember(check)

    def _remember(self, check: SoundCheck) -> None:
        if (room := check.picture.room) is not None:
            rooms.keep(self.choice, room)


def described(choice: ChannelChoice) -> str:
    """Which devices are listened to, in words."""
    therapist, client = choice.therapist, choice.client
    if therapist.device == client.device:
        left = translate("Start", "{device}, left the therapist")
        right = translate("Start", "{device}, right the therapist")
        said = left if therapist.channel < client.channel else right
        return said.format(device=therapist.device.name)
    both = translate("Start", "{therapist} (therapist), {client} (client)")
    return both.format(therapist=therapist.device.name, client=client.device.name)
