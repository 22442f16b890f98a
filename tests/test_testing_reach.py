"""What the strategies can draw at all: all that a release has, and what is odd and yet legal.

That every field of every type occurs, and every chart, effect and background, is tested in test_schemas.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, seed, settings

from editorkit import schema
from editorkit.releases import MARKER
from editorkit.testing import ItemDrawn, items
from tests.test_schemas import CLIENTS, MADE_QUICKLY, made_up_states

State = dict[str, Any]
each_release = pytest.mark.parametrize("release", CLIENTS)


def all_items(release: str) -> Iterator[State]:
    for state in made_up_states(release):
        yield from state["items"].values()


def drawn_items(kind: str) -> list[State]:
    """Items of a type, the same at every run; of many short runs, for Hypothesis varies little within one."""
    made: list[State] = []
    for number in range(30):

        @seed(number)
        @settings(MADE_QUICKLY, max_examples=10)
        @given(items(kind))
        def collect(drawn: ItemDrawn) -> None:
            made.append(drawn.item)

        collect()
    return made


def all_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from all_texts(inner)


def motions_of(release: str, name: str) -> Iterator[tuple[str, State]]:
    for item in all_items(release):
        yield from item.get(name, {}).items()


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", [kind for kind in schema.types("1.1", "item") if schema.number_tracks("1.1", kind)])
def test_every_number_track_moves_and_stands_still(kind: str) -> None:
    names = schema.number_tracks("1.1", kind)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for item in drawn_items(kind):
        for name in names:
            if name in item:
                found[bool(item[name]["keyframes"])].add(name)
    assert found == {True: set(names), False: set(names)}


@each_release
def test_every_motion_in_every_slot(release: str) -> None:
    clips, texts = (schema.enum_of(release, family) for family in ("animations", "captionAnimations"))
    found = {(slot, motion["type"]) for slot, motion in motions_of(release, "animations")}
    assert found == {(slot, kind) for slot in ("in", "out") for kind in clips}
    found = {(slot, motion["type"]) for slot, motion in motions_of(release, "captionAnimations")}
    assert {kind for _, kind in found} == set(texts) and {slot for slot, _ in found} == {"in", "out", "loop"}


@each_release
def test_every_transition_easing_and_pair_of_media(release: str) -> None:
    joined = [(state, made) for state in made_up_states(release) for made in state["transitions"].values()]
    kinds = {state["items"][made[end]]["type"] for state, made in joined for end in ("fromClipId", "toClipId")}
    assert {made["type"] for _, made in joined} == set(schema.enum_of(release, "transitions"))
    easings = {made.get("easing") for _, made in joined}
    assert easings == {None, *schema.load(release)["definitions"]["easing"]["enum"]}
    assert kinds == {"image", "video", "gif", "lottie"}


SEEN: dict[str, Callable[[State], bool]] = {
    "several tracks": lambda state: len(state["tracks"]) > 2,
    "a track without items": lambda state: any(not track["items"] for track in state["tracks"]),
    "a hidden track with items": lambda state: any(track["items"] and track["hidden"] for track in state["tracks"]),
    "a muted track": lambda state: any(track["muted"] for track in state["tracks"]),
    "a gap": lambda state: any(item["startTicks"] for item in state["items"].values()),
    "three clips in a row of transitions": lambda state: (
        len(
            {made["fromClipId"] for made in state["transitions"].values()}
            & {made["toClipId"] for made in state["transitions"].values()}
        )
        > 0
    ),
    "a direction": lambda state: any("direction" in m.get("params", {}) for m in state["transitions"].values()),
    "an asset used twice": lambda state: (
        len(state["assets"]) < len([item for item in state["items"].values() if "assetId" in item])
    ),
    "words": lambda state: any(a.get("timingGranularity") == "word" for a in state["assets"].values()),
    "lines": lambda state: any(a.get("timingGranularity") == "line" for a in state["assets"].values()),
    "several captions": lambda state: any(len(a.get("captions", ())) > 1 for a in state["assets"].values()),
    "a silent video": lambda state: any(not a.get("hasAudioTrack", True) for a in state["assets"].values()),
    "an asset without address": lambda state: any(not a.get("remoteUrl") for a in state["assets"].values()),
    "an id to be escaped": lambda state: any("/" in key and "~" in key for key in state["items"]),
    "a quote in an id": lambda state: any('"' in key for key in state["items"]),
    "a brand kit that manages items": lambda state: bool((state.get("brandRuntime") or {}).get("managedItemIds")),
    "a background of an own image": lambda state: bool(state.get("globalBackground", {}).get("imageAssetId")),
    "a gradient": lambda state: bool(state.get("globalBackground", {}).get("gradient")),
    "deleted assets": lambda state: len(state.get("deletedAssets", ())) > 1,
    "a custom ratio": lambda state: state.get("outputRatio") == "custom",
    "integers written as floats": lambda state: isinstance(state["compositionWidth"], float),
    "an odd number of ticks": lambda state: any(item["durationTicks"] % 4_000 for item in state["items"].values()),
    "an image node between texts": lambda state: any(
        item["nodes"][0]["type"] == item["nodes"][-1]["type"] == "text"
        for item in state["items"].values()
        if item["type"] == "text-template"
    ),
    "no text": lambda state: any(item.get("text") == "" for item in state["items"].values()),
    "emoji": lambda state: any("🎬" in text for text in all_texts(state)),
    "right to left": lambda state: any("\u05e9" in text for text in all_texts(state)),
    "control characters": lambda state: any("\x00" in text for text in all_texts(state)),
    "letters of two signs": lambda state: any("e\u0301" in text for text in all_texts(state)),
    "markup": lambda state: any("</script>" in text for text in all_texts(state)),
}
NEW: dict[str, Callable[[State], bool]] = {
    "a sync-locked track": lambda state: any(track.get("syncLocked") for track in state["tracks"]),
    "a link group of two": lambda state: any(
        sum(item.get("linkGroupId") == group for item in state["items"].values()) > 1 for group in ("take-1", "take 2")
    ),
    "slots of a motion graphic": lambda state: any(item.get("slots") for item in state["items"].values()),
}


@pytest.mark.parametrize(("release", "name"), [("1.0", name) for name in SEEN] + [("1.1", n) for n in SEEN | NEW])
def test_it_is_drawn(release: str, name: str) -> None:
    assert any(map((SEEN | NEW)[name], made_up_states(release)))


@each_release
def test_only_release_1_1_has_its_marks(release: str) -> None:
    assert {MARKER in state for state in made_up_states(release)} == {release == "1.1"}


@each_release
def test_times_of_release_1_0_are_in_seconds(release: str) -> None:
    starts = {item.get("videoStartFromInSeconds") for item in all_items(release) if item["type"] == "video"}
    assert starts == {None} if release == "1.1" else {0, 2} < starts
