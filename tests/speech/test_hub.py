"""Pulling models, through the real client of the hub, from a hub on this machine."""

import socket
import subprocess
import sys
from pathlib import Path

import filelock
import pytest
from huggingface_hub import snapshot_download

from monitor.errors import ModelError
from monitor.speech import hub, models
from tests.hub_server import (
    LARGE,
    REPOSITORY,
    REVISION,
    described,
    generated,
    largest_file,
    serving,
    sha256,
)

FILES = generated()
MODEL = described(FILES)
HALF = len(FILES[LARGE]) // 2 // hub._BLOCK_BYTES * hub._BLOCK_BYTES
# Nobody may make a folder there, not even root.
FORBIDDEN = Path("/sys/models")


@pytest.fixture
def server(monkeypatch):
    """A hub that has the model, in the place of the real one."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", *hub._PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _seconds: None)
    with serving(FILES) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        yield running


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "models"


def pull(folder, model=MODEL, report=lambda _what, _done, _total: None):
    return hub.pull(model, folder, report)


def refusal(folder, model=MODEL):
    """The sentence with which a pull fails."""
    with pytest.raises(ModelError) as error:
        pull(folder, model)
    assert not (folder / model.name).exists()
    return str(error.value)


def contents(path):
    return {each.name: each.read_bytes() for each in path.iterdir() if each.name != models.MANIFEST}


def test_every_file_is_there_and_the_manifest_says_what_it_must_be(server, folder):
    assert contents(pull(folder)) == FILES
    stated = models.manifest(folder, "mouse.en")
    assert (stated.repository, stated.revision, stated.checked) == (REPOSITORY, REVISION, "catalogue")
    assert stated.source == server.address
    assert {name: file.sha256 for name, file in stated.files.items()} == {
        name: sha256(content) for name, content in FILES.items()
    }


def test_nothing_else_is_left_or_asked_for_and_nobody_is_named(server, folder, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    pull(folder)
    assert {each.name for each in folder.iterdir()} <= {"mouse.en", ".mouse.en.lock"}
    assert server.fetched() == [(name, "") for name in FILES]
    assert not any("authorization" in each.headers for each in server.asked)
    places = (f"/{REPOSITORY}/resolve/", "/api/resolve-cache/", "/elsewhere/")
    assert all(each.path.startswith(places) for each in server.asked)


def test_it_tells_how_far_it_is(server, folder):
    told = []
    pull(folder, report=lambda *each: told.append(each))
    total = sum(map(len, FILES.values()))
    assert {each[2] for each in told} == {total}
    for what in ("Fetching", "Checking"):
        done = [each[1] for each in told if each[0] == what]
        assert done == sorted(done)
        assert done[-1] == total


def test_a_connection_that_is_cut_is_taken_up_again(server, folder):
    server.cut[LARGE] = [HALF]
    assert contents(pull(folder)) == FILES
    assert (LARGE, f"bytes={HALF}-") in server.fetched()


def test_a_later_pull_goes_on_where_an_earlier_one_broke_off(server, folder):
    server.cut[LARGE] = [HALF]
    cut_off = server.status_there
    with pytest.raises(ModelError, match=r"is out of order \(503\)"):
        pull(folder, report=lambda _what, done, _total: cut_off.update({LARGE: 503} if done > HALF else {}))
    assert models.begun(folder, "mouse.en") == HALF + len(FILES["config.json"])
    cut_off.clear()
    server.asked.clear()
    assert contents(pull(folder)) == FILES
    fetched = server.fetched()
    assert (LARGE, f"bytes={HALF}-") in fetched
    assert "config.json" not in dict(fetched)  # it was there


def test_ctrl_c_keeps_what_has_come(server, folder):
    def interrupt(_what, done, _total):
        if done > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(folder, report=interrupt)
    begun = models.begun(folder, "mouse.en")
    assert begun > 1000
    server.asked.clear()
    assert contents(pull(folder)) == FILES
    assert (LARGE, f"bytes={begun - len(FILES['config.json'])}-") in server.fetched()


def test_a_server_that_cannot_go_on_begins_anew(server, folder):
    server.cut[LARGE] = [HALF]
    server.ranges = False
    assert contents(pull(folder)) == FILES


def test_a_connection_that_stays_cut_is_given_up(server, folder):
    server.cut[LARGE] = [HALF, *[0] * 100]
    assert "broke off. What has come is kept" in refusal(folder)
    server.cut.clear()
    assert contents(pull(folder)) == FILES


def test_what_is_damaged_on_the_way_is_deleted_and_fetched_anew(server, folder):
    server.instead[LARGE] = FILES[LARGE][:-1] + b"?"
    assert "model.bin of mouse.en came damaged" in refusal(folder)
    (under_way,) = folder.glob(".*.partial")
    assert {each.name for each in under_way.iterdir()} == FILES.keys() - {LARGE}
    server.instead.clear()
    server.asked.clear()
    assert contents(pull(folder)) == FILES
    assert server.fetched() == [(LARGE, "")]


def test_what_is_longer_than_it_must_be_is_not_gone_on_with(server, folder):
    under_way = folder / f".mouse.en-{REVISION[:12]}.partial"
    under_way.mkdir(parents=True)
    (under_way / LARGE).write_bytes(FILES[LARGE] * 2)
    assert contents(pull(folder)) == FILES


def test_a_server_with_other_weights_is_asked_for_none(server, folder):
    server.etag[LARGE] = "f" * 64
    assert "has another model.bin than mouse.en must have. Nothing was fetched" in refusal(folder)
    assert server.fetched() == []


class TestUnverified:
    """What the catalogue cannot say is held against the hub's own record, and kept."""

    MODEL = described(FILES, unverified=(LARGE, "config.json"))

    def test_it_is_recorded(self, server, folder):
        pull(folder, self.MODEL)
        stated = models.manifest(folder, "mouse.en")
        assert stated.checked == "hub"
        assert {name: file.sha256 for name, file in stated.files.items()} == {
            name: sha256(content) for name, content in FILES.items()
        }

    @pytest.mark.parametrize("name", [LARGE, "config.json"])
    def test_what_is_not_as_recorded_is_refused(self, server, folder, name):
        server.instead[name] = FILES[name][:-1] + b"?"
        assert f"{name} of mouse.en came damaged" in refusal(folder, self.MODEL)

    @pytest.mark.parametrize("claimed", [None, "v1"])
    def test_a_server_that_does_not_say_is_refused(self, server, folder, claimed):
        server.etag["config.json"] = claimed
        assert "does not say what config.json of mouse.en must be" in refusal(folder, self.MODEL)
        assert server.fetched() == []

    def test_a_server_that_says_it_of_another_commit_is_refused(self, server, folder):
        server.claimed_revision = "f" * 40
        assert "does not say what config.json of mouse.en must be" in refusal(folder, self.MODEL)
        assert contents(pull(folder)) == FILES  # the catalogue needs nobody's word


