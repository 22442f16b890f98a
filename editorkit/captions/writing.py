"""Captions to SRT and WebVTT, and what these formats cannot carry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from editorkit.captions import srt, vtt
from editorkit.captions.model import Captions, Entry, Loss
from editorkit.captions.paging import to_lines
from editorkit.captions.stamps import ARROW, clock
from editorkit.errors import UsageError
from editorkit.scanner import quote
from editorkit.suggestions import did_you_mean
from editorkit.wording import counted

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class _Format:
    header: str
    has_counters: bool
    separator: str
    escape: Callable[[str], str]
    entry_losses: dict[str, Callable[[Entry], bool]]


def _is_whole(time: Fraction) -> bool:
    return time.denominator == 1


_ALWAYS_LOST: dict[str, Callable[[Entry], bool]] = {
    "{} without text left out": lambda entry: not entry.text.strip(),
    "Times of {} rounded to milliseconds": lambda entry: not (_is_whole(entry.start_ms) and _is_whole(entry.end_ms)),
    "Moments (timestampMs) of {} left out": lambda entry: entry.timestamp_ms is not None,
    "Confidences of {} left out": lambda entry: entry.confidence is not None,
}
_LOST_IN_SRT: dict[str, Callable[[Entry], bool]] = {
    "Blank lines in {} left out": lambda entry: any(map(srt.is_blank, _lines(entry.text))),
    "Carriage returns in {} written as line feeds": lambda entry: "\r" in entry.text,
}
_FORMATS = {
    "srt": _Format("", True, ",", srt.escape, _ALWAYS_LOST | _LOST_IN_SRT),
    "vtt": _Format("WEBVTT\n\n", False, ".", vtt.escape, _ALWAYS_LOST),
}


def write_srt(captions: Captions) -> str:
    """SRT text. Lines on whole milliseconds are read again as they are; see `losses_of` for the rest.

    Words become lines as `to_lines` makes them. Raises CaptionError for times of 100 hours and more.
    """
    return _write(captions, _FORMATS["srt"])


def write_vtt(captions: Captions) -> str:
    """WebVTT text. Lines on whole milliseconds are read again as they are; see `losses_of` for the rest.

    Words become lines as `to_lines` makes them. Raises CaptionError for times of 100 hours and more.
    """
    return _write(captions, _FORMATS["vtt"])


def losses_of(captions: Captions, format: str) -> tuple[Loss, ...]:
    """What "srt" or "vtt" cannot carry, one loss a kind. Raises UsageError for another format."""
    if format not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise UsageError(f"captions are not written as {quote(format)}{did_you_mean(format, _FORMATS)}; use {known}")
    losses = _FORMATS[format].entry_losses.items()
    counts = {what: sum(map(is_lost, captions.entries)) for what, is_lost in losses}
    told = [Loss(None, what.format(counted(n, "caption")) + ".") for what, n in counts.items() if n]
    by_word = [Loss(None, "Times of words are left out; words are joined to lines.")]
    return (*(by_word if captions.timing == "word" else []), *told)


def _write(captions: Captions, style: _Format) -> str:
    return style.header + "\n".join(_cues(to_lines(captions), style))


def _cues(captions: Captions, style: _Format) -> Iterator[str]:
    shown = (entry for entry in captions.entries if entry.text.strip())
    for number, entry in enumerate(shown, 1):
        start, end = (clock(time, style.separator) for time in _rounded(entry))
        counter = f"{number}\n" if style.has_counters else ""
        yield f"{counter}{start} {ARROW} {end}\n{style.escape(entry.text)}\n"


def _rounded(entry: Entry) -> tuple[int, int]:
    """Start and end in milliseconds, rounded half up; at least one apart."""
    start = (entry.start_ms + _HALF).__floor__()
    return start, max((entry.end_ms + _HALF).__floor__(), start + 1)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
