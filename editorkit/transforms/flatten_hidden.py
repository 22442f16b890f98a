"""The flatten-hidden transform."""

from dataclasses import dataclass

from editorkit.editing.draft import Draft
from editorkit.transforms import makes


@dataclass(frozen=True)
class FlattenHidden:
    """Nothing to choose."""


@makes("track-removed", "item-removed", "transition-removed", "brand-changed")
def flatten_hidden(draft: Draft, options: FlattenHidden) -> None:
    """Take out hidden tracks and all that is on them.

    Their assets stay; `drop-unused` takes those out. One track stays, whatever it is.

    Example: flatten-hidden data-story-1.1.json
    Diff: track 'track-5' removed with 1 item: 'mascot'
    """
    hidden = [track for track in draft.tracks if track["hidden"]]
    if len(hidden) == len(draft.tracks):
        hidden = hidden[1:]
    elsewhere = {name for track in draft.tracks if track not in hidden for name in track["items"]}
    draft.drop_items([name for name in draft.placed(hidden) if name not in elsewhere])
    draft.state["tracks"] = [track for track in draft.tracks if track not in hidden]
    gone = {track["id"] for track in hidden}
    draft.drop_transitions(name for name, made in draft.transitions.items() if made["trackId"] in gone)
    brand = draft.state.get("brandRuntime") or {}
    for field in ("overlayTrackId", "underlayTrackId"):
        if brand.get(field) in gone:
            brand[field] = None
