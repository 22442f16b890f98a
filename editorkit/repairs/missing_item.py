"""Repairs of missing-item."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Drop, Put, mends, safe, unsafe
from editorkit.state import EditorState
from editorkit.suggestions import closest


@mends
def missing_item(state: EditorState, fault: Fault) -> Fix | None:
    """What a track lists and nobody knows never plays. A transition without its clip is left to people."""
    if fault.path == ("items",) or any(path[0] != "tracks" for path in fault.places):
        return None
    name = look_up(state.data, fault.path)
    meant = closest(name, [key for key in state.items if key not in state.placements])
    if meant is not None:
        return unsafe(f"list {meant!r} instead", *(Put(path, meant) for path in fault.places))
    return safe("take the id off the track", *map(Drop, fault.places))
