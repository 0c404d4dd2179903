"""`analyze`: recordings in, a table and JSON out."""

import json
import stat

import pytest

from tests.audio.recordings import write


def saved(path):
    return json.loads(path.read_bytes())


def told(document):
    return [(each["kind"], each["by"], round(each["start_s"])) for each in document["events"]]


def test_one_recording_gives_a_table_and_json(run, session, plain, tmp_path):
    ended = run("analyze", session, *plain, "--json", tmp_path / "out.json")
    assert (ended.code, ended.err.strip()) == (0, "")
    assert "session.wav · 36.5 s" in ended.out
    assert "Interruptions made" in ended.out
    assert f"The whole analysis is in {tmp_path / 'out.json'}" in ended.out
    document = saved(tmp_path / "out.json")
    assert (document["complete"], document["source"]) == (True, ["session.wav"])
    assert ("successful_interruption", "therapist", 20) in told(document)


def test_without_json_nothing_is_written(run, session, plain, tmp_path):
    before = set(tmp_path.rglob("*"))
    assert run("analyze", session, *plain).code == 0
    assert set(tmp_path.rglob("*")) == before


def test_json_on_standard_output_stands_by_itself(run, session, plain):
    ended = run("analyze", session, *plain, "--json", "-")
    assert ended.code == 0
    assert json.loads(ended.out)["duration_s"] == 36.5


def test_swapped(run, session, plain, tmp_path):
    run("analyze", session, "--swap", *plain, "--json", tmp_path / "out.json")
    assert ("successful_interruption", "client", 20) in told(saved(tmp_path / "out.json"))


def test_two_recordings_with_one_channel_each_are_one_session(run, session, two_files, plain):
    together = json.loads(run("analyze", session, *plain, "--json", "-").out)
    apart = json.loads(run("analyze", *two_files, *plain, "--json", "-").out)
    assert apart.pop("source") == ["therapist.wav", "client.wav"]
    assert together.pop("source") == ["session.wav"]
    assert [len(each.pop("recording")["sha256"]) for each in (apart, together)] == [2, 1]
    assert apart == together


def test_several_recordings_are_several_sessions(run, several, plain, tmp_path):
    ended = run("analyze", *several, *plain, "--json", tmp_path / "all")
    assert ended.code == 0
    lengths = {path.name: saved(path)["duration_s"] for path in (tmp_path / "all").iterdir()}
    assert lengths == {"anna.json": 12, "ben.json": 15, "anna-2.json": 20}
    assert ended.out.count("Talk share") == 3


def test_the_same_recording_twice_is_analysed_once(run, several, plain, tmp_path):
    run("analyze", several[0], several[1], several[0], *plain, "--json", tmp_path / "all")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["anna.json", "ben.json"]


def test_side_by_side_gives_the_same(run, several, plain, tmp_path):
    for jobs in ("1", "2"):
        assert run("analyze", *several, *plain, "--jobs", jobs, "--json", tmp_path / jobs).code == 0
    for one in (tmp_path / "1").iterdir():
        assert saved(one) == saved(tmp_path / "2" / one.name)


def test_sensitivity(run, session, plain, tmp_path):
    ended = run("analyze", session, *plain, "--sensitivity", "--json", tmp_path / "out.json")
    assert "neighbouring thresholds" in ended.out
    assert saved(tmp_path / "out.json")["sensitivity"]


def test_what_is_written_is_for_the_users_eyes_only(run, session, plain, tmp_path):
    run("analyze", session, *plain, "--json", tmp_path / "out.json")
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) & 0o077 == 0


def test_names_with_brackets_and_spaces(run, session, plain, tmp_path):
    path = session.rename(tmp_path / "[bold] a session.wav")
    ended = run("analyze", path, *plain, "--json", tmp_path / "[red].json")
    assert "[bold] a session.wav" in ended.out
    assert str(tmp_path / "[red].json") in ended.out


def test_settings_of_the_users_are_in_force_and_in_the_document(run, session, tmp_path):
    settings = tmp_path / "mine.toml"
    settings.write_text('[voice]\ndetector = "webrtc"\n[conversation]\nshare_min_speech_s = 20\n')
    document = json.loads(run("analyze", session, "--config", settings, "--json", "-").out)
    assert document["settings"]["conversation"]["share_min_speech_s"] == 20
    assert document["talk_share"]["therapist"] == pytest.approx(11.3 / 31, abs=0.01)


def test_any_rate_and_format(run, session, plain, tmp_path):
    import soundfile
    import soxr

    audio, rate = soundfile.read(session)
    path = write(tmp_path / "session.flac", soxr.resample(audio, rate, 44_100), 44_100)
    document = json.loads(run("analyze", path, *plain, "--json", "-").out)
    assert [kind for kind, _, _ in told(document)] == [
        "backchannel",
        "attempted_interruption",
        "successful_interruption",
        "silence",
    ]


class TestConfig:
    def test_shows_every_setting_in_force(self, run, plain):
        ended = run("config", *plain)
        assert ended.code == 0
        assert "[conversation]\nipu_gap_s = 0.18\n" in ended.out
        assert 'detector = "webrtc"' in ended.out

    def test_what_it_shows_is_a_configuration(self, run, tmp_path):
        shown = tmp_path / "shown.toml"
        shown.write_text(run("config").out)
        again = run("config", "--config", shown)
        assert again.code == 0
        assert again.out == shown.read_text()
