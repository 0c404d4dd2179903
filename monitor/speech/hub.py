"""Fetches a model from the Hugging Face hub, or from a mirror of it: only ever when it is asked to.

The hub's own client says what each file is and where it lies, and moves the bytes; since its
2.x versions no longer go on with what an earlier run left, where the bytes go is kept here.
Nothing else in the program reaches a network: see monitor/offline.py.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.errors import PROGRAM, ModelError
from monitor.speech import models
from monitor.speech.catalog import Model, ModelFile
from monitor.speech.models import Manifest, Report, StoredFile

HUB = "https://huggingface.co"
_PRIVATE = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",  # nobody's account is needed, so none is told
    "HF_HUB_DISABLE_XET": "1",  # keeps parts in a cache of its own, and cannot go on with ours
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_VERBOSITY": "error",
}
# The client keeps back what has come until there is so much of it (10 MB if it is not told), and
# loses it when the connection breaks.
_BLOCK_BYTES = 1 << 16
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


def endpoint() -> str:
    """The server that is asked: HF_ENDPOINT, or the hub itself."""
    address = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    try:
        usable = urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname
    except ValueError:
        usable = False
    if not usable:
        raise ModelError("What HF_ENDPOINT names is not the address of a server, which begins with https://.")
    return address


def server() -> str:
    """The server's name, without what its address may hold of a password."""
    return str(urlsplit(endpoint()).hostname)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A file as the server describes it: where it lies, and its sha256 or git blob id."""

    file: ModelFile
    url: str
    size_bytes: int
    etag: str


def pull(model: Model, folder: Path, report: Report) -> Path:
    """Fetch a model into `folder`, going on where an earlier pull stopped; the model's own folder.

    It appears only when all of it is there and right.  ModelError says what else happened, and
    keeps what has come; so does a KeyboardInterrupt.
    """
    with models.storing(folder, model.name, model.size_bytes), _explained(model):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, model.name):
            under_way = folder / f".{model.name}-{model.revision[:12]}.partial"
            under_way.mkdir(exist_ok=True)
            promises = [_promise(model, file) for file in model.files]
            models.require_room(folder, model.name, _missing(promises, under_way))
            _fetch_all(promises, under_way, report)
            return models.put(under_way, folder, _checked(model, promises, under_way, report))


def _promise(model: Model, file: ModelFile) -> _Promise:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(model.repository, file.name, revision=model.revision, endpoint=endpoint())
    said = get_hf_file_metadata(url, token=False, endpoint=endpoint())
    etag = said.etag or ""
    if file.unverified and (said.commit_hash != model.revision or len(etag) not in {40, 64}):
        raise ModelError(
            f"{server()} does not say what {file.name} of {model.name} must be, so it could not be checked."
            " Nothing was fetched; name another server in HF_ENDPOINT, or none."
        )
    size = said.size if file.unverified and said.size else file.size_bytes
    if (len(etag) == 64 and file.sha256 not in {"", etag}) or said.size not in {None, size}:
        raise ModelError(
            f"{server()} has another {file.name} than {model.name} must have. Nothing was fetched; name"
            " another server in HF_ENDPOINT, or none."
        )
    return _Promise(file, said.location, size, etag)


def _missing(promises: list[_Promise], under_way: Path) -> int:
    return sum(max(each.size_bytes - _arrived(under_way / each.file.name), 0) for each in promises)


def _arrived(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _fetch_all(promises: list[_Promise], under_way: Path, report: Report) -> None:
    total = sum(promise.size_bytes for promise in promises)
    before = 0
    for promise in promises:
        _fetch(promise, under_way / promise.file.name, models.told(report, "Fetching", before, total))
        before += promise.size_bytes


def _fetch(promise: _Promise, path: Path, heard: Callable[[int], None]) -> None:
    """Bring a file to its full length."""
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # loaded lazily

    if _arrived(path) > promise.size_bytes:
        path.unlink()
    with _Growing(path, heard) as file:
        arrived = file.tell()
        heard(arrived)
        http_get(
            promise.url,
            file,
            resume_size=arrived,
            headers=build_hf_headers(token=False),
            expected_size=promise.size_bytes,
        )


class _Growing(BufferedWriter):
    """A file that is appended to, and tells how long it is."""

    def __init__(self, path: Path, heard: Callable[[int], None]) -> None:
        super().__init__(FileIO(path, "ab"))
        self._heard = heard

    def write(self, block: Any) -> int:
        written = super().write(block)
        self._heard(self.tell())
        return written


def _checked(model: Model, promises: list[_Promise], under_way: Path, report: Report) -> Manifest:
    """The manifest of what has come; ModelError where it is not what was promised, which is deleted."""
    total = sum(promise.size_bytes for promise in promises)
    files, before = {}, 0
    for promise in promises:
        path = under_way / promise.file.name
        sha256, blob = models.digests(path, models.told(report, "Checking", before, total))
        if (promise.file.sha256 or promise.etag) not in {sha256, blob}:
            path.unlink()
            raise ModelError(
                f"{promise.file.name} of {model.name} came damaged: its checksum is not what it must be."
                f" It was deleted; `{PROGRAM} models pull {model.name}` fetches it anew."
            )
        files[promise.file.name] = StoredFile(promise.size_bytes, sha256)
        before += promise.size_bytes
    return Manifest(
        name=model.name,
        repository=model.repository,
        revision=model.revision,
        licence=model.licence,
        languages=model.languages,
        source=endpoint(),
        checked="hub" if model.unverified else "catalogue",
        files=files,
    )


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / f".{name}.lock", timeout=0):
            yield
    except Timeout:
        raise ModelError(f"{name} is being fetched already, by another session-monitor.") from None


@contextmanager
def _explained(model: Model) -> Iterator[None]:
    """Lets the hub's client on to the network, and turns what can go wrong there into a sentence."""
    os.environ.update(_PRIVATE)
    import httpx2
    from huggingface_hub import close_session, constants
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    constants.DOWNLOAD_CHUNK_SIZE = _BLOCK_BYTES
    try:
        yield
    except OfflineModeIsEnabled:
        raise ModelError(
            "HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set in the environment, so nothing is fetched. Unset"
            f" it, or bring the model by hand: `{PROGRAM} models import`."
        ) from None
    except HfHubHTTPError as error:
        raise ModelError(_refusal(model, error.response.status_code)) from None
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        raise ModelError(_unreachable(str(error))) from None
    except httpx2.HTTPError:
        raise ModelError(_broken_off(model)) from None
    except OSError as error:
        if error.errno is None and "Consistency check" in str(error):
            raise ModelError(_broken_off(model)) from None
        raise
    except (httpx2.InvalidURL, ValueError, ImportError):
        if not _proxy():
            raise
        raise ModelError(
            f"The proxy that {_proxy()} names cannot be used: it must be an http:// one."
        ) from None
    finally:
        close_session()


