"""The way from one state to another as a JSON Patch (RFC 6902)."""

from collections.abc import Iterator, Mapping
from typing import Any

from editorkit.diffing.edits import in_list
from editorkit.matching import Renames, inverse, keyed_tracks, same
from editorkit.pointer import Path, show

Operation = dict[str, Any]


def json_patch(before: Mapping[str, Any], after: Mapping[str, Any], renames: Renames) -> list[Operation]:
    """The operations that make `after` of `before`, in order: renamed entities move, then values are put in place."""
    moves = [
        {"op": "move", "from": show((family, old)), "path": show((family, new))}
        for family, names in renames.items()
        if isinstance(before.get(family), dict)
        for old, new in names.items()
    ]
    moved = dict(before) | {
        family: {names.get(key, key): value for key, value in before[family].items()}
        for family, names in renames.items()
        if isinstance(before.get(family), dict)
    }
    aligned = inverse(renames).get("tracks", {})
    return [*moves, *_in_object((), moved, after, aligned)]


def _in_object(
    path: Path, old: Mapping[str, Any], new: Mapping[str, Any], aligned: Mapping[str, str]
) -> Iterator[Operation]:
    for key in old:
        if key not in new:
            yield {"op": "remove", "path": show((*path, key))}
    for key, value in new.items():
        if key not in old:
            yield {"op": "add", "path": show((*path, key)), "value": value}
        elif old[key] is not value:
            yield from _in_value((*path, key), old[key], value, aligned)


def _in_value(path: Path, old: Any, new: Any, aligned: Mapping[str, str]) -> Iterator[Operation]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _in_object(path, old, new, aligned)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_array(path, old, new, aligned)
    elif not same(old, new):
        yield {"op": "replace", "path": show(path), "value": new}


def _in_array(path: Path, old: list[Any], new: list[Any], aligned: Mapping[str, str]) -> Iterator[Operation]:
    if path == ("tracks",) and keyed_tracks(old) is not None and keyed_tracks(new) is not None:
        yield from _in_tracks(old, new, aligned)
        return
    if path[:1] == ("tracks",) and len(path) == 3 and _are_ids(old) and _are_ids(new):
        yield from _in_ids(path, old, new)
        return
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    for index in range(head, min(old_end, new_end)):
        yield from _in_value((*path, index), old[index], new[index], aligned)
    for index in range(old_end - 1, new_end - 1, -1):
        yield {"op": "remove", "path": show((*path, index))}
    for index in range(old_end, new_end):
        yield {"op": "add", "path": show((*path, index)), "value": new[index]}


def _are_ids(listed: list[Any]) -> bool:
    return all(isinstance(member, str) for member in listed) and len(set(listed)) == len(listed)


def _in_ids(path: Path, old: list[str], new: list[str]) -> Iterator[Operation]:
    """Members leave from the last to the first, and come from the first to the last."""
    placed = list(in_list(path, old, new, lambda _: True))
    for index in sorted((move.before for move in placed if move.before is not None), reverse=True):
        yield {"op": "remove", "path": show((*path, index))}
    for move in sorted((move for move in placed if move.after is not None), key=lambda move: move.after or 0):
        yield {"op": "add", "path": show((*path, move.after or 0)), "value": move.member}


def _shared(one: list[Any], other: list[Any]) -> int:
    """How many values two lists have in common at their beginning."""
    for count, pair in enumerate(zip(one, other, strict=False)):
        if not same(*pair):
            return count
    return min(len(one), len(other))


def _in_tracks(old: list[Any], new: list[Any], aligned: Mapping[str, str]) -> Iterator[Operation]:
    """Tracks leave, come and change places whole; then what is in those that stayed is gone into."""
    stay = {aligned.get(track["id"], track["id"]) for track in new}
    here = [track for track in old if track["id"] in stay]
    for index in range(len(old) - 1, -1, -1):
        if old[index]["id"] not in stay:
            yield {"op": "remove", "path": show(("tracks", index))}
    for index, track in enumerate(new):
        name = aligned.get(track["id"], track["id"])
        at = next((n for n, other in enumerate(here) if other["id"] == name), None)
        if at is None:
            yield {"op": "add", "path": show(("tracks", index)), "value": track}
            here.insert(index, track | {"id": name})
        elif at != index:
            yield {"op": "move", "from": show(("tracks", at)), "path": show(("tracks", index))}
            here.insert(index, here.pop(at))
    for index, track in enumerate(new):
        yield from _in_object(("tracks", index), here[index], track, aligned)
