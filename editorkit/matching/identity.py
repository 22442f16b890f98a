"""Which entity is which, where ids were changed or made anew: by what an entity holds.

An entity keeps its id as a rule. Of those whose id is gone and those whose id has come, two are one entity where

- all else of them is equal;
- or (items) only their times differ;
- or (items) they show the same asset or the same text, and no others do;
- or (assets) the same file is behind them; (tracks) most of their items are the same; (transitions) they join the
  same clips.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import orjson

from editorkit.matching.equality import with_integers
from editorkit.matching.references import Renames, references

Entities = Mapping[str, Any]
Key = Callable[[Any], Hashable | None]
_OF_TIME = ("id", "startTicks", "durationTicks")


def keyed_tracks(tracks: Any) -> dict[str, dict[str, Any]] | None:
    """The tracks by id, in order; None where not every one has an id of its own and a list of different ids."""
    if not isinstance(tracks, list):
        return None
    found: dict[str, dict[str, Any]] = {}
    for track in tracks:
        if not isinstance(track, dict) or not isinstance(track.get("id"), str) or track["id"] in found:
            return None
        if not _are_different_ids(track.get("items")):
            return None
        found[track["id"]] = track
    return found


def _are_different_ids(listed: Any) -> bool:
    return (
        isinstance(listed, list)
        and all(isinstance(member, str) for member in listed)
        and len(set(listed)) == len(listed)
    )


def match(before: Mapping[str, Any], after: Mapping[str, Any]) -> Renames:
    """The ids that were changed between two states, by family: {old: new}."""
    assets = _matched(before.get("assets"), after.get("assets"), [_all_but_id, _file])
    items = _matched(
        before.get("items"), _pointed(after.get("items"), "assetId", assets), [_all_but_id, _all_but_times, _shown]
    )
    tracks = _matched_tracks(keyed_tracks(before.get("tracks")), keyed_tracks(after.get("tracks")), items)
    joins = after.get("transitions")
    for field, names in (("fromClipId", items), ("toClipId", items), ("trackId", tracks)):
        joins = _pointed(joins, field, names)
    transitions = _matched(before.get("transitions"), joins, [_all_but_id, _joined])
    found = {"assets": assets, "items": items, "tracks": tracks, "transitions": transitions}
    return _without_dangling(found, after) if any(found.values()) else found


def _matched(before: Any, after: Any, keys: Iterable[Key]) -> dict[str, str]:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return {}
    gone = {key: value for key, value in before.items() if key not in after}
    come = {key: value for key, value in after.items() if key not in before}
    found: dict[str, str] = {}
    for key in keys if gone and come else ():
        old, new = _by_key(gone, key), _by_key(come, key)
        for mark in old.keys() & new.keys():
            if key is _all_but_id or len(old[mark]) == len(new[mark]) == 1:
                found.update(zip(old[mark], new[mark], strict=False))
        gone = {name: value for name, value in gone.items() if name not in found}
        taken = set(found.values())
        come = {name: value for name, value in come.items() if name not in taken}
    return found


def _by_key(entities: Entities, key: Key) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for name, entity in entities.items():
        mark = key(entity) if isinstance(entity, dict) else None
        if mark is not None:
            found[mark].append(name)
    return found


def _spelled(entity: Entities, without: Iterable[str]) -> bytes:
    """An entity in one spelling: keys in order, whole numbers as integers."""
    rest = {k: v for k, v in entity.items() if k not in without}
    text = orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)
    return orjson.dumps(with_integers(rest), option=orjson.OPT_SORT_KEYS) if b".0" in text else text


def _all_but_id(entity: Entities) -> Hashable:
    return _spelled(entity, ("id",))


def _all_but_times(item: Entities) -> Hashable:
    return _spelled(item, _OF_TIME)


def _shown(item: Entities) -> Hashable | None:
    shown = item.get("assetId") or item.get("text")
    return (str(item.get("type")), shown) if isinstance(shown, str) else None


def _file(asset: Entities) -> Hashable | None:
    file = asset.get("remoteKey") or asset.get("remoteUrl")
    return (str(asset.get("type")), file) if isinstance(file, str) else None


def _joined(transition: Entities) -> Hashable:
    return str(transition.get("fromClipId")), str(transition.get("toClipId"))


def _pointed(entities: Any, field: str, names: Mapping[str, str]) -> Any:
    """The entities with what their field names called by its old id."""
    if not names or not isinstance(entities, dict):
        return entities
    old = {new: name for name, new in names.items()}
    return {
        key: value | {field: old[value[field]]}
        if isinstance(value, dict) and isinstance(value.get(field), str) and value[field] in old
        else value
        for key, value in entities.items()
    }


def _matched_tracks(before: Entities | None, after: Entities | None, items: Mapping[str, str]) -> dict[str, str]:
    if before is None or after is None:
        return {}
    gone = {name: track for name, track in before.items() if name not in after}
    come = {name: track for name, track in after.items() if name not in before}
    home = {item: name for name, track in come.items() for item in track["items"]}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name, track in gone.items():
        shared = Counter(home[item] for item in (items.get(i, i) for i in track["items"]) if item in home)
        for other, count in shared.most_common(1):
            if other not in taken and 2 * count > max(len(track["items"]), len(come[other]["items"])):
                found[name] = other
                taken.add(other)
    rest = {name: track for name, track in gone.items() if name not in found and not track["items"]}
    free = {name: track for name, track in come.items() if name not in taken and not track["items"]}
    return found | _matched(rest, free, [_all_but_id])


def _without_dangling(found: Mapping[str, Mapping[str, str]], after: Mapping[str, Any]) -> Renames:
    """No rename of what is still named by its old id somewhere: it would be taken for a name that followed."""
    named = set(references(after))
    return {
        family: {old: new for old, new in names.items() if (family, old) not in named}
        for family, names in found.items()
    }
