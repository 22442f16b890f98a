"""The steps of a spec that has been read: each says something to a timeline, for one row of data."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, Protocol

from editorkit import wording
from editorkit.building.assets import Asset
from editorkit.building.complaints import InvalidTimeline, complain
from editorkit.building.data.prepared import fill, is_filling
from editorkit.building.data.rows import Row
from editorkit.building.items import Item
from editorkit.building.specs import spelling
from editorkit.building.specs.conditions import Condition
from editorkit.building.timelines import Timeline
from editorkit.building.tracks import Track
from editorkit.capabilities import Capabilities
from editorkit.errors import DataError, UsageError
from editorkit.space.layout import Box
from editorkit.suggestions import did_you_mean

_REFERENCES = ("at", "until", "after")
_ROLES = ("enter", "exit", "loop")
_MOST_REPEATS = 10_000


@dataclass(frozen=True)
class Entry:
    """Keywords of a spec, ready to be filled, and the place where they stand: `promo.yaml:12`."""

    place: str
    said: Mapping[str, Any]

    def filled(self, row: Row) -> dict[str, Any]:
        """The keywords for a row. One that a placeholder gives nothing (null, or no text) is left out."""
        values = {key: fill(part, row) for key, part in self.said.items()}
        return {
            key: value for key, value in values.items() if value not in (None, "") or not is_filling(self.said[key])
        }


@dataclass(frozen=True)
class Plan:
    """A spec, read once for all rows.

    folder: what the paths in it are seen from.
    whole_assets: those that do not depend on the row, as (JSON, hint), once they have been made; the only thing that
        grows.
    """

    folder: FilePath
    release: str
    settings: Entry
    assets: Mapping[str, Entry]
    boxes: Mapping[str, Entry]
    background: Entry | None
    steps: "Sequence[Step]"
    whole_assets: dict[str, tuple[Mapping[str, Any], str]] = field(default_factory=dict, compare=False)


class Making:
    """A timeline in the making, and what its spec calls things by."""

    def __init__(self, plan: Plan, capabilities: Capabilities | None) -> None:
        self.plan = plan
        self.items: dict[str, Item] = {}
        self.timeline: Timeline
        self._capabilities = capabilities
        self._assets: dict[str, Asset] = {}
        self._boxes: dict[str, Box] = {}

    def make(self, row: Row) -> Timeline:
        """The timeline of a row. Raises DataError for the row, InvalidTimeline for what the spec makes of it."""
        settings = self.plan.settings
        said = settings.filled(row)
        self.timeline = Timeline(
            release=self.plan.release, capabilities=self._capabilities, origin=settings.place, **said
        )
        for step in self.plan.steps:
            step.perform(self, row, None)
        if self.plan.background is not None:
            with self.at(self.plan.background):
                self._lay(self.plan.background.filled(row), row)
        return self.timeline

    def _lay(self, look: dict[str, Any], row: Row) -> None:
        if look.get("image") in self.plan.assets:
            look["image"] = self.asset(look["image"], row)
        self.timeline.background(**look)

    @contextmanager
    def at(self, entry: Entry) -> Iterator[None]:
        """What is said inside is said at this place of the spec: errors name it."""
        before, self.timeline.origin = self.timeline.origin, entry.place
        try:
            yield
        except (InvalidTimeline, DataError):
            raise
        except UsageError as error:
            raise complain(entry.place, str(error)) from error
        finally:
            self.timeline.origin = before

    def path(self, name: Any) -> str:
        """A path of the spec as seen from here."""
        if not isinstance(name, str):
            raise UsageError(f"a path is a text, not {wording.value(name)}")
        return str(self.plan.folder / name)

    def asset(self, name: Any, row: Row) -> Asset:
        """The asset of a name, made when it is first asked for."""
        if name not in self._assets:
            entry = self.plan.assets.get(name) if isinstance(name, str) else None
            if entry is None:
                hint = did_you_mean(str(name), self.plan.assets)
                raise UsageError(f"there is no asset {wording.name(name)}{hint}; name it in assets")
            with self.at(entry):
                self._assets[name] = self._made_asset(name, entry, row)
        return self._assets[name]

    def _made_asset(self, name: str, entry: Entry, row: Row) -> Asset:
        """An asset that does not depend on the row is probed and completed once for all of them."""
        if name in self.plan.whole_assets:
            return self.timeline.add_asset(*self.plan.whole_assets[name], name)
        said = entry.filled(row)
        media, of = said.pop("media", None), said.pop("record", None) or said.pop("type", None)
        if media is not None:
            made = self.timeline.media(self.path(media), id=name, **said)
        elif of is not None:
            made = self.timeline.asset(of, id=name, **said)
        else:
            raise UsageError(f"the asset {wording.name(name)} says none of media, type and record")
        if not any(map(is_filling, entry.said.values())):
            self.plan.whole_assets[name] = (made.data, made.hint)
        return made

    def box(self, given: Any, row: Row) -> Box:
        """A box by its name, or cut from another as the spec says."""
        if isinstance(given, Mapping):
            rest = {key: value for key, value in given.items() if key != "of"}
            return spelling.cut(self.box(given.get("of", "frame"), row), rest)
        if given == "frame":
            return self.timeline.frame
        if given not in self._boxes:
            entry = self.plan.boxes.get(given) if isinstance(given, str) else None
            if entry is None:
                hint = did_you_mean(str(given), self.plan.boxes)
                raise UsageError(f"there is no box {wording.name(given)}{hint}; name it in boxes")
            self._boxes[given] = self.box(entry.filled(row), row)
        return self._boxes[given]

    def item(self, name: Any) -> Item:
        """An item that the spec gave an id."""
        if name not in self.items:
            hint = did_you_mean(str(name), self.items)
            raise UsageError(f"there is no item {wording.name(name)} so far{hint}; give it that id")
        return self.items[name]


class Step(Protocol):
    """Something a spec says."""

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Say it. `track` is the one that the step stands in. Raises DataError and InvalidTimeline."""


