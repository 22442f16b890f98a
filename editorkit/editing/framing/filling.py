"""What fills the frame, or a part of it from edge to edge, and how it does so in another frame."""

from dataclasses import replace
from fractions import Fraction

from editorkit.editing.framing.covering import NEARLY, are_close, fills, reaches_across, snapped, sticks_out, takes
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans, Way, onto, rigid, stretch
from editorkit.editing.framing.standing import Shape
from editorkit.editing.framing.tiling import Tiling
from editorkit.space.lengths import divide
from editorkit.ticks import nearest

FILL, FIT = "fill", "fit"
MODES = (FILL, FIT)

_LEAST_KEPT = Fraction(1, 4)
_LEAST_LETTERBOXED = 20  # percent of a side


class Filling:
    """Tells how items go that fill the frame, or a part of a split screen.

    mode: fill or fit, for those it is meant for; None where what an item is decides.
    """

    def __init__(self, scene: Scene, tiling: Tiling, mode: str | None) -> None:
        self._scene, self._tiling, self._mode = scene, tiling, mode
        self._known: dict[tuple[Shape, bool | None], Plan | None] = {}

    def plan(self, one: Shape, is_meant: bool | None) -> Plan | None:
        """The plan of an item that stands so; None for one that is placed in the frame.

        is_meant: whether the mode is meant for it; None where it is for all that fills the frame.
        """
        key = one, is_meant
        if key not in self._known:
            is_meant = fills(one, self._scene) if is_meant is None else is_meant
            self._known[key] = self._plan(one, self._mode if is_meant else None)
        return self._known[key]

    def _plan(self, one: Shape, mode: str | None) -> Plan | None:
        scene = self._scene
        frame = Span(0, scene.new[0]), Span(0, scene.new[1])
        if not one.kind.visible:
            return stretched(scene)
        if mode == FIT or (mode is None and _is_letterboxed(one, scene)):
            return _fitted(one, frame, "it is shown whole")
        if mode == FILL:
            return _covering(one, frame, scene, mode) or _fitted(
                one, frame, "it is shown whole, for it cannot be cropped"
            )
        if fills(one, scene):
            return _covering(one, _stretched(one, scene), scene, mode)
        part = self._tiling.part(one)
        if part is None:
            return None
        plan = _covering(one, part.target, scene, mode)
        return plan and replace(plan, note=", ".join(filter(None, (part.note, plan.note))))


def stretched(scene: Scene) -> Plan:
    """The plan of what takes the shape of the frame, whatever it is."""
    across, down = (stretch(old, new) for old, new in zip(scene.old, scene.new, strict=True))
    return Plan((across, down), scene.factor)


def _stretched(one: Shape, scene: Scene) -> Spans:
    across, down = (way.of(span) for way, span in zip(stretched(scene).ways, snapped(one, scene), strict=True))
    return across, down


def _covering(one: Shape, target: Spans, scene: Scene, mode: str | None) -> Plan | None:
    """How an item covers a part of the new frame; None where it cannot."""
    ways = onto(one.spans[0], target[0]), onto(one.spans[1], target[1])
    if one.is_elastic and one.is_plain:
        return Plan(ways, scene.factor)
    if one.has_letters or not (one.kind.is_picture or one.is_elastic) or not all(span.length > 0 for span in one.spans):
        return None
    if not one.is_plain or not one.is_croppable or sticks_out(one, scene):
        return _overlapping(one, target, scene)
    zoom = max(way.size for way in ways)
    kept = divide(target[0].length * target[1].length, zoom * zoom * one.spans[0].length * one.spans[1].length)
    if kept == 1:
        return Plan(ways, scene.factor)
    lost = f"{max(1, nearest(100 * (1 - kept)))} %"
    place = "the frame" if mode or fills(one, scene) else "its part of the frame"
    if kept < _LEAST_KEPT and mode is None:
        return _fitted(one, target, f"it is shown whole, for to fill {place} would crop {lost} of it")
    return Plan(ways, scene.factor, zoom, note=f"it is cropped by {lost} of what was seen, to fill {place}")


def _fitted(one: Shape, target: Spans, note: str) -> Plan:
    """As large as it can be inside a part of the frame, in the middle of it."""
    size = min(divide(target[axis].length, one.spans[axis].length or 1) for axis in (0, 1))
    across, down = (rigid(size, one.spans[axis].middle, target[axis].middle) for axis in (0, 1))
    return Plan((across, down), size, note=note)


def _overlapping(one: Shape, target: Spans, scene: Scene) -> Plan:
    """Scaled as it is, so that it covers a part of the frame and the rest of it sticks out."""
    parts = [target[axis].within(scene.new[axis]) or target[axis] for axis in (0, 1)]
    if any(one.travels):
        size = max(divide(new, old) for old, new in zip(scene.old, scene.new, strict=True))
    else:
        zoomed = min(divide(span.length, old) for span, old in zip(one.spans, scene.old, strict=True))
        size = max(1, zoomed) * max(divide(parts[axis].length, one.spans[axis].length) for axis in (0, 1))
    middles = [(divide(old, 2), divide(new, 2)) for old, new in zip(scene.old, scene.new, strict=True)]
    across, down = (_kept_over(rigid(size, *middles[axis]), one.spans[axis], parts[axis]) for axis in (0, 1))
    return Plan((across, down), size, note="it covers the frame, and what sticks out is cut off")


def _kept_over(way: Way, span: Span, target: Span) -> Way:
    """The way moved so that a span covers a part of the frame, where it is long enough."""
    made = way.of(span)
    if made.length < target.length:
        return way
    start = max(min(made.start, target.start), target.end - made.length)
    return way._replace(offset=way.offset + start - made.start)


def _is_letterboxed(one: Shape, scene: Scene) -> bool:
    """Whether a picture is shown whole in the middle of the frame: from edge to edge one way, with bars the other."""
    if not one.kind.is_picture or not one.is_plain or any(one.travels) or fills(one, scene):
        return False
    axis = 1 if reaches_across(one, 0, scene) else 0
    middle, length = one.spans[axis].middle, scene.old[axis]
    is_centered = are_close(middle, divide(length, 2), NEARLY * length)
    return is_centered and reaches_across(one, 1 - axis, scene) and takes(one, _LEAST_LETTERBOXED, axis, scene)
