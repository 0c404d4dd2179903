from dataclasses import replace

import pytest

from monitor.conversation.cues import Cue, CueKind
from monitor.conversation.snapshot import Caption, Floor, Share, Words
from monitor.conversation.timeline import Channel, clock
from monitor.ui.wording import captions, last_line, moment, starting, view
from tests.ui.pictures import BALANCED, BEHIND, LISTENING, LOST, MONOLOGUE, STATES, UNPLUGGED, WORDS

THERAPIST, CLIENT = Channel.THERAPIST, Channel.CLIENT


def test_a_balanced_session_in_full():
    seen = view(BALANCED)
    assert (seen.therapist, seen.client, seen.balance) == ("38 %", "62 %", 0.38)
    assert seen.withheld == ""
    assert seen.rolling == "Last 5 min"
    assert seen.session == "Session 41 % / 59 %"
    assert seen.interruptions == "2 interruptions · 3 min ago"
    assert seen.note == ""
    assert seen.elapsed == "23 min so far"


@pytest.mark.parametrize(
    ("therapist", "shown"),
    [
        (0.0, ("0 %", "100 %")),
        (0.004, ("0 %", "100 %")),
        (0.376, ("38 %", "62 %")),
        (0.5, ("50 %", "50 %")),
        (0.995, ("100 %", "0 %")),
        (1.0, ("100 %", "0 %")),
    ],
)
def test_percentages_are_whole_and_add_up(therapist, shown):
    seen = view(replace(BALANCED, share_rolling=Share(therapist)))
    assert (seen.therapist, seen.client) == shown
    assert sum(int(part.removesuffix(" %")) for part in shown) == 100
    assert seen.balance == int(shown[0].removesuffix(" %")) / 100


@pytest.mark.parametrize(
    ("speech_s", "said"),
    [
        (0.0, "Listening… 0 s of 60 s of speech"),
        (4.9, "Listening… 0 s of 60 s of speech"),
        (23.4, "Listening… 20 s of 60 s of speech"),
        (59.9, "Listening… 55 s of 60 s of speech"),
    ],
)
def test_listens_before_there_is_a_share(speech_s, said):
    seen = view(replace(LISTENING, speech_s=speech_s))
    assert seen.withheld == said
    assert (seen.therapist, seen.client, seen.balance, seen.session) == ("", "", None, "")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("both microphones hear the same voice", "Both microphones hear the same voice"),
        (None, "No speech in the last 5 min"),
    ],
)
def test_says_why_a_share_is_withheld(reason, said):
    assert view(replace(BALANCED, share_rolling=Share(None, reason))).withheld == said


def test_a_reason_not_to_trust_the_channels_comes_before_listening():
    reason = "The client's microphone sends only silence."
    assert view(replace(LISTENING, share_rolling=Share(None, reason))).withheld == reason
    assert view(replace(LISTENING, share_rolling=Share(None))).withheld.startswith("Listening…")


def test_interruptions_that_cannot_be_trusted_are_not_counted():
    seen = view(STATES["interruptions withheld"])
    assert seen.interruptions == "Interruptions are not counted now"
    assert seen.interruptions in seen.sentence


def test_the_session_stays_when_only_the_rolling_share_is_withheld():
    seen = view(STATES["withheld, session known"])
    assert seen.therapist == ""
    assert seen.session == "Session 41 % / 59 %"


@pytest.mark.parametrize(
    ("count", "ago_s", "said"),
    [
        (0, None, "No interruptions"),
        (1, 0.0, "1 interruption · just now"),
        (1, 59.9, "1 interruption · just now"),
        (2, 60.0, "2 interruptions · 1 min ago"),
        (2, 191.0, "2 interruptions · 3 min ago"),
        (128, 3599.0, "128 interruptions · 59 min ago"),
        (128, 3600.0, "128 interruptions · 1 h ago"),
        (2, -0.01, "2 interruptions · just now"),
        (2, None, "2 interruptions"),
    ],
)
def test_interruptions_and_how_long_ago(count, ago_s, said):
    last = None if ago_s is None else 7000.0 - ago_s
    snapshot = replace(BALANCED, at_s=7000.0, interruptions=count, last_interruption_at_s=last)
    assert view(snapshot).interruptions == said


def test_client_interruptions_are_not_the_therapists():
    assert view(replace(BALANCED, client_interruptions=9)).interruptions == "2 interruptions · 3 min ago"


@pytest.mark.parametrize(
    ("by", "speech_s", "said"),
    [
        (THERAPIST, 59.9, ""),
        (THERAPIST, 60.0, "You have held the floor for 60 s"),
        (THERAPIST, 74.0, "You have held the floor for 70 s"),
        (THERAPIST, 119.0, "You have held the floor for 110 s"),
        (THERAPIST, 179.0, "You have held the floor for 2 min"),
        (CLIENT, 300.0, ""),
        (None, 0.0, ""),
    ],
)
def test_only_the_therapists_monologue_is_noted(by, speech_s, said):
    assert view(replace(MONOLOGUE, monologue_by=by, monologue_s=speech_s)).note == said


