"""Every error a user can meet, as one tree.

    MonitorError            the world's fault: one sentence for the user, exit code 2
    |-- ConfigError         a setting that cannot be used
    |-- RecordingError      a file that cannot be analysed
    |-- OutputError         a result that cannot be written
    |-- DeviceError         a microphone or sound system that cannot be used
    |-- StoreError          a kept session that cannot be written, read or deleted
    |   |-- DamagedError        not as it was written, or not of this key
    |   |-- MissingKeyError     no key here opens it
    |   |-- NoKeyringError      the system has no keyring: a passphrase is needed
    |   |-- WrongPassphraseError
    |   `-- InUseError          another session monitor is writing it
    |-- ModelError          a speech model that cannot be had or used
    `-- SetupError          something the program needs is not installed

Anything else that escapes is a bug: `cli` reports it in a sentence and exits with 1.
"""

import os

PROGRAM = os.environ.get("SESSION_MONITOR_CALLED", "session-monitor")
"""How a command begins here, in sentences that name one: bootstrap.py says how it was started."""


class MonitorError(Exception):
    """What happened, what it means and what to do, in words for a therapist."""


class ConfigError(MonitorError):
    """A configuration file that cannot be read, or a setting that cannot be used."""


class RecordingError(MonitorError):
    """A recording that cannot be read, or that does not hold two usable channels."""


class OutputError(MonitorError):
    """A result that cannot be written where it was asked for."""


class DeviceError(MonitorError):
    """A sound device that is missing, busy, or has too few channels."""


class ModelError(MonitorError):
    """A model for words that is not there, not what it should be, or cannot be fetched."""


class StoreError(MonitorError):
    """A kept session, or a key of one, that cannot be written, read or deleted."""


class DamagedError(StoreError):
    """Not a session file, not of this key, or not as it was written: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("The session cannot be opened: it is damaged, or its key is another one.")


class MissingKeyError(StoreError):
    """No key on this computer opens the session."""


class NoKeyringError(StoreError):
    """The system has no keyring that could hold the master key: a passphrase must do."""


class WrongPassphraseError(StoreError):
    """The passphrase does not open what it should."""


class InUseError(StoreError):
    """Another running session monitor is writing this session."""


class SetupError(MonitorError):
    """A library or system package that is missing or damaged."""
