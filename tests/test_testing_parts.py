"""Items, assets and tracks that the strategies draw are valid wherever they are put."""

from typing import Any

import pytest
from hypothesis import given

from editorkit import schema
from editorkit.testing import ItemDrawn, TrackDrawn, assets, items, states, tracks
from tests.test_schemas import CLIENTS
from tests.test_testing_states import TYPES, complaints, each_release, examples

State = dict[str, Any]
ASSET_TYPES = [(release, kind) for release in CLIENTS for kind in schema.types(release, "asset")]


def holding(drawn: TrackDrawn, release: str) -> State:
    """A state with the smallest frame there may be and one track."""
    state: State = {"stateSchemaVersion": "v1"} if release == "1.1" else {}
    sides = {"compositionWidth": 50, "compositionHeight": 50, "timebaseTicksPerSecond": 240_000}
    parts = {"items": drawn.items, "assets": drawn.assets, "transitions": drawn.transitions}
    return state | sides | {"tracks": [drawn.track]} | parts


def track_of(drawn: ItemDrawn) -> TrackDrawn:
    key = drawn.item["id"]
    return TrackDrawn({"id": "t", "items": [key], "hidden": False, "muted": False}, {key: drawn.item}, drawn.assets, {})


@pytest.mark.parametrize(("release", "kind"), TYPES)
def test_items_are_valid_in_a_state(release: str, kind: str) -> None:
    @examples(15)
    @given(items(kind, release))
    def law(drawn: ItemDrawn) -> None:
        assert drawn.item["type"] == kind
        assert complaints(holding(track_of(drawn), release), release) == []

    law()


@pytest.mark.parametrize(("release", "kind"), ASSET_TYPES)
def test_assets_are_valid_in_a_state(release: str, kind: str) -> None:
    @examples(15)
    @given(states(release, max_items=1), assets(kind, release))
    def law(state: State, asset: State) -> None:
        assert asset["type"] == kind
        state["assets"][asset["id"]] = asset
        assert complaints(state, release) == []

    law()


@each_release
def test_tracks_are_valid_in_a_state(release: str) -> None:
    @examples(60)
    @given(tracks(release, max_items=5))
    def law(drawn: TrackDrawn) -> None:
        assert drawn.track["items"] == list(drawn.items)
        assert complaints(holding(drawn, release), release) == []

    law()


@each_release
def test_items_fit_into_drawn_states(release: str) -> None:
    """Their ids clash with none, and the smallest frame lies in every frame."""

    @examples(40)
    @given(states(release, max_items=2), items("image", release))
    def law(state: State, drawn: ItemDrawn) -> None:
        key = drawn.item["id"]
        assert key not in state["items"] and not drawn.assets.keys() & state["assets"].keys()
        state["items"][key] = drawn.item
        state["assets"] |= drawn.assets
        state["tracks"].append(track_of(drawn).track)
        assert complaints(state, release) == []

    law()


@examples(10)
@given(tracks(min_items=2, max_items=3))
def test_a_track_has_as_many_items_as_asked_for(drawn: TrackDrawn) -> None:
    assert 2 <= len(drawn.items) <= 3