def test_a_backchannel_does_not_take_the_note_away():
    during = replace(MONOLOGUE, floor=Floor.BOTH, speaking=frozenset(Channel))
    assert view(during) == view(MONOLOGUE)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (((CLIENT, UNPLUGGED),), f"Client is not heard: {UNPLUGGED}"),
        (((THERAPIST, "silent for 2 min"),), "Therapist is not heard: silent for 2 min"),
        (((THERAPIST, "no sound system"), (CLIENT, "no sound system")), "Nobody is heard: no sound system"),
        (((THERAPIST, "muted"), (CLIENT, UNPLUGGED)), f"Nobody is heard: muted; {UNPLUGGED}"),
    ],
)
def test_a_lost_channel_is_noted_with_its_reason(lost, said):
    assert view(replace(BALANCED, lost=lost)).note == said


def test_a_caution_is_noted_before_a_monologue_and_after_a_lost_channel():
    doubtful = replace(MONOLOGUE, caution="The client can hardly be heard.")
    assert view(doubtful).note == "The client can hardly be heard."
    assert view(replace(doubtful, lost=LOST.lost)).note == view(LOST).note


def test_what_presses_most_is_noted():
    lost_in_monologue = replace(MONOLOGUE, lost=LOST.lost)
    assert view(lost_in_monologue).note == view(LOST).note
    paused = replace(lost_in_monologue, paused=True)
    assert view(paused).note == "Paused. Client is not heard: the microphone was unplugged"
    assert view(replace(paused, lost=())).note == "Paused: not counted from here"
    assert view(replace(MONOLOGUE, paused=True, bookmark="kept")).note.startswith("Bookmarked")
    assert view(replace(paused, bookmark="kept")).note == view(paused).note


def test_where_a_long_turn_is_not_named_it_is_not():
    assert view(replace(MONOLOGUE, monologue_noted_s=0.0)).note == ""


@pytest.mark.parametrize(
    ("at_s", "said"),
    [
        (0.0, "Just begun"),
        (59.9, "Just begun"),
        (60.0, "1 min so far"),
        (3599.0, "59 min so far"),
        (3600.0, "1 h 00 min so far"),
        (28800.0, "8 h 00 min so far"),
    ],
)
def test_how_long_the_session_has_run(at_s, said):
    assert view(replace(LISTENING, at_s=at_s)).elapsed == said


def test_swapped_channels_are_said():
    assert view(STATES["swapped"]).elapsed == "23 min so far · channels swapped"


@pytest.mark.parametrize(
    ("rolling_s", "said"), [(300.0, "Last 5 min"), (90.0, "Last 90 s"), (120.0, "Last 2 min")]
)
def test_the_rolling_window_is_named_as_long_as_it_is(rolling_s, said):
    assert view(replace(BALANCED, rolling_s=rolling_s)).rolling == said


@pytest.mark.parametrize(
    "later",
    [
        replace(BALANCED, at_s=1421.9, speech_s=1105.0),
        replace(BALANCED, share_rolling=Share(0.3796), share_session=Share(0.4081)),
        replace(BALANCED, floor=Floor.BOTH, speaking=frozenset(Channel), silence_s=0.3),
        replace(BALANCED, monologue_s=90.0),
        replace(BALANCED, client_interruptions=2),
        replace(BALANCED, words=WORDS),
        replace(BALANCED, words=replace(WORDS, behind_s=9.9, captions=())),
    ],
)
def test_what_moves_all_the_time_changes_nothing(later):
    assert view(later) == view(BALANCED)


@pytest.mark.parametrize("state", STATES)
def test_a_screen_reader_gets_every_word(state):
    seen = view(STATES[state])
    for words in (seen.therapist, seen.withheld, seen.session, seen.interruptions, seen.note, seen.elapsed):
        assert words in seen.sentence
    assert seen.health in seen.sentence
    assert seen.sentence.endswith(".")
    assert ".." not in seen.sentence


def test_a_screen_readers_sentence():
    assert view(BALANCED).sentence == (
        "Last 5 min: therapist 38 %, client 62 %. Session 41 % / 59 %. "
        "2 interruptions · 3 min ago. 23 min so far."
    )
    assert starting().sentence == "Starting…"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Client has the floor"),
        ({"floor": Floor.THERAPIST}, "Therapist has the floor"),
        ({"floor": Floor.BOTH}, "Both are speaking"),
        ({"floor": Floor.NOBODY, "silence_s": 14.7}, "Nobody is speaking · 14 s"),
    ],
)
def test_who_has_the_floor_now(changes, said):
    assert moment(replace(BALANCED, **changes)) == said


