"""Repairs of dragging-item."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def dragging_item(state: EditorState, fault: Fault) -> Fix | None:
    """A passing state of the editor."""
    return safe("set isDraggingInTimeline to false", *(Put(path, False) for path in fault.places))
