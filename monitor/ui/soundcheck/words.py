"""What a sound check says, in the window and in the terminal."""

from collections.abc import Sequence

from monitor.conversation.room import Advice, Loudness, Picture, Step, Topic
from monitor.conversation.timeline import Channel
from monitor.ui.texts import translate
from monitor.ui.told import told

_SURELY_DB = 40.0
"""Beyond this the noise of the room and not the voice was measured."""
_WRONG = (Topic.SAME_SOUND, Topic.NOTHING, Topic.DROWNED, Topic.NOT_APART)
_UNSURE = (Topic.ONE_PLACE, Topic.BOTH_SPOKE, Topic.REVERSED)


def instruction(step: Step) -> str:
    """What is to be done now, in a few words."""
    return {
        Step.QUIET: translate("SoundCheck", "Please be quiet for a moment"),
        Step.THERAPIST: translate("SoundCheck", "Therapist, say a sentence"),
        Step.CLIENT: translate("SoundCheck", "Now the client"),
        Step.DONE: translate("SoundCheck", "Done"),
    }[step]


def hint(picture: Picture, call: bool = False) -> str:
    """More about it, where it has not come for a while above all; `call`: the client is on a call."""
    if picture.step is Step.QUIET:
        if picture.unheard:
            return translate("SoundCheck", "It is not quiet yet. Where it never is, skip this.")
        return translate("SoundCheck", "The room is listened to first, for two or three seconds.")
    if picture.unheard:
        return _hint_when_late(picture, call)
    if call and picture.step is Step.CLIENT:
        return translate(
            "SoundCheck", "A sentence of about five seconds over the call. Nobody there? Skip this."
        )
    if picture.step is Step.THERAPIST:
        return translate("SoundCheck", "As you would in the session, for about five seconds, you alone.")
    return translate("SoundCheck", "A sentence of about five seconds, and nobody else speaks.")


def loudness(heard: Loudness, expected: bool, unheard: bool) -> str:
    """A level in a word; `expected`: this side should be speaking now; `unheard`: and has not for a while.

    Of a side that only overhears, nothing is said of how loud it is.
    """
    if not expected and heard is not Loudness.CLIPPING:
        return translate("SoundCheck", "silent") if heard is Loudness.NOTHING else ""
    if heard is Loudness.NOTHING and not unheard:
        return translate("SoundCheck", "waiting …")
    return {
        Loudness.NOTHING: translate("SoundCheck", "nothing heard"),
        Loudness.QUIET: translate("SoundCheck", "too quiet"),
        Loudness.GOOD: translate("SoundCheck", "good"),
        Loudness.CLIPPING: translate("SoundCheck", "clipping"),
    }[heard]


def headline(verdict: Sequence[Advice]) -> str:
    """The verdict in a few words."""
    topics = [line.topic for line in verdict]
    if Topic.SWAPPED in topics:
        return translate("SoundCheck", "The microphones are swapped")
    if any(topic in _UNSURE for topic in topics):
        return translate("SoundCheck", "Please check once more")
    if any(topic in _WRONG for topic in topics):
        return translate("SoundCheck", "The numbers would be wrong")
    if Topic.NOT_CHECKED in topics:
        return translate("SoundCheck", "Not all of it was checked")
    if all(line.fine for line in verdict):
        return translate("SoundCheck", "All is well")
    return translate("SoundCheck", "This will do, and could be better")


def usable(verdict: Sequence[Advice]) -> bool:
    """Whether a session can begin like this."""
    return not any(line.topic in (*_WRONG, *_UNSURE, Topic.SWAPPED) for line in verdict)


def sentence(line: Advice, call: bool = False) -> str:
    """One line of the verdict: how it is, and what to do about it; `call`: the client is on a call."""
    if line.whose is None:
        return _of_both(line)
    therapist = line.whose is Channel.THERAPIST
    known = _of_therapist() if therapist else _of_client() | (_of_call() if call else {})
    words = known[line.topic].format(figure=_figure(line.value))
    if line.other_db is None:
        return words
    softer = (
        translate("SoundCheck", "The client is {figure} dB softer in that microphone.")
        if therapist
        else translate("SoundCheck", "The therapist is {figure} dB softer in that microphone.")
    )
    return f"{words} {softer.format(figure=_figure(line.other_db))}"


def unheard(channel: Channel, why: str) -> str:
    """That this one cannot be heard now."""
    if channel is Channel.THERAPIST:
        return translate("SoundCheck", "The therapist is not heard: {why}.").format(why=told(why))
    return translate("SoundCheck", "The client is not heard: {why}.").format(why=told(why))


def _hint_when_late(picture: Picture, call: bool) -> str:
    if picture.progress:
        return translate("SoundCheck", "A little more is needed: another sentence, please. Or skip this.")
    if call and picture.step is Step.CLIENT:
        return translate(
            "SoundCheck",
            "Nothing is heard of the call yet. Check that this computer plays it. Nobody there? Skip this.",
        )
    return translate(
        "SoundCheck",
        "Nothing is heard yet. Speak up, and check that the microphone is on and not muted.",
    )


