"""A file on its way into the API's store, and the editor asset it makes.

What the API would refuse is refused before anything is sent: its types, sizes and lengths are known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from editorkit.building.media.completing import complete, facts_of
from editorkit.building.media.facts import Facts
from editorkit.building.media.probing import probe
from editorkit.client import calls
from editorkit.client.conversing import Context
from editorkit.client.models import Asset
from editorkit.client.sending import send
from editorkit.client.wire import Do, Flow
from editorkit.errors import UsageError
from editorkit.records import asset_of_record

_PIECE = 2**18
_LONGEST_NAME = 512
_MIB = 2**20
_CAPTIONS = {".srt": "application/x-subrip", ".ass": "text/x-ssa", ".lrc": "text/plain"}
# By the kind of file (the vendor's OpenAPI document 1.1, uploadAsset); images have no limit that is published.
_LARGEST = {"video": 800 * _MIB, "audio": 25 * _MIB, "caption": 10 * _MIB}
_LONGEST_SECONDS = 30 * 60


@dataclass(frozen=True)
class Uploaded:
    """An uploaded file. asset: as the API keeps it. facts: what the file says of itself; None for captions."""

    asset: Asset
    facts: Facts | None = field(default=None, repr=False)

    def editor_asset(self, release: str = "1.1", **stated: Any) -> dict[str, Any]:
        """The asset as a state has it, under the id of the upload: what the API says, completed by the file itself.

        stated: what neither says, such as has_audio=True. Raises MediaError for what is still missing, and for
        captions, which a state holds word for word (`editorkit.captions`).
        """
        told = facts_of(self.facts) if self.facts is not None else {}
        made = {**told, **asset_of_record(self.asset.record)}
        return {"id": self.asset.asset_id, **complete(release, made, stated, "editor_asset()")}


@dataclass(frozen=True)
class FileBody:
    """The content of a file, read while it is sent. size: bytes, as they were when it was looked at."""

    path: Path
    size: int

    def chunks(self) -> Iterator[bytes]:
        """All of it. Raises UsageError where it has become longer or shorter meanwhile."""
        left = self.size
        with self._opened() as file:
            while piece := file.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
        if left:
            raise UsageError(f"{str(self.path)!r} changed while it was sent; upload it again once it is complete")

    def _opened(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise UsageError(f"{str(self.path)!r} cannot be read any more: {error.strerror}") from None


def upload(
    context: Context,
    path: str | Path,
    *,
    filename: str | None = None,
    content_type: str | None = None,
    project_id: str | None = None,
    timeout: float = 3600,
) -> Flow[Uploaded]:
    """Upload a file, streamed from the disk.

    filename: what it is to be called; by default what it is called. Characters beyond ASCII are percent-encoded in
    the header. content_type: by default what its content is. project_id: binds it to that project as well. timeout:
    seconds in all. It is sent once: another try is made only where the API has certainly not taken it.

    Raises MediaError and UsageError for what the API would refuse, before anything is sent, and ClientError.
    """
    target = Path(path)
    known: _Known = yield Do(lambda: _looked_at(target))
    name = header_name(filename if filename is not None else target.name)
    call = calls.upload_asset(
        context.settings.api,
        FileBody(target, known.size),
        filename=name,
        content_type=header_value(content_type or known.content_type, "content type"),
        project_id=project_id,
    )
    asset = yield from send(context, call, context.now() + timeout, timeout)
    return Uploaded(asset, known.facts)


def header_name(filename: str) -> str:
    """A file name as the header carries it: as it is where it is ASCII, else percent-encoded UTF-8.

    Blanks at its ends are left out, as HTTP does. Raises UsageError for a name with control characters or of more than
    512 characters.
    """
    filename = filename.strip(" ")
    shown = f"{filename[:60]!r} cannot be the name of an upload"
    if not filename or any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in filename):
        raise UsageError(f"{shown}: it is empty or has control characters in it; give another (filename=)")
    try:
        name = filename if filename.isascii() else quote(filename, safe=" !#$&'()+,;=@[]{}~")
    except UnicodeEncodeError:
        raise UsageError(f"{shown}: it is no Unicode; give another (filename=)") from None
    if len(name) > _LONGEST_NAME:
        raise UsageError(f"{shown}: it takes {len(name)} characters, not up to {_LONGEST_NAME}; give a shorter one")
    return name


def header_value(text: str, what: str) -> str:
    """A text that can stand in a header. Raises UsageError for one that cannot."""
    if not text or not text.isascii() or not text.isprintable():
        raise UsageError(f"{text[:80]!r} is no {what}")
    return text


@dataclass(frozen=True)
class _Known:
    size: int
    content_type: str
    facts: Facts | None


def _looked_at(path: Path) -> _Known:
    ending = path.suffix.lower()
    if ending in _CAPTIONS and path.is_file():
        known = _Known(path.stat().st_size, _CAPTIONS[ending], None)
        kind, seconds = "caption", None
    else:
        facts = probe(path)
        known = _Known(facts.size, facts.mime_type, facts)
        kind, seconds = facts.type, facts.duration_seconds
    why = _refusal(kind, known.size, seconds)
    if why is not None:
        raise UsageError(f"{str(path)!r} cannot be uploaded: {why}")
    return known


def _refusal(kind: str, size: int, seconds: Fraction | None) -> str | None:
    """Why the API would not take a file, as far as it publishes that."""
    if kind == "lottie":
        return "the API takes no Lottie documents and no other JSON"
    if size < 1:
        return "it is empty"
    if size > _LARGEST.get(kind, size):
        return f"it has {size} bytes, and {kind} is taken up to {_LARGEST[kind] // _MIB} MiB"
    if kind in ("video", "audio") and seconds is not None and seconds > _LONGEST_SECONDS:
        return f"it lasts {seconds.__ceil__()} seconds, and {kind} is taken up to {_LONGEST_SECONDS // 60} minutes"
    return None
