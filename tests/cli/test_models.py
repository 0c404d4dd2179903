"""`session-monitor models`, from the list to a model in use, with a hub on this machine."""

import subprocess
import sys
import zipfile

import pytest
import typer

from monitor import model_choice, model_cli, places
from monitor.errors import ModelError
from monitor.speech import hub
from monitor.speech.catalog import Catalogue
from tests.hub_server import LARGE, described, generated, serving

FILES = generated()
MODEL = described(FILES)
SUB_COMMANDS = ("list", "pull", "verify", "remove", "use", "import")


@pytest.fixture
def server(monkeypatch):
    """A hub that has the model, in the place of the real one."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", *hub._PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with serving(FILES) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        yield running


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue of two models, one of which the server has."""
    other = described(generated(seed=2), "cat", unverified=("config.json",))
    path = tmp_path / "shipped" / "catalog.toml"
    path.parent.mkdir()
    path.write_text("\n".join(map(as_toml, (MODEL, other))))
    monkeypatch.setattr(places, "models_dir", lambda: path.parent)
    return Catalogue((MODEL, other))


def as_toml(model):
    lines = [f'{key} = "{getattr(model, key)}"' for key in ("name", "repository", "revision", "licence")]
    files = [
        f'{{ name = "{file.name}", size_bytes = {file.size_bytes}, '
        + (f'sha256 = "{file.sha256}" }}' if file.sha256 else "unverified = true }")
        for file in model.files
    ]
    return "\n".join(
        ["[[model]]", *lines, f'languages = "{model.languages}"', f"files = [{', '.join(files)}]"]
    )


@pytest.fixture
def pulled(run, server, catalogue):
    """The model is on this computer."""
    assert run("models", "pull", "mouse.en").code == 0


def words(text):
    return " ".join(text.split())


def row(text, name):
    (line,) = (line for line in text.splitlines() if line.split()[:1] == [name])
    return words(line)


class TestList:
    def test_what_can_be_had_and_how(self, run):
        ended = run("models", "list")
        assert (ended.code, ended.err) == (0, "")
        assert row(ended.out, "base.en") == "base.en 148 MB English MIT"
        assert row(ended.out, "large-v3-turbo") == "large-v3-turbo 1.6 GB 100 languages MIT"
        assert "No model is in use, so sessions have no words." in ended.out
        assert "`session-monitor models pull NAME`" in ended.out
        assert "against the hub's own record: distil-small.en, distil-medium.en; the others" in ended.out

    def test_what_is_here_and_in_use(self, run, pulled):
        run("models", "use", "mouse.en")
        ended = run("models", "list")
        assert row(ended.out, "mouse.en") == "mouse.en 300 kB English MIT yes yes"
        assert "so sessions have no words" not in ended.out

    def test_what_is_incomplete_begun_or_unknown(self, run, pulled, catalogue):
        folder = model_choice.folder()
        (folder / "mouse.en" / LARGE).unlink()
        (folder / f".cat-{MODEL.revision[:12]}.partial").mkdir()
        (folder / f".cat-{MODEL.revision[:12]}.partial" / LARGE).write_bytes(FILES[LARGE][:100_000])
        (folder / "stranger").mkdir()
        ended = run("models", "list")
        assert row(ended.out, "mouse.en").endswith("MIT incomplete")
        assert row(ended.out, "cat").endswith("MIT begun, 33 %")
        assert row(ended.out, "stranger") == "stranger ? not known not known incomplete"

    def test_what_is_in_use_but_gone(self, run):
        model_choice.keep("base.en")
        assert "base.en is to be used, but is not on this computer" in run("models", "list").out


