"""The keys that work wherever the focus is.  No Qt here: settings are read where there is no display too."""

import re
from dataclasses import dataclass, fields

_SHORTCUT = re.compile(r"((ctrl|alt|shift|meta)\+)+([a-z0-9]|space|f([1-9]|1[0-2]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HotkeySettings:
    """Each such as "Ctrl+Alt+B", or empty for none.  Raises ValueError for what is no such thing."""

    peek: str
    hide: str
    bookmark: str
    intend: str
    pause: str

    def __post_init__(self) -> None:
        taken: dict[str, str] = {}
        for field in fields(self):
            shortcut = getattr(self, field.name)
            if shortcut and not _SHORTCUT.fullmatch(shortcut):
                raise ValueError(
                    f"{field.name} is {shortcut!r}, but must be keys such as 'Ctrl+Alt+B' "
                    "(Ctrl, Alt, Shift or Meta, and a letter, a digit, Space or F1 to F12), or empty"
                )
            other = taken.setdefault(shortcut.lower(), field.name)
            if shortcut and other != field.name:
                raise ValueError(f"{other} and {field.name} are both {shortcut!r}")
