"""Repairs of missing-background-image."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def missing_background_image(state: EditorState, fault: Fault) -> Fix | None:
    """The image that is shown is that of imageUrl."""
    if not (state.sound("globalBackground") or {}).get("imageUrl"):
        return None
    return safe("set imageAssetId to null", Put(fault.path, None))
