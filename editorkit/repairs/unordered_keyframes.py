"""Repairs of unordered-keyframes."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def unordered_keyframes(state: EditorState, fault: Fault) -> Fix | None:
    """The order of time; keyframes of one moment stay as they stand."""
    path = fault.path[:4]
    ordered = sorted(look_up(state.data, path), key=lambda point: point["timeTicks"])
    return safe("list the keyframes in the order of time", Put(path, ordered))
