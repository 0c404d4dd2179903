"""A session that is listened to: devices, what is kept of it, overlay or terminal, and its end."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import Console

from monitor import remembered
from monitor.app import Outcome, View, finish_words, integrity_of, interrupts, new_pipeline, run, with_marks
from monitor.asking import TerminalQuestions
from monitor.audio.capture import Capture
from monitor.audio.devices import ChannelChoice
from monitor.checking import described
from monitor.config import Settings
from monitor.conversation.timeline import Channel
from monitor.document import Analysis, encode
from monitor.engine.pipeline import Pipeline
from monitor.engine.workers import AnalysisThread
from monitor.errors import ModelError
from monitor.export.analysis import Setting, analysis
from monitor.export.transcribed import Transcribed
from monitor.rooms import Profile, head_start
from monitor.saving import Facts, Saving, saving
from monitor.soundcheck import SoundChecks, chosen, chosen_or_likeliest
from monitor.starting import Heard, Plan, Questions, Start, Wishes
from monitor.transcribing import Model, chosen_model, transcribing
from monitor.ui.display import require_window_libraries, window_platform


@dataclass(frozen=True, slots=True)
class Listened:
    """What a session was heard with, and how it ended."""

    settings: Settings
    source: Sequence[str]
    capture: Capture
    pipeline: Pipeline
    profile: Profile | None
    ended: AnalysisThread


def run_live(settings: Settings, wanted: remembered.Devices, view: View, wishes: Wishes) -> Outcome | None:
    """Listen to two channels until the user stops; None where the user would rather not begin.

    The devices that worked, and what is kept, are remembered.
    """
    asks = view.window and wishes.asks and window_platform(os.environ) is not None
    choice, guessed = chosen_or_likeliest(wanted) if asks else (chosen(wanted), False)
    checks = SoundChecks(choice, settings)
    model = _model_if_usable(settings, view.console)
    heard = Heard(described(choice), "" if model is None else model.name, guessed)
    try:
        plan = _plan(settings, wishes, view, heard, checks)
    except KeyboardInterrupt:
        return None
    return None if plan is None else _listen(settings, checks.choice, model, plan, view)


def _plan(settings: Settings, wishes: Wishes, view: View, heard: Heard, checks: SoundChecks) -> Plan | None:
    platform = window_platform(os.environ) if view.window else None
    asked: Questions = TerminalQuestions(view.console)
    if platform is not None:
        require_window_libraries(platform)
        from monitor.ui.start.asking import WindowQuestions

        asked = WindowQuestions(platform, settings.overlay, checks.check, checks)
    wishes = wishes if platform is not None else replace(wishes, dialog=False)
    return Start(settings, wishes, asked, lambda text: _say(view.console, text)).plan(heard)


def _listen(
    settings: Settings, choice: ChannelChoice, model: Model | None, plan: Plan, view: View
) -> Outcome:
    profile = _head_start(choice, settings)
    source = list(dict.fromkeys((choice.therapist.device.name, choice.client.device.name)))
    with transcribing(model, settings, at_once=False) as transcription:
        capture = Capture(choice, settings.capture)
        capture.start()
        remembered.keep(choice)
        facts = Facts(source, "" if model is None else model.name)
        with interrupts(lambda: None), saving(plan, facts, settings) as saved:
            known = profile.known(choice) if profile else None
            pipeline = new_pipeline(settings, transcription.words, saved.keeper, known)
            ended = run(capture, pipeline, settings, view, saved)
            finish_words(transcription, pipeline, view.console)
            listened = Listened(settings, source, capture, pipeline, profile, ended)
            document = _analysis(listened, transcription.transcribed(with_words=saved.words))
            kept = _finished(saved, pipeline, document)
    return Outcome(with_marks(document, ended.marks), ended.error, kept)


def _head_start(choice: ChannelChoice, settings: Settings) -> Profile | None:
    """The plain hearing takes no leakage out, and so begins with nothing."""
    if settings.voice.detector == "webrtc":
        return None
    return head_start(choice, settings.soundcheck.profile_days)


def _finished(saved: Saving, pipeline: Pipeline, document: Analysis) -> str:
    return saved.finish(pipeline.record.duration, encode(document))


def _analysis(listened: Listened, transcribed: Transcribed | None) -> Analysis:
    pipeline, capture, ended = listened.pipeline, listened.capture, listened.ended
    notes = _flooded(capture) + ([listened.profile.note] if listened.profile else [])
    setting = Setting(
        listened.source,
        listened.settings.tables,
        integrity_of(pipeline, capture, notes, ended.losses, _drift(capture)),
        pipeline.integrity.withheld_at_the_end(),
        ended.error is None,
        transcribed,
    )
    return analysis(pipeline.record, pipeline.figures, setting, pipeline.swapped)


def _model_if_usable(settings: Settings, console: Console) -> Model | None:
    """A session does not wait for its words: a model that is not there is said, and it begins without."""
    try:
        return chosen_model(settings)
    except ModelError as error:
        _say(console, f"This session is without words. {error}")
        return None


def _drift(capture: Capture) -> dict[Channel, float | None]:
    return {channel: health.drift_ppm for health in capture.health() for channel in health.channels}


def _flooded(capture: Capture) -> list[str]:
    """A warning for each device that delivered more than could be taken in."""
    return [
        f"{health.device.name}: some sound was lost because the computer was too busy."
        for health in capture.health()
        if health.overflows or health.refused_frames
    ]


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
