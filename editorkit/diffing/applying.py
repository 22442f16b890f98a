"""Edits carried out on a state."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from editorkit import wording
from editorkit.diffing.edits import MISSING, Edit, Placed, Put
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.matching import Renames, keyed_tracks, renamed, same
from editorkit.pointer import Path, show

State = dict[str, Any]


def apply(state: Mapping[str, Any], edits: Iterable[Edit], renames: Renames) -> State:
    """A changed copy of a state. Raises UsageError where it is not the one the edits were found in."""
    made: State = copied(state)
    puts, placed = _sorted(edits)
    orders: dict[Path, list[str]] = {}
    tracks = keyed_tracks(made.get("tracks"))
    if tracks is not None and not any(put.path == ("tracks",) for put in puts):
        made["tracks"] = tracks
        orders[("tracks",)] = list(tracks)
        orders.update((("tracks", key, "items"), track["items"]) for key, track in tracks.items())
    for put in puts:
        _put(made, put)
    for path, members in placed.items():
        orders[path] = list(_reordered(path, orders.get(path, []), members))
    if isinstance(made.get("tracks"), dict):
        made["tracks"] = [
            made["tracks"][key] | {"items": orders.get(("tracks", key, "items"), [])} for key in orders[("tracks",)]
        ]
    return renamed(made, renames)


def _sorted(edits: Iterable[Edit]) -> tuple[list[Put], dict[Path, list[Placed]]]:
    puts: list[Put] = []
    placed: dict[Path, list[Placed]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, Put):
            puts.append(edit)
        else:
            placed[edit.path].append(edit)
    return puts, placed


def _put(state: State, put: Put) -> None:
    holder: Any = state
    for token in put.path[:-1]:
        holder = holder.get(token) if isinstance(holder, dict) else None
    name = put.path[-1]
    found = holder.get(name, MISSING) if isinstance(holder, dict) else None
    if isinstance(found, dict) and len(put.path) == 2 and put.path[0] == "tracks":
        found = {key: value for key, value in found.items() if key != "items"}
    if not isinstance(holder, dict) or (found is MISSING) != (put.before is MISSING) or not same(found, put.before):
        told = "nothing" if found is MISSING else wording.value(found)
        was = "nothing" if put.before is MISSING else wording.value(put.before)
        raise UsageError(
            f"this diff is of another state: at {show(put.path)} it expects {was}, but there is {told}; "
            "apply it to the state it was made from, or bring the changes together with editorkit.merge"
        )
    if put.after is MISSING:
        del holder[name]
    else:
        holder[name] = copied(put.after)


def _reordered(path: Path, members: list[str], placed: list[Placed]) -> Iterator[str]:
    leaving = {move.member: move.before for move in placed if move.before is not None}
    if any(n is not None and members[n : n + 1] != [member] for member, n in leaving.items()):
        raise UsageError(f"this diff is of another state: {show(path)} holds other ids than those it was made from")
    coming = {move.after: move.member for move in placed if move.after is not None}
    staying = iter([member for member in members if member not in leaving])
    for index in range(len(members) - len(leaving) + len(coming)):
        member = coming.pop(index, None)
        if member is None:
            member = next(staying, None)
        if member is not None:
            yield member
    yield from coming.values()
