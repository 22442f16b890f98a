"""Repairs of asset-id-mismatch."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def asset_id_mismatch(state: EditorState, fault: Fault) -> Fix | None:
    """Assets are named by their keys."""
    return safe("set the id to the key", Put(fault.path, fault.path[1]))
