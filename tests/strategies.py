"""Editor states made up by Hypothesis: each is valid for its release, and what it refers to exists.

Ids equal their map keys, every item stands on exactly one track, in order and without overlap, items have
assets of their own kind that are long enough, transitions join touching clips, keyframes lie inside their clip.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.strategy_items import (
    MAKERS,
    Clip,
    assets_of,
)
from tests.strategy_values import (
    FRAME,
    LONGEST,
    SECOND,
    State,
    colors,
    flags,
    motions,
    names,
    new_id,
    objects,
    some,
    some_of,
    urls,
    words,
)

RATIOS = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
    "3:4": (1080, 1440),
}
TRANSITIONS = ("fade", "slide", "wipe", "flip", "clock-wipe", "iris")
CUTS = (("image", "image"), ("video", "image"), ("image", "video", "video"))  # what transitions may well join
durations = st.one_of(st.integers(1, LONGEST // FRAME).map(lambda n: n * FRAME), st.sampled_from((1, 2, 12_345)))


@st.composite
def states(draw: st.DrawFn, release: str, with_item: str | None = None) -> State:
    """A valid and sane editor state of a release ("1.0" or "1.1"), if need be with an item of a given type."""
    timeline = Timeline(draw, release)
    shots = (*((kind,) for kind in item_types(release)), *CUTS)
    wanted = [(with_item,)] if with_item else []
    for shot in wanted + draw(st.lists(st.sampled_from(shots), min_size=1 - len(wanted), max_size=5)):
        timeline.place(shot)
    width, height, ratio = draw(compositions())
    state: State = {"stateSchemaVersion": "v1"} if release == "1.1" else {}
    state |= {
        "compositionWidth": width,
        "compositionHeight": height,
        "timebaseTicksPerSecond": SECOND,
        "tracks": timeline.tracks,
        "assets": timeline.assets,
        "items": timeline.items,
        "transitions": timeline.transitions,
    }
    state |= some(
        draw,
        outputRatio=st.just(ratio),
        globalBackground=backgrounds(assets_of(timeline.assets, "image")),
        brandRuntime=st.none() | brands(release, timeline),
        deletedAssets=st.lists(deleted_assets(release), max_size=2),
    )
    spelled: State = spell_as_floats(state, draw(st.integers(0, 7)))
    return spelled


def item_types(release: str) -> tuple[str, ...]:
    """The item types of a release."""
    return tuple(kind for kind in MAKERS if release == "1.1" or kind != "motion-graphic")


def spell_as_floats(value: Any, stride: int) -> Any:
    """A copy in which every `stride`-th integer is written as a float (2 as 2.0); none if stride is 0."""
    seen = 0

    def copy(value: Any) -> Any:
        nonlocal seen
        if isinstance(value, dict):
            return {key: copy(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [copy(inner) for inner in value]
        if type(value) is int and stride:
            seen += 1
            return value if seen % stride else float(value)
        return value

    return copy(value)


@st.composite
def compositions(draw: st.DrawFn) -> tuple[int, int, str]:
    """Width, height and the name of their ratio."""
    named = draw(st.sampled_from((*RATIOS, "custom", "custom")))
    if named != "custom":
        return *RATIOS[named], named
    width, height = draw(st.tuples(st.integers(50, 1920), st.integers(50, 1920)))
    fitting = [name for name, (wide, high) in RATIOS.items() if wide * height == high * width]
    return width, height, (fitting or ["custom"])[0]


@dataclass
class Timeline:
    """What has been placed so far."""

    draw: st.DrawFn
    release: str
    tracks: list[State] = field(default_factory=list)
    items: dict[str, State] = field(default_factory=dict)
    assets: dict[str, State] = field(default_factory=dict)
    transitions: dict[str, State] = field(default_factory=dict)

    def place(self, shot: Sequence[str]) -> None:
        """Put items of these types, one touching the next, behind the last one of some track or on a new track."""
        track = self._track()
        before = self._append(track, shot[0], self.draw(st.sampled_from((0, 0, 0, 1, FRAME, SECOND))))
        for kind in shot[1:]:
            after = self._append(track, kind, 0)
            self._join(track, before, after)
            before = after

    def _append(self, track: State, kind: str, gap: int) -> State:
        last = self.items[track["items"][-1]] if track["items"] else None
        start = last["startTicks"] + last["durationTicks"] if last else 0
        name = new_id(self.draw, "item", self.items)
        clip = Clip(self.draw, self.release, self.assets, name, kind, self.draw(durations))
        self.items[name] = clip.made(start + gap)
        track["items"].append(name)
        return self.items[name]

    def _track(self) -> State:
        at = self.draw(st.integers(0, len(self.tracks)))
        if at < len(self.tracks):
            return self.tracks[at]
        track = {"id": f"track-{at + 1}", "items": [], "hidden": self.draw(flags), "muted": self.draw(flags)}
        if self.release == "1.1":
            track |= some(self.draw, syncLocked=flags)
        self.tracks.append(track)
        return track

    def _join(self, track: State, before: State, after: State) -> None:
        name = new_id(self.draw, "transition", self.transitions)
        longest = min(before["durationTicks"], after["durationTicks"]) // 2
        if longest:
            for clip, end in ((before, "out"), (after, "in")):  # a seam moves once
                clip.get("animations", {}).pop(end, None)
            self.transitions[name] = {
                "id": name,
                "trackId": track["id"],
                "fromClipId": before["id"],
                "toClipId": after["id"],
                **self.draw(motions(TRANSITIONS, longest)),
            }


def backgrounds(image_ids: Sequence[str]) -> st.SearchStrategy[State]:
    """A global background of any kind; an image is one of the state's own or none of them."""
    own = st.sampled_from(image_ids) if image_ids else st.nothing()
    kinds: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "none": {},
        "color": {"color": colors, "gradient": st.none() | st.just("linear-gradient(90deg, #000, #fff)")},
        "blur": {"level": st.integers(0, 4)},
        "image": {
            "imageAssetId": st.none() | own,
            "imageUrl": urls,
            "source": st.sampled_from(("preset", "custom")),
        },
    }
    return st.one_of([st.fixed_dictionaries({"type": st.just(kind), **rest}) for kind, rest in kinds.items()])


