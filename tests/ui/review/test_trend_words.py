"""What the page over time writes: values with their units, reasons, ticks, dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QDate, QDateTime

from monitor import places
from monitor.replay.trends import Figure, rolling
from monitor.ui.review import trend_scale as scale
from monitor.ui.review.trend_words import preset_name, reason, usual_said, value_said
from tests.ui.review.sessions_over_time import session


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        (Figure.SHARE, 0.384, "38 %"),
        (Figure.INTERRUPTIONS, 4.24, "4.2 per hour"),
        (Figure.SILENCES, 11.0, "11.0 per hour"),
        (Figure.LATENCY, -0.4, "-0.40 s"),
        (Figure.LONGEST_TURN, 59.4, "59 s"),
        (Figure.LONGEST_TURN, 130.0, "2:10 min"),
        (Figure.LONGEST_MONOLOGUE, 59.7, "1:00 min"),
    ],
)
def test_values(figure, value, said):
    assert value_said(figure, value) == said


@pytest.mark.parametrize("figure", Figure)
def test_every_figure_says_why_it_is_missing_and_what_is_usual(figure):
    empty = session(1, None, duration_s=200.0)
    assert reason(empty, figure).endswith(".")
    points = [session(day, 0.5, longest_monologue_s=1.0) for day in range(6)]
    assert "over the last 6 sessions" in usual_said(rolling(points, figure, 10), figure, 10)


def test_a_short_session_has_no_rate():
    assert "shorter than 5 minutes" in reason(session(1, 0.5, duration_s=200.0), Figure.SILENCES)
    withheld = session(1, 0.5, duration_s=200.0, reasons={"interruptions": "One voice in both microphones."})
    assert reason(withheld, Figure.INTERRUPTIONS) == "One voice in both microphones."


def test_where_the_last_ones_lack_it_nothing_is_usual():
    points = [session(day, 0.5 if day < 6 else None) for day in range(12)]
    said = usual_said(rolling(points, Figure.SHARE, 5), Figure.SHARE, 5)
    assert said.startswith("Of your last 5 sessions, 0 have this figure.")


@given(st.sampled_from(Figure), st.lists(st.floats(-5, 20_000), max_size=9), st.integers(1, 8))
def test_all_values_are_within_the_scale(figure, found, most):
    made = scale.values(figure, found, most)
    assert made.low <= min([0.0, *found]) + 1e-9
    assert figure is Figure.SHARE or made.high >= max([0.0, *found]) - 1e-9
    assert len(made.ticks) >= 2
    assert list(made.ticks) == sorted(made.ticks)


def test_a_share_ends_at_all_of_it():
    assert scale.values(Figure.SHARE, [0.97], 6).high == 1.0


@given(st.integers(0, 2**31), st.floats(2, 2_000_000), st.integers(1, 20))
def test_dates_stand_at_beginnings_within_what_is_seen(start_s, days, most):
    found = scale.dates(start_s, start_s + days * scale.DAY_S, most).named
    assert len(found) <= 2 * most + 2
    for at_s, text, _strong in found:
        assert start_s <= at_s <= start_s + days * scale.DAY_S
        assert text
        assert QDateTime.fromSecsSinceEpoch(int(at_s)).date().startOfDay().toSecsSinceEpoch() == at_s


def test_the_first_date_says_the_year():
    noon = QDate(2026, 2, 27).startOfDay().toSecsSinceEpoch() + scale.DAY_S / 2
    found = scale.dates(noon, noon + 20 * scale.DAY_S, 5).named
    assert [text for _at, text, _strong in found] == ["1 Mar 2026", "6 Mar", "11 Mar", "16 Mar"]
    found = scale.dates(noon, noon + 700 * scale.DAY_S, 10).named
    assert [text for _at, text, _strong in found][:4] == ["Apr 2026", "Jul", "Oct", "2027"]


def test_a_preset_is_called_as_in_the_settings_and_one_s_own_as_its_file():
    assert [preset_name(name) for name in ("client-led", "my-groups", "")] == [
        "Client-led",
        "my-groups",
        "Not noted",
    ]


def test_every_shipped_preset_has_words():
    shipped = [path.stem for path in (places.config_dir() / "presets").glob("*.toml")]
    assert shipped
    assert [name for name in shipped if preset_name(name) == name] == []
