"""What of a track can be told as a sequence: one thing after the other, with gaps between.

An OpenTimelineIO track is such a sequence, a track of ours a list of items that say themselves when they begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from editorkit.interchange.rational import LATEST

Entity = dict[str, Any]
_NEVER = (-1, -1)
Seam = tuple[str, str, str]  # the ids of the track, the clip that leaves and the one that comes


@dataclass(frozen=True)
class Placed:
    """An item in a sequence. gap: what is free before it; duration: how long it is; both in ticks."""

    id: str
    item: Entity
    gap: int
    duration: int


@dataclass(frozen=True)
class Left:
    """An entry of a track's list that does not fit into the sequence.

    position: its place in the list. item: what it names; None where that is nothing, or is met elsewhere (is_again).
    """

    position: int
    id: str
    item: Entity | None = None
    is_again: bool = False


@dataclass
class Layout:
    """The tracks of a state as sequences; every item is met once.

    items: those not met yet. seams: the ids of the transitions not met yet. met: the ids of items that were.
    """

    items: dict[str, Entity]
    met: set[str] = field(default_factory=set)
    seams: dict[Seam, list[str]] = field(default_factory=dict)

    def lay_out(self, listed: list[str]) -> tuple[list[Placed], list[Left]]:
        """The sequence of a track's list, and what does not fit in: it overlaps, is out of order, unknown or late."""
        placed: list[Placed] = []
        left: list[Left] = []
        cursor = 0
        for position, identifier in enumerate(listed):
            item = self.items.pop(identifier, None)
            start, end = _NEVER if item is None else _span(item)
            if item is None or start < cursor or end > LATEST:
                left.append(Left(position, identifier, item, identifier in self.met))
            else:
                placed.append(Placed(identifier, item, start - cursor, end - start))
                cursor = end
            if item is not None:
                self.met.add(identifier)
        return placed, left

    def joints(self, track_id: str, placed: list[Placed]) -> Iterator[str | None]:
        """The id of the transition before each item of a sequence, or None."""
        yield from [None] * bool(placed)
        for leaving, coming in pairwise(placed):
            waiting = [] if coming.gap else self.seams.get((track_id, leaving.id, coming.id), [])
            yield waiting.pop(0) if waiting else None


def seams_of(transitions: dict[str, Entity]) -> dict[Seam, list[str]]:
    """The ids of transitions by the seam they stand at; without those too long to be written."""
    found: dict[Seam, list[str]] = {}
    for key, made in transitions.items():
        if made["durationTicks"] <= LATEST:
            found.setdefault((made["trackId"], made["fromClipId"], made["toClipId"]), []).append(key)
    return found


def merge_left(clips: list[str], left: list[tuple[int, str]]) -> list[str]:
    """A track's list again: entries that were left out, in order of their positions, back among its clips."""
    listed: list[str] = []
    waiting = iter(clips)
    for position, identifier in left:
        listed += [clip for _, clip in zip(range(position - len(listed)), waiting, strict=False)]
        listed.append(identifier)
    return [*listed, *waiting]


def _span(item: Entity) -> tuple[int, int]:
    start = int(item["startTicks"])
    return start, start + int(item["durationTicks"])
