"""What is settled before a session: what is kept, who agreed, which key, what a crash left, what is due."""

import time
from dataclasses import dataclass, field, replace
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from monitor import keeping, remembered
from monitor.config import load
from monitor.errors import StoreError
from monitor.levels import Level, wordings
from monitor.saving import Facts, saving
from monitor.starting import IN_DIALOG, IN_TERMINAL, NO_CONSENT, NUMBERS_ONLY, Heard, Start, Wishes
from monitor.store.keep import Keep
from monitor.store.settings import RetentionSettings
from monitor.ui.start.offer import Choice, Offer
from tests.store.staging import InMemory, begin, finish, talk

PASSPHRASE = "four random words, say"
HEARD = Heard("Headset", "small")
DAY_S = 86_400
MONTHS_AGO = int(time.time()) - 100 * DAY_S


@dataclass
class Person:
    """Somebody who answers as scripted, and remembers the questions."""

    passphrases: list[str] = field(default_factory=list)
    deletes: bool = False
    agrees: bool = False
    level: str = ""
    client: str = "Ada"
    questions: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    offer: Any = None

    def passphrase(self, sentence: str, new: bool) -> str:
        self.questions.append(sentence)
        return self.passphrases.pop(0) if self.passphrases else ""

    def may_delete(self, lines: list[str]) -> bool:
        self.due = lines
        return self.deletes

    def agreed(self, wording: str) -> bool:
        self.questions.append(wording)
        return self.agrees

    def choose(self, offer: Offer) -> Choice | None:
        self.offer = offer
        chosen = next((level for level in offer.levels if level.name == self.level), None)
        return None if chosen is None else Choice(chosen.name, chosen.consent, self.client)


@pytest.fixture(autouse=True)
def ring():
    before = keyring.get_keyring()
    ring = InMemory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def settings():
    return load()


@pytest.fixture
def plan(settings):
    """Settles a start; `plan.said` is what the console was told."""
    said: list[str] = []

    def settle(person=None, heard=HEARD, **wishes):
        wished = Wishes(**({"dialog": False} | wishes))
        return Start(settings, wished, person or Person(), said.append).plan(heard)

    settle.said = said  # type: ignore[attr-defined]
    return settle


def kept(settings, keep=Keep.AUDIO, started_at=MONTHS_AGO, seconds=2):
    """A finished session in the library."""
    library = keeping.library(settings, None, create=True)
    writer = begin(library, keep, started_at=started_at)
    finish(writer, talk(writer, seconds), seconds)
    return writer.id


def test_the_first_time_the_numbers_are_kept_and_nothing_is_asked(plan):
    person = Person()
    settled = plan(person)
    assert settled.level is Level.NUMBERS
    assert settled.library is not None
    assert (person.questions, plan.said, settled.trouble) == ([], [], "")


def test_what_was_wished_holds_for_the_next_time(plan):
    plan(keep=Level.NOTHING)
    assert remembered.level() is Level.NOTHING
    assert plan().library is None


@pytest.mark.parametrize("level", [Level.TRANSCRIPT, Level.AUDIO])
def test_words_and_sound_are_refused_where_nobody_has_agreed(plan, level):
    with pytest.raises(StoreError) as refused:
        plan(keep=level)
    assert str(refused.value) == NO_CONSENT
    assert remembered.level() is Level.NUMBERS


def test_a_consent_is_kept_with_its_wording_its_time_and_who_gave_it(plan, settings):
    settled = plan(keep=Level.AUDIO, consent="Ada, aloud, at the start")
    assert settled.consent.wording == wordings(settings.retention)[Level.AUDIO].consent
    assert settled.consent.by == "Ada, aloud, at the start"
    assert abs(settled.consent.agreed_at - time.time()) < 60
    with saving(settled, Facts(["Headset"], ""), settings) as saved:
        assert saved.finish(16_000, b"{}").startswith("Kept, encrypted (numbers, words and sound): ")
    (card,) = settled.library.cards()
    with settled.library.open(card.id) as file:
        assert [change.consent for change in file.keeps] == [settled.consent]


def test_the_terminal_asks_who_kept_words_the_last_time(plan):
    remembered.keep_level(Level.TRANSCRIPT)
    agreeing, refusing = Person(agrees=True), Person()
    assert plan(agreeing).consent.by == IN_TERMINAL
    assert plan(refusing).level is Level.NUMBERS
    assert plan.said == [NUMBERS_ONLY]
    assert remembered.level() is Level.TRANSCRIPT


