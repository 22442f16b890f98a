"""What something takes up across or down, and how that changes: every axis is treated alike."""

from typing import NamedTuple

from editorkit.space.lengths import divide
from editorkit.ticks import Exact, whole


class Span(NamedTuple):
    """Where something begins on an axis, and how long it is there, in pixels."""

    start: Exact
    length: Exact

    @property
    def end(self) -> Exact:
        """Where it ends."""
        return self.start + self.length

    @property
    def middle(self) -> Exact:
        """The point halfway."""
        return divide(2 * self.start + self.length, 2)

    def within(self, length: Exact) -> "Span | None":
        """The part between 0 and a length; None where there is none."""
        start, end = max(self.start, 0), min(self.end, length)
        is_outside = start > end or (start == end and self.length > 0)
        return None if is_outside else Span(start, end - start)

    def joined(self, other: "Span") -> "Span":
        """From where the first begins to where the last ends."""
        start = min(self.start, other.start)
        return Span(start, max(self.end, other.end) - start)


Spans = tuple[Span, Span]
"""Across and down."""


class Way(NamedTuple):
    """How places and lengths on an axis change: a place to `place * step + offset`, a length to `length * size`."""

    step: Exact
    offset: Exact
    size: Exact

    def at(self, place: Exact) -> Exact:
        """Where a place comes to be."""
        return whole(place * self.step + self.offset)

    def of(self, span: Span) -> Span:
        """What a span comes to be."""
        return Span(self.at(span.start), whole(span.length * self.size))


Ways = tuple[Way, Way]


def rigid(size: Exact, old: Exact, new: Exact) -> Way:
    """The way on which all is scaled alike and one place comes to another."""
    return Way(size, whole(new - old * size), size)


def onto(old: Span, new: Span) -> Way:
    """The way that takes one span to another."""
    return rigid(divide(new.length, old.length) if old.length else 1, old.start, new.start)


def stretch(old: Exact, new: Exact) -> Way:
    """The way on which an axis of one length becomes one of another."""
    step = divide(new, old)
    return Way(step, 0, step)
