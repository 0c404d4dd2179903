"""What the sound system lists now, asked by a program of its own.

PortAudio draws up its list when it is started, and starting it again ends every stream.  So whether
a device is back is asked elsewhere: `python -m monitor.audio.listing` prints the list as JSON.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from monitor.audio.devices import InputDevice, input_devices
from monitor.errors import MonitorError

PATIENCE_S = 10.0


def fresh_devices() -> list[InputDevice] | None:
    """The inputs there are now, as a new program sees them; None where the sound system does not say."""
    command = [sys.executable, "-m", "monitor.audio.listing"]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=True,
            creationflags=flags,
        )
        return [InputDevice(**each) for each in json.loads(done.stdout)]
    except (OSError, subprocess.SubprocessError, ValueError, TypeError):
        return None


def main() -> None:
    try:
        devices = input_devices()
    except MonitorError as error:
        raise SystemExit(str(error)) from None
    json.dump([asdict(device) for device in devices], sys.stdout)


if __name__ == "__main__":
    main()
