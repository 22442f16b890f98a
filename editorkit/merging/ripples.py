"""One side's edits of a track in time, as ripples and moves.

A ripple shifts items that follow each other by the same time; a move is of one item alone. Each item that is on the
track before and after has a level, which is how far the ripples shift it; what is left of its shift is its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

import orjson

from editorkit.diffing.comparison import span_of

Items = Mapping[str, Any]


@dataclass
class Ripples:
    """What one side did to one track.

    order: the items that stay on the track, as they stood before.
    levels: by item, how many ticks later the ripples put it. shifts: how many ticks later it starts.
    causes: by item, what was done just before it: items that came, left, or were made longer or shorter. None is the
        end of the track.
    ends: how much later each item ends.
    """

    order: list[str]
    levels: dict[str, int] = field(default_factory=dict)
    shifts: dict[str, int] = field(default_factory=dict)
    causes: dict[str | None, bytes] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)

    def own(self, item: str) -> int:
        """How many ticks later an item was put by itself."""
        return self.shifts.get(item, 0) - self.levels.get(item, 0)

    def growth(self, item: str) -> int:
        """How much longer an item lasts."""
        return self.ends.get(item, 0) - self.shifts.get(item, 0)

    @cached_property
    def steps(self) -> dict[str, int]:
        """By item, how much the level rises there."""
        levels = [self.levels[item] for item in self.order]
        return {item: now - before for item, now, before in zip(self.order, levels, [0, *levels], strict=False)}

    def is_in_place(self, item: str, items: Items) -> bool:
        """Whether an item that was moved still stands between the same two."""
        index = self.order.index(item)
        start = (span_of(items[item]) or (0, 0))[0]
        others = [(span_of(items[key]) or (0, 0))[0] for key in self.order[max(0, index - 1) : index]]
        behind = [(span_of(items[key]) or (0, 0))[0] for key in self.order[index + 1 : index + 2]]
        return all(other <= start for other in others) and all(start <= other for other in behind)


def find_ripples(before: Items, after: Items, listed: Sequence[str], now_listed: Sequence[str]) -> Ripples:
    """What was done to a track that listed some items and now lists others."""
    here = set(now_listed)
    timed = {
        key: (was, now)
        for key in listed
        if key in here and (was := span_of(before.get(key))) and (now := span_of(after.get(key)))
    }
    order = sorted(timed, key=lambda key: timed[key][0])
    found = Ripples(order)
    found.shifts.update((key, timed[key][1][0] - timed[key][0][0]) for key in order)
    found.ends.update((key, timed[key][1][1] - timed[key][0][1]) for key in order)
    found.causes.update(_causes(before, after, order, listed, now_listed, found))
    found.levels.update(_levels(found))
    return found


def _causes(
    before: Items, after: Items, order: list[str], listed: Sequence[str], now_listed: Sequence[str], found: Ripples
) -> dict[str | None, bytes]:
    """What was done in front of each item, spelled out to be compared; nothing where nothing was."""
    stay = set(order)
    came = _in_front(after, order, [key for key in now_listed if key not in stay], after)
    left = _in_front(before, order, [key for key in listed if key not in stay], before)
    causes: dict[str | None, bytes] = {}
    for index, key in enumerate((*order, None)):
        grown = found.ends[order[index - 1]] - found.shifts[order[index - 1]] if index else 0
        if came.get(key) or left.get(key) or grown:
            told = {name: after.get(name) for name in came.get(key, ())}
            causes[key] = orjson.dumps([told, left.get(key, []), grown], option=orjson.OPT_SORT_KEYS)
    return causes


def _in_front(state: Items, order: list[str], others: list[str], times: Items) -> dict[str | None, list[str]]:
    """Some items by which item of the order they stand in front of in time; None is behind all."""
    found: dict[str | None, list[str]] = {}
    marks = sorted(((span_of(times.get(key)) or (0, 0))[0], n) for n, key in enumerate(order))
    waiting = sorted((span[0], key) for key in others if (span := span_of(state.get(key))))
    position = 0
    for start, key in waiting:
        while position < len(marks) and marks[position][0] < start:
            position += 1
        found.setdefault(order[marks[position][1]] if position < len(marks) else None, []).append(key)
    return found


def _levels(found: Ripples) -> dict[str, int]:
    levels: dict[str, int] = {}
    level = 0
    runs = [(shift, list(keys)) for shift, keys in groupby(found.order, key=lambda key: found.shifts[key])]
    for n, (shift, keys) in enumerate(runs):
        is_last = n == len(runs) - 1
        if len(keys) > 1 or (is_last and (keys[0] in found.causes)):
            level = shift
        levels.update(dict.fromkeys(keys, level))
    return levels
