"""What the sound of a sound check shows: who was heard where, how loud, and how much of the other."""

import numpy as np

from monitor.conversation.room import Doubt, Loudness, Room, Side
from monitor.engine.integrity import TrustSettings
from monitor.engine.room_verdict import SoundCheckSettings
from monitor.engine.room_voice import DIGITAL_SILENCE, WHOLE, Ground, Powers, Said, Voice

_WANDERS_DB, _STRAYS_DB = 10.0, 16.0
"""A voice whose difference is spread further has moved or was not alone; or was not alone: see room_voice."""


def measured(
    noise: Powers | None, said: tuple[Said, Said], settings: SoundCheckSettings, trust: TrustSettings
) -> Room:
    """The room by its noise (None: not known), and what each of both said."""
    floor = np.zeros((2, 2)) if noise is None else noise
    ground = Ground(floor, settings.heard_over_noise_db)
    voices = _each_alone((Voice(said[0], ground), Voice(said[1], ground)), settings)
    doubt = _doubt(voices, settings)
    apart = None if doubt is not None else _separation(voices)
    crossed = apart is not None and apart <= -settings.hardly_apart_db
    told_apart = apart is not None and abs(apart) >= settings.hardly_apart_db
    sides = []
    for side in (0, 1):
        own, other = voices[side ^ crossed], voices[1 - side ^ crossed]
        leak, delay = other.leak(side) if told_apart else (None, None)
        known = noise is not None and floor[WHOLE, side] > DIGITAL_SILENCE
        floor_dbfs = 10 * float(np.log10(floor[WHOLE, side])) if known else None
        loudness = _loudness(own, side, settings, trust)
        sides.append(Side(loudness, own.level_dbfs(side), floor_dbfs, leak, delay))
    bound = told_apart and any(side.leak_db is None for side in sides)
    return Room((sides[0], sides[1]), apart, bound, doubt)


def _each_alone(voices: tuple[Voice, Voice], settings: SoundCheckSettings) -> tuple[Voice, Voice]:
    """Without what one of them said while it was asked for the other's sentence."""
    therapist, client = voices
    if not (therapist.spoke and client.spoke):
        return voices
    near_db = 2 * settings.hardly_apart_db
    client = client.without(therapist.difference_db, near_db)
    return therapist.without(client.difference_db, near_db), client


def _doubt(voices: tuple[Voice, Voice], settings: SoundCheckSettings) -> Doubt | None:
    """Why nothing is said of how well the two can be told apart."""
    spoke = [voice for voice in voices if voice.spoke]
    if len(spoke) == len(voices) and (_strays(*voices) or _strays(*voices[::-1])):
        return Doubt.BOTH_SPOKE
    told_apart = abs(_separation(voices) or 0.0) >= settings.hardly_apart_db
    if spoke and not told_apart and all(voice.same_sound for voice in spoke):
        return Doubt.SAME_SOUND
    if _separation(voices) is None or told_apart:
        return None
    one, other = (voice.difference_db for voice in voices)
    one_place = min(abs(one), abs(other)) >= settings.hardly_apart_db and one * other > 0
    return Doubt.ONE_PLACE if one_place else None


def _strays(voice: Voice, other: Voice) -> bool:
    """Whether it is two: who moves about while speaking wanders less, and stays in their own half."""
    first, last = voice.wanders_db
    middle = (voice.difference_db + other.difference_db) / 2
    into = first < middle if voice.difference_db > middle else last > middle
    return last - first > (_WANDERS_DB if into else _STRAYS_DB)


def _loudness(voice: Voice, side: int, settings: SoundCheckSettings, trust: TrustSettings) -> Loudness | None:
    """None where nobody spoke and that may be because nobody was waited for."""
    level = voice.level_dbfs(side)
    if level is None:
        return Loudness.NOTHING if voice.spoke or voice.missed else None
    if voice.clipped(side) >= trust.clipped_noted:
        return Loudness.CLIPPING
    return Loudness.QUIET if level < settings.quiet_dbfs else Loudness.GOOD


def _separation(voices: tuple[Voice, Voice]) -> float | None:
    """None where one has not spoken, or one side has heard nobody."""
    therapist, client = voices
    if not (therapist.spoke and client.spoke):
        return None
    if any(not therapist.heard[side] and not client.heard[side] for side in (0, 1)):
        return None
    return (therapist.difference_db - client.difference_db) / 2
