"""Ranges of the timeline taken out, and room made in it."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from editorkit.editing.cutting import cut, note_loss
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.splitting import take_out
from editorkit.state import end_of


def clear(draft: Draft, tracks: Iterable[Entity], start: int, end: int) -> list[str]:
    """Take a range, in ticks, out of tracks and leave it empty; the ids of the items that were cut.

    Items within it go, items that reach into it are cut, and one that spans it becomes two.
    """
    touched: list[str] = []
    gone: list[str] = []
    for track in tracks:
        for name in [name for name in track["items"] if name in draft.items]:
            item = draft.items[name]
            if item["startTicks"] < end and start < end_of(item):
                pieces = _pieces(draft, name, start, end, track)
                touched += pieces
                gone += [] if pieces else [name]
    draft.drop_items(gone)
    return touched


def _pieces(draft: Draft, name: str, start: int, end: int, track: Entity) -> list[str]:
    """The ids of what stays of an item that plays in a range, outside of it; where nothing does, it is as it was."""
    item = draft.items[name]
    length, before, behind = item["durationTicks"], start - item["startTicks"], end_of(item) - end
    if before > 0 and behind > 0:
        pieces = take_out(draft, name, start, end, track)
    elif before > 0:
        pieces = [name] if cut(draft, name, tail=length - before, closes=False) else []
    elif behind > 0:
        pieces = [name] if cut(draft, name, head=length - behind, opens=False) else []
    else:
        return []
    if not pieces:
        note_loss(draft, name, max(before, 0) + max(behind, 0))
    return pieces


def shift_from(draft: Draft, tracks: Iterable[Entity], time: int, offset: int) -> list[str]:
    """Let all items of some tracks that start at a time or later start later, by ticks; their ids."""
    moved = [name for name, item in draft.placed(tracks).items() if item["startTicks"] >= time]
    for name in moved:
        draft.items[name]["startTicks"] += offset
    return moved


def close_up(draft: Draft, track: Entity, gone: Iterable[tuple[int, int]]) -> list[str]:
    """Let the items of a track start earlier by what is gone before them, starts and ends in ticks; their ids."""
    changes = []
    done = 0
    for start, end in sorted(gone):
        if end > done:
            changes.append((end, max(start, done) - end))
            done = end
    return shift_behind(draft, track, changes)


def shift_behind(draft: Draft, track: Entity, changes: Iterable[tuple[int, int]]) -> list[str]:
    """Let the items of a track that start at a time or later start later by ticks, for each such pair; their ids."""
    ordered = sorted(changes)
    times = [time for time, _ in ordered]
    offsets = [0, *accumulate(offset for _, offset in ordered)]
    moved = []
    for name, item in draft.placed([track]).items():
        by = offsets[bisect_right(times, item["startTicks"])]
        if by:
            item["startTicks"] += by
            moved.append(name)
    return moved
