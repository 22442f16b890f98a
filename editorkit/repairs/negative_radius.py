"""Repairs of negative-radius."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState


@mends
def negative_radius(state: EditorState, fault: Fault) -> Fix | None:
    """A radius is 0 or more."""
    return unsafe("set the radius to 0", *(Put(path, 0) for path in fault.places))
