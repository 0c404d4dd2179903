"""What is settled before a session: what of it is kept, where, who agreed, and what is due to go.

It asks in windows or in the terminal; where nobody can be asked it keeps no more than it was told
to.  Nothing here holds up a session: where it cannot be kept, the plan says why.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from monitor import keeping, remembered
from monitor import session_view as view
from monitor.config import Settings
from monitor.errors import PROGRAM, NoKeyringError, StoreError
from monitor.levels import Level, Wording, wordings
from monitor.store.card import Card
from monitor.store.keep import Consent
from monitor.store.library import Library
from monitor.store.pages import Description, described
from monitor.store.retention import Due, due
from monitor.store.settings import Kind
from monitor.ui.start.offer import Choice, LevelOffer, Offer
from monitor.ui.texts import translate

IN_DIALOG = "ticked in the start dialog"
IN_TERMINAL = "answered in the terminal"
NO_CONSENT = (
    "Words and sound are kept only where your client has agreed: say who agreed and how with --consent, or"
    " take --keep numbers."
)
NUMBERS_ONLY = "Your client has not agreed to more, so this session keeps its numbers only."

Say = Callable[[str], None]


class Questions(Protocol):
    """Whoever can be asked; each answer is no, or empty, where nobody can."""

    def passphrase(self, sentence: str, new: bool) -> str: ...

    def may_delete(self, lines: list[str]) -> bool: ...

    def agreed(self, wording: str) -> bool: ...

    def choose(self, offer: Offer) -> Choice | None: ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says; without `keep` the last choice holds.

    `consent` says who agreed to keep words or sound, and how.  `dialog`: the choice is made there.
    `yes`: what is due is deleted without a question.
    """

    keep: Level | None = None
    consent: str = ""
    client: str = ""
    tags: Sequence[str] = ()
    note: str = ""
    dialog: bool = True
    yes: bool = False

    @property
    def asks(self) -> bool:
        """Whether anything is left for the start dialog."""
        settled = self.keep is not None and (self.consent or not self.keep.needs_consent)
        return self.dialog and not settled


@dataclass(frozen=True, slots=True)
class Heard:
    """Which devices are listened to, and the name of the model that makes words, if one does.

    `guessed`: what was listened to last is not there.
    """

    devices: str
    model: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """`library` is None where nothing is kept; `trouble` says why, if that is not what was wished."""

    level: Level
    library: Library | None = None
    consent: Consent | None = None
    about: Description = field(default_factory=Description)
    trouble: str = ""


