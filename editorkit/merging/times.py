"""When the items of the merged state start: what each side did to the times of a track, put together.

Ripples of both sides add up: where one put in a clip and shifted all behind it, and so did the other elsewhere, what is
behind both is shifted by both. What one side put or moved somewhere goes along with the ripples of the other there.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from editorkit import wording
from editorkit.diffing.comparison import span_of
from editorkit.diffing.phrasing import at
from editorkit.merging.conflicts import Judge
from editorkit.merging.ripples import find_ripples
from editorkit.merging.sides import Sides

Items = dict[str, Any]
Tracks = dict[str, dict[str, Any]]


class Lane:
    """One track that both sides still have, as each of them left it. Side 0 is ours, side 1 theirs."""

    def __init__(self, name: str, items: Sides[Items], listed: Sides[list[str]]):
        self.name = name
        self.items = items[1:]
        base = items[0]
        self.sides = tuple(find_ripples(base, items[n], listed[0], listed[n]) for n in (1, 2))
        self.base = sorted((key for key in listed[0] if span_of(base.get(key))), key=lambda key: _start(base, key))
        self.came = tuple([key for key in listed[n] if key not in set(listed[0])] for n in (1, 2))
        self.levels = self._together()
        self._marks = tuple(self._landmarks(n) for n in (0, 1))

    def _together(self) -> dict[str, int]:
        """By how much the ripples of both sides shift each item of base."""
        merged: dict[str, int] = {}
        level, before = 0, [0, 0]
        for key in self.base:
            now = [side.levels.get(key, before[n]) for n, side in enumerate(self.sides)]
            one, other = now[0] - before[0], now[1] - before[1]
            level += one if self._are_one(key, one, other) else one + other
            merged[key], before = level, now
        return merged

    def _are_one(self, key: str, one: int, other: int) -> bool:
        """Whether both sides made the same ripple at an item, for the same reason."""
        return one == other and self.sides[0].causes.get(key) == self.sides[1].causes.get(key)

    def clashes(self) -> Iterator[str]:
        """The items from which on both sides shifted the rest by different times, for no reason to be seen."""
        for key in self.base:
            steps = [side.steps.get(key, 0) for side in self.sides]
            if all(steps) and steps[0] != steps[1] and not any(key in side.causes for side in self.sides):
                yield key

    def _landmarks(self, n: int) -> tuple[list[int], list[str]]:
        """The items that a side left in the order of base, with their starts there."""
        side = self.sides[n]
        keys = sorted((key for key in side.order if not side.own(key)), key=lambda key: _start(self.items[n], key))
        return [_start(self.items[n], key) for key in keys], keys

    def gap(self, n: int, start: int) -> str | None:
        """The first item of base at or behind a point of a side's time; None behind them all."""
        starts, keys = self._marks[n]
        place = bisect_left(starts, start)
        return keys[place] if place < len(keys) else None

    def offset(self, n: int, landmark: str | None) -> int:
        """By how much what a side put in front of an item is shifted by the ripples of the other."""
        if landmark is not None:
            return self.levels[landmark] - self.sides[n].levels[landmark]
        last = self._marks[n][1][-1:]
        if not last:
            return 0
        side, other = self.sides[n], self.sides[1 - n]
        grown = other.growth(last[0]) if not side.growth(last[0]) else 0
        return self.levels[last[0]] - side.levels[last[0]] + grown

    def offset_behind(self, n: int, landmark: str | None) -> int:
        """The same for what stays in front of all that the other side put there."""
        keys = self._marks[n][1]
        place = len(keys) if landmark is None else keys.index(landmark)
        return self.levels[keys[place - 1]] - self.sides[n].levels[keys[place - 1]] if place else 0


def merged_starts(judge: Judge, items: Sides[Items], tracks: Sides[Tracks]) -> dict[str, int]:
    """The starts of the items that are on one track for both sides, or came to one, in ticks."""
    starts: dict[str, int] = {}
    for name in tracks.base:
        if name in tracks.ours and name in tracks.theirs:
            lane = Lane(name, items, Sides(*(found[name]["items"] for found in tracks)))
            starts.update(_stayed(judge, lane, items))
            starts.update(_came(judge, lane, items))
    return starts


