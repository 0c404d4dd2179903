"""Times of an analysis as whole milliseconds, so that no exporter adds or rounds fractions."""


def ms(time_s: float) -> int:
    """A time or length of the analysis, which has three decimals, in milliseconds."""
    return round(time_s * 1000)


def in_seconds(time_ms: int) -> str:
    """Seconds with three decimals: exactly the number that stands in the analysis."""
    return f"{time_ms // 1000}.{time_ms % 1000:03}"
