"""Choosing devices by name or number, on lists as Linux, Windows and macOS give them."""

import sys
from types import SimpleNamespace

import pytest

from monitor.audio import devices as module
from monitor.audio.devices import InputDevice, choose, choose_channels, input_devices, portaudio, refusal
from monitor.errors import DeviceError, SetupError


def listed(*entries, default=0):
    """Devices from (number, name, host API, channels)."""
    return [
        InputDevice(index, name, api, channels, 48_000, index == default)
        for index, name, api, channels in entries
    ]


LINUX = listed(
    (0, "HDA Intel PCH: ALC257 Analog (hw:0,0)", "ALSA", 2),
    (1, "RODE NT-USB: USB Audio (hw:1,0)", "ALSA", 1),
    (4, "RODE NT-USB: USB Audio (hw:2,0)", "ALSA", 1),
    (6, "pulse", "ALSA", 32),
    (7, "default", "ALSA", 32),
    default=7,
)
WINDOWS = listed(
    (0, "Microsoft Sound Mapper - Input", "MME", 2),
    (1, "Microphone (Realtek High Defini", "MME", 2),
    (2, "Headset (Jabra Evolve2 65)", "MME", 1),
    (5, "Microphone (Realtek High Definition Audio)", "Windows DirectSound", 2),
    (6, "Headset (Jabra Evolve2 65)", "Windows DirectSound", 1),
    (9, "Microphone (Realtek High Definition Audio)", "Windows WASAPI", 2),
    (10, "Headset (Jabra Evolve2 65)", "Windows WASAPI", 1),
    (14, "Microphone (Realtek HD Audio Mic input)", "Windows WDM-KS", 2),
    default=1,
)
MAC = listed(
    (0, "MacBook Pro Microphone", "Core Audio", 1),
    (2, "Scarlett 2i2 USB", "Core Audio", 2),
    (3, "Josés AirPods", "Core Audio", 1),
    (4, "Scarlett 2i2 USB (2)", "Core Audio", 2),
)


@pytest.mark.parametrize(
    ("devices", "wanted", "index"),
    [
        (LINUX, None, 7), (LINUX, "", 7), (LINUX, 1, 1), (LINUX, "1", 1), (LINUX, "Pulse", 6),
        (LINUX, "default", 7), (LINUX, "ALC257", 0), (LINUX, "hw:2,0", 4), (LINUX, "hw:1,0", 1),
        (WINDOWS, None, 1), (WINDOWS, "jabra", 10), (WINDOWS, "Headset (Jabra Evolve2 65)", 10),
        (WINDOWS, "Microphone (Realtek High", 9), (WINDOWS, "mapper", 0), (WINDOWS, 5, 5),
        (MAC, None, 0), (MAC, "macbook", 0), (MAC, "josés", 3), (MAC, "Scarlett 2i2 USB", 2),
        (MAC, "scarlett 2i2 usb (2)", 4),
    ],
)  # fmt: skip
def test_the_device_meant_is_found(devices, wanted, index):
    assert choose(wanted, devices).index == index


@pytest.mark.parametrize(
    ("devices", "wanted", "sentence"),
    [
        ([], None, "No microphone was found"),
        ([], "rode", "No microphone was found"),
        (LINUX, "rode", "could be any of these: 1: RODE NT-USB: USB Audio (hw:1,0) (ALSA); 4: RODE"),
        (LINUX, "yeti", "No input device is called 'yeti'. There are: 0: HDA Intel"),
        (LINUX, 3, "There is no input device number 3. There are: 0: HDA"),
        (LINUX, "12", "There is no input device number 12."),
        (WINDOWS, "microphone", "could be any of these"),
        (WINDOWS, "realtek", "could be any of these"),
        (MAC, "scarlett", "could be any of these"),
        (MAC[1:], None, "no default microphone. Name one of: 2: Scarlett"),
    ],
)
def test_what_is_not_clear_is_said(devices, wanted, sentence):
    with pytest.raises(DeviceError) as caught:
        choose(wanted, devices)

    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("therapist", "client", "device", "chosen"),
    [
        (None, None, "scarlett 2i2 usb", ((2, 0), (2, 1))),
        ("scarlett 2i2 usb", "scarlett 2i2 usb", None, ((2, 0), (2, 1))),
        ("macbook", "airpods", None, ((0, 0), (3, 0))),
        (2, "4", None, ((2, 0), (4, 0))),
    ],
)
def test_channels(therapist, client, device, chosen):
    choice = choose_channels(therapist, client, device, MAC)
    microphones = (choice.therapist, choice.client)

    assert tuple((microphone.device.index, microphone.channel) for microphone in microphones) == chosen


