"""Number tracks cut out of longer ones: what moves keeps moving as it did, in straight lines between keyframes."""

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import Any

from editorkit.editing.draft import Entity
from editorkit.ticks import TICKS_PER_SECOND, as_json, exact, per_frame

SHORTEST = per_frame(60)
"""The shortest time that is worth keeping, in ticks: a frame at 60 fps."""

_TENTH = TICKS_PER_SECOND // 10
_FRAMES = tuple(map(per_frame, (24, 25, 60)))


def is_worth_keeping(length: int) -> bool:
    """Whether a piece of a clip is: below a tenth of a second only where it is a number of whole frames."""
    return length >= _TENTH or (length >= SHORTEST and any(length % frame == 0 for frame in _FRAMES))


def piece_of(track: Entity, head: int, length: int) -> Entity:
    """The part of a number track from `head` on, `length` ticks long; its keyframe times count from there.

    What a cut takes away of a movement leaves a keyframe of the value reached there.
    """
    points: list[Entity] = track["keyframes"]
    times = [point["timeTicks"] for point in points]
    if not points or times != sorted(set(times)) or (not head and times[-1] < length):
        return track
    inside = [
        point | {"timeTicks": time - head}
        for point, time in zip(points, times, strict=True)
        if head <= time < head + length
    ]
    started, ended = times[0] < head, times[-1] >= head + length
    if started and (not inside or inside[0]["timeTicks"]):
        inside.insert(0, {"timeTicks": 0, "value": value_at(points, times, head)})
    if head:
        inside = without_instants(inside)
    if ended and inside and inside[-1]["timeTicks"] < length - SHORTEST:
        inside.append({"timeTicks": length - 1, "value": value_at(points, times, head + length - 1)})
    rest = inside[-1]["value"] if inside else value_at(points, times, head + length - 1)
    is_still = not inside or all(point["value"] == rest for point in inside)
    followed = points[-1]["value"] == track["value"] or is_still
    return track | {"value": rest if followed else track["value"], "keyframes": [] if is_still else inside}


def without_instants(points: list[Entity]) -> list[Entity]:
    """Keyframes in order, none within the first frame but one at 0; what moves behind that frame moves as it did."""
    times = [point["timeTicks"] for point in points]
    early = bisect_left(times, SHORTEST)
    if times[:early] in ([], [0]):
        return points
    last, rest = points[early - 1], points[early:]
    if not rest:
        return [last | {"timeTicks": 0}]
    start = {"timeTicks": 0, "value": points[0]["value"]}
    turn = {"timeTicks": SHORTEST, "value": value_at(points, times, SHORTEST)}
    return [points[0] | start, *([] if times[early] == SHORTEST else [last | turn]), *rest]


def value_at(points: list[Entity], times: list[int], time: int) -> Any:
    """The value at a time: that of the first keyframe before it, of the last behind it, and in between on the line."""
    number = bisect_right(times, time)
    if number == 0 or number == len(points):
        return points[max(number - 1, 0)]["value"]
    left, right = points[number - 1], points[number]
    share = Fraction(time - times[number - 1], times[number] - times[number - 1])
    low, high = exact(left["value"]), exact(right["value"])
    return as_json(low + (high - low) * share)
