"""Repairs of non-adjacent-clips."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Drop, Put, mends, unsafe
from editorkit.state import EditorState, end_of


@mends
def non_adjacent_clips(state: EditorState, fault: Fault) -> Fix | None:
    """Clips that stand the other way round are swapped in the transition; else it cannot be kept."""
    path = fault.path
    made = state.transitions[str(path[1])]
    leaving, coming = state.items.get(made["fromClipId"]), state.items.get(made["toClipId"])
    if leaving and coming and end_of(coming) == leaving["startTicks"]:
        swapped = (Put((*path, "fromClipId"), made["toClipId"]), Put((*path, "toClipId"), made["fromClipId"]))
        return unsafe("swap the clips of the transition", *swapped)
    return unsafe("remove the transition", Drop(path))