class TestPull:
    def test_it_says_what_comes_from_where_and_what_next(self, run, server, catalogue):
        ended = run("models", "pull", "mouse.en")
        assert (ended.code, ended.err) == (0, "")
        before, after, hint = ended.out.splitlines()
        assert before.startswith(
            "mouse.en has 300 kB and comes from 127.0.0.1, Practice/faster-whisper-mouse.en"
        )
        assert after.startswith("mouse.en is here, and every file is what it must be. It lies in ")
        assert hint == "For words in your sessions: `session-monitor models use mouse.en`."

    def test_again_asks_for_nothing(self, run, server, pulled):
        server.asked.clear()
        ended = run("models", "pull", "mouse.en")
        assert ended.code == 0
        assert "mouse.en is here already" in ended.out
        assert server.asked == []

    def test_a_name_that_is_not_known(self, run, server):
        ended = run("models", "pull", "bas.en")
        assert ended.code == 2
        assert "did you mean base.en?" in ended.sentence
        assert server.asked == []

    def test_what_fails_is_one_sentence_and_goes_on_later(self, run, server, catalogue):
        server.status["tokenizer.json"] = 500
        ended = run("models", "pull", "mouse.en")
        assert ended.code == 2
        assert ended.sentence.startswith("127.0.0.1 is out of order (500).")
        server.status.clear()
        server.status_there[LARGE] = 500
        run("models", "pull", "mouse.en")
        server.status_there.clear()
        ended = run("models", "pull", "mouse.en")
        assert ended.code == 0
        assert "17 bytes of it are here already." in ended.out

    def test_ctrl_c(self, run, server, catalogue, monkeypatch):
        def interrupt(*_arguments):
            raise KeyboardInterrupt

        monkeypatch.setattr(hub._Growing, "write", interrupt)
        ended = run("models", "pull", "mouse.en")
        assert ended.code == 130
        assert ended.err == "Stopped. 0 bytes have come and are kept; the same command goes on from there.\n"

    def test_an_unverified_model_is_held_against_the_hub(self, run, server, catalogue):
        server.files = generated(seed=2)
        assert "every file is what the hub says it must be" in run("models", "pull", "cat").out


class TestVerify:
    def test_nothing_there(self, run):
        ended = run("models", "verify")
        assert (ended.code, ended.out) == (0, "No model is on this computer.\n")
        assert "There is no model 'base.en'" in run("models", "verify", "base.en").sentence

    def test_all_is_well(self, run, pulled):
        for arguments in ((), ("mouse.en",)):
            ended = run("models", "verify", *arguments)
            assert (ended.code, ended.err) == (0, "")
            assert ended.out == "mouse.en: every file is what it must be.\n"

    def test_what_is_damaged_is_named_with_what_to_do(self, run, pulled):
        path = model_choice.folder() / "mouse.en" / LARGE
        path.write_bytes(FILES[LARGE][:-1] + b"?")
        (model_choice.folder() / "stranger").mkdir()
        ended = run("models", "verify")
        assert (ended.code, ended.out) == (2, "")
        damaged, what_to_do, stranger = ended.err.splitlines()
        assert damaged == (
            "session-monitor: model.bin of mouse.en is damaged: its checksum is not what it must be."
        )
        assert "`session-monitor models remove mouse.en`, then `models pull mouse.en`" in words(what_to_do)
        assert "The model stranger on this computer cannot be used" in stranger


