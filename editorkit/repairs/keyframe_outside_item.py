"""Repairs of keyframe-outside-item."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def keyframe_outside_item(state: EditorState, fault: Fault) -> Fix | None:
    """A keyframe at the very end of its item belongs on the last tick of it; one beyond is left to people."""
    edits = []
    for path in fault.places:
        duration = state.items[str(path[1])]["durationTicks"]
        points = look_up(state.data, path[:4])
        is_at_end = look_up(state.data, path) == duration and duration > 1
        if not is_at_end or any(point["timeTicks"] == duration - 1 for point in points):
            return None
        edits.append(Put(path, duration - 1))
    return safe("move the keyframe from the end to the last tick", *edits)
