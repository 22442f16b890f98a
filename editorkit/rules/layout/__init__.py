"""Rules about what is seen where."""

import re
from functools import lru_cache
from typing import Any

from editorkit.items import item_types
from editorkit.pointer import Path
from editorkit.state import EditorState, Entity

_HEX = r"(?i)#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
# Colors that CSS computes from other colors; tinycss2 does not know them all, and they are taken as they are.
_COMPUTED = r"(?i)\s*(color-mix|light-dark|contrast-color)\(|[^(]*\(\s*from\s"


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


@lru_cache(maxsize=1024)
def alpha(color: str) -> float | None:
    """How opaque a CSS color is, from 0 to 1; None where it is no color. What only a browser can tell counts as 0."""
    if re.fullmatch(_HEX, color):
        return int(color[7:] or color[4:] * 2, 16) / 255 if len(color) in (5, 9) else 1.0
    from tinycss2.color5 import parse_color  # type: ignore[import-untyped]  # it ships no types

    if re.match(_COMPUTED, color):
        return 0.0
    parsed = parse_color(color)
    if parsed is None:
        return None
    return 0.0 if isinstance(parsed, str) else float(parsed.alpha)
