"""How much of the frame something covers."""

from fractions import Fraction

from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans
from editorkit.editing.framing.standing import Shape
from editorkit.ticks import Exact

NEARLY = Fraction(1, 100)  # of the frame: how far off something may be that is meant to be at a place
_NEARLY_ALL, _WHOLE_SIDE = 90, 95  # percent
_ROUNDED = 1  # pixel


def fills(one: Shape, scene: Scene) -> bool:
    """Whether an item covers (nearly) all of the frame."""
    across, down = (one.spans[axis].within(scene.old[axis]) for axis in (0, 1))
    if across is None or down is None:
        return False
    return 100 * across.length * down.length >= _NEARLY_ALL * scene.old[0] * scene.old[1]


def takes(one: Shape, percent: int, axis: int, scene: Scene) -> bool:
    """Whether an item takes up so much of an axis, at least."""
    part = one.spans[axis].within(scene.old[axis])
    return part is not None and 100 * part.length >= percent * scene.old[axis]


def reaches_across(one: Shape, axis: int, scene: Scene) -> bool:
    """Whether an item goes (nearly) from edge to edge on an axis."""
    return takes(one, _WHOLE_SIDE, axis, scene)


def is_band(one: Shape, axis: int, scene: Scene) -> bool:
    """Whether an item that may have any shape goes from edge to edge on an axis."""
    return one.is_elastic and one.is_plain and not one.has_letters and reaches_across(one, axis, scene)


def sticks_out(one: Shape, scene: Scene) -> bool:
    """Whether a part of an item is outside the frame, by more than rounding."""
    return any(
        span.start < -_ROUNDED or span.end > old + _ROUNDED for span, old in zip(one.spans, scene.old, strict=True)
    )


def snapped(one: Shape, scene: Scene) -> Spans:
    """What is seen of an item, with ends moved onto the edges of the frame where they are a rounding away."""
    across, down = (_snapped(span, old) for span, old in zip(one.spans, scene.old, strict=True))
    return across, down


def are_close(place: Exact, other: Exact, tolerance: Exact) -> bool:
    """Whether two places are no further apart than a tolerance."""
    return -tolerance <= place - other <= tolerance


def _snapped(span: Span, length: Exact) -> Span:
    start = 0 if are_close(span.start, 0, _ROUNDED) else span.start
    end = length if are_close(span.end, length, _ROUNDED) else span.end
    return Span(start, end - start)
