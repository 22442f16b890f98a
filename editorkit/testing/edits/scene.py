"""A state that is about to be edited: who stands where, who uses what, and how much room there is.

The state is one of which a check tells no error and no warning.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from editorkit import schema, ticks
from editorkit.items import ItemType, item_types
from editorkit.matching import same
from editorkit.pointer import Path
from editorkit.releases import NEW_FIELDS
from editorkit.state import end_of
from editorkit.testing.releases import respell
from editorkit.testing.values import SHORTEST, State, ids

_TENTH = ticks.TICKS_PER_SECOND // 10
_SIDES = (("left", "width"), ("top", "height"))


def is_plain(time: float) -> bool:
    """Whether nobody takes a time, in ticks, for seconds or frames (rule stray-ticks)."""
    return time == 0 or time >= _TENTH or (time >= SHORTEST and time % SHORTEST == 0)


def different(draw: st.DrawFn, values: st.SearchStrategy[Any], old: Any) -> Any:
    """One of some values that does not say the same as the old one."""
    return draw(values.filter(lambda value: not same(value, old)))


class Scene:
    """A state of a release, and look-ups into it. `mark` is what the ids of all that is new begin with."""

    def __init__(self, state: State, release: str, mark: str = "new") -> None:
        self.state = state
        self.release = release
        self.mark = mark
        self.items: dict[str, State] = state["items"]
        self.assets: dict[str, State] = state["assets"]
        self.transitions: dict[str, State] = state["transitions"]
        self.tracks: dict[str, State] = {track["id"]: track for track in state["tracks"]}

    @cached_property
    def home(self) -> dict[str, str]:
        """The id of the track that each item stands on."""
        return {item: name for name, track in self.tracks.items() for item in track["items"]}

    @cached_property
    def joints(self) -> dict[str, list[str]]:
        """The transitions at either end of an item; none for items that have none."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, made in self.transitions.items():
            found[made["fromClipId"]].append(name)
            found[made["toClipId"]].append(name)
        return found

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """The items that show each asset; none for assets that no item shows."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, item in self.items.items():
            if "assetId" in item and self.facts(item).asset:
                found[item["assetId"]].append(name)
        return found

    @cached_property
    def brand(self) -> State:
        """What a brand kit keeps in the state; empty where there is none."""
        found: State = self.state.get("brandRuntime") or {}
        return found

    @cached_property
    def branded_tracks(self) -> set[str | None]:
        """The tracks that the brand kit names."""
        return {self.brand.get("overlayTrackId"), self.brand.get("underlayTrackId")}

    @cached_property
    def in_slots(self) -> set[str]:
        """The names in the slots and properties of motion graphics, some of them those of assets."""
        graphics = [item for item in self.items.values() if "slots" in item]
        values = [value for item in graphics for value in (*item["slots"].values(), *item["props"].values())]
        names = [name for value in values for name in (value if isinstance(value, list) else [value])]
        return {name for name in names if isinstance(name, str)}

    @cached_property
    def kept_assets(self) -> set[str | None]:
        """The assets that something other than an item names."""
        picture = self.state.get("globalBackground", {}).get("imageAssetId")
        return {picture, *self.brand.get("managedAssetIds", ()), *self.in_slots}

    def only_of(self, items: Collection[str]) -> list[str]:
        """The assets that these items use and nothing else does."""
        used = {self.items[name]["assetId"]: None for name in items if "assetId" in self.items[name]}
        return [asset for asset in used if asset not in self.kept_assets and set(self.users[asset]).issubset(items)]

    def facts(self, item: State) -> ItemType:
        """What is true of all items of its type."""
        return item_types()[item["type"]]

    def known(self, item: State) -> frozenset[str]:
        """The properties that an item of its type may have."""
        return schema.properties(self.release, "item", item["type"])

    def number_tracks(self, item: State) -> list[str]:
        """Those properties of an item that are number tracks."""
        return [name for name in schema.number_tracks(self.release, item["type"]) if name in item]

    def of_type(self, *types: str) -> list[str]:
        """The items of some types."""
        return [name for name, item in self.items.items() if item["type"] in types]

    def field(self, item: State, name: str, time: int) -> tuple[str, Any]:
        """A time of an item, given as release 1.1 has it, by the name and in the unit of the release at hand."""
        [pair] = respell({name: time}, self.known(item)).items()
        return pair

    def with_item(self, item: State) -> "Scene":
        """The scene with an item more, which no track lists."""
        return Scene(self.state | {"items": self.items | {item["id"]: item}}, self.release, self.mark)

    def source_start(self, item: State) -> int:
        """Where in its source an item begins, in ticks."""
        return ticks.nearest(self.facts(item).source_start_ticks(item, self.release))

    def lead_in(self, item: State) -> Fraction:
        """The time before the captions of an item begin, in ticks."""
        renamed = NEW_FIELDS["contentStartOffsetTicks"]
        if renamed.new in item:
            return Fraction(item[renamed.new])
        return ticks.exact(item[renamed.old]) * (renamed.ticks_per_unit or 1)

    def last_caption(self, asset: str) -> Fraction:
        """When the last caption of an asset is over, in ticks of the captions' own time."""
        ends = [ticks.from_milliseconds(entry["endMs"]) for entry in self.assets[asset]["captions"]]
        return max(ends, default=Fraction(0))

    def least_duration(self, name: str) -> int:
        """How long an item must last, in ticks, for all that happens within it."""
        item, facts = self.items[name], self.facts(self.items[name])
        needed: list[ticks.Exact] = [SHORTEST, item.get("animationDurationTicks", 0)]
        needed += [frame["timeTicks"] + 1 for track in self.number_tracks(item) for frame in item[track]["keyframes"]]
        for motions in (item.get("animations", {}), item.get("captionAnimations", {})):
            needed.append(sum(motion["durationTicks"] for motion in motions.values()))
        if facts.audio_fades:
            needed.append(sum(facts.audio_fade_ticks(item, self.release)))
        if item["type"] == "captions":
            needed.append(self.lead_in(item) + self.last_caption(item["assetId"]))
        needed += [self.transitions[joint]["durationTicks"] for joint in self.joints.get(name, ())]
        return math.ceil(max(needed))

    def has_source_for(self, item: State, start: ticks.Exact, duration: int, rate: ticks.Number) -> bool:
        """Whether the source of an item is long enough: times in ticks, `rate` is the speed."""
        if start < 0 or not self.facts(item).source_start:
            return start >= 0
        length = ticks.from_seconds(self.assets[item["assetId"]]["durationInSeconds"])
        return self.facts(item).loops or start + duration * ticks.exact(rate) <= length

    def is_free(self, track: str, start: int, end: int, without: str | None = None) -> bool:
        """Whether nothing on a track plays between two ticks, but for one item perhaps."""
        others = (self.items[name] for name in self.tracks[track]["items"] if name != without)
        return start >= 0 and all(end_of(other) <= start or other["startTicks"] >= end for other in others)

    def is_in_view(self, item: State) -> bool:
        """Whether an item is to be seen where it rests, whatever moves it."""
        if not self.facts(item).visible:
            return True
        rests = {name: item[name]["value"] for name in self.number_tracks(item)}
        seen = min(rests[name] for name in ("opacity", "scaleX", "scaleY", "width", "height")) > 0
        return seen and all(
            rests[side] + rests[size] > 0 and rests[side] < self.state[f"composition{size.title()}"]
            for side, size in _SIDES
        )

    def shows_without(self, items: Collection[str], hidden: str | None = None) -> bool:
        """Whether something is to be seen still when some items are gone, and a track perhaps is hidden."""
        shown = (track for name, track in self.tracks.items() if not track["hidden"] and name != hidden)
        return any(not set(track["items"]).issubset(items) for track in shown)

    def presence(self, item: str) -> list[Path]:
        """What an edit touches that takes an item off its track: it may leave nothing to see there."""
        home = self.home[item]
        return [("tracks", home, "time"), *([("shown",)] if len(self.tracks[home]["items"]) == 1 else [])]

    def fresh(self, draw: st.DrawFn, stem: str) -> str:
        """An id that nothing in the state has or is easily taken for; its ending may need to be escaped."""
        spellings = self._spellings(draw(ids(f"{self.mark}-{stem}")))
        return next(made for made in spellings if self._taken.isdisjoint((_skeleton(made), _skeleton(f"{made}-asset"))))

    @staticmethod
    def _spellings(name: str) -> Iterator[str]:
        yield name
        yield from (f"{name}{number}" for number in count(2))

    @cached_property
    def _taken(self) -> set[str]:
        gone = [deleted["assetId"] for deleted in self.state.get("deletedAssets", ())]
        families = (self.items, self.assets, self.transitions, self.tracks, gone, self.in_slots)
        return {_skeleton(name) for names in families for name in names}


def _skeleton(name: str) -> str:
    return normalize("NFKC", name).casefold()
