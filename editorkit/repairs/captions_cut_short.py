"""Repairs of captions-cut-short."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Put, mends, unsafe
from editorkit.state import EditorState
from editorkit.ticks import exact, from_milliseconds


@mends
def captions_cut_short(state: EditorState, fault: Fault) -> Fix | None:
    """The item lasts until its last caption has ended, where nothing stands in the way."""
    name = str(fault.path[1])
    item = state.items[name]
    asset = state.asset_of(item)
    entries = asset["captions"] if asset is not None else []
    new = state.release == "1.1"
    offset = exact(item["contentStartOffsetTicks"]) if new else from_milliseconds(item["contentStartOffsetMs"])
    end = (offset + max(from_milliseconds(entry["endMs"]) for entry in entries)).__ceil__()
    homes = [state.data["tracks"][place.track]["items"] for place in state.placements.get(name, ())]
    starts = [state.starts.get(other, -1) for listed in homes for other in listed]
    later = [start for start in starts if start > item["startTicks"]]
    if any(item["startTicks"] + end > start for start in later):
        return None
    return unsafe("let the item last until its last caption has ended", Put(fault.path, end))
