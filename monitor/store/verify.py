"""Whether a session file is whole: its pages, its rows, its sequence, its sound."""

from collections.abc import Iterator

from monitor.conversation.timeline import Channel, seconds
from monitor.errors import DamagedError, StoreError
from monitor.store.file import RUNNING, SessionFile
from monitor.store.sound import decode


def problems(file: SessionFile) -> Iterator[str]:
    """A sentence for each; none for a session that is whole."""
    if found := file.integrity():
        yield f"{len(found)} pages of the file were changed or are damaged"
        return
    yield from _unreadable(file)
    if file.ended == RUNNING:
        yield "it was not closed"
    if file.drop_is_due():
        yield "something that was to be deleted is still there"


def _unreadable(file: SessionFile) -> Iterator[str]:
    try:
        file.record()
    except StoreError:
        yield "its events are damaged or not complete"
    try:
        file.transcript()
    except StoreError:
        yield "its words are damaged or not complete"
    try:
        file.require_complete("audio")
        yield from (line for channel in Channel for line in _overlaps(file, channel))
    except StoreError:
        yield "its sound is damaged or not complete"
    try:
        file.remarks()
        file.bookmarks()
    except StoreError:
        yield "its notes or remarks are damaged or not complete"
    try:
        file.document()
    except StoreError:
        yield "its analysis is damaged"


def _overlaps(file: SessionFile, channel: Channel) -> Iterator[str]:
    end = 0
    for piece in file.pieces(channel):
        if piece.start < end:
            yield f"the sound of the {channel.value} is there twice at {seconds(piece.start):.1f} s"
        if piece.end > file.heard:
            raise DamagedError
        decode(piece)
        end = piece.end
