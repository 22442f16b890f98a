"""Where items stand in the frame: what is seen of them, where they rest, and how far they move."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from editorkit import schema
from editorkit.editing.curves import value_at
from editorkit.editing.draft import Entity
from editorkit.editing.framing.scene import Scene, Size
from editorkit.editing.framing.spans import Span, Spans
from editorkit.items import ItemType, item_types
from editorkit.space.lengths import divide
from editorkit.state import end_of
from editorkit.ticks import Exact, exact, whole

PLACES = ("left", "top")
SIDES = ("width", "height")
CROPS = (("cropLeft", "cropRight"), ("cropTop", "cropBottom"))
_BOX = (*PLACES, *SIDES)
_LOOKS = ("scaleX", "scaleY", "rotation", *CROPS[0], *CROPS[1])
_STILL: Entity = {"value": 0, "keyframes": []}
_UNCUT: tuple[tuple[Exact, Exact], tuple[Exact, Exact]] = ((0, 0), (0, 0))


@dataclass(frozen=True, eq=False)
class Shape:
    """How an item stands in the frame; items that stand alike and never move share one.

    spans: what is seen, at the moment when most of it is inside the frame.
    reach: what it takes up of the frame in the course of its life; None where it is never inside.
    travels: whether it moves far, across and down, inside the frame.
    crops: the shares that are cropped at both ends of each axis.
    is_plain: neither turned, nor scaled, nor of changing size or crops. is_elastic: its box may take any shape.
    is_still: it has no keyframes of place or size.
    """

    kind: ItemType
    spans: Spans
    reach: Spans | None
    travels: tuple[bool, bool]
    crops: tuple[tuple[Exact, Exact], tuple[Exact, Exact]]
    is_plain: bool
    is_elastic: bool
    is_still: bool

    @cached_property
    def has_letters(self) -> bool:
        """Whether it is a text or captions, whose lines may be broken anew."""
        return "fontSize" in schema.properties("1.1", "item", self.kind.name)

    @cached_property
    def is_captions(self) -> bool:
        """Whether it is captions."""
        return self.kind.asset == "caption"

    @cached_property
    def is_croppable(self) -> bool:
        """Whether parts of it can be cropped."""
        return CROPS[0][0] in schema.number_tracks("1.1", self.kind.name)


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """An item that has a box, and how it stands in the frame."""

    name: str
    item: Entity
    shape: Shape

    @property
    def start(self) -> int:
        """When it begins, in ticks."""
        return int(self.item["startTicks"])

    @property
    def end(self) -> int:
        """When it ends, in ticks."""
        return end_of(self.item)

    def is_of_fixed(self, axis: int) -> bool:
        """Whether its size never changes on an axis."""
        return not self.item[SIDES[axis]]["keyframes"]


class Stage:
    """Finds out how items stand in the old frame of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._shapes: dict[tuple[Any, ...], Shape] = {}

    def standing(self, name: str, item: Entity) -> Standing:
        """How an item stands."""
        kind = item_types()[item["type"]]
        is_elastic = kind.takes_any_shape(item)
        tracks = [item.get(name, _STILL) for name in (*_BOX, *_LOOKS)]
        if any(track["keyframes"] for track in tracks):
            return Standing(name, item, _shape(item, kind, is_elastic, self._scene))
        key = (kind.name, is_elastic, *(track["value"] for track in tracks))
        if key not in self._shapes:
            self._shapes[key] = _shape(item, kind, is_elastic, self._scene)
        return Standing(name, item, self._shapes[key])


def has_box(item: Entity) -> bool:
    """Whether an item has a place in the frame."""
    return PLACES[0] in schema.number_tracks("1.1", item["type"])


def number(value: Any) -> Exact:
    """A JSON number, exactly."""
    return value if type(value) is int else whole(exact(value))


def reached(track: Entity, time: int) -> Exact:
    """The value of a number track at a time."""
    points = track["keyframes"]
    return number(value_at(points, [point["timeTicks"] for point in points], time) if points else track["value"])


def _shape(item: Entity, kind: ItemType, is_elastic: bool, scene: Scene) -> Shape:
    crops = _crops(item)
    turns = _quarter_turns(item)
    scales, seen = _drawn(item, crops or _UNCUT, turns, scene.old)
    inside = [_inside(spans, scene.old) for spans in seen]
    rest = max(range(len(seen)), key=lambda number: _area(inside[number]))
    met = [(spans, part) for spans, part in zip(seen, inside, strict=True) if part is not None]
    reach = None
    for _, part in met:
        reach = part if reach is None else (reach[0].joined(part[0]), reach[1].joined(part[1]))
    across, down = (_travel([spans[axis].start for spans, _ in met]) > scene.edge for axis in (0, 1))
    has_fixed_size = not any(item[side]["keyframes"] for side in SIDES)
    return Shape(
        kind,
        seen[rest],
        reach,
        (across, down),
        crops or _UNCUT,
        is_plain=turns == 0 and scales == (1, 1) and crops is not None and has_fixed_size,
        is_elastic=is_elastic,
        is_still=not any(item[name]["keyframes"] for name in _BOX),
    )


