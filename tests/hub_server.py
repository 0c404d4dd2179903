"""A Hugging Face hub on this machine, which has one repository at one commit.

It answers as the hub does.  /REPOSITORY/resolve/COMMIT/FILE sends on: to an address within the hub for a
small file, whose ETag is git's blob id; to a signed address on another host for a large one, whose
X-Linked-Etag is its sha256.  /api/models/REPOSITORY/tree/COMMIT lists them.
What goes wrong can be chosen for each file.
"""

import hashlib
import json
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import numpy as np

from monitor.speech.catalog import Model, ModelFile

REPOSITORY = "Practice/faster-whisper-mouse.en"
REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE = "model.bin"


def generated(seed: int = 1, weights_bytes: int = 300_000) -> dict[str, bytes]:
    """Files that look like a model's from without."""
    noise = np.random.default_rng(seed).bytes(weights_bytes)
    return {
        "config.json": b'{"lang_ids": [1]}',
        "model.bin": b"\x06\x00\x00\x00\x0c\x00WhisperSpec\x00" + noise,
        "tokenizer.json": b'{"version": "1.0"}',
        "vocabulary.json": b'["a", "b"]',
    }


def described(
    files: dict[str, bytes],
    name: str = "mouse.en",
    unverified: tuple[str, ...] = (),
    revision: str = REVISION,
) -> Model:
    """What a catalogue says of these files."""
    entries = [
        ModelFile(each, len(content), "" if each in unverified else sha256(content), each in unverified)
        for each, content in files.items()
    ]
    return Model(name, REPOSITORY, revision, "MIT", "English", tuple(entries))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def blob_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def largest_file(size_bytes: int) -> Iterator[None]:
    """Files end there, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def range(self) -> str:
        return self.headers.get("range", "")


@dataclass
class Hub:
    """What the server has, what it does wrong, and what it was asked.

    By file name: `instead` is sent in a file's place; `cut` is how many bytes of an answer are sent
    before the connection is closed, used up one by one; `status` is answered in place of the file
    wherever it lies, `status_there` only where its bytes are; `etag` is claimed of it.
    """

    files: dict[str, bytes]
    revision: str = REVISION
    claimed_revision: str = REVISION
    address: str = ""
    instead: dict[str, bytes] = field(default_factory=dict)
    cut: dict[str, list[int]] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    status_there: dict[str, int] = field(default_factory=dict)
    etag: dict[str, str | None] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    ranges: bool = True
    xet: bool = False
    asked: list[Asked] = field(default_factory=list)

    def fetched(self) -> list[tuple[str, str]]:
        """Which bytes were asked for: file name and range."""
        return [(each.path.rpartition("/")[2], each.range) for each in self.asked if each.method == "GET"]

    def claimed(self, name: str) -> str | None:
        content = self.files[name]
        return self.etag.get(name, sha256(content) if name == LARGE else blob_id(content))


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Nobody reads it."""

    def _answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = urlsplit(self.path).path
        self.hub.asked.append(Asked(self.command, path, headers))
        name = path.rpartition("/")[2]
        if path == f"/api/models/{REPOSITORY}/tree/{self.hub.revision}":
            self._send(200, {"Content-Type": "application/json"}, self._tree())
        elif name not in self.hub.files:
            self._send(404, {"X-Error-Code": "EntryNotFound"}, b"")
        elif name in self.hub.status:
            self._send(self.hub.status[name], {}, b"")
        elif path == f"/{REPOSITORY}/resolve/{self.hub.revision}/{name}":
            self._send_on(name)
        elif path.startswith(("/elsewhere/", "/api/resolve-cache/")):
            self._send_file(name)
        else:
            self._send(404, {"X-Error-Code": "RevisionNotFound"}, b"")

    def _tree(self) -> bytes:
        return json.dumps(
            [
                {"type": "file", "path": name, "size": len(content), "oid": blob_id(content)}
                | (
                    {"lfs": {"oid": sha256(content), "size": len(content), "pointerSize": 134}}
                    if name == LARGE
                    else {}
                )
                for name, content in self.hub.files.items()
            ]
        ).encode()

    def _send_on(self, name: str) -> None:
        headers = {"X-Repo-Commit": self.hub.claimed_revision}
        if name != LARGE:
            headers["Location"] = f"/api/resolve-cache/models/{REPOSITORY}/{self.hub.revision}/{name}"
            self._send(307, headers, b"")
            return
        port = urlsplit(self.hub.address).port
        headers["Location"] = f"http://{'localhost'}:{port}/elsewhere/{name}?signature=secret"
        headers["X-Linked-Size"] = str(self.hub.size.get(name, len(self.hub.files[name])))
        if claimed := self.hub.claimed(name):
            headers["X-Linked-Etag"] = f'"{claimed}"'
        if self.hub.xet:
            headers["X-Xet-Hash"] = "0" * 64
            headers["X-Xet-Refresh-Route"] = f"/api/models/{REPOSITORY}/xet-read-token/{self.hub.revision}"
        self._send(302, headers, b"")

    def _send_file(self, name: str) -> None:
        if name in self.hub.status_there:
            self._send(self.hub.status_there[name], {}, b"")
            return
        content = self.hub.instead.get(name, self.hub.files[name])
        headers = {"X-Repo-Commit": self.hub.claimed_revision}
        if name != LARGE and (claimed := self.hub.claimed(name)):
            headers["ETag"] = f'"{claimed}"'
        asked = self.headers.get("Range")
        if asked and self.hub.ranges:
            begin = int(asked.removeprefix("bytes=").rstrip("-"))
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            self._send(206, headers, content[begin:], name)
        else:
            self._send(200, headers, content, name)

    def _send(self, status: int, headers: dict[str, str], body: bytes, name: str = "") -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        cuts = self.hub.cut.get(name, [])
        if cuts:
            body = body[: cuts.pop(0)]
            self.close_connection = True
        with suppress(ConnectionError):
            self.wfile.write(body)


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Hub]:
    """A hub with one repository, until the context ends."""
    hub = Hub(files)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"hub": hub}))
    server.daemon_threads = True
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
