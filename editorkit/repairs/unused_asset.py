"""Repairs of unused-asset."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Drop, mends, unsafe
from editorkit.state import EditorState


@mends
def unused_asset(state: EditorState, fault: Fault) -> Fix | None:
    """What nothing uses can go, if nobody means to use it."""
    return unsafe("remove the asset", Drop(fault.path))
