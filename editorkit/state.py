"""EditorState: the read-only view of a state that rules look at.

Rules see the sound part of a state: an item, asset, track or transition that the schema refuses has been told about
already, and is left out of `items`, `assets`, `tracks` and `transitions`. So rules need no type checks of their own.
Whether a name exists at all is answered by `has_item` and `has_asset`, which know the unsound ones too.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import add, attrgetter, le
from typing import Any, NamedTuple

from editorkit import schema, ticks
from editorkit.findings import Fault
from editorkit.pointer import Path

Entity = dict[str, Any]
_SHORTEST_FRAME = ticks.per_frame(60)


class Placement(NamedTuple):
    """Where an item stands: the index of its track, and its place in that track's list."""

    track: int
    position: int


class Keyframed(NamedTuple):
    """A number track that has keyframes."""

    item_id: str
    item: Entity
    name: str
    track: Entity


class Animated(NamedTuple):
    """The motions of an item by slot; `name` is animations or captionAnimations, `lengths` are in ticks."""

    item_id: str
    item: Entity
    name: str
    motions: Entity
    lengths: list[int]


class Clip(NamedTuple):
    """An item on its track: where it stands in the track's list, and what it takes up of time, in ticks."""

    item_id: str
    position: int
    start: int
    end: int


class Seam(NamedTuple):
    """A transition whose two clips are sound: its id, itself, the clip that leaves and the one that comes."""

    transition_id: str
    transition: Entity
    leaving: Entity
    coming: Entity


class Crowding(NamedTuple):
    """A clip that overlaps others of its track, and those of the others that it overlaps and that can stay."""

    track: int
    clip: Clip
    hit: list[Clip]