@pytest.mark.parametrize(("at_s", "shown"), [(0.0, "0:00"), (245.9, "4:05"), (3729.0, "1:02:09")])
def test_the_session_clock(at_s, shown):
    assert clock(at_s) == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (None, ""),
        (Words(behind_s=0.0), ""),
        (Words(behind_s=9.99), ""),
        (Words(behind_s=10.0), "Words are 10 s behind"),
        (Words(behind_s=44.0), "Words are 40 s behind"),
        (Words(behind_s=119.0), "Words are 110 s behind"),
        (Words(behind_s=185.0), "Words are 3 min behind"),
        (Words(behind_s=0.0, trouble="they are being restarted"), "No words: they are being restarted"),
        (Words(behind_s=44.0, trouble="they are being restarted"), "No words: they are being restarted"),
    ],
)
def test_what_ails_the_words(words, said):
    assert view(replace(BALANCED, words=words)).health == said


def test_what_ails_the_words_takes_no_notes_place():
    behind = view(replace(LOST, words=BEHIND))
    assert behind == replace(view(LOST), health="Words are 40 s behind")
    assert behind.sentence.endswith("23 min so far. Words are 40 s behind.")


def test_captions_are_the_therapists_and_the_clients_whoever_has_spoken():
    client = Caption(CLIENT, "I was just so", "tired")
    seen = captions(Words(behind_s=0.4, captions=(client,)))
    assert seen is not None
    assert seen.lines == (Caption(THERAPIST, ""), client)
    assert seen.source == ""
    assert captions(None) is None


def test_captions_of_the_demo_model_say_so():
    seen = captions(replace(WORDS, demo=True))
    assert seen is not None
    assert seen.source == "demo words"


def ten_letters(words):
    return len(words) <= 10


@pytest.mark.parametrize(
    ("steady", "unsteady", "shown"),
    [
        ("", "", ("", "")),
        ("one", "two", ("one", "two")),
        ("one two", "six", ("", "six")),
        ("one two six", "", ("six", "")),
        ("", "one two six", ("", "six")),
        ("one two six", "ten", ("six", "ten")),
        ("one twenties", "", ("twenties", "")),
        ("one", "interminable", ("", "interminable")),
        ("interminable", "one", ("", "one")),
    ],
)
def test_a_full_line_begins_anew(steady, unsteady, shown):
    assert last_line(Caption(CLIENT, steady, unsteady), ten_letters) == shown


def test_a_word_stays_where_it_was_written_while_others_are_added():
    words = ["well", "I", "was", "just", "so", "very", "tired", "of", "it", "all", "that", "day"]
    before = ""
    for count in range(1, len(words) + 1):
        line, _ = last_line(Caption(CLIENT, " ".join(words[:count])), ten_letters)
        assert line in (f"{before} {words[count - 1]}".strip(), words[count - 1])
        assert ten_letters(line)
        before = line


@pytest.mark.parametrize("steady", range(6))
def test_becoming_steady_moves_no_word(steady):
    words = ["I", "was", "just", "so", "tired"]
    line = last_line(Caption(CLIENT, " ".join(words[:steady]), " ".join(words[steady:])), ten_letters)
    assert " ".join(part for part in line if part) == "so tired"


class TestCues:
    """One short sentence each, and none in the past tense of blame."""

    @pytest.mark.parametrize(
        ("cue", "said"),
        [
            (Cue(CueKind.INTERRUPTIONS, 0, 3.0, 1, 600.0), "3 cut-ins in 10 min"),
            (Cue(CueKind.MONOLOGUE, 0, 91.0, 1, 600.0), "You have held the floor for 90 s"),
            (Cue(CueKind.SHARE, 0, 0.68, 1, 600.0), "68 % of the last 5 min was yours"),
        ],
    )
    def test_each_is_a_sentence(self, cue, said):
        seen = view(replace(BALANCED, cue=cue))
        assert (seen.cue, seen.cue_kind) == (said, cue.kind)
        assert said in seen.sentence

    def test_above_the_calm_share_the_numbers_say_so(self):
        high = replace(BALANCED, share_rolling=Share(0.56))
        assert view(replace(high, share_noted=0.5)).note == "Your share is above 50 %"
        assert view(replace(high, share_noted=0.65)).note == view(high).note == ""

    def test_an_intended_stretch_is_said_before_all_but_what_is_lost(self):
        assert view(replace(BALANCED, intended=True)).note == "Intentional: no cues in this stretch"
        assert view(replace(LOST, intended=True)).note.startswith("Client is not heard")
