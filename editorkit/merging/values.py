"""Values that one side or both changed, put together property by property."""

from collections.abc import Callable, Mapping
from typing import Any

from editorkit import wording
from editorkit.diffing.edits import FREE_FORM, MISSING
from editorkit.matching import same
from editorkit.merging.conflicts import Judge
from editorkit.merging.sequences import merge_entries, merge_members, merge_points, merge_text
from editorkit.pointer import Path

Special = Callable[[Any, Any, Any], Any]
"""Puts together base, ours and theirs; `MISSING` where it cannot."""


def merge_values(judge: Judge, path: Path, base: Any, ours: Any, theirs: Any) -> Any:
    """What becomes of a value that is `base` in the one, `ours` and `theirs` in the others (`MISSING` is nothing)."""
    if same(ours, theirs) or same(base, theirs):
        return ours
    if same(base, ours):
        return theirs
    if _are_alike(path, base, ours, theirs):
        inner = {} if base is MISSING else base
        return merge_objects(judge, path, inner, ours, theirs)
    special = _SPECIAL.get(str(path[-1]))
    if special is not None:
        merged = special(base, ours, theirs)
        if merged is not MISSING:
            return merged
    return judge.settle(*_why(path, base, ours, theirs))


def merge_objects(
    judge: Judge, path: Path, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """An object key by key, in the order of ours."""
    merged = {}
    for key in (*ours, *(key for key in theirs if key not in ours)):
        values = (side.get(key, MISSING) for side in (base, ours, theirs))
        value = merge_values(judge, (*path, key), *values)
        if value is not MISSING:
            merged[key] = value
    return merged


def _are_alike(path: Path, base: Any, ours: Any, theirs: Any) -> bool:
    """Whether they are objects of one type of thing, to be gone into."""
    sides = [side for side in (base, ours, theirs) if side is not MISSING]
    if path[-1] in FREE_FORM or ours is MISSING or theirs is MISSING:
        return False
    if not all(isinstance(side, dict) for side in sides):
        return False
    is_entity = len(path) == 2 and path[0] in ("items", "assets", "transitions")
    return all(same(side.get("type"), ours.get("type")) for side in sides) and not (is_entity and base is MISSING)


_SPECIAL: dict[str, Special] = {
    "keyframes": merge_points,
    "captions": merge_entries,
    "deletedAssets": lambda base, ours, theirs: merge_members(base, ours, theirs, "assetId"),
    "managedItemIds": merge_members,
    "managedAssetIds": merge_members,
    "text": merge_text,
}


def _why(path: Path, base: Any, ours: Any, theirs: Any) -> tuple[str, Path, Any, Any, Any, str]:
    place = _place(path)
    if base is MISSING:
        return "both-added", path, base, ours, theirs, f"both sides added {place}, but not alike; say which to take"
    if ours is MISSING or theirs is MISSING:
        gone, changed = ("our", "their") if ours is MISSING else ("their", "our")
        reason = f"{gone} side removed {place}, and {changed} side changed it; say whether it goes or stays"
        return "changed-and-removed", path, base, ours, theirs, reason
    shown = f"from {wording.value(base)} to {wording.value(ours)} by us and to {wording.value(theirs)} by them"
    return "both-changed", path, base, ours, theirs, f"{place} was changed {shown}; say which to take"


def _place(path: Path) -> str:
    named = {"items": "item", "assets": "asset", "tracks": "track", "transitions": "transition"}
    if len(path) < 2 or path[0] not in named:
        return ".".join(map(str, path))
    entity = f"{named[str(path[0])]} {wording.name(path[1])}"
    inner = ".".join(map(str, path[2:]))
    return f"{inner} of {entity}" if inner else entity
