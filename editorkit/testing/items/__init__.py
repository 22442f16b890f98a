"""Items of every type. What a type has to itself is made in a file of its own, found by walking this folder.

They are drawn with the times of release 1.1, and respelt for an older release.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from editorkit import registry, schema
from editorkit.items import ItemType, item_types
from editorkit.testing.arguments import expect_type
from editorkit.testing.assets import made_asset
from editorkit.testing.motions import clip_animations, draw_keyframes
from editorkit.testing.plain import plain_entity
from editorkit.testing.releases import respell
from editorkit.testing.values import (
    NEWEST,
    SECOND,
    State,
    chosen,
    drawn_ids,
    durations,
    flags,
    lengths_or_none,
    names,
    numbers,
    some,
)

_SHORTEST_SIDE: int = schema.load(NEWEST)["properties"]["compositionWidth"]["minimum"]
SMALLEST_FRAME = (_SHORTEST_SIDE, _SHORTEST_SIDE)  # pixels; what lies in it lies in every frame there may be
_BOUNDS: Mapping[str, tuple[float, float]] = {  # of number tracks
    "left": (-1920, 1920),
    "top": (-1920, 1920),
    "width": (2, 1920),
    "height": (2, 1920),
    "scaleX": (0.1, 4),
    "scaleY": (0.1, 4),
    "opacity": (0, 1),
    "rotation": (-360, 360),
    "borderRadius": (0, 90),
    "decibelAdjustment": (-30, 6),
    "cropLeft": (0, 0.45),
    "cropTop": (0, 0.45),
    "cropRight": (0, 0.45),
    "cropBottom": (0, 0.45),
}
_SIDES = {"left": ("width", 0), "top": ("height", 1)}
_OPTIONAL: Mapping[str, st.SearchStrategy[Any]] = {
    "linkGroupId": st.sampled_from((None, "take-1", "take 2")),
    "stickerId": st.none() | names,
    "stickerVersion": st.none() | st.integers(1, 9),
}
_seen = st.just(1) | st.floats(0, 1, exclude_min=True)


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
    return Clip(draw, release, identifier, kind, draw(durations), frame, assets).made()


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

    def made(self) -> State:
        """The item: a plain one, in which what its type has may be drawn anew."""
        item = plain_entity(self.release, "item", self.kind) | {"id": self.id, "durationTicks": self.duration}
        own = makers()[self.kind].make(self) if self.kind in makers() else {}
        drawn = self._media(own) | self._tracks(item) | self._optional() | own
        return item | respell(drawn, schema.properties(self.release, "item", self.kind))

    def some(self, **optional: st.SearchStrategy[Any]) -> State:
        """Values for some of these fields."""
        return some(self.draw, **optional)

    def perhaps(self, **fields: st.SearchStrategy[Any]) -> State:
        """Values for all of these fields or for none; failing examples shrink faster where whole groups can go."""
        return {name: self.draw(values) for name, values in fields.items()} if self.draw(flags) else {}

    def asset(self, fits: Callable[[State], bool] = lambda asset: True, **details: Any) -> str:
        """The id of an asset: one that is there and fits, or a new one with these details."""
        kind = self._facts.asset or ""
        again = self.draw(flags)
        known = [name for name, asset in self.assets.items() if asset["type"] == kind and fits(asset)]
        if again and known:
            return self.draw(st.sampled_from(known))
        name = f"{self.id}-asset"
        self.assets[name] = self.draw(made_asset(self.release, name, kind, **details))
        return name

    @property
    def _facts(self) -> ItemType:
        return item_types()[self.kind]

    def _media(self, own: State) -> State:
        """What comes from having a file: the asset, the window of it that plays, and fades that fit into the item."""
        media: State = {}
        if self._facts.source_start:
            media |= self._source()
        elif self._facts.asset and "assetId" not in own:
            media["assetId"] = self.asset()
        if self._facts.audio_fades:
            fades = lengths_or_none(self.duration // 2)
            media |= self.perhaps(audioFadeInDurationTicks=fades, audioFadeOutDurationTicks=fades)
        return media

    def _source(self) -> State:
        rate = self.draw(st.sampled_from((1, 0.25, 0.5, 2, 5)))
        start = self.draw(st.sampled_from((0, 0, 4_000, 33_333, 480_000)))
        needed = (start + self.duration * rate) / SECOND
        asset = self.asset(lambda asset: asset["durationInSeconds"] >= needed, durationInSeconds=needed + 1)
        return {"assetId": asset, "playbackRate": rate, "sourceStartTicks": start}

    def _tracks(self, item: State) -> State:
        """Number tracks; at rest the item is at least partly in the frame, and not quite transparent."""
        names = sorted(schema.number_tracks(self.release, self.kind), key=lambda name: name in _SIDES)
        drawn = [name for name in names if name in item] if names and bool(self.draw(flags)) else []
        drawn += chosen(self.draw, [name for name in names if name not in item])
        moving = self.draw(st.sets(st.sampled_from(drawn), max_size=5)) if drawn else ()
        made: State = {}
        for name in drawn:
            value = self.draw(self._rest(name, made))
            frames = draw_keyframes(self.draw, *_BOUNDS[name], value, self.duration) if name in moving else []
            made[name] = {"value": value, "keyframes": frames}
        return made

    def _rest(self, name: str, made: State) -> st.SearchStrategy[float]:
        if name in _SIDES:
            size, side = _SIDES[name]
            return numbers(1 - made[size]["value"] / 2, self.frame[side] - 1)
        return _seen if name == "opacity" else numbers(*_BOUNDS[name])

    def _optional(self) -> State:
        known = schema.properties(self.release, "item", self.kind)
        optional = {name: values for name, values in _OPTIONAL.items() if name in known}
        if "animations" in known:
            optional["animations"] = clip_animations(self.release, self.duration)
        kept = self.perhaps(keepAspectRatio=flags) if "keepAspectRatio" in known else {}
        return kept | self.some(**optional)


@dataclass(frozen=True)
class Maker:
    """What draws the fields that items of one type have to themselves."""

    name: str
    make: Callable[[Clip], State]


def item_maker(make: Callable[[Clip], State]) -> Maker:
    """Make a maker of a function, which is called what the type is called."""
    return Maker(make.__name__.replace("_", "-"), make)


@cache
def makers() -> Mapping[str, Maker]:
    """The makers by the item type they are for; a type that has nothing to itself has none."""
    return registry.collect(sys.modules[__name__], Maker)
