"""Ranges of the timeline taken out, and room made in it."""

from collections.abc import Iterable

from editorkit.editing.cutting import cut
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.splitting import split
from editorkit.state import end_of


def clear(draft: Draft, track: Entity, start: int, end: int) -> list[str]:
    """Take a range, in ticks, out of a track and leave it empty; the ids of the items that were cut.

    Items within it go, items that reach into it are cut, and one that spans it becomes two.
    """
    touched: list[str] = []
    gone: list[str] = []
    heirs: dict[str, str] = {}
    for name in [name for name in track["items"] if name in draft.items]:
        item = draft.items[name]
        if item["startTicks"] < start and end < end_of(item):
            fresh = split(draft, name, end, track)
            if fresh is not None:
                touched.append(fresh)
                heirs[name] = fresh
            item = draft.items[name]
        head = end - item["startTicks"] if start <= item["startTicks"] < end else 0
        tail = end_of(item) - start if start < end_of(item) and item["startTicks"] < start else 0
        if head or tail:
            is_kept = head < item["durationTicks"] and cut(draft, name, head, tail, opens=not head, closes=not tail)
            (touched if is_kept else gone).append(name)
    for name in [name for name in gone if heirs.get(name, name) != name]:
        draft.succeed(name, heirs[name])
    draft.drop_items([name for name in gone if name not in heirs])
    return [name for name in touched if name in draft.items] + [name for name in gone if name in heirs]


def shift_from(draft: Draft, tracks: Iterable[Entity], time: int, offset: int) -> list[str]:
    """Let all items of some tracks that start at a time or later start later, by ticks; their ids."""
    moved = [name for name, item in draft.placed(tracks).items() if item["startTicks"] >= time]
    for name in moved:
        draft.items[name]["startTicks"] += offset
    return moved
