"""The unordered-keyframes rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED)
def unordered_keyframes(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The keyframes of a property are not in the order of their times.

    What: a keyframe has an earlier `timeTicks` than the one listed before it.
    Why: who plays a list from front to back jumps or never gets to such a keyframe.
    Example: opacity has keyframes at 0, 240000 and 120000, in this order.
    Fix: sort the keyframes by `timeTicks`, or correct the time that is wrong.
    Source: all keyframes in files saved by the editor are in order.
    """
    for item_id, _, name, track in state.keyframed:
        points = track["keyframes"]
        late = [n for n in range(1, len(points)) if points[n]["timeTicks"] < points[n - 1]["timeTicks"]]
        if late:
            number = late[0]
            before, after = points[number - 1]["timeTicks"], points[number]["timeTicks"]
            message = (
                f"keyframes of {name} of item {wording.name(item_id)} are out of order: {ticks.show(after)} "
                f"comes after {ticks.show(before)}; list them by timeTicks"
            )
            yield Fault(("items", item_id, name, "keyframes", number, "timeTicks"), message)
