"""A sound check as the windows run it, on recorded sound in the place of devices."""

import time
from functools import cache

import numpy as np
import pytest

from monitor import checking, rooms
from monitor.audio.devices import ChannelChoice, InputDevice, Microphone
from monitor.conversation.room import Step, Topic
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.errors import DeviceError
from tests.engine.sound import settings
from tests.scenes.sound_check import Hall, sound_check

pytestmark = [pytest.mark.speech, pytest.mark.timeout(60)]
LEFT = InputDevice(1, "Headset", "ALSA", 1, 48000, False)
RIGHT = InputDevice(2, "Table microphone", "ALSA", 1, 48000, False)
CHOICE = ChannelChoice(Microphone(LEFT, 0), Microphone(RIGHT, 0))
BLOCK = SAMPLE_RATE // 10
heard_sound = cache(sound_check)


class Played:
    """What stands for the devices: it delivers a hall as fast as it is read, and then silence."""

    def __init__(self, hall):
        self._blocks = iter(np.array_split(heard_sound(hall), len(heard_sound(hall)) // BLOCK))
        self.lost = ()
        self.closed = False
        self.error = None

    def start(self):
        """Nothing is to be opened."""

    def read(self, _timeout_s):
        if self.error is not None:
            raise self.error
        time.sleep(0.001)
        return next(self._blocks, np.zeros((BLOCK, 2), np.int16))

    def close(self):
        self.closed = True


@pytest.fixture
def begun(monkeypatch):
    """Begins a check of a hall; all are closed in the end."""
    running = []

    def begin(hall):
        played = Played(hall)
        monkeypatch.setattr(checking, "Capture", lambda *_: played)
        running.append(checking.Checking(CHOICE, settings("silero")))
        return running[-1], played

    yield begin
    for check in running:
        check.close()


def until(true):
    while not true():
        time.sleep(0.005)


def test_after_a_swap_each_is_called_by_the_new_name_and_remembered(begun):
    check, played = begun(Hall(swapped=True))
    until(lambda: check.picture.step is Step.DONE)
    assert Topic.SWAPPED in {line.topic for line in check.picture.verdict}
    assert check.heard == "Headset (therapist), Table microphone (client)"
    check.swap()
    until(lambda: Topic.SWAPPED not in {line.topic for line in check.picture.verdict})
    assert check.heard == "Table microphone (therapist), Headset (client)"
    assert rooms.in_order(CHOICE) == rooms.exchanged(CHOICE)
    played.lost = ((Channel.THERAPIST, "Headset was disconnected"),)  # the first device
    until(lambda: check.trouble)
    assert check.trouble == "The client is not heard: Headset was disconnected."


def test_while_one_is_lost_no_step_goes_on(begun):
    check, played = begun(Hall())
    played.lost = ((Channel.CLIENT, "it was disconnected"),)
    until(lambda: check.trouble)
    for _ in range(20):
        assert (check.picture.step, check.picture.progress) == (Step.QUIET, 0.0)
        time.sleep(0.005)
    played.lost = ()
    until(lambda: not check.trouble)
    check.skip()
    until(lambda: check.picture.step is Step.THERAPIST)


def test_what_ends_it_is_said_and_it_can_begin_again(begun):
    check, played = begun(Hall())
    until(lambda: check.begun)
    played.error = DeviceError("It is one microphone.")
    until(lambda: check.ended)
    assert check.trouble == "It is one microphone."
    assert played.closed
    played.error = None
    check.again()
    until(lambda: check.begun)
    assert not check.trouble
    assert not check.ended


@pytest.mark.parametrize(
    "hall",
    [Hall(said=((Channel.THERAPIST,),) * 3), Hall(said=((Channel.THERAPIST, Channel.CLIENT),) * 3)],
    ids=["one person", "both at once"],
)
def test_what_could_not_be_told_is_not_remembered(begun, hall):
    check, _ = begun(hall)
    until(lambda: (check.picture.step is Step.CLIENT and check.picture.unheard) or check.picture.verdict)
    check.skip()
    until(lambda: check.picture.step is Step.DONE)
    assert rooms.recall(CHOICE) is None
