"""Repairs of animation-longer-than-item."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState


@mends
def animation_longer_than_item(state: EditorState, fault: Fault) -> Fix | None:
    """The motions of an item share its time in the proportion they have."""
    item = state.items[str(fault.path[1])]
    whole = item["durationTicks"]
    if fault.path[-1] == "animationDurationTicks":
        return unsafe("let the animation take as long as the item", Put(fault.path, whole))
    motions = item[str(fault.path[2])]
    slots = [slot for slot in ("in", "out") if slot in motions]
    together = sum(motions[slot]["durationTicks"] for slot in slots)
    fitting = [max(1, motions[slot]["durationTicks"] * whole // together) for slot in slots]
    if sum(fitting) > whole:
        return None
    path = fault.path[:3]
    edits = [Put((*path, slot, "durationTicks"), length) for slot, length in zip(slots, fitting, strict=True)]
    return unsafe("shorten the animations to the length of the item", *edits)
