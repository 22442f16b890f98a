"""Split screens: large parts of the frame from edge to edge, and what stands inside one of them.

Where the frame turns from wide to tall, or back, parts that are side by side become parts one above the other.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from editorkit.editing.framing.covering import NEARLY, are_close, fills, snapped, sticks_out, takes
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans, Way, stretch
from editorkit.editing.framing.standing import Shape, Standing

_LARGE = 40  # percent of a side
_SIDES = (("left", "right"), ("upper", "lower"))
_MOST = 16  # kinds of parts that are looked at: more would be no split screen, and take long


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of a split screen goes. note: what was decided about that, or nothing."""

    target: Spans
    note: str = ""


class Tiling:
    """The parts of split screens among items that stand in the frame."""

    def __init__(self, items: Sequence[Standing], scene: Scene) -> None:
        self._scene = scene
        times: dict[Spans, list[tuple[int, int]]] = defaultdict(list)
        for one in items:
            if _is_tile(one.shape, scene):
                times[snapped(one.shape, scene)].append((one.start, one.end))
        self._starts = {part: [start for start, _ in sorted(spans)] for part, spans in list(times.items())[:_MOST]}
        self._ends = {part: list(accumulate((end for _, end in sorted(times[part])), max)) for part in self._starts}
        self._parts = {part: self._part(part) for part in self._starts}

    def part(self, one: Shape) -> Part | None:
        """Where an item goes that is a part of a split screen; None for any other."""
        return self._parts.get(snapped(one, self._scene)) if _is_tile(one, self._scene) else None

    def home(self, one: Standing) -> Spans | None:
        """The part of a split screen that an item stands in; None where it stands in none."""
        reach = one.shape.reach
        if reach is None or any(one.shape.travels) or one.shape.is_captions:
            return None
        around = (part for part in self._parts if _is_within(reach, part) and self._is_there(part, one))
        return min(around, key=lambda part: part[0].length * part[1].length, default=None)

    def moved_in(self, one: Standing, home: Spans) -> Standing:
        """An item as it stands in a part, which is a frame of its own."""
        shape = one.shape
        assert shape.reach is not None
        return replace(one, shape=replace(shape, spans=_from(shape.spans, home), reach=_from(shape.reach, home)))

    def scene_of(self, home: Spans) -> Scene:
        """The scene of a part."""
        part = self._parts[home]
        old, new = ((spans[0].length, spans[1].length) for spans in (home, part.target))
        return self._scene.part(old, new, bool(part.note))

    def moved_out(self, plan: Plan, home: Spans) -> Plan:
        """The plan for the frame, of one for a part of it."""
        target = self._parts[home].target
        across, down = (
            Way(way.step, way.offset + target[axis].start - way.step * home[axis].start, way.size)
            for axis, way in enumerate(plan.ways)
        )
        return replace(plan, ways=(across, down))

    def _is_there(self, part: Spans, one: Standing) -> bool:
        """Whether something takes a part while an item is shown."""
        before = bisect_left(self._starts[part], one.end)
        return before > 0 and self._ends[part][before - 1] > one.start

    def _part(self, part: Spans) -> Part:
        old, new = self._scene.old, self._scene.new
        axis = 0 if old[0] > old[1] else 1
        is_flipped = (old[0] - old[1]) * (new[0] - new[1]) < 0
        if is_flipped and part[1 - axis].length == old[1 - axis] and any(self._counterparts(part, axis)):
            turned = stretch(old[axis], new[1 - axis]).of(part[axis])
            was, now = (words[part[axis].start > 0] for words in (_SIDES[axis], _SIDES[1 - axis]))
            target = (Span(0, new[0]), turned) if axis == 0 else (turned, Span(0, new[1]))
            return Part(target, f"it takes the {now} part of the frame, not the {was} one")
        across, down = (stretch(old[each], new[each]).of(part[each]) for each in (0, 1))
        return Part((across, down))

    def _counterparts(self, part: Spans, axis: int) -> Iterator[bool]:
        """For every other part, whether it takes what the part leaves free on an axis."""
        length = self._scene.old[axis]
        for other in self._starts:
            first, second = sorted((part[axis], other[axis]))
            is_beside = are_close(first.end, second.start, NEARLY * length) and first.start == 0
            yield is_beside and second.end == length and other[1 - axis] == part[1 - axis]


def _is_tile(one: Shape, scene: Scene) -> bool:
    """Whether an item is large, and at the edges of the frame both ways."""
    if one.has_letters or not one.is_plain or any(one.travels) or not (one.is_croppable or one.is_elastic):
        return False
    if not one.kind.visible or fills(one, scene) or sticks_out(one, scene):
        return False
    return all(takes(one, _LARGE, axis, scene) and _is_at_an_edge(one, axis, scene) for axis in (0, 1))


def _is_at_an_edge(one: Shape, axis: int, scene: Scene) -> bool:
    span, length = one.spans[axis], scene.old[axis]
    return are_close(span.start, 0, NEARLY * length) or are_close(span.end, length, NEARLY * length)


def _is_within(reach: Spans, part: Spans) -> bool:
    return all(inner.start >= outer.start and inner.end <= outer.end for inner, outer in zip(reach, part, strict=True))


def _from(spans: Spans, home: Spans) -> Spans:
    across, down = (Span(span.start - part.start, span.length) for span, part in zip(spans, home, strict=True))
    return across, down
