"""Works a session out as it is looked at afterwards, from its document and what was remarked of it."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.conversation.lexicon import Lexicon
from monitor.conversation.questions import QuestionWords
from monitor.conversation.remarks import Note, Remarks
from monitor.document import Analysis
from monitor.replay.asked import corrected, questions
from monitor.replay.lanes import both, lanes, spans, unheard
from monitor.replay.model import Replay
from monitor.replay.moments import judged, markers, moments
from monitor.replay.openings import Openings
from monitor.replay.passages import passages
from monitor.replay.replies import replies
from monitor.replay.share_curve import share_curve
from monitor.replay.silences import silences
from monitor.replay.silent import silent
from monitor.replay.summary import summary
from monitor.replay.thresholds import thresholds

NOTHING = Remarks()


def build(
    document: Analysis,
    remarks: Remarks = NOTHING,
    notes: Sequence[Note] = (),
    words: QuestionWords | None = None,
    lexicon: Lexicon | None = None,
) -> Replay:
    """Everything that the replay shows.

    `words` are those by which the session's language asks, `lexicon` those on which its clauses end:
    without them there are no questions, and no silent interruptions.
    What the document itself holds of remarks counts for nothing here: `remarked` reads it.
    """
    rules, spoken, told = thresholds(document), lanes(document), passages(document)
    openings, unfinished = Openings(told), silent(document, told, lexicon)
    has_words = any((document.words or {}).values())
    return Replay(
        document=document,
        remarks=remarks,
        notes=_in_order(notes),
        duration_s=document.duration_s,
        has_words=has_words,
        speech={role: spans(stretches) for role, stretches in spoken.items()},
        overlaps=spans(both(spoken)),
        unheard=unheard(document),
        markers=markers(document, remarks, unfinished),
        silences=silences(document, openings),
        share=share_curve(document, spoken, rules),
        passages=told,
        moments=moments(document, openings, remarks, unfinished),
        replies=replies(document, rules),
        questions=questions(told, remarks, words) if words and has_words else None,
        intended=remarks.intended,
        summary=summary(document, remarks),
    )


def rebuilt(
    replay: Replay, remarks: Remarks, notes: Sequence[Note], words: QuestionWords | None = None
) -> Replay:
    """The same session with these remarks and notes in the place of its own: what `build` gives, sooner."""
    asked = replay.questions
    if asked is not None and words:
        asked = corrected(asked, replay.passages, replay.remarks, remarks, words)
    return replace(
        replay,
        remarks=remarks,
        notes=_in_order(notes),
        markers=judged(replay.markers, remarks),
        moments=judged(replay.moments, remarks),
        questions=asked,
        intended=remarks.intended,
        summary=summary(replay.document, remarks),
    )


def _in_order(notes: Sequence[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.at, note.number)))