def _broken_off(model: Model) -> str:
    return (
        f"The connection to {server()} broke off. What has come is kept; `{PROGRAM} models pull"
        f" {model.name}` goes on from there."
    )


def _unreachable(why: str) -> str:
    by_hand = f"or bring the model by hand: `{PROGRAM} models import`."
    if "SSL" in why:
        return (
            f"No safe connection to {server()} can be made: this computer does not trust its certificate, as"
            f" behind some companies' proxies, or it has none. Let SSL_CERT_FILE name theirs, {by_hand}"
        )
    way = f" (through the proxy that {_proxy()} names)" if _proxy() else ""
    return f"{server()} cannot be reached{way}. Check the connection, then do it again; {by_hand}"


def _refusal(model: Model, status: int) -> str:
    if status in {401, 404}:
        return (
            f"{server()} does not have {model.repository} as it was at {model.revision[:12]} ({status})."
            " Name another server in HF_ENDPOINT, or none."
        )
    if status >= 500:
        return (
            f"{server()} is out of order ({status}). Try again later; what has come is kept, and"
            " the pull goes on from there."
        )
    return (
        f"{server()} does not hand out {model.repository} ({status}). Try again later, name another server"
        f" in HF_ENDPOINT, or bring the model by hand: `{PROGRAM} models import`."
    )


def _proxy() -> str:
    """Which variable of the environment names a proxy; its value may hold a password."""
    return next((name for name in _PROXIES if os.environ.get(name)), "")