@dataclass(frozen=True)
class GroupStep:
    """Steps that are made where a condition holds, or once for each element of a list."""

    place: str
    conditions: Sequence[Condition]
    steps: Sequence[Step]
    repeat: Any = None
    name: str = "element"
    separator: str | None = None

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Perform the steps as often as is asked for; conditions are asked about each element."""
        for each in [row] if self.repeat is None else self._repeated(row):
            if all(condition.holds(each) for condition in self.conditions):
                for step in self.steps:
                    step.perform(making, each, track)

    def _repeated(self, row: Row) -> Iterator[Row]:
        found = fill(self.repeat, row)
        elements = self._elements(found)
        if elements is None or len(elements) > _MOST_REPEATS:
            raise DataError(f"{row.place}: {self.place}: repeat needs a list, not {wording.value(found)}")
        for number, element in enumerate(elements, 1):
            yield replace(row, values={**row.values, self.name: element, f"{self.name}_number": number})

    def _elements(self, found: Any) -> Sequence[Any] | None:
        if found in (None, ""):
            return ()
        if isinstance(found, str) and self.separator is not None:
            return [part.strip() for part in found.split(self.separator)]
        if isinstance(found, str) and found.isdecimal() and len(found) < 6:
            found = int(found)
        if type(found) is int and found >= 0:
            return range(1, found + 1)
        return found if isinstance(found, list) else None


@dataclass(frozen=True)
class TrackStep:
    """A track and what stands on it."""

    entry: Entry
    steps: Sequence[Step]

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Make the track, then what stands on it."""
        with making.at(self.entry):
            made = making.timeline.track(**self.entry.filled(row))
        for step in self.steps:
            step.perform(making, row, made)


@dataclass(frozen=True)
class GapStep:
    """Room before the next item."""

    entry: Entry

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Leave the room."""
        with making.at(self.entry):
            _the(track).gap(fill(self.entry.said["gap"], row))


@dataclass(frozen=True)
class ItemStep:
    """An item of a type. method: what the builder calls the type. numbers: the keywords that can be key-framed."""

    entry: Entry
    method: str
    shows_asset: bool
    numbers: frozenset[str]

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Place the item on the track."""
        with making.at(self.entry):
            self._place(making, row, _the(track))

    def _place(self, making: Making, row: Row, track: Track) -> None:
        said = self.entry.filled(row)
        argument = said.pop(self.method, "")
        join = said.pop("join", None)
        arguments = [making.asset(argument, row) if self.shows_asset else argument]
        if self.method == "chart":
            rows = said.pop("rows", [])
            arguments.append(making.path(rows) if isinstance(rows, str) else rows)
        for name in self.numbers & said.keys():
            said[name] = spelling.read_number(said[name], name)
        placed = getattr(track, self.method)(*arguments, **_resolved(said, making, row))
        if join is not None:
            placed.join(spelling.read_motion(join))
        if "id" in said:
            making.items[said["id"]] = placed


def _resolved(said: dict[str, Any], making: Making, row: Row) -> dict[str, Any]:
    """The keywords with what they refer to: items, boxes, motions."""
    for name in _REFERENCES:
        if name in said and (name == "after" or (isinstance(said[name], str) and said[name] in making.items)):
            said[name] = making.item(said[name])
    for name in _ROLES:
        if name in said:
            said[name] = spelling.read_motions(said[name])
    if "box" in said:
        said["box"] = making.box(said["box"], row)
    return said


@dataclass(frozen=True)
class CaptionsStep:
    """A file of captions on a track."""

    entry: Entry

    def perform(self, making: Making, row: Row, track: Track | None) -> None:
        """Read the file and place what it says."""
        with making.at(self.entry):
            said = _resolved(self.entry.filled(row), making, row)
            file, named = making.path(said.pop("file", None)), said.pop("track", "captions")
            making.timeline.captions(file, track=named, **said)


def _the(track: Track | None) -> Track:
    assert track is not None  # items stand on tracks only: the schema of specs sees to it
    return track