@pytest.mark.parametrize(
    ("therapist", "client", "device", "sentence"),
    [
        (None, None, None, "MacBook Pro Microphone has one channel"),
        (None, None, "airpods", "Josés AirPods has one channel"),
        ("airpods", "airpods", None, "Josés AirPods has one channel"),
        ("airpods", None, None, "name the client's as well"),
        (None, "airpods", None, "name the therapist's as well"),
        ("airpods", "macbook", "scarlett", "not both"),
    ],
)
def test_who_is_left_without_a_channel_is_told(therapist, client, device, sentence):
    with pytest.raises(DeviceError) as caught:
        choose_channels(therapist, client, device, MAC)

    assert sentence in str(caught.value)


@pytest.fixture
def fresh_portaudio():
    """Nothing is remembered of an earlier import."""
    portaudio.cache_clear()
    yield
    portaudio.cache_clear()


def test_without_portaudio_the_sentence_says_how_to_get_it(monkeypatch, fresh_portaudio):
    class Missing:
        def find_spec(self, name, *_):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    monkeypatch.setattr(sys, "platform", "linux")

    with pytest.raises(SetupError, match="apt-get install libportaudio2"):
        input_devices()


class SoundSystemError(Exception):
    """Like sounddevice.PortAudioError."""


def test_only_inputs_are_listed(monkeypatch):
    entries = [
        {
            "index": 0,
            "name": "Loudspeaker",
            "hostapi": 0,
            "max_input_channels": 0,
            "default_samplerate": 48000.0,
        },
        {
            "index": 1,
            "name": "Microphone",
            "hostapi": 0,
            "max_input_channels": 1,
            "default_samplerate": 44100.0,
        },
    ]
    fake = SimpleNamespace(
        query_devices=lambda: entries,
        query_hostapis=lambda: [{"name": "ALSA"}],
        default=SimpleNamespace(device=[1, 0]),
        PortAudioError=SoundSystemError,
    )
    monkeypatch.setattr(module, "portaudio", lambda: fake)

    assert input_devices() == [InputDevice(1, "Microphone", "ALSA", 1, 44_100, True)]


def test_a_sound_system_that_fails_is_told(monkeypatch):
    def fail():
        raise SoundSystemError("Error querying devices", -9999)

    monkeypatch.setattr(
        module, "portaudio", lambda: SimpleNamespace(query_devices=fail, PortAudioError=SoundSystemError)
    )

    with pytest.raises(DeviceError, match=r"no list of its devices \(Error querying devices\)"):
        input_devices()


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ([-9997, -9985], "is used by another program"),
        ([-9996], "is gone"),
        ([-9997, -9993], "is gone"),
        ([-9998, -9998], "has too few channels (2)"),
        ([-9997, -9999], "cannot be opened (text -9999)"),
    ],
)
def test_refusals_are_put_into_words(codes, sentence):
    errors = [SoundSystemError(f"text {code}", code) for code in codes]

    assert sentence in str(refusal(LINUX[0], errors))


@pytest.mark.parametrize(
    ("code", "said", "sentence"),
    [
        (0x8889000A, "AUDCLNT_E_DEVICE_IN_USE", "is used by another program"),
        (0x88890004, "AUDCLNT_E_DEVICE_INVALIDATED", "is gone"),
        (0x80070005, "E_ACCESSDENIED", "under privacy, let desktop apps use the microphone"),
        (2**32 - 5, "Input/output error", "cannot be opened (Input/output error). Plug it in again"),
        (2**32 - 5, "", "cannot be opened (Unanticipated host error)"),
    ],
)
def test_what_the_sound_system_says_behind_portaudio_is_put_into_words(code, said, sentence):
    """As sounddevice has it: the number in 32 bits with a sign, and the index of the host API before it."""
    error = SoundSystemError("Unanticipated host error", -9999, (0, code - 2**32, said))
    assert sentence in str(refusal(LINUX[0], [SoundSystemError("Invalid sample rate", -9997), error]))
