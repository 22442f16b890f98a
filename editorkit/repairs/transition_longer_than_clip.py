"""Repairs of transition-longer-than-clip."""

from editorkit.findings import Fault, Fix
from editorkit.pointer import look_up
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState


@mends
def transition_longer_than_clip(state: EditorState, fault: Fault) -> Fix | None:
    """A transition takes as long as the shorter of its clips."""
    shorter = min(look_up(state.data, path) for path in fault.also)
    return unsafe("shorten the transition to its shorter clip", Put(fault.path, shorter))
