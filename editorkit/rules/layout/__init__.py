"""Rules about what is seen where."""

from typing import Any

from editorkit.items import item_types
from editorkit.pointer import Path
from editorkit.state import EditorState, Entity


def unusual(state: EditorState) -> list[tuple[str, Entity]]:
    """Those of the state's unusual boxes whose items draw something inside them, as (id, item)."""
    return [pair for pair in state.unusual_boxes if item_types()[pair[1]["type"]].visible]


def is_shown(key: str, state: EditorState) -> bool:
    """Whether an item stands on a track that is not hidden."""
    tracks = dict(state.tracks)
    return any(not tracks[place.track]["hidden"] for place in state.placements.get(key, ()))


def is_heard(item: Entity, state: EditorState) -> bool:
    """Whether an item has a sound, for which it may be there unseen."""
    asset = state.asset_of(item) if item_types()[item["type"]].audible else None
    return asset is not None and bool(asset.get("hasAudioTrack"))


def out_of(track: Entity, low: float, high: float) -> list[tuple[Any, ...]]:
    """Where a number track leaves a range: paths below the track."""
    found: list[tuple[Any, ...]] = [] if low <= track["value"] <= high else [("value",)]
    for number, keyframe in enumerate(track["keyframes"]):
        if not low <= keyframe["value"] <= high:
            found.append(("keyframes", number, "value"))
    return found


def in_places(paths: list[Path]) -> str:
    """` (in 3 places)` where there is more than one."""
    return f" (in {len(paths)} places)" if len(paths) > 1 else ""
