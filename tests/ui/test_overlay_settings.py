import pytest

from monitor.ui.overlay.settings import OverlaySettings


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("opacity", [0.3, 0.85, 1.0])
def test_settings_that_work(opacity, theme):
    assert OverlaySettings(opacity=opacity, theme=theme).opacity == opacity


@pytest.mark.parametrize(
    ("opacity", "theme", "said"),
    [
        (0.0, "auto", "opacity must be between 0.3"),
        (85, "auto", "not 85"),
        (float("nan"), "auto", "opacity must be"),
        (1.0, "blue", "theme must be auto, light or dark, not 'blue'"),
    ],
)
def test_settings_that_do_not(opacity, theme, said):
    with pytest.raises(ValueError, match=said):
        OverlaySettings(opacity=opacity, theme=theme)
