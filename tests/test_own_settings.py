"""The user's settings file is theirs: what a window changes in it leaves everything else as it was."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import config
from monitor.errors import ConfigError, OutputError
from monitor.own_settings import change

OWN = """# My settings, since March.
[overlay]
theme = "dark"      # the room is dark in winter
# opacity = 0.9

[conversation]
silence_min_s = 4.0 # longer than most

"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    return path


def test_what_changes_is_the_value_alone(path):
    change(path, {("overlay", "theme"): "light"})
    assert path.read_text() == OWN.replace('"dark"', '"light"')


def test_a_new_setting_joins_its_table(path):
    change(path, {("overlay", "opacity"): 0.8, ("session", "preset"): "crisis"})
    text = path.read_text()
    assert all(line in text for line in OWN.splitlines())
    loaded = config.load(path)
    assert (loaded.overlay.opacity, loaded.overlay.theme, loaded.session.preset) == (0.8, "dark", "crisis")


def test_none_is_as_shipped_again(path):
    change(path, {("conversation", "silence_min_s"): None, ("cues", "most"): None})
    assert config.load(path).conversation.silence_min_s == 3.0
    assert "# My settings, since March." in path.read_text()


def test_without_a_file_one_is_made(tmp_path):
    path = tmp_path / "new" / "config.toml"
    change(path, {("overlay", "theme"): "dark"})
    assert config.load(path).overlay.theme == "dark"


@pytest.mark.parametrize(
    "text", ['overlay = {theme = "dark"}\n', 'overlay.theme = "dark"\n', '[overlay]\r\ntheme = "dark"\r\n']
)
def test_however_it_was_written(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode())
    change(path, {("overlay", "theme"): "light", ("cues", "most"): 2})
    assert (config.load(path).overlay.theme, config.load(path).cues.most) == ("light", 2)
    change(path, {("overlay", "theme"): None})
    assert config.load(path).overlay.theme == "auto"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({("overlay", "theme"): "pink"}, "'pink'"),
        ({("overlay", "hue"): 1}, "'hue'"),
        ({("x", "y"): 1}, "[x]"),
    ],
)
def test_what_would_not_be_valid_is_not_written(path, changes, said):
    with pytest.raises(ConfigError) as caught:
        change(path, changes)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert ".part" not in str(caught.value)
    assert path.read_text() == OWN
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", ["[overlay\n", "[overlay]\nhue = 3\n", "\xff"])
def test_a_file_that_is_not_valid_stays_as_it_is(path, text):
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"config\.toml"):
        change(path, {("overlay", "theme"): "light"})
    assert path.read_bytes() == text.encode("latin-1")


def test_a_folder_that_is_none_is_said(tmp_path):
    (tmp_path / "folder").write_text("")
    with pytest.raises((OutputError, ConfigError), match="folder"):
        change(tmp_path / "folder" / "config.toml", {("overlay", "theme"): "light"})


@given(
    st.dictionaries(
        st.sampled_from([("overlay", "opacity"), ("cues", "lasts_s"), ("conversation", "silence_min_s")]),
        st.none() | st.floats(2.0, 9.0),
        max_size=3,
    )
)
def test_whatever_is_changed_is_read_back_and_nothing_else(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("own") / "config.toml"
    path.write_text(OWN)
    wanted = {
        key: value and (min(value / 9.0, 1.0) if key[1] == "opacity" else value)
        for key, value in changes.items()
    }
    wanted = {
        key: max(value, 0.3) if value and key[1] == "opacity" else value for key, value in wanted.items()
    }
    change(path, wanted)
    before, after = tomllib.loads(OWN), tomllib.loads(path.read_text())
    for (section, name), value in wanted.items():
        assert after.get(section, {}).pop(name, None) == value
        before.get(section, {}).pop(name, None)
    assert {k: v for k, v in after.items() if v} == {k: v for k, v in before.items() if v}
