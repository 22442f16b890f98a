"""The duplicate transform."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft, Entity
from editorkit.editing.groups import keep_apart
from editorkit.editing.options import ITEMS, TIME, option
from editorkit.state import end_of
from editorkit.transforms import makes


@dataclass(frozen=True)
class Duplicate:
    """What to duplicate."""

    item: tuple[str, ...] = option(ITEMS, "The item; may be given several times.")
    at: int | None = option(TIME, "When the first copy is to start; where the last item ends by default.", None)


@makes("item-added", "track-added", "brand-changed", "item-changed", "item-reordered")
def duplicate(draft: Draft, options: Duplicate) -> None:
    """Duplicate items, with fresh ids.

    The copies keep their distances. Each stands on the track of its original where it fits in there, and else on a new
    track right above that. Copies of linked items are linked with each other.

    Example: --item title --at 4s
    Diff: text 'title-2' ("The new kettle") added on track 'track-1', 0:04.000 to 0:06.000
    """
    names = list(dict.fromkeys(options.item))
    originals = [draft.item(name) for name in names]
    homes = draft.homes_of(names)
    first = min(item["startTicks"] for item in originals)
    at = max(map(end_of, originals)) if options.at is None else options.at
    copies = [draft.copy_item(name) for name in names]
    rooms = _Rooms(draft)
    for name, copy in zip(names, copies, strict=True):
        item = draft.items[copy]
        item["startTicks"] += at - first
        rooms.place(copy, homes[name])
    _link(draft, copies)
    settle(draft, copies)


def _link(draft: Draft, copies: list[str]) -> None:
    """Let copies of linked items be linked with each other, and not with the originals."""
    made = [draft.items[copy] for copy in copies]
    keep_apart(made, (draft.items[name] for name in draft.items.keys() - set(copies)))
    members = Counter(item.get("linkGroupId") for item in made)
    for item in made:
        if item.get("linkGroupId") is not None and members[item["linkGroupId"]] == 1:
            item["linkGroupId"] = None


class _Rooms:
    """Where on which track there is room."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._taken: dict[str, tuple[list[int], list[int]]] = {}

    def place(self, copy: str, home: Entity) -> None:
        """List a copy on a track if it fits in there, else on a new one right above it, made of its properties."""
        item = self._draft.items[copy]
        for track in (home, *self._draft.fresh_tracks):
            starts, reached = self._taken_on(track)
            place = bisect_left(starts, item["startTicks"])
            is_free = place == len(starts) or end_of(item) <= starts[place]
            if is_free and (not place or reached[place - 1] <= item["startTicks"]):
                starts.insert(place, item["startTicks"])
                reached.insert(place, end_of(item))
                track["items"].append(copy)
                return
        self._draft.add_track_above(home, [copy])

    def _taken_on(self, track: Entity) -> tuple[list[int], list[int]]:
        """When the items of a track start, in order, and by when those up to each are over."""
        if track["id"] not in self._taken:
            items = sorted(self._draft.placed([track]).values(), key=lambda item: int(item["startTicks"]))
            reached = [*accumulate(map(end_of, items), max)]
            self._taken[track["id"]] = [item["startTicks"] for item in items], reached
        return self._taken[track["id"]]