class TestDisk:
    def test_too_little_room_is_seen_before_anything_is_fetched(self, server, folder):
        size = 10**17
        server.size[LARGE] = size
        files = tuple(
            type(file)(file.name, size if file.name == LARGE else file.size_bytes, file.sha256)
            for file in MODEL.files
        )
        huge = type(MODEL)(MODEL.name, REPOSITORY, REVISION, "MIT", "English", files)
        said = refusal(folder, huge)
        assert "The disk is too full for mouse.en: it needs 100000000 GB" in said
        assert server.fetched() == []

    def test_a_disk_that_fills_up_meanwhile_costs_nothing_that_has_come(self, server, folder):
        with largest_file(HALF):
            said = refusal(folder)
        assert said.startswith("The disk is full: mouse.en needs 300 kB in all")
        assert models.begun(folder, "mouse.en") >= HALF
        server.asked.clear()
        assert contents(pull(folder)) == FILES
        assert (LARGE, f"bytes={HALF}-") in server.fetched()

    def test_a_folder_that_may_not_be_written(self, server):
        assert "writing is not allowed there" in refusal(FORBIDDEN)

    def test_a_folder_that_cannot_be(self, server, tmp_path):
        (tmp_path / "file").touch()
        assert "Nothing can be done with mouse.en in" in refusal(tmp_path / "file" / "models")


