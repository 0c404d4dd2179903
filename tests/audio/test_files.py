"""Recordings that can be analysed: every format, rate and sample type, one file or two."""

import numpy as np
import pytest
import soundfile

from monitor.audio.acceptance import RecordingSettings
from monitor.audio.files import open_recording
from monitor.audio.resample import Resampler
from monitor.conversation.timeline import Channel
from monitor.errors import RecordingError
from tests.audio.recordings import SETTINGS, encode, loudest_hz, read, two_tones, write

SNDFILE = [
    ("a.wav", "PCM_U8"), ("a.wav", "PCM_16"), ("a.wav", "PCM_24"), ("a.wav", "PCM_32"), ("a.wav", "FLOAT"),
    ("a.wav", "DOUBLE"), ("a.wav", "ALAW"), ("a.wav", "ULAW"), ("a.wav", "MS_ADPCM"), ("a.flac", "PCM_16"),
    ("a.flac", "PCM_24"), ("a.ogg", "VORBIS"), ("a.ogg", "OPUS"), ("a.mp3", "MPEG_LAYER_III"),
    ("a.aiff", "PCM_16"), ("a.au", "PCM_16"), ("a.caf", "PCM_24"), ("a.w64", "PCM_16"), ("a.rf64", "PCM_16"),
]  # fmt: skip
FFMPEG = [("a.m4a", "aac"), ("a.mp4", "aac"), ("a.webm", "libopus"), ("a.mkv", "flac"), ("a.aac", "aac"),
          ("a.mov", "pcm_s24le"), ("a.ac3", "ac3")]  # fmt: skip


def holds_the_two_tones(sound, duration_s=2.0):
    assert sound.dtype == np.int16
    assert len(sound) == pytest.approx(duration_s * 16_000, abs=700)  # codecs pad by a packet
    middle = sound[4_000:-4_000]
    assert [loudest_hz(middle[:, 0]), loudest_hz(middle[:, 1])] == pytest.approx([440, 600], abs=2)
    assert np.sqrt((middle.astype(float) ** 2).mean(axis=0)) == pytest.approx([6_951, 6_951], rel=0.05)


@pytest.mark.parametrize(("name", "subtype"), SNDFILE)
def test_formats_that_libsndfile_reads(tmp_path, name, subtype):
    holds_the_two_tones(read(write(tmp_path / name, two_tones(2, 48_000), 48_000, subtype)))


@pytest.mark.parametrize(("name", "codec"), FFMPEG)
def test_formats_that_ffmpeg_reads(tmp_path, name, codec):
    holds_the_two_tones(read(encode(tmp_path / name, codec, two_tones(2, 48_000), 48_000)))


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("subtype", ["PCM_16", "FLOAT"])
def test_rates(tmp_path, rate, subtype):
    holds_the_two_tones(read(write(tmp_path / "a.wav", two_tones(2, rate), rate, subtype)))


def test_sixteen_bits_at_sixteen_kilohertz_arrive_bit_for_bit(tmp_path):
    sound = np.random.default_rng(1).integers(-20_000, 20_000, (200_000, 2)).astype(np.int16)

    assert np.array_equal(read(write(tmp_path / "a.wav", sound, 16_000)), sound)


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT", "DOUBLE"])
def test_wider_samples_of_the_same_sound_give_the_same_blocks(tmp_path, subtype):
    sound = np.random.default_rng(1).integers(-20_000, 20_000, (100_000, 2)).astype(np.int16)
    path = write(tmp_path / "a.wav", sound / np.float32(32_768), 16_000, subtype)

    assert np.array_equal(read(path), sound)


def test_a_file_gives_what_a_device_with_the_same_samples_gives(tmp_path):
    sound = np.random.default_rng(1).integers(-20_000, 20_000, (300_000, 2)).astype(np.int16)
    device = Resampler(44_100, 2)
    live = [device.feed(sound[at : at + 882]) for at in range(0, len(sound), 882)]

    assert np.array_equal(
        read(write(tmp_path / "a.wav", sound, 44_100)), np.concatenate([*live, device.finish()])
    )


def test_swap_exchanges_the_channels(tmp_path):
    path = write(tmp_path / "a.wav", two_tones(2, 44_100), 44_100)

    assert np.array_equal(read(path, swap=True), read(path)[:, ::-1])


def test_two_files_are_therapist_and_client(tmp_path):
    sound = two_tones(9, 44_100)
    both = write(tmp_path / "both.wav", sound, 44_100)
    first, second = (write(tmp_path / f"{at}.wav", sound[:, at], 44_100) for at in (0, 1))

    assert np.array_equal(read(first, second), read(both))
    assert np.array_equal(read(first, second, swap=True), read(both, swap=True))


def test_two_files_of_different_sample_types_can_be_one_session(tmp_path):
    sound = two_tones(2, 16_000)
    first = write(tmp_path / "a.wav", sound[:, 0], 16_000, "PCM_16")
    second = write(tmp_path / "b.flac", sound[:, 1], 16_000, "PCM_24")

    holds_the_two_tones(read(first, second))


