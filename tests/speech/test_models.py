"""The models on this computer, and those that are carried here by hand."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from monitor.errors import ModelError
from monitor.speech import by_hand, models, parcel
from monitor.speech.catalog import Catalogue
from tests.hub_server import LARGE, REPOSITORY, described, generated, largest_file, sha256

FILES = generated()
MODEL = described(FILES)
KNOWN = Catalogue((MODEL,))
UNKNOWN = Catalogue(())
FORBIDDEN = Path("/sys/models")
BY_HAND = "imported by hand"


def quiet(_what, _done, _total):
    """Nobody is told."""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def carried(tmp_path):
    """A model in a folder somewhere."""
    return laid_out(tmp_path / "stick" / "a model", FILES)


def laid_out(path, files):
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def take_in(path, folder, catalogue=KNOWN, name=""):
    return by_hand.take_in(path, folder, catalogue, name, quiet)


def refusal(path, folder, catalogue=KNOWN, name=""):
    """Why a model is not taken in; nothing of it is left."""
    with pytest.raises(ModelError) as error:
        take_in(path, folder, catalogue, name)
    assert not folder.exists() or list(folder.iterdir()) == []
    return str(error.value)


def contents(path):
    return {each.name: each.read_bytes() for each in path.iterdir() if each.name != models.MANIFEST}


def packed_zip(path, files, inside="deep/inside/"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(inside + name, content)
    return path


def packed_tar(path, files, mode, inside="deep/inside/"):
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(inside + name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


class TestInstalled:
    def test_its_folder(self, carried, folder):
        take_in(carried, folder)
        assert models.installed(folder, "mouse.en") == folder / "mouse.en"
        assert models.names(folder) == ["mouse.en"]

    def test_none(self, folder):
        assert models.names(folder) == []
        with pytest.raises(ModelError, match=r"no model 'base\.en' on this computer.*models pull base\.en"):
            models.installed(folder, "base.en")

    @pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".hidden", "none", "x" * 100])
    def test_what_cannot_be_a_name(self, folder, name):
        with pytest.raises(ModelError, match="cannot be a model's name"):
            models.installed(folder, name)

    @pytest.mark.parametrize("name", FILES)
    def test_a_file_that_is_missing_or_cut_short(self, carried, folder, name):
        path = take_in(carried, folder) / name
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(ModelError, match=f"its {name} is missing or cut short"):
            models.installed(folder, "mouse.en")
        path.unlink()
        with pytest.raises(ModelError, match=f"its {name} is missing or cut short"):
            models.installed(folder, "mouse.en")

    @pytest.mark.parametrize("content", [b"", b"{}", b"\xff", None])
    def test_a_manifest_that_cannot_be_read(self, carried, folder, content):
        path = take_in(carried, folder) / models.MANIFEST
        path.unlink() if content is None else path.write_bytes(content)
        with pytest.raises(ModelError, match=r"its manifest\.json cannot be read"):
            models.installed(folder, "mouse.en")

    @pytest.mark.parametrize(
        "swap", [(b'"config.json"', b'"../config.json"'), (b'"model.bin"', b'"model.bak"')]
    )
    def test_a_manifest_that_names_other_files(self, carried, folder, swap):
        path = take_in(carried, folder) / models.MANIFEST
        path.write_bytes(path.read_bytes().replace(*swap))
        with pytest.raises(ModelError, match="is not what was written"):
            models.installed(folder, "mouse.en")


class TestFaults:
    def test_none(self, carried, folder):
        take_in(carried, folder)
        told = []
        assert models.faults(folder, "mouse.en", KNOWN, lambda *each: told.append(each)) == []
        total = sum(map(len, FILES.values()))
        assert told[-1] == ("Checking", total, total)

    def test_a_damaged_and_a_missing_file(self, carried, folder):
        path = take_in(carried, folder)
        (path / LARGE).write_bytes(FILES[LARGE][:-1] + b"?")
        (path / "tokenizer.json").unlink()
        assert models.faults(folder, "mouse.en", KNOWN, quiet) == [
            "model.bin of mouse.en is damaged: its checksum is not what it must be.",
            "tokenizer.json of mouse.en is missing.",
        ]

    def test_the_catalogue_is_believed_more_than_what_lies_beside_the_files(self, carried, folder):
        path = take_in(carried, folder)
        other = FILES[LARGE][:-1] + b"?"
        (path / LARGE).write_bytes(other)
        stated = (path / models.MANIFEST).read_text()
        (path / models.MANIFEST).write_text(stated.replace(sha256(FILES[LARGE]), sha256(other)))
        assert len(models.faults(folder, "mouse.en", KNOWN, quiet)) == 1
        assert models.faults(folder, "mouse.en", UNKNOWN, quiet) == []

    def test_a_file_that_cannot_be_read(self, carried, folder):
        path = take_in(carried, folder)
        (path / LARGE).unlink()
        (path / LARGE).mkdir()
        (fault,) = models.faults(folder, "mouse.en", KNOWN, quiet)
        assert fault.startswith("model.bin of mouse.en cannot be read")


class TestRemove:
    def test_all_of_it_and_nothing_else(self, carried, folder):
        take_in(carried, folder)
        for beside in (".mouse.en-0123abcd.partial", ".mouse.en.old", ".mouse.en-x.en-0123abcd.partial"):
            (folder / beside).mkdir()
        freed = models.remove(folder, "mouse.en")
        assert freed > sum(map(len, FILES.values()))
        assert [each.name for each in folder.iterdir()] == [".mouse.en-x.en-0123abcd.partial"]

    def test_what_an_unfinished_pull_left(self, folder):
        (folder / ".mouse.en-0123abcd.partial").mkdir(parents=True)
        (folder / ".mouse.en-0123abcd.partial" / LARGE).write_bytes(b"1234")
        assert models.begun(folder, "mouse.en") == 4
        assert models.begun(folder, "mouse") == 0
        assert models.remove(folder, "mouse.en") == 4
        assert list(folder.iterdir()) == []

    def test_a_link_goes_but_not_what_it_names(self, carried, folder):
        folder.mkdir()
        (folder / "linked").symlink_to(carried, target_is_directory=True)
        models.remove(folder, "linked")
        assert contents(carried) == FILES

    def test_what_is_not_there(self, folder):
        with pytest.raises(ModelError, match="no model 'mouse' on this computer"):
            models.remove(folder, "mouse")


@pytest.mark.parametrize(
    ("n_bytes", "said"),
    [(0, "0 bytes"), (1_000, "1.0 kB"), (147_769_510, "148 MB"), (1_621_665_983, "1.6 GB")],
)
def test_a_size_for_people(n_bytes, said):
    assert models.size(n_bytes) == said


class TestImport:
    def test_one_that_is_known_gets_its_name_and_is_checked(self, carried, folder):
        path = take_in(carried, folder)
        assert path == folder / "mouse.en"
        assert contents(path) == FILES
        stated = models.manifest(folder, "mouse.en")
        assert (stated.repository, stated.source, stated.checked) == (REPOSITORY, BY_HAND, "catalogue")
        assert [each.name for each in folder.iterdir()] == ["mouse.en"]

    @pytest.mark.parametrize(
        ("pack", "file_name"),
        [
            (packed_zip, "a mouse (2).zip"),
            (lambda path, files: packed_tar(path, files, "w"), "a mouse (2).tar"),
            (lambda path, files: packed_tar(path, files, "w:gz"), "a mouse (2).tar.gz"),
            (lambda path, files: packed_tar(path, files, "w:xz"), "a mouse (2).tar.xz"),
        ],
    )
    def test_one_that_is_not_known_is_named_after_its_archive(self, folder, tmp_path, pack, file_name):
        path = take_in(pack(tmp_path / file_name, FILES), folder, UNKNOWN)
        assert path == folder / "a-mouse-2"
        assert contents(path) == FILES
        stated = models.manifest(folder, "a-mouse-2")
        assert (stated.repository, stated.source, stated.checked) == ("", BY_HAND, "")
        assert models.faults(folder, "a-mouse-2", UNKNOWN, quiet) == []

    def test_a_name_can_be_given(self, carried, folder):
        assert take_in(carried, folder, UNKNOWN, "mine").name == "mine"
        assert "cannot be a model's name" in refusal(carried, folder.with_name("other"), UNKNOWN, "../mine")

    def test_a_cache_of_the_hub_with_its_links(self, folder, tmp_path):
        cache = tmp_path / "models--Practice--faster-whisper-mouse.en"
        blobs = laid_out(cache / "blobs", FILES)
        snapshot = laid_out(cache / "snapshots" / "0123", {})
        for name in FILES:
            (snapshot / name).symlink_to(Path("../../blobs") / name)
        (blobs / LARGE).rename(blobs / "weights")
        (snapshot / LARGE).unlink()
        (snapshot / LARGE).symlink_to(Path("../../blobs/weights"))
        path = take_in(cache, folder)
        assert contents(path) == FILES
        assert not any(each.is_symlink() for each in path.iterdir())

    def test_other_files_stay_behind(self, carried, folder):
        (carried / "README.md").write_text("hello")
        (carried / "vocabulary.txt").write_text("of another version")
        assert contents(take_in(carried, folder)) == FILES

    def test_weights_of_the_catalogue_with_files_that_it_cannot_check(self, carried, folder):
        catalogue = Catalogue((described(FILES, unverified=("config.json",)),))
        take_in(carried, folder, catalogue)
        assert models.manifest(folder, "mouse.en").checked == "weights"

    @pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "vocabulary.json"])
    def test_one_that_is_known_must_match_in_every_file(self, carried, folder, name):
        (carried / name).write_bytes(b'{"other": 1}')
        said = refusal(carried, folder)
        assert (
            f"holds mouse.en, but not as it must be: {name} is missing, damaged or of another version" in said
        )

    @pytest.mark.parametrize("name", ["mouse.en", "faster-whisper-mouse.en"])
    def test_one_that_bears_a_known_name_but_is_not_it(self, folder, tmp_path, name):
        other = laid_out(tmp_path / name, generated(seed=2))
        assert "calls itself mouse.en, but its model.bin is another, or damaged" in refusal(other, folder)
        assert take_in(other, folder, name="my-mouse").name == "my-mouse"

    def test_again_replaces(self, carried, folder):
        (take_in(carried, folder) / LARGE).write_bytes(b"")
        assert contents(take_in(carried, folder)) == FILES

    def test_a_real_one_is_recognised(self, folder, tmp_path):
        """A model that CTranslate2 itself wrote; see tests/demo_model."""
        demo = Path(__file__).parents[2] / "models" / "demo-en"
        take_in(demo, folder, UNKNOWN, "copy")
        assert models.installed(folder, "copy") == folder / "copy"


class TestNoModel:
    def test_nothing_there(self, folder, tmp_path):
        assert "There is nothing at" in refusal(tmp_path / "lost", folder)

    def test_neither_folder_nor_archive(self, folder, tmp_path):
        (tmp_path / "letter.txt").write_text("Dear Mary")
        assert "neither a folder nor a zip or tar archive" in refusal(tmp_path / "letter.txt", folder)

    @pytest.mark.parametrize("name", ["config.json", LARGE, "tokenizer.json", "vocabulary.json"])
    def test_a_file_is_missing(self, carried, folder, name):
        (carried / name).unlink()
        assert "holds no whole CTranslate2 Whisper model: it has no " in refusal(carried, folder, UNKNOWN)

    def test_several_models(self, folder, tmp_path):
        for name in ("a", "b"):
            laid_out(tmp_path / "stick" / name, FILES)
        assert "holds more than one model" in refusal(tmp_path / "stick", folder)
        packed = packed_zip(tmp_path / "both.zip", {f"{a}/{b}": c for a in "xy" for b, c in FILES.items()})
        assert "holds more than one model" in refusal(packed, folder)

    @pytest.mark.parametrize(
        ("name", "content"), [(LARGE, b"ggml" * 50), ("config.json", b"["), ("tokenizer.json", b"[]")]
    )
    def test_of_another_kind(self, carried, folder, name, content):
        (carried / name).write_bytes(content)
        assert "holds no CTranslate2 Whisper model, or a damaged one" in refusal(carried, folder, UNKNOWN)


class TestHostileOrDamagedArchive:
    @pytest.mark.parametrize("inside", ["../", "/", "a/../../b/", "..\\", "C:\\"])
    def test_a_path_that_leads_out(self, folder, tmp_path, inside):
        assert "outside of its folder" in refusal(packed_zip(tmp_path / "m.zip", FILES, inside), folder)
        assert "outside of its folder" in refusal(packed_tar(tmp_path / "m.tar", FILES, "w", inside), folder)

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
    def test_a_link_or_device_in_a_tar(self, folder, tmp_path, kind):
        path = packed_tar(tmp_path / "m.tar", FILES, "w")
        with tarfile.open(path, "a") as archive:
            member = tarfile.TarInfo("extra")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        assert "holds links" in refusal(path, folder)

    def test_a_link_in_a_zip(self, folder, tmp_path):
        path = packed_zip(tmp_path / "m.zip", FILES)
        with zipfile.ZipFile(path, "a") as archive:
            member = zipfile.ZipInfo("extra")
            member.create_system, member.external_attr = 3, 0o120777 << 16
            archive.writestr(member, "/etc/passwd")
        assert "holds links" in refusal(path, folder)

    def test_more_than_a_model_holds(self, folder, tmp_path, monkeypatch):
        monkeypatch.setattr(parcel, "LARGEST_WEIGHTS_BYTES", 1000)
        for path in (packed_zip(tmp_path / "m.zip", FILES), packed_tar(tmp_path / "m.tar", FILES, "w")):
            assert "holds more than any Whisper model does" in refusal(path, folder)

    def test_too_many_members(self, folder, tmp_path, monkeypatch):
        monkeypatch.setattr(parcel, "MOST_MEMBERS", 3)
        for path in (packed_zip(tmp_path / "m.zip", FILES), packed_tar(tmp_path / "m.tar", FILES, "w")):
            assert "holds more than any Whisper model does" in refusal(path, folder)

    @pytest.mark.parametrize("mode", ["zip", "w", "w:gz", "w:xz", "w:bz2"])
    def test_one_that_was_cut_short(self, folder, tmp_path, mode):
        path = tmp_path / "m.archive"
        packed_zip(path, FILES) if mode == "zip" else packed_tar(path, FILES, mode)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        said = refusal(path, folder)
        assert "is damaged or locked" in said or "neither a folder nor" in said

    def test_a_zip_that_lies_about_lengths_or_is_damaged_within(self, folder, tmp_path):
        path = packed_zip(tmp_path / "m.zip", FILES)
        content = bytearray(path.read_bytes())
        middle = len(content) // 2
        content[middle : middle + 4] = b"\0\0\0\0"
        path.write_bytes(content)
        assert "is damaged or locked" in refusal(path, folder)

    def test_no_more_is_read_than_is_claimed(self, tmp_path):
        part = parcel.Part(LARGE, 5, lambda: io.BytesIO(b"1234567890"))
        assert list(parcel.blocks(part, tmp_path)) == [b"12345"]


class TestPlace:
    def test_that_may_not_be_written(self, carried):
        with pytest.raises(ModelError, match="writing is not allowed there"):
            take_in(carried, FORBIDDEN)

    def test_a_disk_that_fills_up_meanwhile(self, carried, folder):
        with largest_file(100_000):
            said = refusal(carried, folder)
        assert said.startswith("The disk is full: a-model needs 300 kB in all")
        assert "Nothing of it was kept; free some room" in said

    def test_too_little_room(self, carried, folder, monkeypatch):
        with (carried / LARGE).open("r+b") as file:
            file.truncate(parcel.LARGEST_WEIGHTS_BYTES)  # a hole, which takes no room
        monkeypatch.setattr(models, "SPARE_BYTES", 10**17)
        assert "The disk is too full for a-model: it needs 8.0 GB" in refusal(carried, folder)
