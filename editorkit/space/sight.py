"""What keeps an item from ever being seen: nothing of it, no extent, or no time inside the frame.

Items are those of release 1.0 or 1.1 that have a box; places and sizes are in pixels.
"""

from math import hypot
from typing import Any

Entity = dict[str, Any]


def is_seen(item: Entity, width: float, height: float) -> bool:
    """Whether an item may be seen at some time of its life, in a frame of that size."""
    return transparency(item) is None and not flat_sides(item) and way_out(item, width, height) is None


def transparency(item: Entity) -> str | None:
    """The property that lets nothing of an item show: its opacity or a scale, where that is 0 throughout."""
    names = ("opacity", "scaleX", "scaleY")
    return next((name for name in names if not any(values(item[name]))), None)


def flat_sides(item: Entity) -> list[str]:
    """Those of width and height that are never above 0."""
    return [name for name in ("width", "height") if max(values(item[name])) <= 0]


def way_out(item: Entity, width: float, height: float) -> tuple[str, str] | None:
    """The property that keeps an item out of the frame, and on which side it is; None where it may be seen.

    Scaled and turned items get the benefit of the doubt, as do those that travel in or out.
    """
    across, down = max(values(item["width"])), max(values(item["height"]))
    if across <= 0 or down <= 0 or _travels(item):
        return None
    margin = _margin(item, across, down)
    left, top = values(item["left"]), values(item["top"])
    sides = (
        (min(left) - margin >= width, "left", "right of it"),
        (max(left) + across + margin <= 0, "left", "left of it"),
        (min(top) - margin >= height, "top", "below it"),
        (max(top) + down + margin <= 0, "top", "above it"),
    )
    return next(((name, where) for is_out, name, where in sides if is_out), None)


def _margin(item: Entity, across: float, down: float) -> float:
    """How far an item may reach beyond its box: around which point it is scaled and turned is not known."""
    scales = values(item["scaleX"]) + values(item["scaleY"])
    turned = "rotation" in item and not rests_at(item["rotation"], 0)
    if turned or min(scales) < 0 or max(scales) > 1:
        return hypot(across, down) * max(1, *map(abs, scales))
    return 0


def _travels(item: Entity) -> bool:
    return any(motion["type"] != "fade" for motion in item.get("animations", {}).values())


def values(track: Entity) -> list[float]:
    """All values of a number track: its own and those of its keyframes."""
    return [track["value"], *(keyframe["value"] for keyframe in track["keyframes"])]


def rests_at(track: Entity, value: float) -> bool:
    """Whether a number track has one value and keeps it."""
    return bool(track["value"] == value and not track["keyframes"])