def test_the_shorter_of_two_files_ends_in_silence(tmp_path):
    sound = two_tones(6, 16_000)
    first = write(tmp_path / "first.wav", sound[:, 0], 16_000)
    second = write(tmp_path / "second.wav", sound[: 16_000 * 11 // 2, 1], 16_000)

    with open_recording(first, second, False, SETTINGS) as recording:
        blocks = np.concatenate(list(recording.blocks()))

    assert len(blocks) == 6 * 16_000
    assert not blocks[16_000 * 11 // 2 :, 1].any()
    assert recording.warnings == (
        "second.wav is 0.50 s shorter than the other recording; its end was taken as silence.",
    )


def test_facts_are_those_of_the_file(tmp_path):
    path = write(tmp_path / "a.flac", two_tones(2, 44_100), 44_100, "PCM_24")

    with open_recording(path, None, False, SETTINGS) as recording:
        (facts,) = recording.sources

    assert recording.duration_s == 2.0
    assert (facts.name, facts.rate, facts.channels, facts.format) == ("a.flac", 44_100, 2, "FLAC PCM_24")


def test_a_pause_that_was_never_sent_is_silence(tmp_path):
    """Time stamps jump over what a browser's recorder does not transmit."""
    import av

    sound = two_tones(1, 48_000)
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        track = container.add_stream("flac", rate=48_000, layout="stereo")
        for start in (0, 5 * 48_000):
            for at in range(0, 48_000, 4_608):
                piece = (sound[at : at + 4_608].T * 32_767).astype(np.int16)
                frame = av.AudioFrame.from_ndarray(
                    piece.T.reshape(1, -1).copy(), format="s16", layout="stereo"
                )
                frame.sample_rate, frame.pts = 48_000, start + at
                container.mux(track.encode(frame))
        container.mux(track.encode(None))

    found = read(path)

    assert len(found) == pytest.approx(6 * 16_000, abs=200)
    assert not found[17_000:79_000].any()
    assert loudest_hz(found[80_500:, 0]) == pytest.approx(440, abs=3)


def test_light_clipping_is_noted(tmp_path):
    sound = two_tones(5, 16_000)
    sound[20_000:24_000, 1] *= 3.5

    with open_recording(write(tmp_path / "a.wav", sound, 16_000), None, False, SETTINGS) as recording:
        list(recording.blocks())

    (warning,) = recording.warnings
    assert warning.startswith("The client's channel is clipped in places")
    assert recording.soundness[Channel.THERAPIST].clipped == 0
    assert 0.001 < recording.soundness[Channel.CLIENT].clipped < 0.05


def test_a_header_that_was_never_finished_is_read_to_the_end(tmp_path):
    path = write(tmp_path / "a.wav", two_tones(2, 16_000), 16_000)
    content = bytearray(path.read_bytes())
    at = content.find(b"data")
    content[at + 4 : at + 8] = bytes(4)
    path.write_bytes(content)

    with open_recording(path, None, False, SETTINGS) as recording:
        holds_the_two_tones(np.concatenate(list(recording.blocks())))

    assert "never closed" in recording.warnings[0]


@pytest.mark.parametrize("promise", [b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xdb\xff\xff\x7f"])
def test_a_stream_without_a_promised_length_is_read_to_the_end(tmp_path, promise):
    path = write(tmp_path / "a.wav", two_tones(2, 16_000), 16_000)
    content = bytearray(path.read_bytes())
    at = content.find(b"data")
    content[at + 4 : at + 8] = promise
    path.write_bytes(content)

    holds_the_two_tones(read(path))


def test_memory_does_not_grow_with_the_length(tmp_path):
    import tracemalloc

    path = tmp_path / "a.wav"
    second = np.random.default_rng(0).integers(-3_000, 3_000, (16_000, 2)).astype(np.int16)
    with soundfile.SoundFile(path, "w", 16_000, 2) as file:
        for _ in range(600):
            file.write(second)
    tracemalloc.start()
    try:
        with open_recording(path, None, False, SETTINGS) as recording:
            length = sum(len(block) for block in recording.blocks())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert length == 600 * 16_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    "change",
    [{"longest_h": 0}, {"length_difference_s": -1}, {"clipped_refused": 1.5}, {"clipped_noted": 0.5}],
)
def test_impossible_settings_are_refused(change):
    usual = {"longest_h": 24.0, "length_difference_s": 1.0, "clipped_noted": 0.001, "clipped_refused": 0.05}

    with pytest.raises(ValueError, match=next(iter(change))):
        RecordingSettings(**{**usual, **change})


def test_an_error_leaves_no_file_open(tmp_path):
    mono = write(tmp_path / "a.wav", two_tones(1, 16_000)[:, 0], 16_000)

    with pytest.raises(RecordingError):
        open_recording(mono, tmp_path / "missing.wav", False, SETTINGS)

    mono.unlink()  # Windows would refuse
