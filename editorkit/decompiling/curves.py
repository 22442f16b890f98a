"""Number tracks as a program says them: a number, `ramp(0, 1)`, `keyframes(...)`, or as they stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from editorkit.building.moving import Keyframes, last_frame
from editorkit.decompiling.expressions import Call, Expression, evaluate
from editorkit.decompiling.timing import FPS, FRAME, spell_time
from editorkit.errors import UsageError


def spell_curve(track: Mapping[str, Any], length: int) -> Expression:
    """The value of a keyword for a number track of an item that lasts `length` ticks."""
    points = track["keyframes"]
    if not points:
        return track["value"]
    if any(type(point["timeTicks"]) is not int for point in points):  # an integer too large to be one
        return track
    last = last_frame(length, FRAME)
    for call in _candidates(track["value"], points, last):
        try:
            if _spelled(call, length, last) == track:
                return call
        except UsageError:
            continue  # keyframes that the builder refuses: as they stand, it lets them pass
    return track


def _candidates(rest: float, points: list[Mapping[str, Any]], last: int) -> Iterator[Call]:
    whens = [_when(point["timeTicks"], last) for point in points]
    values = [point["value"] for point in points]
    if len(points) == 2:
        edges = dict(zip(("begin", "finish"), whens, strict=True))
        said = {name: when for name, when in edges.items() if when != {"begin": "0s", "finish": "100%"}[name]}
        yield Call("ramp", tuple(values), said)
    pairs = tuple(zip(whens, values, strict=True))
    yield Call("keyframes", pairs)
    yield Call("keyframes", pairs, {"value": rest})


def _when(ticks: int, last: int) -> str:
    return "100%" if ticks == last and last > 0 else spell_time(ticks)


def _spelled(call: Call, length: int, last: int) -> dict[str, Any]:
    made: Keyframes = evaluate(call, {})
    return made.spell("a number", length, last, FPS)
