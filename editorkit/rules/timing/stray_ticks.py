"""The stray-ticks rule."""

from collections.abc import Iterable, Iterator

from editorkit import schema, ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path, look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState

_FRAME = ticks.per_frame(60)
_TENTH = ticks.TICKS_PER_SECOND // 10
_FRAMES = (4_000, 4_004, 4_800, 8_000, 8_008, 9_600, 10_000, 10_010)  # 60, 59.94, 50, 30, 29.97, 25, 24, 23.976
_MAY_BE_SHORT = "contentStartOffsetTicks"  # files saved by the editor hold what is left of a frame here


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
    for kind in state.types_in_use:
        for name in sorted(schema.properties(state.release, "item", kind)):
            if name.endswith("Ticks") and name not in ("durationTicks", _MAY_BE_SHORT):
                yield from (("items", key, name) for key, item in state.of_type(kind) if 0 < item[name] < _FRAME)
    yield from _subframe_motions(state)
    for moved in state.keyframed:
        for number, point in enumerate(moved.track["keyframes"]):
            if 0 < point["timeTicks"] < _FRAME:
                yield ("items", moved.item_id, moved.name, "keyframes", number, "timeTicks")
    for key, transition in state.transitions.items():
        if transition["durationTicks"] < _FRAME:
            yield ("transitions", key, "durationTicks")


def _subframe_motions(state: EditorState) -> Iterator[Path]:
    for key, item in state.of_type("effect"):
        for name, value in item.get("params", {}).items():
            if name.endswith("Ticks") and type(value) in (int, float) and 0 < value < _FRAME:
                yield ("items", key, "params", name)
    for name in ("animations", "captionAnimations"):
        for key, item in state.having(name):
            for slot, motion in item[name].items():
                if motion["durationTicks"] < _FRAME:
                    yield ("items", key, name, slot, "durationTicks")


def _odd_times(state: EditorState) -> Iterable[Path]:
    """Starts and durations below a tenth of a second that are no frames, where most durations are whole frames."""
    found: list[Path] = [
        ("items", key, name)
        for name in ("durationTicks", "startTicks")
        for key, item in state.items.items()
        if _FRAME <= item[name] < _TENTH and not _is_whole_frames(item[name])
    ]
    if not found:
        return ()
    durations = [item["durationTicks"] for item in state.items.values()]
    regular = [d for d in durations if d >= ticks.TICKS_PER_SECOND and _is_whole_frames(d)]
    return found if 2 * len(regular) >= len(durations) else ()


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
