"""Captions to captions: moved, cut, split and joined. Times are milliseconds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from editorkit.captions.model import Captions, Entry, Loss, show
from editorkit.errors import UsageError
from editorkit.scanner import quote
from editorkit.ticks import Number, exact

_GONE = "The caption {} is left out, because it would end before 0."
_CLIPPED = "The caption {} is cut at 0, because it would start before."


def shift(captions: Captions, ms: Number) -> Captions:
    """Everything later by some time, or earlier where it is negative.

    What would end at 0 or before is left out, what would start before 0 is cut there; both are losses.
    """
    by = exact(ms)
    told = (
        Loss(None, (_CLIPPED if entry.end_ms + by > 0 else _GONE).format(quote(entry.text)), entry.end_ms + by <= 0)
        for entry in captions.entries
        if entry.start_ms + by < 0
    )
    entries = tuple(_within(captions.entries, Fraction(0), captions.end_ms + by, by))
    return replace(captions, entries=entries, losses=(*captions.losses, *told))


def cut(captions: Captions, start_ms: Number, end_ms: Number) -> Captions:
    """What is shown from one moment until just before another, with times from there; what straddles is clipped.

    Raises UsageError where the end is not after the start.
    """
    start, end = exact(start_ms), exact(end_ms)
    if end <= start:
        raise UsageError(f"cannot cut from {show(start)} to {show(end)}; the end must be after the start")
    return replace(captions, entries=tuple(_within(captions.entries, Fraction(0), end - start, -start)))


def _within(entries: Sequence[Entry], low: Fraction, high: Fraction, by: Fraction) -> Iterator[Entry]:
    """The entries later by some time, as far as they are between two moments."""
    for entry in entries:
        start, end = max(entry.start_ms + by, low), min(entry.end_ms + by, high)
        if start < end:
            moment = entry.timestamp_ms
            yield replace(
                entry,
                start_ms=start,
                end_ms=end,
                timestamp_ms=None if moment is None else min(max(moment + by, start), end),
            )


def split(captions: Captions, at: Sequence[Number]) -> tuple[Captions, ...]:
    """The pieces between some moments, one more than there are moments, each with times from its own start.

    Where nothing straddles a moment, joining the pieces, each shifted back, gives the captions again.
    Raises UsageError where the moments do not rise from above 0.
    """
    moments = [Fraction(0), *(exact(moment) for moment in at)]
    if any(after <= before for before, after in pairwise(moments)):
        raise UsageError("the moments to split at must be above 0 and rise; sort them and leave out repeated ones")
    last = max(captions.end_ms, moments[-1]) + 1
    return tuple(cut(captions, start, end) for start, end in pairwise([*moments, last]))


def join(*captions: Captions) -> Captions:
    """All entries of several captions by start, those of the first ones first where they start together.

    Raises UsageError where there are none, or some are timed by word and some by line.
    """
    if len({each.timing for each in captions}) != 1:
        raise UsageError("only captions of one timing can be joined; use to_words or to_lines before")
    entries = sorted((entry for each in captions for entry in each.entries), key=lambda entry: entry.start_ms)
    losses = dict.fromkeys(loss for each in captions for loss in each.losses)
    return Captions(tuple(entries), captions[0].timing, tuple(losses))