class TestDialog:
    def test_what_is_chosen_there_is_kept_and_remembered(self, plan):
        person = Person(level="transcript")
        settled = plan(person, dialog=True, tags=["first", "first"], note="by phone")
        assert (settled.level, settled.consent.by) == (Level.TRANSCRIPT, IN_DIALOG)
        assert (settled.about.client, settled.about.tags) == ("Ada", ["first"])
        assert settled.about.notes == "by phone"
        assert remembered.level() is Level.TRANSCRIPT
        assert (person.offer.chosen, person.offer.heard) == ("numbers", "Headset")
        assert "small" in person.offer.words

    def test_a_pseudonym_that_is_cleared_there_is_not_kept(self, plan):
        person = Person(level="numbers", client="")
        assert plan(person, dialog=True, client="Ben").about.client == ""
        assert person.offer.client == "Ben"

    def test_it_can_be_left_without_a_session(self, plan):
        assert plan(Person(level=""), dialog=True) is None

    @pytest.mark.parametrize(
        ("wishes", "shown"),
        [
            ({}, True),
            ({"keep": Level.NUMBERS}, False),
            ({"keep": Level.AUDIO}, True),
            ({"keep": Level.AUDIO, "consent": "Ada"}, False),
        ],
    )
    def test_it_is_shown_unless_everything_is_said(self, plan, wishes, shown):
        person = Person(level="audio")
        assert plan(person, dialog=True, **wishes) is not None
        assert (person.offer is not None) is shown

    def test_a_keyring_that_is_locked_leaves_the_session(self, plan, ring):
        ring.locked = True
        person = Person(level="nothing")
        settled = plan(person, dialog=True)
        assert [level.name for level in person.offer.levels] == ["nothing"]
        assert "locked" in person.offer.trouble
        assert settled.library is None
        assert remembered.level() is Level.NUMBERS


class TestKeys:
    def test_a_keyring_that_is_locked_leaves_the_session(self, plan, ring, settings):
        ring.locked = True
        settled = plan()
        assert settled.library is None
        assert "locked" in settled.trouble
        assert plan.said == [f"This session is not being kept. {settled.trouble}"]
        with saving(settled, Facts([], ""), settings) as saved:
            assert saved.keeper is None
            assert saved.keeping is not None
            assert saved.keeping.trouble == settled.trouble

    def test_without_a_keyring_nobody_who_is_not_asked_is_stopped(self, plan):
        keyring.set_keyring(NoKeyring())
        settled = plan()
        assert settled.library is None
        assert "no keyring" in settled.trouble

    def test_without_a_keyring_a_passphrase_is_chosen_and_asked_for_again(self, plan, settings):
        keyring.set_keyring(NoKeyring())
        first = Person(passphrases=["short", PASSPHRASE])
        assert plan(first).library is not None
        assert "too short" in first.questions[1]
        session = kept_with(plan(Person(passphrases=[PASSPHRASE])), settings)
        wrong = Person(passphrases=["not this one at all", PASSPHRASE])
        (card,) = plan(wrong).library.cards()
        assert (card.id, card.state) == (session, "finished")
        assert "does not open" in wrong.questions[1]

    def test_who_would_rather_not_keeps_nothing_this_time(self, plan):
        keyring.set_keyring(NoKeyring())
        plan(Person(passphrases=[PASSPHRASE]))
        settled = plan(Person())
        assert settled.library is None
        assert "passphrase" in settled.trouble

    def test_sessions_whose_key_is_in_a_keyring_elsewhere_are_not_given_a_second_one(self, plan, settings):
        kept(settings)
        keyring.set_keyring(NoKeyring())
        person = Person(passphrases=[PASSPHRASE])
        settled = plan(person)
        assert "log in to the desktop" in settled.trouble
        assert not keeping.master_file().exists()

    def test_nobody_is_asked_where_nothing_is_to_be_kept(self, plan, settings):
        keyring.set_keyring(NoKeyring())
        plan(Person(passphrases=[PASSPHRASE]))
        person = Person()
        assert plan(person, keep=Level.NOTHING).trouble == ""
        assert person.questions == []


def kept_with(settled, settings):
    with saving(settled, Facts([], ""), settings) as saved:
        saved.finish(16_000, b"{}")
    (card,) = settled.library.cards()
    return card.id