class Start:
    """The questions before one session, in their order."""

    def __init__(self, settings: Settings, wishes: Wishes, asked: Questions, say: Say) -> None:
        self._settings, self._wishes, self._asked, self._say = settings, wishes, asked, say
        self._wordings = wordings(settings.retention)
        self._about = about(wishes)
        self._notices: list[str] = []
        self._trouble = ""
        self._library: Library | None = None

    def plan(self, heard: Heard) -> Plan | None:
        """What is kept of the session; None where there is to be no session.

        StoreError where words or sound are to be kept and nobody has agreed.
        """
        return self._by_dialog(heard) if self._wishes.asks else self._by_wishes()

    def _by_dialog(self, heard: Heard) -> Plan | None:
        self._open(may_keep=True)
        choice = self._asked.choose(self._offer(heard))
        if choice is None:
            return None
        level = Level(choice.level)
        if not self._trouble:
            remembered.keep_level(level)
        consent = Consent(choice.consent, int(time.time()), IN_DIALOG) if choice.consent else None
        return self._planned(level, consent, about(replace(self._wishes, client=choice.client)))

    def _by_wishes(self) -> Plan:
        level = self._wishes.keep or remembered.level()
        consent = self._consent(level)
        if level.needs_consent and consent is None:
            if self._wishes.keep:
                raise StoreError(NO_CONSENT)
            self._say(NUMBERS_ONLY)
            level = Level.NUMBERS
        elif self._wishes.keep:
            remembered.keep_level(level)
        self._open(may_keep=level is not Level.NOTHING)
        for notice in self._notices:
            self._say(notice)
        plan = self._planned(level, consent, self._about)
        if plan.trouble:
            self._say(f"This session is not being kept. {plan.trouble}")
        return plan

    def _consent(self, level: Level) -> Consent | None:
        wording = self._wordings[level].consent
        if not wording:
            return None
        by = self._wishes.consent or (IN_TERMINAL if self._asked.agreed(wording) else "")
        return Consent(wording, int(time.time()), by) if by else None

    def _planned(self, level: Level, consent: Consent | None, about: Description) -> Plan:
        library = None
        if level is not Level.NOTHING and not self._trouble:
            library = self._with_key()
        trouble = "" if level is Level.NOTHING else self._trouble
        return Plan(level, library, consent, about, trouble)

    def _open(self, may_keep: bool) -> None:
        """The library, with what a crash left in it closed, and without what is due to go."""
        try:
            library = keeping.library(self._settings, self._asked.passphrase if may_keep else None)
            if may_keep or library.vault.sessions():
                with suppress(NoKeyringError):  # one is made where something is to be kept
                    library.vault.unlock()
            self._library = library
        except StoreError as error:
            self._trouble = str(error)
            return
        try:
            self._tend(library)
        except StoreError as error:
            self._notices.append(str(error))

    def _with_key(self) -> Library | None:
        """The library with its master key at hand; where there is none yet, it is made now."""
        assert self._library is not None
        try:
            try:
                self._library.vault.unlock()
            except NoKeyringError:
                return keeping.library(self._settings, self._asked.passphrase, create=True)
        except StoreError as error:
            self._trouble = str(error)
            return None
        return self._library

    def _tend(self, library: Library) -> None:
        """Close what a crash left open, and delete what is due, if that may be."""
        library.tidy()
        cards = library.cards()
        names = view.short_names(card.id for card in cards)
        closed = [
            self._closed(library, card, names) if card.state == "unfinished" else card for card in cards
        ]
        found = due(closed, self._settings.retention, datetime.now(UTC))
        if found:
            self._delete(library, found, {card.id: card for card in closed})

    def _closed(self, library: Library, card: Card, names: Mapping[str, str]) -> Card:
        title = view.title(card)
        try:
            library.recover(card.id)
        except StoreError as error:
            said = translate("Start", "The session of {title} was interrupted and cannot be closed. {why}")
            self._notices.append(said.format(title=title, why=error))
            return card
        self._notices.append(
            translate(
                "Start",
                "The session of {title} was interrupted. It is closed now, and whole up to its last second:"
                " {show}, or {review}",
            ).format(
                title=title,
                show=f"{PROGRAM} sessions show {names[card.id]}",
                review=f"{PROGRAM} review {names[card.id]}",
            )
        )
        return library.card(card.id)

    def _delete(self, library: Library, found: Sequence[Due], cards: Mapping[str, Card]) -> None:
        lines = [f"{view.title(cards[each.session])}: {_goes(each.kind)}" for each in found]
        if self._wishes.yes or self._asked.may_delete(lines):
            refused = library.apply(found)
            gone = translate("Start", "Deleted, as your settings say: {what}.")
            stays = translate("Start", "This could not be deleted. {why}")
            self._notices += [gone.format(what=line) for line in lines]
            self._notices += [stays.format(why=each) for each in refused]
        else:
            self._notices.append(_not_deleted(len({each.session for each in found})))

    def _offer(self, heard: Heard) -> Offer:
        level = self._wishes.keep or remembered.level()
        levels = {Level.NOTHING: self._wordings[Level.NOTHING]} if self._trouble else self._wordings
        return Offer(
            levels=tuple(_offered(each, wording) for each, wording in levels.items()),
            chosen=level.value if level in levels else Level.NOTHING.value,
            heard=heard.devices,
            words=_words(heard.model),
            notices=(*([_guessed()] if heard.guessed else []), *self._notices),
            trouble=_not_kept(self._trouble) if self._trouble else "",
            client=self._wishes.client,
        )


def about(wishes: Wishes) -> Description:
    """The description that a session begins with.  StoreError where it is too long to keep."""
    return described(wishes.client, wishes.tags, wishes.note)


def _offered(level: Level, wording: Wording) -> LevelOffer:
    return LevelOffer(level.value, wording.title, wording.written, wording.consent)


def _words(model: str) -> str:
    if not model:
        return translate("Start", "none: no model for them is in use")
    return translate("Start", "made by the model {model}").format(model=model)


def _guessed() -> str:
    return translate(
        "Start", "What was listened to last is not there. Connect it and start anew, or choose below."
    )


def _not_kept(why: str) -> str:
    return translate("Start", "This session cannot be kept. {why}").format(why=why)


def _goes(kind: Kind) -> str:
    """What of a session outlives its time."""
    return {
        "audio": translate("Start", "the sound"),
        "words": translate("Start", "the words"),
        "numbers": translate("Start", "the whole session"),
    }[kind]


def _not_deleted(count: int) -> str:
    one = translate("Start", "1 session holds what your settings would delete now: {command}")
    many = translate("Start", "{count} sessions hold what your settings would delete now: {command}")
    said = one if count == 1 else many
    return said.format(count=count, command=f"{PROGRAM} sessions tidy")
