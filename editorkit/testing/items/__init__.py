"""Items of every type: one file each, found by walking this folder.

They are drawn as release 1.1 has them, and respelt for an older release.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from editorkit import items as item_facts
from editorkit import registry, schema
from editorkit.testing.arguments import expect_type
from editorkit.testing.assets import made_asset
from editorkit.testing.motions import clip_animations, number_tracks
from editorkit.testing.releases import respell
from editorkit.testing.values import SECOND, State, drawn_ids, durations, flags, numbers, optional_names, some

SMALLEST_FRAME = (50, 50)  # pixels; what lies in it lies in every frame that the schema allows
_link_groups = st.sampled_from((None, "take-1", "take 2"))
_versions = st.none() | st.integers(1, 9)
_opaque = st.just(1) | st.floats(0, 1, exclude_min=True)


class ItemDrawn(NamedTuple):
    """An item, and the assets it names by their ids. Its `startTicks` are 0."""

    item: State
    assets: dict[str, State]


def items(type: str, release: str = "1.1", *, frame: tuple[int, int] = SMALLEST_FRAME) -> st.SearchStrategy[ItemDrawn]:
    """An item of a type, with its `id`, and the assets it needs: a pair (item, assets by id).

    type: an item type of the release, such as "video". frame: width and height, in pixels, that the item is placed in.
    To use it, store the item in the `items` of a state, its assets in `assets`, and list its id on a track where
    there is room; ids are drawn, so ask for unique ones where there are to be many.

    Raises UsageError for an unknown type or release.
    """
    expect_type(release, "item", type)

    @st.composite
    def drawn(draw: st.DrawFn) -> ItemDrawn:
        assets: dict[str, State] = {}
        return ItemDrawn(draw_item(draw, release, draw(drawn_ids(type)), type, assets, frame), assets)

    return drawn()


def draw_item(
    draw: st.DrawFn, release: str, identifier: str, kind: str, assets: dict[str, State], frame: tuple[int, int]
) -> State:
    """An item that starts at 0. It uses one of the assets there are, or puts one of its own among them."""
    clip = Clip(draw, release, identifier, kind, draw(durations), frame, assets)
    return respell(clip.common() | makers()[kind].make(clip), "item", release)


@dataclass(frozen=True)
class Clip:
    """An item in the making. `duration` is in ticks, `frame` in pixels; `assets` grows."""

    draw: st.DrawFn
    release: str
    id: str
    kind: str
    duration: int
    frame: tuple[int, int]
    assets: dict[str, State]

    def common(self) -> State:
        """What items of all types have."""
        item = {"id": self.id, "type": self.kind, "startTicks": 0, "durationTicks": self.duration}
        item |= {"isDraggingInTimeline": False} | self.some(linkGroupId=_link_groups)
        return item | self.geometry() if schema.number_tracks(self.release, self.kind) else item

    def some(self, **optional: st.SearchStrategy[Any]) -> State:
        return some(self.draw, **optional)

    def number(self, low: float, high: float, rest: st.SearchStrategy[float] | None = None) -> State:
        return self.draw(number_tracks(low, high, self.duration, rest))

    def geometry(self) -> State:
        """Size, place and opacity; at rest the item is at least partly in the frame, and not quite transparent."""
        box: State = {}
        for size, place, side in zip(("width", "height"), ("left", "top"), self.frame, strict=True):
            box[size] = self.number(2, 1920)
            box[place] = self.number(-1920, 1920, rest=numbers(1 - box[size]["value"] / 2, side - 1))
        box |= {name: self.number(0.1, 4) for name in ("scaleX", "scaleY")}
        return box | {"opacity": self.number(0, 1, rest=_opaque)}

    def turned(self) -> State:
        return {"rotation": self.number(-360, 360)}

    def sized(self) -> State:
        return {"keepAspectRatio": self.draw(flags)}

    def rounded(self) -> State:
        return {"borderRadius": self.number(0, 90)}

    def cropped(self) -> State:
        share = number_tracks(0, 0.45, self.duration)
        return self.some(cropLeft=share, cropTop=share, cropRight=share, cropBottom=share)

    def animated(self) -> State:
        return self.some(animations=clip_animations(self.release, self.duration))

    def sticker(self) -> State:
        return self.some(stickerId=optional_names, stickerVersion=_versions)

    def asset(self, fits: Callable[[State], bool] = lambda asset: True, **details: Any) -> str:
        """The id of an asset: one that is there and fits, or a new one with these details."""
        kind = item_facts.item_types()[self.kind].asset or ""
        known = [name for name, asset in self.assets.items() if asset["type"] == kind and fits(asset)]
        if known and bool(self.draw(flags)):
            return self.draw(st.sampled_from(known))
        name = f"{self.id}-asset"
        self.assets[name] = self.draw(made_asset(name, kind, **details))
        return name

    def source(self) -> State:
        """The asset of a playing item, which is long enough, and the window of it that plays."""
        rate = self.draw(st.sampled_from((1, 0.25, 0.5, 2, 5)))
        start = self.draw(st.sampled_from((0, 0, 4_000, 33_333, 480_000)))
        needed = (start + self.duration * rate) / SECOND
        longer = {"durationInSeconds": needed + self.draw(numbers(0, 9))}
        asset = self.asset(lambda asset: asset["durationInSeconds"] >= needed, **longer)
        return {"assetId": asset, "playbackRate": rate, "sourceStartTicks": start}


@dataclass(frozen=True)
class Maker:
    """What makes items of a type out of what all items have."""

    name: str
    make: Callable[[Clip], State]


def item_maker(make: Callable[[Clip], State]) -> Maker:
    """Make a maker of a function, which is called what the type is called."""
    return Maker(make.__name__.replace("_", "-"), make)


@cache
def makers() -> Mapping[str, Maker]:
    """The makers by the item type they are for."""
    return registry.collect(sys.modules[__name__], Maker)
