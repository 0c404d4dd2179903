"""Configuration: the defaults, the user's changes, and one sentence for whatever is wrong."""

import re
import tomllib
from dataclasses import fields
from typing import Any

import pytest

from monitor import config, places
from monitor.errors import ConfigError

DEFAULT = places.config_dir() / "default.toml"
SECTIONS: dict[str, Any] = {
    field.name: field.type for field in fields(config.Settings) if field.name != "tables"
}


@pytest.fixture
def file(tmp_path):
    """Writes a configuration file and gives its path."""

    def write(text):
        path = tmp_path / "mine.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def refused(path):
    """The sentence with which it is refused."""
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert not re.search(r"[Tt]raceback|Error\b|None", sentence)
    return sentence


class TestDefaults:
    def test_every_setting_has_one_and_there_are_no_others(self):
        tables = tomllib.loads(DEFAULT.read_text("utf-8"))
        assert {name: set(table) for name, table in tables.items()} == {
            name: {field.name for field in fields(kind)} for name, kind in SECTIONS.items()
        }

    def test_no_dataclass_has_one_of_its_own(self):
        for kind in SECTIONS.values():
            with pytest.raises(TypeError, match="missing"):
                kind()
            assert all(field.default is field.default_factory for field in fields(kind))

    def test_each_is_explained_by_a_comment_above_it_that_it_shares_with_one_other_at_most(self):
        since_comment = 0
        for line in DEFAULT.read_text("utf-8").splitlines():
            since_comment = 0 if line.startswith("#") else since_comment + 1
            assert since_comment <= 2 or line == "" or line.startswith("["), line

    def test_are_in_force_without_a_file_of_the_users(self):
        assert config.load().tables == tomllib.loads(DEFAULT.read_text("utf-8"))

    def test_are_what_the_settings_hold(self):
        settings = config.load()
        for name in SECTIONS:
            section = getattr(settings, name)
            held = {field.name: getattr(section, field.name) for field in fields(section)}
            assert held == settings.tables[name]

    def test_are_a_valid_file_of_the_users(self):
        assert config.load(DEFAULT) == config.load()


class TestUsersFile:
    def test_changes_what_it_names_and_nothing_else(self, file):
        settings = config.load(file("[conversation]\nsilence_min_s = 4.5\n[overlay]\ntheme = 'dark'\n"))
        default = config.load()
        assert (settings.conversation.silence_min_s, settings.overlay.theme) == (4.5, "dark")
        assert settings.tables["conversation"] == default.tables["conversation"] | {"silence_min_s": 4.5}
        assert (settings.segments, settings.recordings) == (default.segments, default.recordings)

    def test_is_read_from_its_own_place(self):
        path = places.user_config_file()
        path.parent.mkdir(parents=True)
        path.write_text("[webrtc]\nmode = 3\n")
        assert config.load().webrtc.mode == 3

    def test_may_be_empty(self, file):
        assert config.load(file("")) == config.load()
        assert config.load(file("# nothing yet\n[overlay]\n")) == config.load()

    def test_may_give_a_whole_number_for_a_number(self, file):
        rules = config.load(file("[conversation]\nsilence_min_s = 4\n")).conversation
        assert rules.silence_min_s == 4.0

    def test_one_that_is_named_comes_in_place_of_the_users_own(self, file):
        own = places.user_config_file()
        own.parent.mkdir(parents=True)
        own.write_text("[webrtc]\nmode = 3\n")
        assert config.load(file("")).webrtc.mode == config.load(DEFAULT).webrtc.mode


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[conversaton]\nlapse_s = 9.0", "there is no table [conversaton]; did you mean 'conversation'?"),
            ("[zzz]\n", "there is no table [zzz] (there are: conversation, voice"),
            ("lapse_s = 9.0", "there is no table [lapse_s]"),
            ("overlay = 1", "overlay must be a table: write [overlay] on a line of its own"),
            ("[conversation]\nlapse = 9.0", "[conversation] has no setting 'lapse'; did you mean 'lapse_s'?"),
            ("[overlay]\nzzz = 1", "[overlay] has no setting 'zzz' (there are: opacity, theme)"),
            ("[conversation]\nlapse_s = 'ten'", "in [conversation], lapse_s is 'ten', but must be a number"),
            ("[conversation]\nlapse_s = true", "lapse_s is True, but must be a number"),
            ("[conversation]\nlapse_s = [9.0]", "lapse_s is [9.0], but must be a number"),
            ("[webrtc]\nmode = 1.5", "mode is 1.5, but must be a whole number"),
            ("[webrtc]\nmode = '1'", "mode is '1', but must be a whole number"),
            ("[voice]\ndetector = 'web'", "detector is 'web', but must be one of "),
            ("[overlay]\ntheme = 3", "theme is 3, but must be one of 'auto', 'light', 'dark'"),
            ("[webrtc]\nmode = 7", "in [webrtc], mode is 7, but must be 0, 1, 2 or 3"),
            ("[conversation]\nlapse_s = -1", "lapse_s is -1.0, but must be a number above 0"),
            ("[conversation]\nyield_share = 1", "yield_share is 1.0, but must lie below 1"),
            ("[conversation]\nsilence_min_s = 20", "silence_min_s is 20.0, but must not exceed lapse_s, 10"),
            ("[segments]\nwindow_frames = 4", "window_frames is 4, but must be odd"),
            ("[conversation\n", "is not valid TOML"),
            ("[conversation]\nlapse_s = 9,0\n", "is not valid TOML"),
            ("[overlay]\n[overlay]\n", "is not valid TOML"),
            (b"\xff\xfe[\x00", "is not valid TOML"),
        ],
    )
    def test_get_a_sentence_that_says_what_and_where(self, file, text, said):
        assert said in refused(file(text))

    @pytest.mark.parametrize(
        ("section", "key"),
        [
            (section, key)
            for section, table in tomllib.loads(DEFAULT.read_text("utf-8")).items()
            for key, value in table.items()
            if isinstance(value, float)
        ],
    )
    @pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
    def test_not_a_number_and_infinity_are_none(self, file, section, key, value):
        said = refused(file(f"[{section}]\n{key} = {value}\n"))
        assert f"in [{section}], {key} is {value}, but must be a number" in said

    def test_a_file_that_is_not_there(self, tmp_path):
        assert "There is no configuration file" in refused(tmp_path / "absent.toml")

    def test_a_folder(self, tmp_path):
        assert "cannot be read: Is a directory" in refused(tmp_path)

    def test_the_users_own_that_is_a_folder(self):
        places.user_config_file().mkdir(parents=True)
        with pytest.raises(ConfigError, match="cannot be read"):
            config.load()
