"""The stray-ticks rule."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from editorkit import schema, ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState

_FRAME = ticks.per_frame(60)
_TENTH = ticks.TICKS_PER_SECOND // 10
_FRAMES = (4_000, 4_004, 4_800, 8_000, 8_008, 9_600, 10_000, 10_010)  # 60, 59.94, 50, 30, 29.97, 25, 24, 23.976
_SHARED_OR_SHORT = ("startTicks", "durationTicks", "contentStartOffsetTicks")  # the last holds parts of frames


@rule(
    severity=WARNING,
    evidence=INFERRED,
    explains=(
        "animation-longer-than-item",
        "audio-fades-longer-than-item",
        "captions-cut-short",
        "colliding-transitions",
        "covered-item",
        "keyframe-outside-item",
        "off-frame-grid",
        "overlapping-items",
        "short-caption-page",
        "transition-gap",
        "transition-longer-than-clip",
        "unordered-keyframes",
        "unordered-track",
    ),
)
def stray_ticks(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A time is too short to be meant in ticks, while most of the state has real times.

    What: a start, duration or keyframe time is not 0 and yet less than one frame at 60 fps (4,000 ticks), or it is
        an odd number of ticks below a tenth of a second, while most items last a frame and more.
    Why: a number written in seconds, frames or milliseconds passes as ticks, and the item is gone in a flash.
    Example: `"durationTicks": 5` on an item that is to be seen for 5 seconds, which are 1200000 ticks.
    Fix: multiply seconds by 240000, milliseconds by 240, frames at 30 fps by 8000.
    Source: no time in files saved by the editor is below one frame; the server takes such values as they are.
    """
    if 2 * len(state.subframe_items) > len(state.items):
        return  # see frame-sized-ticks
    strays = [*_subframe_times(state), *_odd_times(state)]
    if strays:
        yield _fault(strays, state)


def _subframe_times(state: EditorState) -> Iterator[Path]:
    yield from (("items", key, "durationTicks") for key in state.subframe_items)
    yield from (("items", key, "startTicks") for key, start in state.starts.items() if 0 < start < _FRAME)
    for kind in state.types_in_use:
        for name in _own_times(state.release, kind):
            yield from (
                ("items", key, name) for key, item in state.of_type(kind) if 0 < item[name] < _frame(name, item)
            )
    yield from (
        ("items", key, name, slot, "durationTicks")
        for key, _, name, motions, lengths in state.animated
        if min(lengths) < _FRAME
        for slot, motion in motions.items()
        if motion["durationTicks"] < _FRAME
    )
    yield from (
        ("items", moved.item_id, moved.name, "keyframes", number, "timeTicks")
        for moved, times in state.keyframe_times
        for number, time in enumerate(times)
        if 0 < time < _FRAME
    )
    yield from (
        ("transitions", key, "durationTicks")
        for key, transition in state.transitions.items()
        if transition["durationTicks"] < _FRAME
    )
    for key, item in state.of_type("effect"):
        for name, value in item.get("params", {}).items():
            if name.endswith("Ticks") and type(value) in (int, float) and 0 < value < _FRAME:
                yield ("items", key, "params", name)


def _frame(name: str, item: Mapping[str, Any]) -> Any:
    """The ticks of one frame: of the source, where the time is one of it and it is played slowly."""
    is_slow = name == "sourceStartTicks" and 0 < item["playbackRate"] < 1
    return _FRAME * item["playbackRate"] if is_slow else _FRAME


@cache
def _own_times(release: str, kind: str) -> list[str]:
    """The times that only some types of item have."""
    names = sorted(schema.properties(release, "item", kind))
    return [name for name in names if name.endswith("Ticks") and name not in _SHARED_OR_SHORT]


def _odd_times(state: EditorState) -> list[Path]:
    """Starts and durations below a tenth of a second that are no frames, where most durations are whole frames."""
    found: list[Path] = [
        ("items", key, name)
        for name, times in (("durationTicks", state.durations), ("startTicks", state.starts))
        for key, time in times.items()
        if _FRAME <= time < _TENTH and not _is_whole_frames(time)
    ]
    durations = state.durations.values() if found else ()
    regular = [time for time in durations if time >= ticks.TICKS_PER_SECOND and _is_whole_frames(time)]
    return found if 2 * len(regular) >= len(durations) else []


def _is_whole_frames(time: int) -> bool:
    return any(time % frame == 0 for frame in _FRAMES)


def _fault(strays: list[Path], state: EditorState) -> Fault:
    first, *others = strays
    number = int(look_up(state.data, first))
    short = "less than one frame" if number < _FRAME else "less than a tenth of a second and no whole frames"
    more = f" ({wording.counted(len(others), 'more time')} as short as that)" if others else ""
    message = (
        f"{wording.subject(first, state.data)} is {number}, {short}{more}; times are in ticks, 240,000 a second: "
        f"{wording.other_units(number)}"
    )
    return Fault(first, message, tuple(others))
