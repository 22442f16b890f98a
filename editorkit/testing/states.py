"""Whole editor states."""

from typing import Any

from hypothesis import strategies as st

from editorkit import schema
from editorkit.releases import MARKER
from editorkit.testing.arguments import expect_counts, expect_release, expect_type
from editorkit.testing.surroundings import backgrounds, brands, deleted_assets, frames
from editorkit.testing.timelines import Timeline
from editorkit.testing.values import SECOND, State, some


def states(
    release: str = "1.1",
    *,
    max_items: int = 8,
    min_items: int = 1,
    with_item: str | None = None,
    float_integers: bool = True,
) -> st.SearchStrategy[State]:
    """A valid editor state of a release, of which a check tells no error and no warning (it may have infos).

    Ids equal their map keys, every item stands on one track, in order and without overlap, and has an asset of its own
    kind that is long enough; transitions join touching clips, keyframes lie inside their item. All item types, asset
    types and optional fields occur.

    max_items, min_items: how many items it has. At 0 items the check warns that there is nothing to export.
    with_item: a type of item that is certainly there. float_integers: write some integers as floats, 2 as 2.0; the
    format takes both.

    Raises UsageError for an unknown release or item type, and for numbers of items that do not rise from 0 on.
    """
    expect_release(release)
    expect_counts(min_items, max_items)
    if with_item is not None:
        expect_type(release, "item", with_item)
        expect_counts(1, max_items)
    smallest = max(min_items, 1) if with_item else min_items

    @st.composite
    def drawn(draw: st.DrawFn) -> State:
        width, height, ratio = draw(frames(release))
        timeline = Timeline(draw, release, (width, height))
        timeline.add_tracks(at_most=4)
        timeline.add_items(smallest, max_items, first=with_item)
        state = _held(timeline, width, height) | _around(draw, timeline, ratio)
        respelt: State = _respelt(state, draw(st.integers(0, 7)) if float_integers else 0)
        return respelt

    return drawn()


def _held(timeline: Timeline, width: int, height: int) -> State:
    state: State = {
        MARKER: "v1",
        "compositionWidth": width,
        "compositionHeight": height,
        "timebaseTicksPerSecond": SECOND,
        "tracks": timeline.tracks,
        "assets": timeline.assets,
        "items": timeline.items,
        "transitions": timeline.transitions,
    }
    known = schema.root_properties(timeline.release)
    return {name: value for name, value in state.items() if name in known}


def _around(draw: st.DrawFn, timeline: Timeline, ratio: str) -> State:
    release, images = timeline.release, [key for key, made in timeline.assets.items() if made["type"] == "image"]
    track_ids = [track["id"] for track in timeline.tracks]
    return some(
        draw,
        outputRatio=st.just(ratio),
        globalBackground=backgrounds(release, images),
        brandRuntime=st.none() | brands(release, timeline.items, timeline.assets, track_ids),
        deletedAssets=st.lists(deleted_assets(release), max_size=2),
    )


def _respelt(value: Any, stride: int) -> Any:
    """A copy in which every `stride`-th integer is written as a float; none if stride is 0."""
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
