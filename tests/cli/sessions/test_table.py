"""The list of sessions: a line for each where it fits, and nothing lost where it does not."""

import io

from rich.console import Console

from monitor.session_view import SessionsTable, table_of
from monitor.store.card import Card
from monitor.store.keep import Keep


def card(number, client="Heron", tags=(), state="finished"):
    name = f"{number:016x}"
    return Card(name, state, 100, 1_760_000_000, 3_000.0 * number, Keep.TRANSCRIPT, client=client, tags=tags)


def printed(table, width):
    out = io.StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue().splitlines()


def listed(cards, width):
    return printed(table_of(cards, [each.id for each in cards]), width)


def test_each_session_is_a_line_with_its_columns_below_their_headings():
    heading, first, second = listed([card(1), card(2, "Ōtter 鳥", ("intake", "cbt"))], 100)
    assert heading.split() == ["Session", "Started", "Length", "Client", "Kept", "Tags"]
    assert first.index("Heron") == second.index("Ōtter") == heading.index("Client")
    assert second.endswith("intake, cbt")
    ends = heading.index("Length") + len("Length")
    assert first[:ends].endswith(" 50:00")
    assert first == first.rstrip()


def test_one_that_cannot_be_read_is_no_line():
    assert len(listed([card(1), card(2, state="unreadable")], 100)) == 2


def test_where_a_line_is_too_short_texts_are_broken_and_whole():
    lines = listed([card(1, "Kestrel", tags=("a-long-tag", "another-long-tag"))], 60)
    assert len(lines) > 2
    assert all(len(line) <= 60 for line in lines)
    tags = lines[0].index("Tags")
    assert "".join(line[tags:].strip() for line in lines[1:]) == "a-long-tag,another-long-tag"


def test_both_ways_say_the_same():
    table = table_of([card(1), card(2, "鳥")], [card(1).id, card(2).id])
    fast = printed(table, 200)
    laid_out = printed(SessionsTable(table.headings, table.rows)._broken(), 200)
    assert fast == [line.rstrip() for line in laid_out]


def test_no_session_is_a_heading_alone():
    assert len(listed([], 100)) == 1