def brands(release: str, timeline: Timeline) -> st.SearchStrategy[State]:
    """What a brand kit keeps in a state; it manages only what is there."""
    track = st.none() | st.sampled_from([track["id"] for track in timeline.tracks])
    return st.fixed_dictionaries(
        {
            "brandId": st.none() | words,
            "logoX": st.integers(0, 100),
            "logoY": st.floats(0, 100),
            "managedItemIds": some_of(timeline.items),
            "managedAssetIds": some_of(timeline.assets),
            "introShiftTicks" if release == "1.1" else "introShiftInFrames": st.integers(-5, 90),
            "overlayTrackId": track,
            "underlayTrackId": track,
        }
    )


def deleted_assets(release: str) -> st.SearchStrategy[State]:
    """An asset that is gone, at any stage of its upload."""
    sent = st.integers(0, 2**33) | st.floats(0, 1)
    progress = st.fixed_dictionaries({"progress": st.floats(0, 1), "loadedBytes": sent, "totalBytes": sent})
    stages: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "pending-upload": {},
        "in-progress": {"progress": progress},
        "uploaded": {},
        "error": {"error": st.none() | words | objects, "canRetry": flags},
    }
    status = st.one_of([st.fixed_dictionaries({"type": st.just(kind), **rest}) for kind, rest in stages.items()])
    return st.fixed_dictionaries(
        {
            "assetId": names.map(lambda name: f"gone-{name}"),
            "remoteUrl": st.none() | urls,
            "remoteKey": st.none() | words,
            "statusAtDeletion": status,
        },
        optional={"remoteAssetId": st.none() | words} if release == "1.1" else {},
    )
