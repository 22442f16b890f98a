"""The duplicate-keyframe rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Keyframed


@rule(severity=WARNING, evidence=INFERRED)
def duplicate_keyframe(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A property has two keyframes at the same time.

    What: two keyframes of one property have the same `timeTicks`.
    Why: a property has one value at a time; which of the two counts is up to the player.
    Example: opacity has a keyframe of 0 and one of 1, both at 120000.
    Fix: drop one of the two, or move it; for a jump, put them one tick apart.
    Source: no file saved by the editor has two keyframes at one time.
    """
    for moved, times in state.keyframe_times:
        if len(set(times)) < len(times):
            yield _fault(moved, times)


def _fault(moved: Keyframed, times: list[int]) -> Fault:
    first: dict[int, int] = {}
    again = []
    for number, time in enumerate(times):
        if first.setdefault(time, number) != number:
            again.append((number, time))
    (number, time), *others = again
    also = [_path(moved, first[time]), *(_path(moved, other) for other, _ in others)]
    more = f", and {wording.counted(len(others), 'more repetition')}" if others else ""
    message = (
        f"{moved.name} of item {wording.name(moved.item_id)} has two keyframes at {ticks.show(time)}{more}; "
        "drop one or move it"
    )
    return Fault(_path(moved, number), message, tuple(also))


def _path(moved: Keyframed, number: int) -> Path:
    return ("items", moved.item_id, moved.name, "keyframes", number, "timeTicks")