class TestUse:
    def test_it_is_remembered(self, run, pulled):
        assert model_choice.chosen("") is None
        ended = run("models", "use", "mouse.en")
        assert (ended.code, ended.err) == (0, "")
        assert model_choice.chosen("") == "mouse.en"
        assert model_choice.chosen_folder("") == model_choice.folder() / "mouse.en"

    def test_none(self, run, pulled):
        run("models", "use", "mouse.en")
        assert "no words" in run("models", "use", "none").out
        assert model_choice.chosen("") is None
        assert model_choice.chosen_folder("") is None

    def test_what_is_not_here_cannot_be_used(self, run):
        ended = run("models", "use", "base.en")
        assert ended.code == 2
        assert "`session-monitor models pull base.en` gets it" in ended.sentence
        assert model_choice.chosen("") is None

    def test_the_settings_come_first(self, pulled):
        model_choice.keep("mouse.en")
        assert model_choice.chosen("base.en") == "base.en"
        assert model_choice.chosen("none") is None
        with pytest.raises(ModelError, match="There is no model 'base\\.en'"):
            model_choice.chosen_folder("base.en")

    @pytest.mark.parametrize("content", [b"", b"[]", b'{"model": 3}', b"{}", b"\xff"])
    def test_a_choice_that_cannot_be_read_is_none(self, content):
        places.user_data_dir().mkdir(parents=True)
        (places.user_data_dir() / "model.json").write_bytes(content)
        assert model_choice.chosen("") is None

    def test_a_choice_that_cannot_be_kept(self, run, pulled):
        (places.user_data_dir() / "model.json").mkdir()
        ended = run("models", "use", "mouse.en")
        assert ended.code == 2
        assert "The choice cannot be kept" in ended.sentence


class TestRemove:
    def test_it_is_gone_and_no_longer_in_use(self, run, pulled):
        run("models", "use", "mouse.en")
        ended = run("models", "remove", "mouse.en")
        assert (ended.code, ended.err) == (0, "")
        assert "mouse.en is gone, and 301 kB are free." in ended.out
        assert "No model is in use now" in ended.out
        assert model_choice.recalled() == "none"
        assert list(model_choice.folder().iterdir()) == []

    def test_another_stays_in_use(self, run, pulled):
        model_choice.keep("cat")
        assert "No model is in use" not in run("models", "remove", "mouse.en").out
        assert model_choice.chosen("") == "cat"

    def test_what_is_not_here(self, run):
        assert "There is no model 'base.en'" in run("models", "remove", "base.en").sentence


class TestImport:
    def test_an_archive_then_use(self, run, catalogue, tmp_path):
        with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
            for name, content in generated(seed=3).items():
                archive.writestr(name, content)
        ended = run("models", "import", tmp_path / "mine.zip")
        assert (ended.code, ended.err) == (0, "")
        assert "mine is here, and it is none of those that this program knows" in ended.out
        assert row(run("models", "list").out, "mine") == "mine 300 kB not known not known yes"
        assert run("models", "use", "mine").code == 0

    def test_what_is_no_model(self, run, tmp_path):
        ended = run("models", "import", tmp_path / "lost.zip")
        assert ended.code == 2
        assert "There is nothing at" in ended.sentence


def test_the_help_teaches(run):
    ended = run("models")
    assert ended.code == 2
    assert all(f" {name} " in ended.out + ended.err for name in SUB_COMMANDS)
    assert "none is fetched unless you ask for it" in words((ended.out + ended.err).replace("│", " "))


def test_every_argument_is_explained():
    group = typer.main.get_command(model_cli.models)
    assert sorted(group.commands) == sorted(SUB_COMMANDS)  # type: ignore[attr-defined]
    for command in group.commands.values():  # type: ignore[attr-defined]
        assert command.help
        assert [each.name for each in command.params if not each.help] == []


class TestProcessOfItsOwn:
    """As it is started from a command line, held offline but for this one command."""

    def start(self, *arguments):
        script = (
            "from pathlib import Path; import sys; from monitor import __main__, places;"
            f"places.models_dir = lambda: Path({str(places.models_dir())!r});"
            f"sys.argv[1:] = ['models', *{arguments!r}]; __main__.main()"
        )
        return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    def test_it_pulls_without_a_word_of_the_client(self, server, catalogue):
        """Which is told to be quiet before it is loaded."""
        server.cut[LARGE] = [100_000]
        ended = self.start("pull", "mouse.en")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "mouse.en is here" in ended.stdout

    def test_every_other_command_works_without_a_network(self, pulled, server):
        server.asked.clear()
        for command in (["list"], ["verify"], ["use", "mouse.en"], ["remove", "mouse.en"]):
            ended = self.start(*command)
            assert (ended.returncode, ended.stderr) == (0, "")
        assert server.asked == []