def _of_both(line: Advice) -> str:
    words = {
        Topic.APART_WELL: translate("SoundCheck", "The two microphones can be told apart well: {figure} dB."),
        Topic.APART: translate(
            "SoundCheck",
            "The two microphones can be told apart: {figure} dB. Nearer to each of you would be better.",
        ),
        Topic.HARDLY_APART: translate(
            "SoundCheck",
            "The two microphones can hardly be told apart: {figure} dB. Move them apart, and each nearer"
            " to its speaker.",
        ),
        Topic.NOT_APART: translate(
            "SoundCheck",
            "Both microphones hear both of you alike: {figure} dB. Shares cannot be told. Move the"
            " microphones apart, and each nearer to its speaker.",
        ),
        Topic.SAME_SOUND: translate(
            "SoundCheck",
            "The same microphone hears both of you: shares cannot be told. Use a microphone for each.",
        ),
        Topic.SWAPPED: translate(
            "SoundCheck",
            "The therapist is heard in the client's microphone, and the client in the therapist's."
            " Swap the channels, unless the client spoke first.",
        ),
        Topic.ONE_PLACE: translate(
            "SoundCheck",
            "Both sentences came from the same place. Check again, each of you alone. If it stays so, move"
            " the microphones apart, and each nearer to its speaker.",
        ),
        Topic.BOTH_SPOKE: translate(
            "SoundCheck",
            "More than one voice was heard in a sentence, or a microphone changes its level by itself: how"
            " well you can be told apart is not known. Check again, one after the other.",
        ),
        Topic.REVERSED: translate(
            "SoundCheck",
            "The therapist's sentence was heard from the call, and the client's in the microphone. Check"
            " again, the therapist first.",
        ),
    }
    return words[line.topic].format(figure=_apart(line))


def _of_therapist() -> dict[Topic, str]:
    return {
        Topic.LEVEL_GOOD: translate("SoundCheck", "The therapist's level is good: {figure} dB."),
        Topic.NOTHING: translate(
            "SoundCheck",
            "Nothing is heard from the therapist's microphone. Check that it is on, not muted, and the right"
            " one.",
        ),
        Topic.DROWNED: translate(
            "SoundCheck",
            "Nothing but noise ({figure} dB) is heard from the therapist's microphone. Turn off what hums, or"
            " move that microphone nearer.",
        ),
        Topic.QUIET: translate(
            "SoundCheck",
            "The therapist is too quiet: {figure} dB. Raise the level of that microphone, or move it nearer.",
        ),
        Topic.CLIPPING: translate(
            "SoundCheck", "The therapist is too loud, and distorted. Lower the level of that microphone."
        ),
        Topic.NOISY: translate(
            "SoundCheck",
            "The therapist stands out of the noise by {figure} dB only. Move that microphone nearer, or turn"
            " off what hums.",
        ),
        Topic.ECHO: translate(
            "SoundCheck",
            "The client's voice comes back in the therapist's microphone after {figure} ms, as from a"
            " loudspeaker. It is taken out; headphones are better still.",
        ),
        Topic.NOT_CHECKED: translate("SoundCheck", "The therapist's microphone was not checked."),
    }


def _of_client() -> dict[Topic, str]:
    return {
        Topic.LEVEL_GOOD: translate("SoundCheck", "The client's level is good: {figure} dB."),
        Topic.NOTHING: translate(
            "SoundCheck",
            "Nothing is heard from the client's microphone. Check that it is on, not muted, and the right"
            " one.",
        ),
        Topic.DROWNED: translate(
            "SoundCheck",
            "Nothing but noise ({figure} dB) is heard from the client's microphone. Turn off what hums, or"
            " move that microphone nearer.",
        ),
        Topic.QUIET: translate(
            "SoundCheck",
            "The client is too quiet: {figure} dB. Raise the level of that microphone, or move it nearer.",
        ),
        Topic.CLIPPING: translate(
            "SoundCheck", "The client is too loud, and distorted. Lower the level of that microphone."
        ),
        Topic.NOISY: translate(
            "SoundCheck",
            "The client stands out of the noise by {figure} dB only. Move that microphone nearer, or turn"
            " off what hums.",
        ),
        Topic.ECHO: translate(
            "SoundCheck",
            "The therapist's voice comes back in the client's microphone after {figure} ms, as from a"
            " loudspeaker. It is taken out; headphones are better still.",
        ),
        Topic.NOT_CHECKED: translate("SoundCheck", "The client's microphone was not checked."),
    }


def _of_call() -> dict[Topic, str]:
    """Where the client's side is no microphone but what this computer plays."""
    return {
        Topic.NOTHING: translate(
            "SoundCheck",
            "Nothing is heard of the call. Check that the client is there, and that this computer plays it.",
        ),
        Topic.QUIET: translate("SoundCheck", "The call is too quiet: {figure} dB. Turn it up."),
        Topic.CLIPPING: translate("SoundCheck", "The call is too loud, and distorted. Turn it down."),
        Topic.NOT_CHECKED: translate("SoundCheck", "The call was not checked."),
    }


def _apart(line: Advice) -> str:
    if line.value is not None and line.value >= _SURELY_DB:
        return translate("SoundCheck", "over {figure}").format(figure=_figure(_SURELY_DB))
    figure = _figure(line.value)
    return translate("SoundCheck", "at least {figure}").format(figure=figure) if line.bound else figure


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}".replace("-", "−")
