"""Texts as every format can hold them."""

import re

_NOWHERE_ALLOWED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, halves of characters, and what XML has no place for."""


def one_line(text: str) -> str:
    """The text with every run of white space as one blank, and U+FFFD for what no format can hold."""
    return _NOWHERE_ALLOWED.sub("\ufffd", " ".join(text.split()))
