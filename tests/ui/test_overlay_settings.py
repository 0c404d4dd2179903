import pytest

from tests.ui.overlays import overlay_settings


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("opacity", [0.3, 0.85, 1.0])
def test_settings_that_work(opacity, theme):
    assert overlay_settings(opacity=opacity, theme=theme).opacity == opacity


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"opacity": 0.0}, "opacity must be between 0.3"),
        ({"opacity": 85}, "not 85"),
        ({"opacity": float("nan")}, "opacity must be"),
        ({"theme": "blue"}, "theme must be auto, light or dark, not 'blue'"),
        ({"mode": "loud"}, "mode must be ambient, numbers, looks or hidden, not 'loud'"),
        ({"text_scale": 9.0}, "text_scale must be between 0.8 and 2.5, not 9"),
        ({"look_every_min": 0.0}, "look_every_min"),
        ({"look_s": 0.0}, "look_s"),
        ({"peek_s": float("nan")}, "peek_s"),
        ({"bar_every_s": -1.0}, "bar_every_s"),
    ],
)
def test_settings_that_do_not(changes, said):
    with pytest.raises(ValueError, match=said):
        overlay_settings(**changes)
