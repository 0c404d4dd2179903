"""Recordings that cannot be analysed: each gets one sentence that says what, and what to do."""

import numpy as np
import pytest

from monitor.audio.acceptance import RecordingSettings
from monitor.errors import RecordingError
from tests.audio.recordings import encode, read, two_tones, write


def refused(*paths, **options):
    """The sentence with which it is refused."""
    with pytest.raises(RecordingError) as caught:
        read(*paths, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def cut(path, share=0.6):
    """The file without its end."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def noise(frames, channels=2, level=3_000):
    return np.random.default_rng(0).normal(0, level, (frames, channels)).clip(-32768, 32767).astype(np.int16)


def test_missing(tmp_path):
    assert "There is no file" in refused(tmp_path / "a.wav")


def test_a_folder(tmp_path):
    assert "is a folder" in refused(tmp_path)


def test_not_allowed(tmp_path, monkeypatch):
    path = write(tmp_path / "a.wav", noise(100), 16_000)
    monkeypatch.setattr(
        "pathlib.Path.open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )

    assert "cannot be opened: Permission denied" in refused(path)


def test_empty(tmp_path):
    path = tmp_path / "a.wav"
    path.touch()

    assert "is empty" in refused(path)


def test_a_header_and_nothing_else(tmp_path):
    assert "no sound at all" in refused(write(tmp_path / "a.wav", noise(0), 16_000))


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.mp4", "a.raw", "a"])
@pytest.mark.parametrize("content", [b"Dear diary,\n" * 500, bytes(range(256)) * 100, b"RIFF", b"\0" * 9_000])
def test_what_is_no_recording(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)

    assert name in refused(path)


def test_random_bytes(tmp_path):
    path = tmp_path / "a.wav"
    path.write_bytes(np.random.default_rng(0).bytes(100_000))

    assert "not a recording" in refused(path)


def test_a_picture(tmp_path):
    import av

    path = tmp_path / "a.png"
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        track = container.add_stream("png", rate=1)
        track.width = track.height = 16
        track.pix_fmt = "rgb24"
        frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux(track.encode(frame))
        container.mux(track.encode(None))

    assert "no sound track" in refused(path)


def test_a_playlist_is_no_recording(tmp_path):
    path = tmp_path / "a.m3u8"
    path.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttps://example.org/a.aac\n#EXT-X-ENDLIST\n"
    )

    assert "a.m3u8" in refused(path)


@pytest.mark.parametrize("name", ["a.wav", "a.w64", "a.rf64", "a.aiff", "a.au", "a.mp3"])
def test_cut_short(tmp_path, name):
    path = cut(write(tmp_path / name, noise(16_000 * 10), 16_000))

    assert f"{name} is cut short: it promises 10.0 s but ends after 6." in refused(path)


@pytest.mark.parametrize("subtype", ["VORBIS", "OPUS"])
def test_an_ogg_file_cut_short(tmp_path, subtype):
    path = cut(write(tmp_path / "a.ogg", noise(16_000 * 10), 16_000, subtype))

    assert "a.ogg is cut short: it ends after" in refused(path)


def test_a_flac_file_cut_short(tmp_path):
    path = cut(write(tmp_path / "a.flac", noise(16_000 * 10), 16_000))

    assert "a.flac is damaged: it cannot be read beyond 5." in refused(path)


@pytest.mark.parametrize(("name", "codec"), [("a.webm", "libopus"), ("a.mp4", "aac"), ("a.mkv", "flac")])
def test_a_video_cut_short(tmp_path, name, codec):
    path = encode(tmp_path / name, codec, two_tones(20, 48_000), 48_000, movflags="faststart")

    assert f"{name} is cut short: it promises 20.0 s but ends after 1" in refused(cut(path))


def test_a_video_cut_off_before_its_index(tmp_path):
    path = encode(tmp_path / "a.mp4", "aac", two_tones(5, 48_000), 48_000)

    assert "damaged from its start" in refused(cut(path))


def test_one_channel(tmp_path):
    sentence = refused(write(tmp_path / "a.wav", noise(16_000, 1), 16_000))

    assert "has one channel" in sentence
    assert "second file" in sentence


def test_six_channels(tmp_path):
    assert "has 6 channels" in refused(write(tmp_path / "a.wav", noise(16_000, 6), 16_000))


def test_a_second_file_beside_two_channels(tmp_path):
    both, one = (write(tmp_path / f"{n}.wav", noise(16_000, n), 16_000) for n in (2, 1))

    assert "2.wav already has two channels" in refused(both, one)
    assert "2.wav already has two channels" in refused(one, both)


def test_silent(tmp_path):
    assert "There is no sound in" in refused(write(tmp_path / "a.wav", noise(160_000, level=0), 16_000))


@pytest.mark.parametrize(("column", "who"), [(0, "therapist"), (1, "client")])
def test_one_silent_channel(tmp_path, column, who):
    sound = noise(160_000)
    sound[:, column] = 0

    assert f"The {who}'s channel of a.wav is silent" in refused(write(tmp_path / "a.wav", sound, 16_000))


def test_one_silent_channel_counts_for_whoever_it_belongs_to(tmp_path):
    sound = noise(160_000)
    sound[:, 1] = 0

    assert "The therapist's channel" in refused(write(tmp_path / "a.wav", sound, 16_000), swap=True)


def test_a_silent_channel_in_a_lossy_format(tmp_path):
    sound = two_tones(5, 48_000)
    sound[:, 1] = 0

    assert "The client's channel" in refused(encode(tmp_path / "a.m4a", "aac", sound, 48_000))


def test_a_constant_is_no_sound(tmp_path):
    sound = noise(160_000)
    sound[:, 0] = 500

    assert "The therapist's channel" in refused(write(tmp_path / "a.wav", sound, 16_000))


def test_the_same_microphone_twice(tmp_path):
    sound = np.repeat(noise(160_000, 1), 2, axis=1)

    assert "carry the same sound" in refused(write(tmp_path / "a.wav", sound, 16_000))


def test_one_file_given_as_both(tmp_path):
    path = write(tmp_path / "a.wav", noise(160_000, 1), 16_000)

    assert "carry the same sound" in refused(path, path)


@pytest.mark.parametrize("rate", [16_000, 48_000])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_clipped(tmp_path, rate, subtype):
    sound = (20 * two_tones(5, rate)).clip(-1, 1)
    path = write(tmp_path / "a.wav", sound, rate, subtype)

    assert "The therapist's channel of a.wav is clipped" in refused(path)


def test_floats_far_beyond_full_scale_count_as_clipped(tmp_path):
    assert "is clipped" in refused(write(tmp_path / "a.wav", 50 * two_tones(5, 16_000), 16_000, "FLOAT"))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
def test_a_value_that_is_no_number(tmp_path, value, subtype):
    sound = two_tones(9, 16_000)
    sound[16_000 * 7, 1] = value

    assert "at 7.0 s it holds a value that is not a number" in refused(
        write(tmp_path / "a.wav", sound, 16_000, subtype)
    )


def header_of(path, rate, frames):
    """A WAV file that says it is `frames` long and has space for them, without taking it on the disk."""
    import struct

    size = frames * 2
    form = struct.pack("<IHHIIHH", 16, 1, 2, rate, rate * 2, 2, 8)
    path.write_bytes(
        struct.pack("<4sI4s4s", b"RIFF", size + 36, b"WAVE", b"fmt ")
        + form
        + struct.pack("<4sI", b"data", size)
    )
    with path.open("r+b") as file:
        file.truncate(44 + size)
    return path


def test_days_are_refused_at_once(tmp_path):
    assert "a.wav is 74 hours long, and up to 24 are analysed" in refused(
        header_of(tmp_path / "a.wav", 8_000, 74 * 3_600 * 8_000)
    )


def test_hours_that_are_promised_but_not_there(tmp_path):
    path = header_of(tmp_path / "a.wav", 16_000, 23 * 3_600 * 16_000)
    with path.open("r+b") as file:
        file.truncate(1_000_000)

    assert "is cut short: it promises 23:00:00" in refused(path)


def test_a_long_file_that_does_not_say_so_is_refused_on_the_way(tmp_path):
    path = encode(tmp_path / "a.aac", "aac", two_tones(20, 48_000), 48_000)
    short = RecordingSettings(
        longest_h=9 / 3600, length_difference_s=1.0, clipped_noted=0.001, clipped_refused=0.05
    )

    assert "hours long" in refused(path, settings=short)


def test_two_files_of_different_length(tmp_path):
    first, second = (write(tmp_path / f"{n}.wav", noise(16_000 * n, 1), 16_000) for n in (3, 65))

    sentence = refused(first, second)

    assert "differ in length (3.wav is 3.0 s and 65.wav is 1:05 long)" in sentence


def test_two_files_of_different_length_that_do_not_say_so(tmp_path):
    first = write(tmp_path / "a.wav", noise(16_000 * 9, 1), 16_000)
    second = tmp_path / "b.wav"
    content = bytearray(write(second, noise(16_000 * 5, 1), 16_000).read_bytes())
    at = content.find(b"data")
    content[at + 4 : at + 8] = bytes(4)
    second.write_bytes(content)

    assert "differ in length" in refused(first, second)


def test_two_files_of_different_rate(tmp_path):
    first, second = (write(tmp_path / f"{rate}.wav", noise(rate, 1), rate) for rate in (16_000, 44_100))

    assert "different sample rates (16000.wav has 16000 Hz and 44100.wav has 44100 Hz)" in refused(
        first, second
    )


@pytest.mark.parametrize("rate", [4_000, 384_000])
def test_odd_rates(tmp_path, rate):
    assert f"has {rate} samples a second" in refused(write(tmp_path / "a.wav", noise(rate), rate))


def test_two_mono_tracks_in_one_file(tmp_path):
    import av

    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        tracks = [container.add_stream("flac", rate=16_000, layout="mono") for _ in range(2)]
        for track in tracks:
            for at in range(0, 16_000, 4_000):
                frame = av.AudioFrame.from_ndarray(noise(4_000, 1).T.copy(), format="s16", layout="mono")
                frame.sample_rate, frame.pts = 16_000, at
                container.mux(track.encode(frame))
            container.mux(track.encode(None))

    assert "2 sound tracks of one channel" in refused(path)
