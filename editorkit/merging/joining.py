"""Three states made one: times first, then values, then what follows from them."""

from collections.abc import Mapping
from typing import Any

from editorkit import wording
from editorkit.diffing.comparison import span_of
from editorkit.diffing.edits import MISSING
from editorkit.matching import keyed_tracks, same
from editorkit.merging.conflicts import Judge
from editorkit.merging.sequences import merge_order
from editorkit.merging.times import merged_starts
from editorkit.merging.values import merge_objects, merge_values

State = dict[str, Any]
Three = Any  # a tuple of what base, ours and theirs have
_MAPS = ("items", "assets", "transitions")


def join(judge: Judge, base: State, ours: State, theirs: State) -> State:
    """One state of three that are in the same names; what cannot be put together is told to the judge."""
    sides = (base, ours, theirs)
    tracks: Three = tuple(keyed_tracks(side.get("tracks")) for side in sides)
    items: Three = tuple(_map(side, "items") for side in sides)
    if any(found is None for found in tracks):
        return merge_objects(judge, (), *sides)
    listed: Any = tuple({key: track["items"] for key, track in (found or {}).items()} for found in tracks)
    starts = merged_starts(judge, items, listed)
    timed = [_at_times(side, n, starts, items) for n, side in enumerate(sides)]
    merged = merge_objects(
        judge, (), *(_without_lists(side, found or {}) for side, found in zip(timed, tracks, strict=True))
    )
    _keep_what_is_used(merged, sides)
    merged["tracks"] = _listed_again(judge, merged, sides, tracks, listed)
    return merged


def _map(state: State, family: str) -> dict[str, Any]:
    found = state.get(family)
    return found if isinstance(found, dict) else {}


def _at_times(state: State, n: int, starts: Mapping[str, int], items: Any) -> State:
    """A side with the starts that the merged state has, where that is settled.

    What one side removed and the other merely shifted is as it was.
    """
    if not n or not isinstance(state.get("items"), dict):
        return state
    changed = {}
    for key, item in items[n].items():
        start = starts.get(key)
        if key in items[0] and key not in items[3 - n] and _is_shifted_only(items[0][key], item):
            changed[key] = items[0][key]
        elif start is not None and span_of(item) and not same(item["startTicks"], start):
            changed[key] = item | {"startTicks": start}
    return state | {"items": items[n] | changed}


def _is_shifted_only(base: Any, item: Any) -> bool:
    if not isinstance(base, dict) or not isinstance(item, dict):
        return False
    return same(base | {"startTicks": 0}, item | {"startTicks": 0})


def _without_lists(state: State, tracks: Mapping[str, Any]) -> State:
    """The state with its tracks by id, and nothing where their lists of items stand."""
    return state | {"tracks": {key: track | {"items": None} for key, track in tracks.items()}}


def _keep_what_is_used(merged: State, sides: tuple[State, State, State]) -> None:
    """An asset that one side removed and the other made use of stays, as the other has it."""
    assets = merged.get("assets")
    if not isinstance(assets, dict):
        return
    for key in sorted(used_assets(merged)):
        if key not in assets:
            found = next((side for side in sides[::-1] if key in _map(side, "assets")), None)
            if found is not None:
                assets[key] = found["assets"][key]


def used_assets(state: State) -> set[str]:
    """The assets that items or the background of a state show."""
    items = _map(state, "items").values()
    used = {item["assetId"] for item in items if isinstance(item, dict) and isinstance(item.get("assetId"), str)}
    background = state.get("globalBackground")
    image = background.get("imageAssetId") if isinstance(background, dict) else None
    return used | ({image} if isinstance(image, str) else set())


def _listed_again(judge: Judge, merged: State, sides: Any, tracks: Any, listed: Any) -> list[dict[str, Any]]:
    """The tracks in order, each with its items in order."""
    homes = _homes(judge, merged, sides, listed)
    kept = dict(merged["tracks"])
    for home in dict.fromkeys(homes.values()):
        if home not in kept:
            n = 1 if home in listed[1] else 2
            items = sorted(key for key, found in homes.items() if found == home)
            reason = (
                f"{'their' if n == 1 else 'our'} side removed track {wording.name(home)}, on which "
                f"{'our' if n == 1 else 'their'} side has {wording.listed(items)}; say whether it goes or stays"
            )
            base, ours, theirs = (found.get(home) for found in tracks)
            judge.tell("changed-and-removed", ("tracks", home), base, ours, theirs, reason)
            kept[home] = tracks[n][home]
    order = _order(judge, ("tracks",), [list(found) for found in tracks], set(kept))
    members: dict[str, set[str]] = {}
    for item, home in homes.items():
        members.setdefault(home, set()).add(item)
    return [
        _with_items(
            judge, merged, sides, key, kept[key], [found.get(key, []) for found in listed], members.get(key, set())
        )
        for key in order
    ]


def _homes(judge: Judge, merged: State, sides: Any, listed: Any) -> dict[str, str]:
    """The track of each item of the merged state, and of each id that is listed without there being an item."""
    homes = [{item: key for key, items in found.items() for item in items} for found in listed]
    known = [_map(side, "items") for side in sides]
    items = _map(merged, "items")
    result: dict[str, str] = {}
    for item in dict.fromkeys((*homes[1], *homes[2])):
        if item not in items and any(item in found for found in known):
            continue  # a side removed it
        base, ours, theirs = (found.get(item, MISSING) for found in homes)
        if item in known[0] and (item in known[1]) != (item in known[2]):
            home = ours if item in known[1] else theirs
        else:
            home = merge_values(judge, ("items", item, "track"), base, ours, theirs)
        if home is not MISSING:
            result[item] = home
    return result


def _with_items(judge: Judge, merged: State, sides: Any, key: str, track: Any, listed: Any, members: set[str]) -> Any:
    items = _map(merged, "items")
    if all(_is_in_order(side, found) for side, found in zip(sides, listed, strict=True)):
        order = sorted(members, key=lambda item: ((span_of(items.get(item)) or (0, 0))[0], item))
    else:
        order = _order(judge, ("tracks", key, "items"), listed, members)
    return track | {"items": order}


def _is_in_order(state: State, listed: list[str]) -> bool:
    spans = [span_of(_map(state, "items").get(item)) for item in listed]
    starts = [span[0] for span in spans if span]
    return len(starts) == len(spans) and all(map(int.__lt__, starts, starts[1:]))


def _order(judge: Judge, path: tuple[str, ...], listed: list[list[str]], members: set[str]) -> list[str]:
    base, ours, theirs = listed
    order = merge_order(base, ours, theirs, members)
    if order is not None:
        return order
    what = "the tracks" if len(path) == 1 else f"the items of track {wording.name(path[1])}"
    reason = f"both sides put {what} in another order; say whose to take"
    side = judge.tell("both-changed", path, base, ours, theirs, reason)
    chosen, other = (theirs, ours) if side == "theirs" else (ours, theirs)
    return [key for key in dict.fromkeys((*chosen, *other)) if key in members]
