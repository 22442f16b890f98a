"""Repairs of backwards-caption."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState


@mends
def backwards_caption(state: EditorState, fault: Fault) -> Fix | None:
    """Times of a caption that were written the wrong way round are swapped."""
    edits = []
    for path in fault.places:
        entry = look_up(state.data, path[:-1])
        if entry["endMs"] == entry["startMs"]:
            return None
        edits += [Put((*path[:-1], "startMs"), entry["endMs"]), Put((*path[:-1], "endMs"), entry["startMs"])]
    return unsafe("swap start and end of the caption", *edits)
