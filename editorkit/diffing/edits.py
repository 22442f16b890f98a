"""What differs between two states, without any meaning: values put in places, and members placed in lists.

Both states are looked at with the names of the first one (see `matching`), and tracks by id, not by their place in the
list: `("tracks", "main", "hidden")`. Two more families of paths are lists of ids: `("tracks",)` itself and
`("tracks", "main", "items")`; their changes are `Placed`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import orjson

from editorkit.diffing.sequences import displaced
from editorkit.matching import keyed_tracks, same
from editorkit.pointer import Path


class Missing(Enum):
    """The type of `MISSING`: there is nothing at a place. (None would be JSON's null.)"""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING


@dataclass(frozen=True, slots=True)
class Put:
    """Another value in a place; `MISSING` where there is none before or after."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Placed:
    """A member of a list of ids that stands elsewhere: its index before and after, None where it is not in it."""

    path: Path
    member: str
    before: int | None
    after: int | None


Edit = Put | Placed
_MAPS = ("items", "assets", "transitions")
FREE_FORM = frozenset(("resourceJson", "materialConfig"))  # foreign documents: whole or not at all


def find_edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
    """Every difference between two states of the same names, in the order of the first."""
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key, MISSING), after.get(key, MISSING)
        if key in _MAPS and isinstance(old, dict) and isinstance(new, dict):
            yield from _in_map((key,), old, new)
        elif key == "tracks":
            yield from _in_tracks(old, new, lambda member: _stays(member, before, after))
        else:
            yield from _in_value((key,), old, new)


def _in_map(path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
    for key, old in before.items():
        new = after.get(key, MISSING)
        if new is MISSING or (new is not old and orjson.dumps(old) != orjson.dumps(new)):
            yield from _in_value((*path, key), old, new)
    for key, new in after.items():
        if key not in before:
            yield Put((*path, key), MISSING, new)


def _in_value(path: Path, old: Any, new: Any) -> Iterator[Put]:
    """Objects are gone into, but for free-form ones and those that became another type of thing."""
    if isinstance(old, dict) and isinstance(new, dict) and path[-1] not in FREE_FORM and _are_of_a_type(old, new):
        for key in (*old, *(key for key in new if key not in old)):
            yield from _in_value((*path, key), old.get(key, MISSING), new.get(key, MISSING))
    elif old is not new and (old is MISSING or new is MISSING or not same(old, new)):
        yield Put(path, old, new)


def _are_of_a_type(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return same(old.get("type"), new.get("type"))


def _stays(item: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether an item starts when it did: then it is rather others that were put before or behind it."""
    starts = []
    for state in (before, after):
        items = state.get("items")
        found = items.get(item) if isinstance(items, dict) else None
        starts.append(found.get("startTicks") if isinstance(found, dict) else None)
    return same(*starts)


def _in_tracks(old: Any, new: Any, stays: Callable[[str], bool]) -> Iterator[Edit]:
    before, after = keyed_tracks(old), keyed_tracks(new)
    if before is None or after is None:
        yield from _in_value(("tracks",), old, new)
        return
    yield from in_list(("tracks",), list(before), list(after), lambda _: True)
    for key in (*before, *(key for key in after if key not in before)):
        was, becomes = _split(before.get(key)), _split(after.get(key))
        yield from _in_value(("tracks", key), was[0], becomes[0])
        yield from in_list(("tracks", key, "items"), was[1], becomes[1], stays)


def _split(track: Mapping[str, Any] | None) -> tuple[Any, list[str]]:
    """A track without its list of items, and that list."""
    if track is None:
        return MISSING, []
    return {key: value for key, value in track.items() if key != "items"}, track["items"]


def in_list(path: Path, old: list[str], new: list[str], stays: Callable[[str], bool]) -> Iterator[Placed]:
    """What has to leave, come or move for one list of different ids to be the other; what `stays` is moved last."""
    if old == new:
        return
    index, target = ({member: n for n, member in enumerate(members)} for members in (old, new))
    stay = [member for member in old if member in target]
    ranks = [target[member] for member in stay]
    is_in_order = all(map(int.__lt__, ranks, ranks[1:]))
    moved = set() if is_in_order else displaced(ranks, [len(stay) + 1 if stays(m) else 1 for m in stay])
    for n, member in enumerate(stay):
        if n in moved:
            yield Placed(path, member, index[member], target[member])
    for member in old:
        if member not in target:
            yield Placed(path, member, index[member], None)
    for member in new:
        if member not in index:
            yield Placed(path, member, None, target[member])
