"""Configuration files as nobody wrote them: the shipped one, changed in one of many ways."""

import random
from collections.abc import Callable
from pathlib import Path

from monitor import config, places
from monitor.errors import ConfigError

VALUES = [
    "nan", "-inf", "1e999", "-0.0", "0", "-1", "1e-300", "9" * 30, "9" * 5_000, "0x" + "f" * 5_000, "true",
    "''", '"\\u0000"', '"\\u001b[31m"', "'" + "x" * 5_000 + "'", '"""\n\n"""', "[]", "[1, 'a', []]", "{}",
    "{a = {b = 1}}", "1979-05-27", "07:32:00", "[" * 40 + "]" * 40, "[" * 3_000, "auto", "",
    "'../../etc/passwd'", "'/dev/zero'", "0b2", "1_000", "1__0", "+inf", "'\N{PILE OF POO}'",
]  # fmt: skip
LINES = [
    "[[conversation]]", "[conversation]", "[conversation.lapse_s]", "[" + ".".join("a" * 2_000) + "]", "a",
    "=", "a = 1", "[]", '["\\u001b[2J"]', "\\", "'''", '"""', "conversation = 1", "#" + "x" * 10_000, "\x00",
    "[zzz]", "retention.audio_days = 5", "[sessions]\nfolder = '~root/../x'", "voice = {detector = 'webrtc'}",
]  # fmt: skip

Mutate = Callable[[random.Random, bytes], bytes]


def _value(chance: random.Random, content: bytes) -> bytes:
    lines = content.decode().splitlines()
    settings = [number for number, line in enumerate(lines) if " = " in line]
    for number in chance.sample(settings, chance.choice([1, 1, 2, 5])):
        lines[number] = f"{lines[number].split(' = ')[0]} = {chance.choice(VALUES)}"
    return "\n".join(lines).encode()


def _line(chance: random.Random, content: bytes) -> bytes:
    lines = content.decode().splitlines()
    for _ in range(chance.choice([1, 1, 3])):
        lines.insert(chance.randrange(len(lines)), chance.choice(LINES))
    return "\n".join(lines).encode()


def _shuffle(chance: random.Random, content: bytes) -> bytes:
    lines = content.decode().splitlines()
    first = chance.randrange(len(lines))
    some = lines[first : first + chance.choice([2, 10, 100])]
    chance.shuffle(some)
    lines[first : first + len(some)] = some
    return "\n".join(lines).encode()


def _bytes(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    first = chance.randrange(len(content))
    return content[: chance.randrange(len(content))] if chance.random() < 0.5 else content[first:]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    return content * chance.choice([2, 30, 100])


def _noise(chance: random.Random, _content: bytes) -> bytes:
    return chance.choice(
        [b"", chance.randbytes(500), b"[" * 100_000, b"a." * 50_000 + b"b = 1", bytes(5_000)]
    )


MUTATIONS: list[Mutate] = [_value, _value, _value, _line, _shuffle, _bytes, _bytes, _cut, _repeat, _noise]


def mutated(seed: int) -> bytes:
    """The shipped file, changed."""
    chance = random.Random(seed)
    content = (places.config_dir() / "default.toml").read_bytes()
    for _ in range(chance.choice([1, 1, 2])):
        change = chance.choice(MUTATIONS)
        try:
            content = change(chance, content)
        except (UnicodeDecodeError, ValueError, IndexError):  # nothing left to be changed so
            content = _noise(chance, content)
    return content


def refusal(path: Path, seed: int) -> str:
    """The sentence with which a mutant is refused; empty where it can be used.  Anything else escapes."""
    path.write_bytes(mutated(seed))
    try:
        config.load(path)
    except ConfigError as error:
        return str(error)
    return ""
