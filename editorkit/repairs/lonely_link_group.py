"""Repairs of lonely-link-group."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def lonely_link_group(state: EditorState, fault: Fault) -> Fix | None:
    """A group of one links nothing."""
    return safe("set linkGroupId to null", Put(fault.path, None))
