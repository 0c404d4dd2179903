"""The formats of an export."""

from enum import StrEnum


class Format(StrEnum):
    """By the names that the command knows them by."""

    JSON = "json"
    CSV = "csv"
    TEXTGRID = "textgrid"
    EAF = "eaf"
    RTTM = "rttm"
    VTT = "vtt"
    HTML = "html"
    FLAC = "flac"
    CODEBOOK = "codebook"