class EditorState:
    """A state of release 1.0 or 1.1, and look-ups into it. Nothing here changes the data.

    data: the state as plain JSON data; its root is an object.
    release_is_certain: something in it says of which release it is.
    schema_faults: what the schema refuses.
    is_looked_over: those are all; else what is sound is not known, and rules are not to be asked.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        release: str,
        *,
        release_is_certain: bool = True,
        schema_faults: Sequence[Fault] = (),
        is_looked_over: bool = True,
    ) -> None:
        self.data = data
        self.release = release
        self.release_is_certain = release_is_certain
        self.schema_faults = schema_faults
        self.is_looked_over = is_looked_over
        self._unsound = frozenset(f.path[:2] for f in schema_faults if len(f.path) >= 2)
        self._unsound_roots = frozenset(f.path[0] for f in schema_faults if len(f.path) == 1)

    def _map(self, name: str) -> dict[str, Entity]:
        found = self.data.get(name)
        if name in self._unsound_roots or not isinstance(found, dict):
            return {}
        if not self._unsound:
            return found
        return {key: value for key, value in found.items() if (name, key) not in self._unsound}

    @cached_property
    def items(self) -> dict[str, Entity]:
        """The sound items by id, in document order."""
        return self._map("items")

    @cached_property
    def assets(self) -> dict[str, Entity]:
        """The sound assets by id."""
        return self._map("assets")

    @cached_property
    def transitions(self) -> dict[str, Entity]:
        """The sound transitions by id."""
        return self._map("transitions")

    @cached_property
    def tracks(self) -> list[tuple[int, Entity]]:
        """The sound tracks with their index, topmost first."""
        found = self.data.get("tracks")
        if "tracks" in self._unsound_roots or not isinstance(found, list):
            return []
        return [(index, track) for index, track in enumerate(found) if ("tracks", index) not in self._unsound]

    def has_item(self, identifier: str) -> bool:
        """Whether there is, or may be, an item of that name, sound or not."""
        return self._may_have("items", identifier)

    def has_asset(self, identifier: str) -> bool:
        """Whether there is, or may be, an asset of that name, sound or not."""
        return self._may_have("assets", identifier)

    def _may_have(self, name: str, identifier: str) -> bool:
        found = self.data.get(name)
        return not isinstance(found, dict) or identifier in found

    def sound(self, name: str) -> Any:
        """A property at the top of the state; None where it is absent or the schema refuses any part of it."""
        refused = name in self._unsound_roots or any(top == name for top, _ in self._unsound)
        return None if refused else self.data.get(name)

    @cached_property
    def unknown_fields(self) -> list[Path]:
        """The paths of what its release does not know at the top of the state, in sound items and in sound assets."""
        known = schema.root_properties(self.release) | self._unsound_roots
        found: list[Path] = [(key,) for key in self.data if key not in known]
        for kind, pairs in self._by_type.items():
            found += [("items", *rest) for rest in self._unknown("item", kind, pairs)]
        for kind, pairs in _grouped(self.assets).items():
            found += [("assets", *rest) for rest in self._unknown("asset", kind, pairs)]
        return found

    def _unknown(self, entity: str, kind: str, pairs: Iterable[tuple[str, Entity]]) -> list[tuple[str, str]]:
        known = schema.properties(self.release, entity, kind)
        fewest = len(schema.definition(self.release, entity, kind)["required"])
        longer = [pair for pair in pairs if len(pair[1]) > fewest]  # one of just the required size has only those
        unknown = set().union(*(found for _, found in longer)) - known
        return [(key, name) for key, found in longer for name in found if name in unknown] if unknown else []

    @cached_property
    def _by_type(self) -> dict[str, list[tuple[str, Entity]]]:
        return _grouped(self.items)

    def of_type(self, *types: str) -> Iterable[tuple[str, Entity]]:
        """The sound items of some types, as (id, item)."""
        if len(types) == 1:
            return self._by_type.get(types[0], ())
        return [pair for kind in types for pair in self._by_type.get(kind, ())]

    @property
    def types_in_use(self) -> Iterable[str]:
        """The item types that occur."""
        return self._by_type.keys()

    @cached_property
    def placements(self) -> dict[str, list[Placement]]:
        """Where each id that a sound track lists stands; an id may be unknown, or stand more than once."""
        found: dict[str, list[Placement]] = defaultdict(list)
        for index, track in self.tracks:
            for position, identifier in enumerate(track["items"]):
                found[identifier].append(Placement(index, position))
        return dict(found)

    @property
    def keyframed(self) -> list[Keyframed]:
        """Every number track that has keyframes."""
        return self._looked_over[0]

    @property
    def unusual_boxes(self) -> list[tuple[str, Entity]]:
        """The sound items whose resting box is not plainly to be seen, as (id, item).

        All but those that start inside the frame, have a size, are not scaled to nothing, have an opacity above 0 and
        up to 1, and no negative radius.
        """
        return self._looked_over[1]

    @cached_property
    def _looked_over(self) -> tuple[list[Keyframed], list[tuple[str, Entity]]]:
        """Both at once: to reach a number track takes far longer than to look at it twice."""
        names = {kind: schema.number_tracks(self.release, kind) for kind in self.types_in_use}
        width, height = (self.sound(f"composition{side}") or 0 for side in ("Width", "Height"))
        rounded = {kind for kind in names if "borderRadius" in names[kind]}
        keyframed: list[Keyframed] = []
        unusual: list[tuple[str, Entity]] = []
        for key, item in self.items.items():
            tracks = names[item["type"]]
            for name in tracks:
                if name in item and item[name]["keyframes"]:
                    keyframed.append(Keyframed(key, item, name, item[name]))
            if tracks and not (
                0 < item["opacity"]["value"] <= 1
                and 0 <= item["left"]["value"] < width
                and 0 <= item["top"]["value"] < height
                and item["width"]["value"] > 0
                and item["height"]["value"] > 0
                and item["scaleX"]["value"]
                and item["scaleY"]["value"]
                and (item["type"] not in rounded or item["borderRadius"]["value"] >= 0)
            ):
                unusual.append((key, item))
        return keyframed, unusual

    @cached_property
    def keyframe_times(self) -> list[tuple[Keyframed, list[int]]]:
        """What is `keyframed`, each with the times of its keyframes as listed."""
        return [(moved, [point["timeTicks"] for point in moved.track["keyframes"]]) for moved in self.keyframed]

    @cached_property
    def animated(self) -> list[Animated]:
        """Every sound item's motions, where it has any."""
        return [
            Animated(identifier, item, name, item[name], [m["durationTicks"] for m in item[name].values()])
            for kind, pairs in self._by_type.items()
            for name in ("animations", "captionAnimations")
            if name in schema.properties(self.release, "item", kind)
            for identifier, item in pairs
            if item.get(name)
        ]

    def asset_of(self, item: Entity) -> Entity | None:
        """The sound asset an item names, or None."""
        return self.assets.get(item.get("assetId", ""))

    @cached_property
    def uneven_tracks(self) -> list[tuple[int, list[Clip]]]:
        """The tracks in whose list some item starts before the one listed ahead of it has ended.

        Each with its index and its sound items as listed; an item that is listed twice counts once. On all other
        tracks the items are in order and free of overlap.
        """
        return [(n, self._clips(track)) for n, track in self.tracks if not self._is_even(track)]

    @cached_property
    def crowding(self) -> list[Crowding]:
        """The fewest clips that would have to leave their tracks for the others to stand there side by side."""
        found = []
        for index, clips in self.uneven_tracks:
            kept, leaving = _untangle(clips)
            starts, ends = [clip.start for clip in kept], [clip.end for clip in kept]
            for clip in leaving:
                hit = kept[bisect_right(ends, clip.start) : bisect_left(starts, clip.end)]
                found.append(Crowding(index, clip, hit))
        return found

    def _is_even(self, track: Entity) -> bool:
        listed = [identifier for identifier in track["items"] if identifier in self.items]
        starts = [self.starts[identifier] for identifier in listed]
        ends = map(add, starts, [self.durations[identifier] for identifier in listed])
        return all(map(le, ends, islice(starts, 1, None)))

    def _clips(self, track: Entity) -> list[Clip]:
        first: dict[str, int] = {}
        for position, identifier in enumerate(track["items"]):
            first.setdefault(identifier, position)
        found = [(i, n, self.items[i]) for i, n in first.items() if i in self.items]
        return [Clip(i, n, item["startTicks"], end_of(item)) for i, n, item in found]

    @cached_property
    def seams(self) -> list[Seam]:
        """The sound transitions whose two clips are sound, too."""
        items = self.items
        return [
            Seam(key, made, items[made["fromClipId"]], items[made["toClipId"]])
            for key, made in self.transitions.items()
            if made["fromClipId"] in items and made["toClipId"] in items
        ]

    @cached_property
    def joined(self) -> set[tuple[str, str]]:
        """The ids of the two clips of every sound transition, the one that leaves first."""
        return {(made["fromClipId"], made["toClipId"]) for made in self.transitions.values()}

    @cached_property
    def starts(self) -> dict[str, int]:
        """The start of every sound item, in ticks."""
        return {key: item["startTicks"] for key, item in self.items.items()}

    @cached_property
    def durations(self) -> dict[str, int]:
        """The duration of every sound item, in ticks."""
        return {key: item["durationTicks"] for key, item in self.items.items()}

    @cached_property
    def subframe_items(self) -> list[str]:
        """The ids of sound items that last less than one frame at 60 frames a second."""
        return [key for key, duration in self.durations.items() if duration < _SHORTEST_FRAME]


def _untangle(clips: list[Clip]) -> tuple[list[Clip], list[Clip]]:
    """As many clips as can stand side by side, in time order, and those that are in their way."""
    kept: list[Clip] = []
    crowding: list[Clip] = []
    for clip in sorted(clips, key=attrgetter("end")):
        fits = not kept or clip.start >= kept[-1].end
        (kept if fits else crowding).append(clip)
    return kept, sorted(crowding, key=attrgetter("position"))


def _grouped(entities: Mapping[str, Entity]) -> dict[str, list[tuple[str, Entity]]]:
    grouped: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for identifier, entity in entities.items():
        grouped[entity["type"]].append((identifier, entity))
    return dict(grouped)


def end_of(item: Entity) -> int:
    """The first tick after an item."""
    end: int = item["startTicks"] + item["durationTicks"]
    return end
