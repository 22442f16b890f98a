"""What edits are made of: one small change of a state each, in terms of ids, values and distances in time.

A step changes the state it is given, which is a copy that an edit has made. Paths name tracks by their id, not by
their place in the list: `("tracks", "main", "hidden")`.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from editorkit.mappings import copied
from editorkit.matching import renamed
from editorkit.pointer import Path, look_up
from editorkit.testing.values import State


class Step(Protocol):
    """A part of an edit."""

    def run(self, state: State) -> None:
        """Change a state in place. Raises LookupError where what is to be changed is not there."""


@dataclass(frozen=True)
class Put:
    """A place gets a value."""

    path: Path
    value: Any

    def run(self, state: State) -> None:
        *above, last = _located(state, self.path)
        look_up(state, tuple(above))[last] = copied(self.value)


@dataclass(frozen=True)
class Drop:
    """What is in a place goes."""

    path: Path

    def run(self, state: State) -> None:
        *above, last = _located(state, self.path)
        del look_up(state, tuple(above))[last]


@dataclass(frozen=True)
class Move:
    """An item starts so many ticks later, and its track lists it where it then belongs."""

    item: str
    by: int

    def run(self, state: State) -> None:
        _delay(state, self.item, self.by)
        _sort(state, _home(state, self.item))


@dataclass(frozen=True)
class Shift:
    """An item and all that its track lists behind it start so many ticks later."""

    item: str
    by: int

    def run(self, state: State) -> None:
        listed = _home(state, self.item)["items"]
        for name in listed[listed.index(self.item) :]:
            _delay(state, name, self.by)


@dataclass(frozen=True)
class Stand:
    """An item stands on a track, and on no other, so many ticks after the start of another item or of the video."""

    item: str
    track: str
    offset: int
    after: str | None = None

    def run(self, state: State) -> None:
        start = int(state["items"][self.after]["startTicks"]) if self.after is not None else 0
        state["items"][self.item]["startTicks"] = start + self.offset
        for track in state["tracks"]:
            track["items"] = [name for name in track["items"] if name != self.item]
        home = state["tracks"][_index(state, self.track)]
        home["items"].append(self.item)
        _sort(state, home)


@dataclass(frozen=True)
class Unlist:
    """No track lists an item any more."""

    item: str

    def run(self, state: State) -> None:
        _home(state, self.item)["items"].remove(self.item)


@dataclass(frozen=True)
class Rank:
    """A track has another place among the tracks, counted from the top."""

    track: str
    index: int

    def run(self, state: State) -> None:
        tracks = state["tracks"]
        tracks.insert(self.index, tracks.pop(_index(state, self.track)))


@dataclass(frozen=True)
class AddTrack:
    """A new track stands at a place among the tracks, counted from the top."""

    track: State
    index: int

    def run(self, state: State) -> None:
        state["tracks"].insert(self.index, copied(self.track))


@dataclass(frozen=True)
class Rename:
    """An item, asset, transition or track has another id, and all that named it by the old one follows."""

    family: str
    old: str
    new: str

    def run(self, state: State) -> None:
        _expect(state, self.family, self.old)
        state.update(renamed(state, {self.family: {self.old: self.new}}))


def _located(state: State, path: Path) -> Path:
    """The path with the place of a track where it says its id."""
    return (path[0], _index(state, str(path[1])), *path[2:]) if path[0] == "tracks" else path


def _expect(state: State, family: str, name: str) -> None:
    look_up(state, _located(state, (family, name)))


def _index(state: State, track: str) -> int:
    for index, found in enumerate(state["tracks"]):
        if found["id"] == track:
            return index
    raise LookupError(track)


def _home(state: State, item: str) -> State:
    for track in state["tracks"]:
        if item in track["items"]:
            found: State = track
            return found
    raise LookupError(item)


def _delay(state: State, item: str, by: int) -> None:
    entity = state["items"][item]
    entity["startTicks"] = int(entity["startTicks"]) + by


def _sort(state: State, track: State) -> None:
    track["items"].sort(key=lambda name: state["items"][name]["startTicks"])
