"""An analysis without anything that was said."""

import msgspec

from monitor.document import Analysis, encode
from monitor.store.document import numbers_of


def without_words(document: Analysis) -> Analysis:
    """Its numbers, by the rule by which a session is kept without words; the therapist's remarks stay."""
    bare = msgspec.json.decode(numbers_of(encode(document)), type=Analysis)
    return msgspec.structs.replace(bare, remarks=document.remarks)
