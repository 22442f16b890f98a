"""Repairs of caption-animation-conflict."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Drop, mends, safe
from editorkit.state import EditorState


@mends
def caption_animation_conflict(state: EditorState, fault: Fault) -> Fix | None:
    """Captions timed by word are animated by word; the server takes no other animation of theirs."""
    animated = [path for path in fault.places if path[-1] == "captionAnimations"]
    return safe("remove captionAnimations", *map(Drop, animated))