class TestNetwork:
    @pytest.fixture
    def nobody(self):
        """An address at which nobody answers."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"

    def test_no_server(self, server, nobody, folder, monkeypatch):
        monkeypatch.setenv("HF_ENDPOINT", nobody)
        said = refusal(folder)
        assert said.startswith("127.0.0.1 cannot be reached. Check the connection")
        assert "models import" in said

    def test_a_proxy_that_does_not_answer_is_named_without_its_password(
        self, server, nobody, folder, monkeypatch
    ):
        monkeypatch.setenv("http_proxy", nobody.replace("//", "//mary:secret@"))
        said = refusal(folder)
        assert "cannot be reached (through the proxy that http_proxy names)" in said
        assert "secret" not in said

    @pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1"])
    def test_a_proxy_that_cannot_be_one(self, server, folder, monkeypatch, proxy):
        monkeypatch.setenv("HTTP_PROXY", proxy)
        assert "The proxy that HTTP_PROXY names cannot be used" in refusal(folder)

    @pytest.mark.parametrize("endpoint", ["mirror", "http://[", "ftp://127.0.0.1"])
    def test_an_endpoint_that_is_no_address(self, server, folder, monkeypatch, endpoint):
        monkeypatch.setenv("HF_ENDPOINT", endpoint)
        assert "What HF_ENDPOINT names is not the address of a server" in refusal(folder)

    def test_a_server_that_proves_nothing_of_itself(self, server, folder, monkeypatch):
        monkeypatch.setenv("HF_ENDPOINT", server.address.replace("http", "https"))
        assert "No safe connection to 127.0.0.1 can be made" in refusal(folder)

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (401, "does not have Practice/faster-whisper-mouse.en as it was at 0123456789ab (401)"),
            (404, "does not have Practice/faster-whisper-mouse.en as it was at 0123456789ab (404)"),
            (403, "does not hand out Practice/faster-whisper-mouse.en (403)"),
            (500, "is out of order (500). Try again later"),
        ],
    )
    def test_a_server_that_refuses(self, server, folder, status, said):
        server.status[LARGE] = status
        assert said in refusal(folder)

    def test_another_commit(self, server, folder):
        assert "(404)" in refusal(folder, described(FILES, revision="f" * 40))

    def test_offline_by_the_users_wish(self, server, folder, monkeypatch):
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
        assert "nothing is fetched" in refusal(folder)
        assert server.asked == []


def test_a_second_pull_at_the_same_time_is_refused(server, folder):
    folder.mkdir()
    with filelock.FileLock(folder / ".mouse.en.lock"):
        assert "is being fetched already" in refusal(folder)


def test_a_pull_replaces_what_was_damaged(server, folder):
    (pull(folder) / LARGE).write_bytes(b"")
    assert contents(pull(folder)) == FILES


def test_xet_is_left_aside(server, folder):
    server.xet = True
    assert contents(pull(folder)) == FILES
    assert not any("xet" in each.path for each in server.asked)


def test_the_server_is_a_hub_to_the_client_as_a_whole(server, tmp_path):
    """Or what is shown here would say nothing of the real one."""
    where = snapshot_download(
        REPOSITORY, revision=REVISION, local_dir=tmp_path / "whole", endpoint=server.address, token=False
    )
    assert {name: (Path(where) / name).read_bytes() for name in FILES} == FILES


def test_the_client_is_loaded_only_to_pull_and_elsewhere_stays_offline(server):
    script = f"""
import os, sys
from monitor import offline
from monitor.speech import hub, models, by_hand
assert "huggingface_hub" not in sys.modules
offline.stay_offline(os.environ)
from huggingface_hub import constants, errors, get_hf_file_metadata, hf_hub_url
assert constants.HF_HUB_DISABLE_TELEMETRY
try:
    get_hf_file_metadata(hf_hub_url({REPOSITORY!r}, "config.json", revision={REVISION!r}))
except errors.OfflineModeIsEnabled:
    print("offline")
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("offline\n", "")
    assert server.asked == []
