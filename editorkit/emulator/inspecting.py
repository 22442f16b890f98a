"""Inspecting: what an uploaded file is, by its content; its name only tells captions apart.

Pictures, film, sound and captions are taken; 3D files, JSON (Lottie, too), documents and all else are refused.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from editorkit import ticks
from editorkit.building.media.probing import Facts, probe
from editorkit.captions import read_file
from editorkit.emulator.problems import Problem
from editorkit.errors import CaptionError, MediaError, UnreadableError

_MEBIBYTE = 2**20
LARGEST = 800 * _MEBIBYTE
_LIMITS = {"VIDEO": 800 * _MEBIBYTE, "AUDIO": 25 * _MEBIBYTE, "CAPTION": 10 * _MEBIBYTE}
_LONGEST = 30 * 60
_CAPTIONS = {".srt": "application/x-subrip", ".ass": "text/x-ssa", ".lrc": "text/x-lrc"}
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/flac": ".flac",
}


@dataclass(frozen=True)
class Inspected:
    """What a file turned out to be. duration: seconds. suffix: what its stored name ends in."""

    type: str
    mimetype: str
    size: int
    suffix: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None


def inspect(path: Path, filename: str) -> Inspected:
    """What a file is. Raises Problem where it may not be uploaded, by its kind, size or length, or is broken."""
    suffix = Path(filename).suffix.lower()
    found = _captions(path, suffix) if suffix in _CAPTIONS else _media(path, filename)
    limit = _LIMITS.get(found.type, LARGEST)
    if found.size > limit:
        raise _refused(filename, f"has {found.size} bytes; a {found.type.lower()} may have {limit // _MEBIBYTE} MiB")
    if found.duration is not None and found.type in ("VIDEO", "AUDIO") and found.duration > _LONGEST:
        raise _refused(filename, f"lasts {found.duration:.0f} seconds; at most 30 minutes may be uploaded")
    return found


def _captions(path: Path, suffix: str) -> Inspected:
    size = path.stat().st_size
    if size <= _LIMITS["CAPTION"]:
        try:
            read_file(path, format=suffix[1:])
        except (CaptionError, UnreadableError) as error:
            raise Problem("UPLOAD_FILE_INVALID", f"these are no captions: {_reason(error, path)}") from None
    return Inspected("CAPTION", _CAPTIONS[suffix], size, suffix)


def _media(path: Path, filename: str) -> Inspected:
    try:
        facts = probe(path)
    except MediaError as error:
        raise _refused(filename, _reason(error, path)) from None
    if facts.type == "lottie":
        raise _refused(filename, "is JSON; JSON and Lottie files cannot be uploaded")
    return Inspected(
        facts.type.upper(),
        facts.mime_type,
        facts.size,
        _SUFFIXES.get(facts.mime_type, ".bin"),
        facts.width,
        facts.height,
        _seconds(facts),
    )


def _seconds(facts: Facts) -> float | None:
    return None if facts.duration_seconds is None else float(ticks.as_json(Fraction(facts.duration_seconds)))


def _reason(error: Exception, path: Path) -> str:
    """An error without the path it names, which is none of the caller's business."""
    return str(error).replace(repr(str(path)), "").replace(str(path), "").lstrip(": ").strip()


def _refused(filename: str, why: str) -> Problem:
    return Problem("UPLOAD_FILE_INVALID", f"{filename[:100]!r} {why}")
