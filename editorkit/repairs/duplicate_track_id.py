"""Repairs of duplicate-track-id."""

from typing import Any

from editorkit.findings import Fault, Fix
from editorkit.matching.references import fresh_names
from editorkit.repairs import Put, mends, safe
from editorkit.state import EditorState


@mends
def duplicate_track_id(state: EditorState, fault: Fault) -> Fix | None:
    """The track that holds the clips of all transitions that name it keeps the id; the others get fresh ones."""
    tracks = dict(state.tracks)
    places = sorted(fault.places)
    name = tracks[int(places[0][1])]["id"]
    if name in _named_by_brand(state):
        return None
    clips = {
        made[end]
        for made in state.transitions.values()
        for end in ("fromClipId", "toClipId")
        if made["trackId"] == name
    }
    holders = [place for place in places if clips.issubset(tracks[int(place[1])]["items"])]
    if not holders:
        return None
    taken = {track["id"] for track in tracks.values()}
    free = fresh_names(name, taken)
    return safe(
        "give the others ids of their own", *(Put(place, next(free)) for place in places if place != holders[0])
    )


def _named_by_brand(state: EditorState) -> tuple[Any, ...]:
    brand = state.data.get("brandRuntime")
    return (brand.get("overlayTrackId"), brand.get("underlayTrackId")) if isinstance(brand, dict) else ()
