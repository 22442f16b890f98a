"""The clips of lanes on their way into a state: which item each becomes, and which file it shows."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from editorkit.building.naming import Namer, slug
from editorkit.errors import DataError
from editorkit.interchange import items
from editorkit.interchange.clips import is_media
from editorkit.interchange.lanes import Clip, Joint, Lane
from editorkit.interchange.media import Library, hint_of, type_of
from editorkit.interchange.shortening import Longer
from editorkit.migrations.draft import Draft
from editorkit.scanner import LARGEST_INTEGER
from editorkit.ticks import nearest
from editorkit.wording import name

Entity = dict[str, Any]
Size = tuple[int, int]


class Placing:
    """Puts items into a state that is being made.

    longer: the items that were longer when they were written, as they were then.
    names: of all items, with those of ours reserved. size: of the frame, in pixels. has_assets: the library has all
    there ever were.
    """

    def __init__(self, draft: Draft, library: Library, names: Namer, size: Size, *, has_assets: bool) -> None:
        self._draft = draft
        self._library = library
        self._names = names
        self._size = size
        self._has_assets = has_assets
        self._met: set[str] = set()
        self.longer: dict[str, Longer] = {}

    def place(self, lane: Lane) -> Iterator[str | Joint | None]:
        """What follows on what in a lane: ids of items, transitions, and None for gaps.

        Raises DataError where it becomes longer than ticks can count.
        """
        cursor = Fraction(0)
        for piece in lane.pieces:
            if isinstance(piece, Joint):
                yield piece
                continue
            end = cursor + piece.duration
            if end > LARGEST_INTEGER:
                raise DataError(f"track {name(lane.name)} is longer than ticks can count; shorten it")
            yield self._item(piece, cursor, end) if isinstance(piece, Clip) else None
            cursor = end

    def _item(self, clip: Clip, start: Fraction, end: Fraction) -> str | None:
        first, last = nearest(start), nearest(end)
        if first == last:
            self._draft.lose("dropped", clip.path, f"{name(clip.name)} is shorter than a tick, and is dropped")
            return None
        known = clip.content.get("item")
        if known and not self._has_file(known, clip):
            message = f"the file of item {name(clip.content['id'])} is told nowhere; a gap is left in its place"
            self._draft.lose("dropped", clip.path, message)
            return None
        key = self._key(clip)
        kind = known["type"] if known else type_of(clip.url, is_heard=clip.is_heard)
        item = self._with_file(known or items.fresh(kind, self._size), clip, key)
        own = {} if key == clip.content.get("id") else {"id": key}
        made = items.settle(item | own, clip, key, first, last, self._draft)
        self._draft.state["items"][key] = made
        if known and made["durationTicks"] < known["durationTicks"]:
            self.longer[key] = Longer(known, nearest(clip.start))
        self._library.use(str(made.get("assetId")), items.source_end(made), clip.length)
        if first != start or last != end:
            message = f"item {name(key)} does not begin and end on ticks, and is rounded to them"
            self._draft.assume("rounded", ("items", key), message)
        return key

    def _key(self, clip: Clip) -> str:
        known = clip.content.get("id")
        if known is None:
            return self._names.make(slug(clip.name) or hint_of(clip.url) or "clip")
        if known in self._met:
            key = self._names.make(known)
            message = f"there are several clips of item {name(known)}; this one becomes an item of its own"
            self._draft.assume("assumed", ("items", key), message)
            return key
        self._met.add(known)
        return str(known)

    def _has_file(self, item: Entity, clip: Clip) -> bool:
        """Whether it is known what an item of ours shows; in a state of ours it may well be missing."""
        brings_it = bool(clip.url) and is_media(item["type"])
        return self._has_assets or brings_it or "assetId" not in item or item["assetId"] in self._library.assets

    def _with_file(self, item: Entity, clip: Clip, key: str) -> Entity:
        """An item that shows the file its clip refers to."""
        known = item.get("assetId")
        if not clip.url or not is_media(item["type"]) or self._library.shows(known, clip.url):
            return item
        if known is not None:
            message = f"the clip of item {name(key)} refers to another file now, and so does the item"
            self._draft.assume("assumed", ("items", key, "assetId"), message)
        return item | {"assetId": self._library.asset(clip.url, item["type"])}