def _stayed(judge: Judge, lane: Lane, items: Sides[Items]) -> Iterator[tuple[str, int]]:
    """The items of base that both sides left on the track."""
    clashing = set(lane.clashes())
    for key in lane.base:
        ours, theirs = lane.sides
        if key not in ours.shifts or key not in theirs.shifts:
            continue
        base = _start(items[0], key)
        moved = [n for n, side in enumerate(lane.sides) if side.own(key)]
        candidates = [_moved_to(lane, n, key) for n in (0, 1)]
        if len(moved) == 2 and candidates[0] != candidates[1]:
            yield key, _settle(judge, key, items, candidates, "moved it")
        elif moved:
            yield key, candidates[moved[0]]
        elif key in clashing:
            yield key, _settle(judge, key, items, candidates, "shifted all from it on")
        else:
            yield key, base + lane.levels[key]


def _moved_to(lane: Lane, n: int, key: str) -> int:
    """Where a side put an item, with the ripples of the other."""
    start = _start(lane.items[n], key)
    side = lane.sides[n]
    landmark = lane.gap(n, start)
    if landmark == key or not side.own(key) or side.is_in_place(key, lane.items[n]):
        return start + lane.levels[key] - side.levels[key]
    return start + lane.offset(n, landmark)


def _settle(judge: Judge, key: str, items: Sides[Items], starts: list[int], deed: str) -> int:
    old = _start(items[0], key)
    ours, theirs = (_start(side, key) for side in items[1:])
    reason = (
        f"both sides {deed}, item {wording.name(key)} from {at(old)}, to {at(ours)} by us and {at(theirs)} by them; "
        "say which to take"
    )
    side = judge.tell("both-changed", ("items", key, "startTicks"), old, ours, theirs, reason)
    return starts[1] if side == "theirs" else starts[0]


def _came(judge: Judge, lane: Lane, items: Sides[Items]) -> Iterator[tuple[str, int]]:
    """The items that either side put on the track."""
    gaps: list[dict[str | None, list[str]]] = [{}, {}]
    for n in (0, 1):
        for key in lane.came[n]:
            if span_of(lane.items[n].get(key)):
                gaps[n].setdefault(lane.gap(n, _start(lane.items[n], key)), []).append(key)
    for landmark in dict.fromkeys((*gaps[0], *gaps[1])):
        keys = [gaps[n].get(landmark, []) for n in (0, 1)]
        first = _who_is_first(judge, lane, landmark, keys)
        order = [n for n in ((1, 0) if first == 1 else (0, 1)) if keys[n]]
        end = 0
        for n in order:
            offset = lane.offset_behind(n, landmark) if first == n else lane.offset(n, landmark)
            spans = {key: span for key in keys[n] if (span := span_of(lane.items[n][key]))}
            if first is not None and n != first:
                offset += max(0, end - offset - min(start for start, _ in spans.values()))
            yield from ((key, start + offset) for key, (start, _) in spans.items())
            end = max((stop + offset for _, stop in spans.values()), default=0)


def _who_is_first(judge: Judge, lane: Lane, landmark: str | None, keys: list[list[str]]) -> int | None:
    """Whose items stand in front, where both sides put some at one place and they cannot stay as they are."""
    different = [set(keys[n]) - set(keys[1 - n]) for n in (0, 1)]
    if not all(different) or not _collide(lane, landmark, different):
        return None
    names = [wording.listed(sorted(side)) for side in different]
    track = wording.name(lane.name)
    place = f"in front of item {wording.name(landmark)}" if landmark else "at the end"
    reason = (
        f"both sides put something on track {track} {place}: {names[0]} by us and {names[1]} by them; "
        "say whose comes first"
    )
    side = judge.tell(
        "same-place", ("tracks", lane.name, "items"), None, sorted(different[0]), sorted(different[1]), reason
    )
    return None if side is None else 0 if side == "ours" else 1


def _collide(lane: Lane, landmark: str | None, keys: list[set[str]]) -> bool:
    """Whether items of both sides would overlap, or either side made room for its own."""
    if landmark is not None and any(lane.offset(n, landmark) != lane.offset_behind(n, landmark) for n in (0, 1)):
        return True
    spans = sorted(span for n in (0, 1) for key in keys[n] if (span := span_of(lane.items[n][key])))
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _start(items: Items, key: str) -> int:
    span = span_of(items.get(key))
    return span[0] if span else 0
