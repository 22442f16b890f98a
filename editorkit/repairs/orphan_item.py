"""Repairs of orphan-item."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Drop, mends, unsafe
from editorkit.state import EditorState


@mends
def orphan_item(state: EditorState, fault: Fault) -> Fix | None:
    """What is on no track can go, if nobody means to place it."""
    return unsafe("remove the items that are on no track", *map(Drop, fault.places))