def _drawn(
    item: Entity, crops: tuple[tuple[Exact, Exact], tuple[Exact, Exact]], turns: int, frame: Size
) -> tuple[tuple[Exact, Exact], list[Spans]]:
    """The scales of an item that count, and what is seen of its boxes then.

    They are the largest with which all of it is inside the frame; of what all but fills the frame, or is cut off by it
    as it grows, those at rest.
    """
    boxes = _boxes(item)
    rest, largest = (_scales(item, scale) for scale in (_resting, _largest))
    at_rest = [_seen(box, crops, rest, turns) for box in boxes]
    if largest != rest and not any(_all_but_fills(spans, frame) for spans in at_rest):
        for scales in (largest, (largest[0], rest[1]), (rest[0], largest[1])):
            seen = [_seen(box, crops, scales, turns) for box in boxes]
            if all(_is_inside(spans, frame) for spans in seen):
                return scales, seen
    return rest, at_rest


def _boxes(item: Entity) -> list[Spans]:
    """The boxes of an item: the one it rests in, and those at its keyframes."""
    tracks = [item[name] for name in _BOX]
    left, top, width, height = (number(track["value"]) for track in tracks)
    boxes = [(Span(left, width), Span(top, height))]
    for time in sorted({point["timeTicks"] for track in tracks for point in track["keyframes"]}):
        left, top, width, height = (reached(track, time) for track in tracks)
        boxes.append((Span(left, width), Span(top, height)))
    return boxes


def _seen(
    box: Spans, crops: tuple[tuple[Exact, Exact], tuple[Exact, Exact]], scales: tuple[Exact, Exact], turns: int
) -> Spans:
    """What is seen of a box; it is scaled and turned about its middle."""
    across, down = (_seen_on(box[axis], *crops[axis], scales[axis]) for axis in (0, 1))
    if turns not in (1, 3):
        return across, down
    return (
        Span(across.middle - divide(down.length, 2), down.length),
        Span(down.middle - divide(across.length, 2), across.length),
    )


def _seen_on(side: Span, before: Exact, behind: Exact, scale: Exact) -> Span:
    span = side
    if before or behind:
        span = Span(side.start + before * side.length, (1 - before - behind) * side.length)
    if scale == 1:
        return span
    return Span(side.middle + (span.start - side.middle) * scale, span.length * scale)


def _all_but_fills(spans: Spans, frame: Size) -> bool:
    return all(4 * span.length >= 3 * length for span, length in zip(spans, frame, strict=True))


def _is_inside(spans: Spans, frame: Size) -> bool:
    return all(span.start >= 0 and span.end <= length for span, length in zip(spans, frame, strict=True))


def _inside(spans: Spans, frame: Size) -> Spans | None:
    across, down = spans[0].within(frame[0]), spans[1].within(frame[1])
    return None if across is None or down is None else (across, down)


def _area(part: Spans | None) -> Exact:
    return -1 if part is None else part[0].length * part[1].length


def _travel(places: list[Exact]) -> Exact:
    return max(places) - min(places) if places else 0


def _crops(item: Entity) -> tuple[tuple[Exact, Exact], tuple[Exact, Exact]] | None:
    """The crops; None where they change, or cut off more than there is."""
    found = []
    for near, far in CROPS:
        tracks = [item.get(name, _STILL) for name in (near, far)]
        before, behind = (number(track["value"]) for track in tracks)
        if any(track["keyframes"] for track in tracks) or min(before, behind) < 0 or before + behind >= 1:
            return None
        found.append((before, behind))
    return found[0], found[1]


def _scales(item: Entity, scale: Callable[[Entity], Exact]) -> tuple[Exact, Exact]:
    return scale(item["scaleX"]), scale(item["scaleY"])


def _resting(track: Entity) -> Exact:
    """How much larger an item is drawn when it is at rest: as it is, where its scale comes from or goes to that."""
    values = [_size(number(point["value"])) for point in track["keyframes"]]
    rest = _size(number(track["value"]))
    if rest == 0 or (values and min(values) <= 1 <= max(values)):
        return 1
    return rest


def _largest(track: Entity) -> Exact:
    """How much larger an item is drawn at either end of its life, whichever is more; not what it overshoots between."""
    points = track["keyframes"]
    ends = [points[0]["value"], points[-1]["value"]] if points else [track["value"]]
    return max(_size(number(value)) for value in ends) or 1


def _size(value: Exact) -> Exact:
    return max(value, -value)


def _quarter_turns(item: Entity) -> int:
    """How often an item is turned by 90 degrees; -1 where it is turned by anything else."""
    track = item.get("rotation", _STILL)
    turned = number(track["value"])
    if track["keyframes"] or turned % 90:
        return -1
    return int(turned) // 90 % 4
