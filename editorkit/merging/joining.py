"""Three states made one: times first, then values, then what follows from them."""

from collections.abc import Mapping
from typing import Any

from editorkit.diffing.comparison import span_of
from editorkit.matching import keyed_tracks, same
from editorkit.merging.conflicts import Judge
from editorkit.merging.sides import Sides, State, entities
from editorkit.merging.times import merged_starts
from editorkit.merging.tracks import TrackJoiner
from editorkit.merging.values import merge_objects

Entities = Mapping[str, Any]


def join(judge: Judge, sides: Sides[State]) -> State:
    """One state of three that are in the same names; what cannot be put together is told to the judge."""
    found = sides.each(lambda side: keyed_tracks(side.get("tracks")))
    if found.base is None or found.ours is None or found.theirs is None:
        return merge_objects(judge, (), *sides)
    tracks = Sides(found.base, found.ours, found.theirs)
    items = sides.each(lambda side: entities(side, "items"))
    starts = merged_starts(judge, items, tracks)
    ours = _at_times(items.ours, starts, items.base, items.theirs)
    theirs = _at_times(items.theirs, starts, items.base, items.ours)
    timed = Sides(sides.base, _with_items(sides.ours, ours), _with_items(sides.theirs, theirs))
    merged = merge_objects(judge, (), *map(_without_lists, timed, tracks))
    merged["tracks"] = TrackJoiner(judge, sides, tracks, merged).joined()
    _keep_what_is_used(merged, sides)
    return merged


def _at_times(items: Entities, starts: Mapping[str, int], base: Entities, other: Entities) -> State:
    """The items of a side with the starts that the merged state has, where that is settled.

    What the other side removed and this one merely shifted is as it was.
    """
    timed = dict(items)
    for key, item in items.items():
        start = starts.get(key)
        if key in base and key not in other and _is_shifted_only(base[key], item):
            timed[key] = base[key]
        elif start is not None and span_of(item) and not same(item["startTicks"], start):
            timed[key] = item | {"startTicks": start}
    return timed


def _is_shifted_only(base: Any, item: Any) -> bool:
    if not isinstance(base, dict) or not isinstance(item, dict):
        return False
    return same(base | {"startTicks": 0}, item | {"startTicks": 0})


def _with_items(state: State, items: State) -> State:
    return state | {"items": items} if isinstance(state.get("items"), dict) else state


def _without_lists(state: State, tracks: Mapping[str, State]) -> State:
    """The state with its tracks by id, and nothing where their lists of items stand."""
    return state | {"tracks": {key: track | {"items": None} for key, track in tracks.items()}}


def _keep_what_is_used(merged: State, sides: Sides[State]) -> None:
    """An asset that one side removed and the other made use of stays, as the other has it."""
    assets = merged.get("assets")
    if not isinstance(assets, dict):
        return
    for key in sorted(_used_assets(merged) - assets.keys()):
        for side in (sides.theirs, sides.ours, sides.base):
            if key in entities(side, "assets"):
                assets[key] = side["assets"][key]
                break


def _used_assets(state: State) -> set[str]:
    """The assets that items or the background of a state show."""
    items = entities(state, "items").values()
    used = {item["assetId"] for item in items if isinstance(item, dict) and isinstance(item.get("assetId"), str)}
    background = state.get("globalBackground")
    image = background.get("imageAssetId") if isinstance(background, dict) else None
    return used | ({image} if isinstance(image, str) else set())
