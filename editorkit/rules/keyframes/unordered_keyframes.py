"""The unordered-keyframes rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Keyframed


@rule(severity=WARNING, evidence=INFERRED)
def unordered_keyframes(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The keyframes of a property are not in the order of their times.

    What: a keyframe has an earlier `timeTicks` than the one listed before it.
    Why: who plays a list from front to back jumps or never gets to such a keyframe.
    Example: opacity has keyframes at 0, 240000 and 120000, in this order.
    Fix: sort the keyframes by `timeTicks`, or correct the time that is wrong.
    Source: all keyframes in files saved by the editor are in order.
    """
    for moved, times in state.keyframe_times:
        if sorted(times) != times:
            yield _fault(moved, times)


def _fault(moved: Keyframed, times: list[int]) -> Fault:
    number = next(n for n in range(1, len(times)) if times[n] < times[n - 1])
    where = f"keyframes of {moved.name} of item {wording.name(moved.item_id)}"
    times_there = f"{ticks.show(times[number])} comes after {ticks.show(times[number - 1])}"
    message = f"{where} are out of order: {times_there}; list them by timeTicks"
    return Fault(("items", moved.item_id, moved.name, "keyframes", number, "timeTicks"), message)
