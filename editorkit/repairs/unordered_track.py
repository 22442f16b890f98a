"""Repairs of unordered-track."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def unordered_track(state: EditorState, fault: Fault) -> Fix | None:
    """The order of time, where no transition counts neighbours on the track."""
    listed = state.data["tracks"][fault.path[1]]["items"]
    joined = {made[end] for made in state.transitions.values() for end in ("fromClipId", "toClipId")}
    if not joined.isdisjoint(listed) or not all(name in state.items for name in listed):
        return None
    ordered = sorted(listed, key=state.starts.__getitem__)
    return safe("list the items in the order they start", Put((*fault.path[:2], "items"), ordered))
