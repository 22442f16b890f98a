"""The tracks of the merged state: which there are, in which order, and what is on each."""

from typing import Any

from editorkit import wording
from editorkit.diffing.comparison import span_of
from editorkit.diffing.edits import MISSING
from editorkit.merging.conflicts import Judge
from editorkit.merging.sequences import merge_order
from editorkit.merging.sides import Sides, State, entities
from editorkit.merging.values import merge_values

Listed = dict[str, list[str]]


class TrackJoiner:
    """Puts together what both sides did to the tracks and to the places of items on them.

    sides: the states. tracks: theirs by id. merged: what all else became; items of a track that goes are taken out.
    """

    def __init__(self, judge: Judge, sides: Sides[State], tracks: Sides[dict[str, State]], merged: State) -> None:
        self._judge = judge
        self._sides = sides
        self._tracks = tracks
        self._merged = merged
        self._listed = tracks.each(lambda found: {key: track["items"] for key, track in found.items()})
        self._items = entities(merged, "items")

    def joined(self) -> list[State]:
        """The tracks in order, each with its items in order."""
        members: dict[str, set[str]] = {}
        for item, home in self._homes().items():
            members.setdefault(home, set()).add(item)
        kept = dict(self._merged["tracks"])
        for home in [home for home in members if home not in kept]:
            if self._stays(home, sorted(members[home])):
                kept[home] = self._tracks.ours.get(home) or self._tracks.theirs[home]
        order = self._order(("tracks",), self._tracks.each(list), set(kept))
        return [kept[key] | {"items": self._in_order(key, members.get(key, set()))} for key in order]

    def _homes(self) -> dict[str, str]:
        """The track of each item there is, and of each id that is listed without there being an item."""
        homes = self._listed.each(lambda found: {item: key for key, items in found.items() for item in items})
        known = self._sides.each(lambda side: entities(side, "items"))
        result: dict[str, str] = {}
        for item in dict.fromkeys((*homes.ours, *homes.theirs)):
            if item not in self._items and any(item in found for found in known):
                continue  # a side removed it
            base, ours, theirs = (found.get(item, MISSING) for found in homes)
            if item in known.base and (item in known.ours) != (item in known.theirs):
                home = ours if item in known.ours else theirs
            else:
                home = merge_values(self._judge, ("items", item, "track"), base, ours, theirs)
            if home is not MISSING:
                result[item] = home
        return result

    def _stays(self, home: str, items: list[str]) -> bool:
        """Whether a track stays that one side removed, and on which the other has items; if not, they go with it."""
        ours_has_it = home in self._tracks.ours
        gone, has = ("their", "our") if ours_has_it else ("our", "their")
        reason = (
            f"{gone} side removed track {wording.name(home)}, on which {has} side has {wording.listed(items)}; "
            "say whether it goes or stays"
        )
        values = self._tracks.each(lambda found: found.get(home))
        side = self._judge.tell("changed-and-removed", ("tracks", home), *values, reason)
        if side is None or (side == "ours") == ours_has_it:
            return True
        for item in items:
            self._items.pop(item, None)
        return False

    def _in_order(self, track: str, members: set[str]) -> list[str]:
        """The items of a track by their starts; where a side has them in another order, in one made of all three."""
        listed = self._listed.each(lambda found: found.get(track, []))
        if all(_is_in_order(side, found) for side, found in zip(self._sides, listed, strict=True)):
            return sorted(members, key=lambda item: (_start(self._items, item), item))
        return self._order(("tracks", track, "items"), listed, members)

    def _order(self, path: tuple[str, ...], listed: Sides[list[str]], members: set[str]) -> list[str]:
        order = merge_order(listed.base, listed.ours, listed.theirs, members)
        if order is not None:
            return order
        what = "the tracks" if len(path) == 1 else f"the items of track {wording.name(path[1])}"
        reason = f"both sides put {what} in another order; say whose to take"
        side = self._judge.tell("both-changed", path, *listed, reason)
        chosen, other = (listed.theirs, listed.ours) if side == "theirs" else (listed.ours, listed.theirs)
        return [key for key in dict.fromkeys((*chosen, *other)) if key in members]


def _start(items: dict[str, Any], item: str) -> int:
    span = span_of(items.get(item))
    return span[0] if span else 0


def _is_in_order(state: State, listed: list[str]) -> bool:
    items = entities(state, "items")
    starts = [span[0] for item in listed if (span := span_of(items.get(item)))]
    return len(starts) == len(listed) and all(map(int.__lt__, starts, starts[1:]))
