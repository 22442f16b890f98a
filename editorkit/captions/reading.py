"""Caption files and texts of any format to captions."""

from collections.abc import Callable
from pathlib import Path

from editorkit import document
from editorkit.captions import ass, lrc, srt, vtt, words
from editorkit.captions.model import Captions
from editorkit.captions.sheet import Sheet, decode
from editorkit.captions.stamps import ARROW
from editorkit.errors import UsageError
from editorkit.scanner import quote
from editorkit.suggestions import did_you_mean

_READERS: dict[str, Callable[[Sheet], Captions]] = {
    "srt": srt.read,
    "vtt": vtt.read,
    "ass": ass.read,
    "ssa": ass.read,
    "lrc": lrc.read,
    "json": words.read,
}
FORMATS = tuple(_READERS)
LAST_MS = 4000


def read_file(path: str | Path, *, format: str | None = None, last_ms: int = LAST_MS) -> Captions:
    """Read a caption file; its format is the one named, else that of its suffix, else what its text looks like.

    Raises UnreadableError where there is no readable file, CaptionError as `read_text` does, UsageError for an
    unknown format.
    """
    name = str(path)
    text = document.read_file(path).text or b""  # it knows how to open files safely; that this is no JSON is no matter
    suffix = Path(name).suffix[1:].lower()
    return read_text(text, format or (suffix if suffix in _READERS else _guess(text, name)), name=name, last_ms=last_ms)


def read_text(text: str | bytes, format: str, *, name: str = "captions", last_ms: int = LAST_MS) -> Captions:
    """Read captions of one of the `FORMATS`. Every cue becomes entries or a loss; none is passed over.

    name: what messages call the text. last_ms: how long the last line of an LRC text lasts.
    Raises CaptionError where something is no caption, by line, or where the text is not UTF-8; UsageError for an
    unknown format.
    """
    if format not in _READERS:
        known = ", ".join(FORMATS)
        raise UsageError(f"no caption format {quote(format)}{did_you_mean(format, FORMATS)}; there are {known}")
    if last_ms < 1:
        raise UsageError(f"the last line cannot last {last_ms} ms; give last_ms of 1 or more")
    return _READERS[format](decode(text, name, last_ms))


def _guess(text: bytes, name: str) -> str:
    sheet = decode(text, name)
    start = sheet.text.lstrip()
    looks: dict[str, bool] = {
        "vtt": start.startswith("WEBVTT"),
        "ass": start.startswith("[Script Info]"),
        "json": start[:1] == "{" or (start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "]")),
        "srt": ARROW in start,
        "lrc": start.startswith("["),
    }
    found = next((format for format, fits in looks.items() if fits), None)
    if found is None:
        raise sheet.fault(None, f"the text is in no format that is known here; name one of {', '.join(FORMATS)}")
    return found