def test_the_dialog_says_that_what_was_heard_last_is_gone(plan):
    person = Person(level="numbers")
    plan(person, replace(HEARD, guessed=True), dialog=True)
    assert person.offer.notices == (
        "What was listened to last is not there. Connect it and start anew, or choose below.",
    )


class TestWhatWasLeft:
    def test_a_session_that_was_interrupted_is_closed_and_offered(self, plan, settings):
        library = keeping.library(settings, None, create=True)
        writer = begin(library, started_at=int(time.time()))
        talk(writer, 3)
        writer.abandon()
        person = Person(level="numbers")
        plan(person, dialog=True)
        (notice,) = person.offer.notices
        assert "was interrupted. It is closed now" in notice
        assert f"sessions show {writer.id[:4]}" in notice
        assert library.card(writer.id).state == "recovered"

    def test_one_that_cannot_be_closed_does_not_stop_the_next(self, plan, settings):
        kept(settings)
        path = next(keeping.folder(settings).glob("*.session"))
        path.write_bytes(b"not a session at all" * 1000)
        assert plan().library is not None

    def test_what_is_due_is_shown_and_stays_where_nobody_says_yes(self, plan, settings):
        session = kept(settings)
        person = Person()
        plan(person)
        assert [line.rsplit(": ", maxsplit=1)[1] for line in person.due] == ["the words", "the sound"][::-1]
        assert plan.said == [
            "1 session holds what your settings would delete now: session-monitor sessions tidy"
        ]
        assert plan().library.card(session).has_audio

    @pytest.mark.parametrize("wishes", [{"yes": True}, {}])
    def test_what_is_due_goes_where_somebody_says_so(self, plan, settings, wishes):
        session = kept(settings)
        fresh = kept(settings, started_at=int(time.time()) - 60)
        library = plan(Person(deletes=True), **wishes).library
        card = library.card(session)
        assert (card.has_words, card.has_audio, card.state) == (False, False, "finished")
        assert library.card(fresh).has_audio
        assert len(plan.said) == 2
        assert all(line.startswith("Deleted, as your settings say: ") for line in plan.said)


def test_a_name_too_long_is_a_sentence(plan):
    with pytest.raises(StoreError, match="too long to keep"):
        plan(client="x" * 201)


class TestWordings:
    def test_they_say_how_long_it_stays(self):
        said = wordings(RetentionSettings(7.0, 90.0, 0.0))
        assert "deleted after 7 days" in said[Level.AUDIO].written
        assert "after 90 days" in said[Level.TRANSCRIPT].consent
        assert "until you delete" in said[Level.NUMBERS].written

    def test_what_is_kept_for_good_is_said_too(self):
        said = wordings(RetentionSettings(0.0, 0.0, 0.0))
        assert "kept until you delete" in said[Level.AUDIO].consent

    def test_only_words_and_sound_need_a_consent(self, settings):
        needing = [level for level, wording in wordings(settings.retention).items() if wording.consent]
        assert needing == [level for level in Level if level.needs_consent]


def test_less_can_be_wished_and_more_cannot(plan, settings):
    settled = plan(keep=Level.AUDIO, consent="Ada")
    with saving(settled, Facts([], ""), settings) as saved:
        words = [saved.words]
        saved.less(drop=True)
        words.append(saved.words)
        assert words == [True, False]
        saved.less(drop=False)
        assert "(numbers)" in saved.finish(16_000, b"{}")
    (card,) = settled.library.cards()
    with settled.library.open(card.id) as file:
        assert [(change.keep, change.dropped) for change in file.keeps] == [
            (Keep.AUDIO, False),
            (Keep.NUMBERS, True),
        ]


def test_a_folder_that_cannot_be_made_leaves_the_session(plan, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    tables = settings.tables
    settled = plan()
    broken = replace(
        settled, library=type(settled.library)(tmp_path / "file" / "sessions", settled.library.vault)
    )
    with saving(broken, Facts([], ""), settings) as saved:
        assert saved.keeper is None
        assert saved.finish(0, b"{}").startswith("This session was not kept. ")
    assert settings.tables == tables


def test_what_went_wrong_on_the_way_is_said_at_the_end(plan, settings):
    with saving(plan(), Facts([], ""), settings) as saved:
        assert saved.keeper is not None
        saved.keeper.mark("no such mark", 0)
        said = saved.finish(16_000, b"{}")
    assert said.startswith("Kept, encrypted (numbers)")
    assert "A part of it could not be kept" in said
