"""Configuration: the defaults, the user's changes, and one sentence for whatever is wrong."""

import re
import tomllib
from dataclasses import fields
from typing import Any

import pytest

from monitor import config, places
from monitor.errors import ConfigError

DEFAULT = places.config_dir() / "default.toml"
PRESETS = places.config_dir() / "presets"
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


def shipped():
    """The tables of default.toml, and those of its preset."""
    texts = [path.read_text("utf-8") for path in (DEFAULT, PRESETS / "client-led.toml")]
    default, preset = map(tomllib.loads, texts)
    return default | preset


class TestDefaults:
    def test_every_setting_has_one_and_there_are_no_others(self):
        tables = shipped()
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
        for path in (DEFAULT, *PRESETS.glob("*.toml")):
            for line in path.read_text("utf-8").splitlines():
                since_comment = 0 if line.startswith("#") else since_comment + 1
                assert since_comment <= 2 or line == "" or line.startswith("["), line

    def test_are_in_force_without_a_file_of_the_users(self):
        assert config.load().tables == shipped()

    def test_are_what_the_settings_hold(self):
        settings = config.load()
        for name in SECTIONS:
            section = getattr(settings, name)
            held = {field.name: getattr(section, field.name) for field in fields(section)}
            assert held == settings.tables[name]

    def test_are_a_valid_file_of_the_users(self):
        assert config.load(DEFAULT) == config.load()


class TestPresets:
    def test_each_shipped_one_can_be_chosen(self, file):
        names = {path.stem for path in PRESETS.glob("*.toml")}
        assert names == {"client-led", "structured", "crisis", "intake"}
        for name in names:
            settings = config.load(file(f"[session]\npreset = '{name}'\n"))
            assert settings.session.preset == settings.tables["session"]["preset"] == name

    def test_a_crisis_and_an_intake_have_no_cues(self, file):
        for name in ("crisis", "intake"):
            assert config.load(preset=name).cues.most == 0

    def test_structured_work_has_no_cue_for_long_turns_and_more_room(self):
        structured, client_led = config.load(preset="structured").cues, config.load().cues
        assert (structured.monologue_cue_s, structured.share_noted) == (0.0, 0.65)
        assert (structured.monologue_noted_s, structured.share_cue) == (0.0, 0.7)
        assert (client_led.monologue_cue_s, client_led.share_noted, client_led.share_cue) == (90.0, 0.5, 0.65)

    def test_client_led_work_is_rarely_disturbed(self):
        cues = config.load(preset="client-led").cues
        assert (cues.every_s, cues.most) == (300.0, 6)
        assert (cues.share_held_s, cues.share_not_before_s, cues.monologue_noted_s) == (30.0, 300.0, 60.0)
        assert (cues.interruptions_cue, cues.interruptions_within_s) == (3, 600.0)
        assert config.load().conversation.rolling_s == 300.0

    def test_where_there_are_no_cues_nothing_is_noted_either(self):
        for name in ("crisis", "intake"):
            cues = config.load(preset=name).cues
            assert (cues.share_noted, cues.monologue_noted_s, cues.kinds) == (1.0, 0.0, ())

    def test_what_the_command_line_names_comes_before_the_users_file(self, file):
        settings = config.load(file("[session]\npreset = 'crisis'\n"), preset="structured")
        assert settings.session.preset == settings.tables["session"]["preset"] == "structured"
        assert settings.cues.most == 6

    def test_the_users_cues_come_before_the_presets(self, file):
        settings = config.load(file("[session]\npreset = 'structured'\n[cues]\nmost = 2\n"))
        assert (settings.cues.most, settings.cues.share_noted) == (2, 0.65)

    def test_the_user_can_make_one(self, file):
        own = places.user_config_file().parent / "presets"
        own.mkdir(parents=True)
        own.joinpath("groups.toml").write_text("[cues]\nmost = 1\n")
        settings = config.load(file("[session]\npreset = 'groups'\n"))
        assert (settings.cues.most, settings.cues.share_cue) == (1, 0.65)

    def test_one_that_is_not_there_is_refused_with_the_nearest(self, file):
        assert "did you mean 'structured'" in refused(file("[session]\npreset = 'structure'\n"))

    def test_one_that_changes_a_definition_is_refused(self, file):
        own = places.user_config_file().parent / "presets"
        own.mkdir(parents=True)
        own.joinpath("odd.toml").write_text("[conversation]\nturn_min_s = 1.0\n")
        with pytest.raises(ConfigError, match="a preset holds the table"):
            config.load(file("[session]\npreset = 'odd'\n"))


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
            ("[overlay]\nzzz = 1", "[overlay] has no setting 'zzz' (there are: mode, mini, opacity"),
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
