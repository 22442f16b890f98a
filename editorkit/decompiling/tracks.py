"""Tracks as a program says them: their items in order, and the transitions that join these."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from editorkit.building.naming import Namer, slug
from editorkit.decompiling.expressions import Call, Expression, Name
from editorkit.decompiling.items import Placed, spell_item
from editorkit.decompiling.motions import spell_motion
from editorkit.decompiling.soundness import State
from editorkit.decompiling.workbench import TIMELINE, Workbench
from editorkit.schema import properties

_ENDS = frozenset(("id", "trackId", "fromClipId", "toClipId"))  # of a transition: all that is not its motion


class Spelled(NamedTuple):
    """An item of a track: the id it is to have, the call that places it, and the one that joins it to the next."""

    key: str
    placed: Placed
    join: Call | None


def spell_tracks(tracks: list[State]) -> list[Call]:
    """The calls that make all tracks, the uppermost first. Every one has an id of its own, if need be another."""
    names = Namer()
    for identifier in {track["id"] for track in tracks if "id" in track}:
        names.reserve(identifier)
    taken: set[str] = set()
    calls = []
    for track in tracks:
        identifier = track.get("id", "")
        if not identifier or identifier in taken:
            identifier = names.make(slug(identifier) or "track")
        taken.add(identifier)
        named = (identifier,) if slug(identifier) == identifier else ()
        said: dict[str, Expression] = {} if named else {"id": identifier}
        said |= {name: True for name in ("hidden", "muted") if track.get(name)}
        said |= {"sync_locked": track["syncLocked"]} if "syncLocked" in track else {}
        calls.append(Call("track", named, said, TIMELINE))
    return calls


class ItemSpeller:
    """Spells the items of one track after another; each item once, whatever lists it."""

    def __init__(self, state: State, bench: Workbench, variables: Mapping[str, Name]) -> None:
        self._items = state["items"]
        self._bench = bench
        self._variables = variables
        self._spelled: set[str] = set()
        self._joins: dict[str, tuple[str, State]] = {}
        for key, made in state["transitions"].items():
            if key:
                self._joins.setdefault(made["fromClipId"], (key, made))

    def spell(self, keys: list[str]) -> list[Spelled]:
        """The items of a track that the builder can place. Those that overlap others are placed behind all others."""
        room = _Room()
        placed: list[tuple[str, Placed]] = []
        for key in dict.fromkeys(keys):
            item = self._items.get(key)
            if not key or item is None or key in self._spelled or not _is_timed(item):
                continue
            start = room.find(item["startTicks"], item["durationTicks"])
            one = spell_item(self._bench, item, self._variable(item), start, room.cursor)
            if one is not None and room.take(one.first, one.last):
                self._spelled.add(key)
                placed.append((key, one))
        return list(self._joined(placed))

    def _variable(self, item: State) -> Name | None:
        known = self._bench.assets.get(item.get("assetId", ""))
        takes_asset = "assetId" in properties(self._bench.release, "item", item["type"])
        return self._variables[item["assetId"]] if takes_asset and known is not None else None

    def _joined(self, placed: list[tuple[str, Placed]]) -> Iterator[Spelled]:
        """The items of a track with the transitions that the builder takes: from each to the next one it touches."""
        end = 0
        for (key, one), behind in zip_longest(placed, placed[1:]):
            join = self._joins.get(key)
            is_last, end = one.first >= end, max(end, one.last)
            fits = is_last and behind is not None and join is not None and _fits(join[1], one, *behind)
            yield Spelled(key, one, _spell_join(*join) if fits and join is not None else None)


class _Room:
    """What of a track is taken: the edges of its items, in ticks."""

    def __init__(self) -> None:
        self.cursor = 0
        self._spans: list[tuple[int, int]] = []

    def find(self, start: int, length: int) -> int:
        """Where an item can start: where it is to, if there is room, else behind all others."""
        return start if self._is_free(start, start + length) else self._spans[-1][1]

    def take(self, first: int, last: int) -> bool:
        """Take the room of an item; False where it is not free after all."""
        is_free = self._is_free(first, last)
        if is_free:
            insort(self._spans, (first, last))
            self.cursor = last
        return is_free

    def _is_free(self, first: int, last: int) -> bool:
        at = bisect_right(self._spans, (first, first))
        before, behind = self._spans[max(0, at - 1) : at], self._spans[at : at + 1]
        return all(end <= first for _, end in before) and all(last <= start for start, _ in behind)


def _is_timed(item: State) -> bool:
    """Whether its type is known and it has times, as ints: an integer that is too large for one is none."""
    return "type" in item and type(item.get("startTicks")) is int and type(item.get("durationTicks")) is int


def _fits(join: State, one: Placed, key: str, behind: Placed) -> bool:
    touches = join["toClipId"] == key and one.last == behind.first
    return touches and bool(join["durationTicks"] <= min(one.last - one.first, behind.last - behind.first))


def _spell_join(key: str, join: State) -> Call | None:
    """The call of an item that joins it to the next; without parameters, where none can have them."""
    motion = {name: value for name, value in join.items() if name not in _ENDS}
    bare = {name: value for name, value in motion.items() if name != "params"}
    call = spell_motion(motion, "transition") or spell_motion(bare, "transition")
    usual = f"{join['fromClipId']}-to-{join['toClipId']}"
    return call and Call("join", (call,), {} if key == usual else {"id": key})
