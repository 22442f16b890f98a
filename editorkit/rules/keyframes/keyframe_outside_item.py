"""The keyframe-outside-item rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import EditorState, Entity


@rule(severity=ERROR, evidence=OFFICIAL, code="KEYFRAME_OUT_OF_BOUNDS", explains=("unordered-keyframes",))
def keyframe_outside_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A keyframe lies at or behind the end of its item.

    What: the `timeTicks` of a keyframe is not below the `durationTicks` of its item. Keyframe times count from the
        start of the item, not of the composition.
    Why: the server refuses it; equal is already too late, for the last tick of an item is its duration minus one.
    Example: an item of 480000 ticks whose opacity has a keyframe at 480000.
    Fix: bring the keyframe forward to the duration minus one frame (8000 ticks at 30 fps), drop it, or let the
        item last longer.
    Source: the published contract tests; the server answers with KEYFRAME_OUT_OF_BOUNDS.
    """
    outside: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for moved, times in state.keyframe_times:
        end = moved.item["durationTicks"]
        if max(times) >= end:
            path: Path = ("items", moved.item_id, moved.name, "keyframes")
            late = [(time, (*path, n, "timeTicks")) for n, time in enumerate(times) if time >= end]
            outside[moved.item_id] += late
    for item_id, found in outside.items():
        yield _fault(state.items[item_id], found, state)


def _fault(item: Entity, found: list[tuple[int, Path]], state: EditorState) -> Fault:
    (time, first), *others = found
    count = f"; {wording.counted(len(others), 'more keyframe')} of it {'is' if len(others) == 1 else 'are'} too late"
    message = (
        f"{wording.subject(first, state.data)} is {ticks.show(time)}, but the item lasts "
        f"{ticks.show(item['durationTicks'])} and its keyframes must come before that{count if others else ''}"
    )
    local = [late - item["startTicks"] for late, _ in found]
    if item["startTicks"] and all(0 <= moved < item["durationTicks"] for moved in local):
        message += f" (times count from the start of the item; write {local[0]} if it is meant of the composition)"
    return Fault(first, message, tuple(path for _, path in others))
