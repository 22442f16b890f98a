"""Captions as values: entries with exact times, and what a source held that they cannot carry."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, get_args

import orjson

from editorkit import ticks
from editorkit.errors import CaptionError, UsageError
from editorkit.scanner import quote
from editorkit.ticks import Number

Timing = Literal["line", "word"]


def show(ms: Number) -> str:
    """Milliseconds as messages show them: `0:01.500`."""
    return ticks.clock(ticks.from_milliseconds(ms))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line or a word. Times are milliseconds of caption time; an entry ends after it starts, at 0 or later.

    timestamp_ms: the moment the word is spoken; confidence: how sure speech recognition was.
    Raises CaptionError where the times are not in order.
    """

    text: str
    start_ms: Fraction
    end_ms: Fraction
    timestamp_ms: Fraction | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms < self.end_ms:
            raise CaptionError(
                f"the caption {quote(self.text)} lasts from {show(self.start_ms)} to {show(self.end_ms)}; "
                "it must start at 0 or later and end after its start"
            )


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be carried over.

    line: where it stood in the source, counted from 1; None where that is unknown or everywhere.
    what: one sentence.
    dropped: a whole caption is missing, not only its looks.
    """

    line: int | None
    what: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Captions:
    """Entries by start, all of them lines or all of them words. They may overlap.

    Raises UsageError where the timing is unknown, CaptionError where the entries are not in order.
    """

    entries: tuple[Entry, ...]
    timing: Timing
    losses: tuple[Loss, ...] = ()

    def __post_init__(self) -> None:
        if self.timing not in get_args(Timing):
            raise UsageError(f"captions are timed by 'line' or by 'word', not by {quote(str(self.timing))}")
        for before, entry in pairwise(self.entries):
            if entry.start_ms < before.start_ms:
                raise CaptionError(
                    f"the caption {quote(entry.text)} starts before the one ahead of it; sort the entries by start"
                )

    @property
    def start_ms(self) -> Fraction:
        """When the first entry starts; 0 where there is none."""
        return self.entries[0].start_ms if self.entries else Fraction(0)

    @property
    def end_ms(self) -> Fraction:
        """When the last of all entries has ended; 0 where there is none."""
        return max((entry.end_ms for entry in self.entries), default=Fraction(0))


def asset_fields(captions: Captions) -> dict[str, Any]:
    """`captions`, `timingGranularity` and `size` of the caption asset that holds these captions.

    Whole times are integers, others floats. The size is that of the entries as compact JSON in UTF-8, as the
    vendor's editor counts it. Raises CaptionError where a text holds half a character (a lone surrogate).
    """
    entries = [_entry_fields(entry) for entry in captions.entries]
    try:
        size = len(orjson.dumps(entries))
    except orjson.JSONEncodeError as error:
        raise CaptionError(f"these captions cannot be written as JSON: {error}; check their texts") from error
    return {"captions": entries, "timingGranularity": captions.timing, "size": size}


def _entry_fields(entry: Entry) -> dict[str, Any]:
    fields = {
        "text": entry.text,
        "startMs": ticks.as_json(entry.start_ms),
        "endMs": ticks.as_json(entry.end_ms),
        "timestampMs": None if entry.timestamp_ms is None else ticks.as_json(entry.timestamp_ms),
        "confidence": entry.confidence,
    }
    return {name: value for name, value in fields.items() if value is not None}
