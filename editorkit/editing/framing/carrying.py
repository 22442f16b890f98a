"""Items taken into the new frame as planned: box, keyframes, crops, letters and corners."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from editorkit.editing.draft import Entity
from editorkit.editing.framing.lettering import letters_size
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span
from editorkit.editing.framing.standing import CROPS, PLACES, SIDES, Shape, Standing, number, reached
from editorkit.editing.scaling import scale_pixels
from editorkit.space.lengths import divide
from editorkit.ticks import Exact, as_json, nearest


def carry(items: Sequence[tuple[Standing, Plan]], scene: Scene) -> list[str]:
    """Take items into the new frame, in place; what was decided about each, or nothing."""
    lettered = [(one, plan, _box_of(one.item)) for one, plan in items if one.shape.has_letters]
    known: dict[tuple[Shape, Plan], dict[str, int | float]] = {}
    for one, plan in items:
        key = one.shape, plan
        if key not in known:
            known[key] = _at_rest(one, plan, 0, scene) | _at_rest(one, plan, 1, scene)
        _put(one, plan, known[key], scene)
    letters = _letters(lettered)
    return [", ".join(filter(None, (plan.note, _scaled(one, plan, letters.get(one.name))))) for one, plan in items]


def _letters(items: Sequence[tuple[Standing, Plan, "_Box"]]) -> dict[str, Exact]:
    """How much larger the letters of each item become; those that were alike at different times stay alike."""
    sizes = [letters_size(one.item, plan.size, box.size, _box_of(one.item).size) for one, plan, box in items]
    smallest: dict[_Box, Exact] = {}
    for (_, _, box), size in zip(items, sizes, strict=True):
        smallest[box] = min(size, smallest.get(box, size))
    return {one.name: smallest[box] for one, _, box in items}


def _scaled(one: Standing, plan: Plan, letters: Exact | None) -> str:
    """Scale what is measured in pixels. What became of the letters, where they shrank; else nothing."""
    was = one.item["fontSize"] if letters is not None else 0
    scale_pixels(one.item, plan.size, letters)
    if letters is None or letters >= plan.size:
        return ""
    return f"its letters are {_told(one.item['fontSize'])} pixels high, not {_told(was)}"


@dataclass(frozen=True, slots=True)
class _Box:
    """Where letters stand, and how large they are."""

    place: tuple[Exact, Exact]
    size: tuple[Exact, Exact]
    font: tuple[Any, ...]


def _box_of(item: Entity) -> _Box:
    left, top, width, height = (number(item[name]["value"]) for name in (*PLACES, *SIDES))
    return _Box((left, top), (width, height), tuple(number(item[name]) for name in ("fontSize", "lineHeight")))


def _at_rest(one: Standing, plan: Plan, axis: int, scene: Scene) -> dict[str, int | float]:
    """The values of what an item has for an axis: its place, its side, and its crops where they change."""
    item, place, side = one.item, PLACES[axis], SIDES[axis]
    length, more = number(item[side]["value"]), _cropped(one, plan, axis)
    found = {place: _placed(one, plan, axis, item[place]["value"], length, scene), side: _long(plan, axis, length)}
    for name, crop in zip(CROPS[axis], one.shape.crops[axis], strict=True):
        if more:
            found[name] = as_json(crop + more)
    return found


def _put(one: Standing, plan: Plan, values: dict[str, int | float], scene: Scene) -> None:
    """Put values at rest into an item, and those of its keyframes."""
    points = {} if one.shape.is_still else _points(one, plan, 0, scene) | _points(one, plan, 1, scene)
    for name, value in values.items():
        track = one.item.get(name, {"value": 0, "keyframes": []})
        one.item[name] = track | {"value": value, "keyframes": points.get(name, track["keyframes"])}


def _points(one: Standing, plan: Plan, axis: int, scene: Scene) -> dict[str, list[Entity]]:
    """The keyframes of an axis."""
    place, side = one.item[PLACES[axis]], one.item[SIDES[axis]]
    places = [
        point | {"value": _placed(one, plan, axis, point["value"], reached(side, point["timeTicks"]), scene)}
        for point in place["keyframes"]
    ]
    sides = [point | {"value": _long(plan, axis, number(point["value"]))} for point in side["keyframes"]]
    return {PLACES[axis]: places, SIDES[axis]: sides}


def _long(plan: Plan, axis: int, length: Exact) -> int | float:
    head, tail = (0, 0) if axis else plan.trim
    return as_json(_grown(plan, axis) * length - head - tail)


def _grown(plan: Plan, axis: int) -> Exact:
    return plan.ways[axis].size if plan.zoom is None else plan.zoom


def _cropped(one: Standing, plan: Plan, axis: int) -> Exact:
    """The share of a picture that is cropped at both ends of an axis, besides what was."""
    if plan.zoom is None:
        return 0
    seen = plan.zoom * one.shape.spans[axis].length
    spare = seen - plan.ways[axis].size * one.shape.spans[axis].length
    return divide(spare, 2 * plan.zoom * number(one.item[SIDES[axis]]["value"]))


def _placed(one: Standing, plan: Plan, axis: int, value: Any, length: Exact, scene: Scene) -> int | float:
    """Where the box of an item begins, of which a part is seen that goes as planned.

    What is outside the frame stays outside it, on the same side.
    """
    before, behind = one.shape.crops[axis]
    seen = Span(number(value) + before * length, (1 - before - behind) * length)
    made = plan.of(axis, seen)
    start = made.start
    if seen.end <= 0:
        start = seen.end * scene.factor - made.length
    elif seen.start >= scene.old[axis]:
        start = scene.new[axis] + (seen.start - scene.old[axis]) * scene.factor
    return as_json(start - (before + _cropped(one, plan, axis)) * _grown(plan, axis) * length)


def _told(size: int | float) -> str:
    return f"{nearest(10 * number(size)) / 10:g}"
