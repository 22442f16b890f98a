"""Repairs of transition-off-track."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def transition_off_track(state: EditorState, fault: Fault) -> Fix | None:
    """A transition belongs to the track that holds both its clips, where one does."""
    if fault.path[-1] != "trackId":
        return None
    made = state.transitions[str(fault.path[1])]
    clips = {made["fromClipId"], made["toClipId"]}
    homes = [track["id"] for _, track in state.tracks if clips.issubset(track["items"])]
    return safe("name the track of its clips", Put(fault.path, homes[0])) if len(homes) == 1 else None
