"""A state that is being edited: a copy of nobody else's, with look-ups, and notes of what was decided on the way."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from editorkit import pointer, wording
from editorkit.errors import UsageError
from editorkit.mappings import copied
from editorkit.pointer import Path
from editorkit.state import end_of
from editorkit.suggestions import did_you_mean
from editorkit.times import Rate

Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a transform decided that its options do not say.

    pointer: JSON Pointer into the state after. message: one sentence, without a full stop.
    """

    pointer: str
    message: str


class Draft:
    """A sound state of release 1.1, to be changed in place.

    state: the data. fps: frames a second where times are put on the grid. notes: what has been decided.
    fresh_tracks: tracks that have been added. halves: the items that second halves of others have become.
    """

    def __init__(self, state: Entity, fps: Rate = 30) -> None:
        self.state = state
        self.fps = fps
        self.notes: list[Note] = []
        self.fresh_tracks: list[Entity] = []
        self.halves: list[str] = []
        self._counts: dict[str, count[int]] = {}

    @property
    def items(self) -> dict[str, Entity]:
        """Every item by its id, placed or not."""
        found: dict[str, Entity] = self.state["items"]
        return found

    @property
    def assets(self) -> dict[str, Entity]:
        """Every asset by its id."""
        found: dict[str, Entity] = self.state["assets"]
        return found

    @property
    def transitions(self) -> dict[str, Entity]:
        """Every transition by its id."""
        found: dict[str, Entity] = self.state["transitions"]
        return found

    @property
    def tracks(self) -> list[Entity]:
        """Every track, the uppermost first."""
        found: list[Entity] = self.state["tracks"]
        return found

    def note(self, path: Path, message: str) -> None:
        """Tell what was decided about a place."""
        self.notes.append(Note(pointer.show(path), message))

    def item(self, name: str) -> Entity:
        """An item by its id. Raises UsageError where there is none."""
        return _named(self.items, name, "item")

    def asset(self, name: str) -> Entity:
        """An asset by its id. Raises UsageError where there is none."""
        return _named(self.assets, name, "asset")

    def track(self, name: str) -> Entity:
        """A track by its id. Raises UsageError where there is none."""
        return _named({track["id"]: track for track in self.tracks}, name, "track")

    def chosen_items(self, names: Collection[str]) -> dict[str, Entity]:
        """The items of these ids; all where none is named. Raises UsageError for one that is not there."""
        return {name: self.item(name) for name in names} if names else dict(self.items)

    def chosen_tracks(self, names: Collection[str]) -> list[Entity]:
        """The tracks of these ids; all where none is named. Raises UsageError for one that is not there."""
        return [self.track(name) for name in names] if names else list(self.tracks)

    def home_of(self, name: str) -> Entity:
        """The track that lists an item, the uppermost of several. Raises UsageError where none does."""
        return self.homes_of([name])[name]

    def homes_of(self, names: Collection[str]) -> dict[str, Entity]:
        """The tracks that list some items, by their ids. Raises UsageError where none lists one of them."""
        wanted = frozenset(names)
        homes = {name: track for track in reversed(self.tracks) for name in track["items"] if name in wanted}
        for name in names:
            if name not in homes:
                raise UsageError(f"item {wording.name(name)} is on no track; put it on one first")
        return homes

    def placed(self, tracks: Iterable[Entity] | None = None) -> dict[str, Entity]:
        """The items that some of the tracks list, all tracks by default, by id."""
        listed = (name for track in (self.tracks if tracks is None else tracks) for name in track["items"])
        return {name: self.items[name] for name in listed if name in self.items}

    @cached_property
    def users(self) -> "Counter[str]":
        """How many items name each asset; who adds, drops or changes one of them keeps count."""
        return Counter(item["assetId"] for item in self.items.values() if "assetId" in item)

    def copy_item(self, name: str) -> str:
        """Put a copy of an item among the items, on no track yet; its id."""
        fresh = self.fresh("items", name)
        self.users[self.item(name).get("assetId", "")] += 1  # first, for it may be counted here
        self.items[fresh] = copied(self.item(name)) | {"id": fresh}
        brand = self.state.get("brandRuntime")
        if brand and name in brand["managedItemIds"]:
            brand["managedItemIds"].append(fresh)
        return fresh

    def add_track_above(self, track: Entity, items: list[str]) -> None:
        """Put a new track of some items right above another one, with its properties but for the id."""
        made = track | {"id": self.fresh("tracks", track["id"]), "items": items}
        self.tracks.insert(self.tracks.index(track), made)
        self.fresh_tracks.append(made)

    def rename_track(self, old: str, new: str) -> None:
        """Let transitions that are of one track be of another."""
        for made in self.transitions.values():
            if made["trackId"] == old:
                made["trackId"] = new

    @property
    def is_shown(self) -> bool:
        """Whether some item stands on a track that is not hidden."""
        return any(self.placed([track]) for track in self.tracks if not track["hidden"])

    @property
    def length(self) -> int:
        """When the last placed item ends, in ticks; 0 where there is none."""
        return max(map(end_of, self.placed().values()), default=0)

    def fresh(self, family: str, stem: str, besides: Collection[str] = ()) -> str:
        """An id that nothing of a family (items, assets, tracks, transitions) bears: the stem, a hyphen, a number.

        besides: further ids that are taken.
        """
        taken: Collection[str] = (
            {track["id"] for track in self.tracks} if family == "tracks" else self.state[family].keys()
        )
        numbers = self._counts.setdefault(f"{family}/{stem}", count(2))
        return next(name for number in numbers if (name := f"{stem}-{number}") not in taken and name not in besides)

    def drop_items(self, names: Collection[str]) -> None:
        """Take items out, with the transitions that touch them and wherever they are named."""
        gone = frozenset(names)
        if not gone:
            return
        self.users.subtract(self.items[name].get("assetId", "") for name in gone)
        self.state["items"] = {name: item for name, item in self.items.items() if name not in gone}
        self.forget(gone)

    def forget(self, gone: Set[str]) -> None:
        """Take items that are gone out of wherever they are named, with the transitions that touch them."""
        for track in self.tracks:
            track["items"] = [name for name in track["items"] if name not in gone]
        self.state["transitions"] = {
            name: made
            for name, made in self.transitions.items()
            if made["fromClipId"] not in gone and made["toClipId"] not in gone
        }
        brand = self.state.get("brandRuntime")
        if brand:
            brand["managedItemIds"] = [name for name in brand["managedItemIds"] if name not in gone]

    def succeed(self, gone: str, heir: str) -> None:
        """Take an item out and let another one, of the same track, bear its id."""
        item = self.items[heir]
        self.users[self.items[gone].get("assetId", "")] -= 1
        self.items[gone] = item | {"id": gone}
        del self.items[heir]
        for track in self.tracks:
            if heir in track["items"]:
                track["items"] = [gone if name == heir else name for name in track["items"] if name != gone]
        self.state["transitions"] = {
            name: made | {"fromClipId": gone} if made["fromClipId"] == heir else made
            for name, made in self.transitions.items()
            if gone not in (made["fromClipId"], made["toClipId"])
        }
        brand = self.state.get("brandRuntime")
        if brand:
            brand["managedItemIds"] = [name for name in brand["managedItemIds"] if name != heir]

    def drop_transitions_of(self, item: str) -> None:
        """Take out the transitions that touch an item, each with a note."""
        self.drop_transitions(
            name for name, made in self.transitions.items() if item in (made["fromClipId"], made["toClipId"])
        )

    def drop_transitions(self, names: Iterable[str]) -> None:
        """Take transitions out, each with a note."""
        for name in list(names):
            del self.transitions[name]
            self.note(("transitions", name), f"transition {wording.name(name)} is gone: its clips no longer meet")


def _named(entities: Mapping[str, Entity], name: str, what: str) -> Entity:
    if name not in entities:
        raise UsageError(f"there is no {what} {wording.name(name)}{did_you_mean(name, entities)}")
    return entities[name]
