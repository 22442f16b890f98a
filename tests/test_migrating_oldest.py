"""What the steps between 0.1, 0.2 and 1.0 do with the fields they are about."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.migrations import Migrated, migrate
from tests.making import SECOND, State, asset, item, number, state
from tests.test_migrating import examples, told


def trimmed(starts: Mapping[str, Any], *spans: tuple[float, float]) -> State:
    """A state of release 0.2 whose captions items share one asset and are trimmed by so many seconds."""
    made = migrate(state({key: item("captions", n * SECOND) for n, key in enumerate(starts)}), to="0.2").state
    made["assets"]["words"]["captions"] = [{"text": f"{n}", "startMs": a, "endMs": b} for n, (a, b) in enumerate(spans)]
    for key, start in starts.items():
        made["items"][key]["captionStartInSeconds"] = start
    return made


def oldest(kind: str, **more: Any) -> State:
    """A state of release 0.1 with one item."""
    made = migrate(state({"x": item(kind)}), to="0.1").state
    made["items"]["x"] |= more
    return made


def spans(migrated: Migrated, asset_id: str = "words") -> list[tuple[float, float]]:
    return [(entry["startMs"], entry["endMs"]) for entry in migrated.state["assets"][asset_id]["captions"]]


# 0.2 <-> 1.0


def test_a_trim_moves_the_captions() -> None:
    migrated = migrate(trimmed({"c": 1.25}, (2000, 2500), (2500.5, 3000)), to="1.0")
    assert spans(migrated) == [(750, 1250), (1250.5, 1750)]
    assert migrated.state["items"]["c"]["contentStartOffsetMs"] == 0
    assert migrated.losses == migrated.assumptions == ()


def test_no_trim_moves_nothing() -> None:
    migrated = migrate(trimmed({"c": 0}, (0, 500)), to="1.0")
    assert spans(migrated) == [(0, 500)]
    assert "captionStartInSeconds" not in migrated.state["items"]["c"]


def test_what_was_trimmed_away_is_a_loss() -> None:
    migrated = migrate(trimmed({"c": 1}, (0, 400), (400, 1000), (900, 1500), (1500, 2000)), to="1.0")
    assert spans(migrated) == [(0, 500), (500, 1000)]
    assert [(note.kind, note.message.split(",")[1][:11]) for note in migrated.losses] == [
        ("removed", " 2 captions"),
        ("cut", " 1 caption "),
    ]


def test_the_time_a_word_was_heard_moves_along() -> None:
    before = trimmed({"c": 1}, (900, 1500), (2000, 2500))
    for entry, heard in zip(before["assets"]["words"]["captions"], (950, None), strict=True):
        entry["timestampMs"] = heard
    captions = migrate(before, to="1.0").state["assets"]["words"]["captions"]
    assert [entry["timestampMs"] for entry in captions] == [0, None]


def test_captions_shared_by_different_trims_are_copied() -> None:
    migrated = migrate(trimmed({"a": 1, "b": 2, "c": 1, "d": 0}, (3000, 4000)), to="1.0")
    assert {key: made["assetId"] for key, made in migrated.state["items"].items()} == {
        "a": "words-2",
        "b": "words-3",
        "c": "words-2",
        "d": "words",
    }
    assert [spans(migrated, key) for key in ("words", "words-2", "words-3")] == [
        [(3000, 4000)],
        [(2000, 3000)],
        [(1000, 2000)],
    ]
    assert migrated.state["assets"]["words-3"]["id"] == "words-3"
    assert told(migrated.assumptions) == [("copied", "/assets/words-2"), ("copied", "/assets/words-3")]


def test_a_copy_takes_no_name_that_is_taken() -> None:
    before = trimmed({"a": 1, "b": 2}, (3000, 4000))
    before["assets"]["words-2"] = asset("image", id="words-2")
    migrated = migrate(before, to="1.0")
    assert [made["assetId"] for made in migrated.state["items"].values()] == ["words", "words-3"]


def test_captions_that_cannot_be_found_are_a_loss() -> None:
    before = trimmed({"c": 1}, (3000, 4000)) | {"assets": {}}
    migrated = migrate(before, to="1.0")
    assert told(migrated.losses) == [("removed", "/items/c")]
    assert migrated.state["items"]["c"]["contentStartOffsetMs"] == 0


@pytest.mark.parametrize("junk", ["1", None, -1, 1e300, True])
def test_trims_that_cannot_be_read_stay(junk: Any) -> None:
    migrated = migrate(trimmed({"c": junk}, (0, 500), (3000, 4000)), to="1.0")
    assert migrated.state["items"]["c"]["captionStartInSeconds"] is junk
    assert spans(migrated) == [(0, 500), (3000, 4000)]


def test_captions_that_cannot_be_read_stay() -> None:
    before = trimmed({"c": 1}, (3000, 4000))
    before["assets"]["words"]["captions"] += ["a", {"startMs": 1}, {"startMs": "1", "endMs": 2}]
    captions = migrate(before, to="1.0").state["assets"]["words"]["captions"]
    assert captions[1:] == ["a", {"startMs": 1}, {"startMs": "1", "endMs": 2}]


@given(st.integers(0, 10**7), st.integers(0, 10**5))
@examples(100)
def test_captions_are_seen_at_the_same_time_before_and_after(pause: int, start: int) -> None:
    before = state({"c": item("captions", contentStartOffsetTicks=240 * pause)})
    before["assets"]["words"]["captions"] = [{"text": "a", "startMs": start, "endMs": start + 1}]
    migrated = migrate(before, to="0.2")
    assert migrated.state["items"]["c"]["captionStartInSeconds"] == 0
    assert spans(migrated) == [(pause + start, pause + start + 1)]


def test_closed_objects_lose_what_they_cannot_hold() -> None:
    before = trimmed({"c": 0}, (0, 500)) | {"globalBackground": {"type": "none", "tint": 1}, "free": {"a": 1}}
    before["tracks"][0] |= {"height": 40, "color": None}
    before["items"]["c"] |= {"own": {"b": 2}, "fontStyle": {"variant": "normal", "weight": "500", "stretch": 1}}
    before["items"]["s"] = migrate(state({"s": item("chart")}), to="0.2").state["items"]["s"]
    before["items"]["s"]["data"]["rows"][0]["note"] = "n"
    migrated = migrate(before, to="1.0")
    places = ["globalBackground/tint", "items/c/fontStyle/stretch", "items/s/data/rows/0/note", "tracks/0/height"]
    assert sorted(told(migrated.losses)) == [("removed", f"/{place}") for place in places]
    assert (migrated.state["free"], migrated.state["items"]["c"]["own"]) == ({"a": 1}, {"b": 2})


def test_a_brand_is_completed() -> None:
    before = trimmed({"c": 0}) | {"brandRuntime": {"brandId": "b", "mood": 1}}
    migrated = migrate(before)
    assert migrated.state["brandRuntime"]["brandId"] == "b"
    assert migrated.state["brandRuntime"]["introShiftTicks"] == 0
    assert (told(migrated.losses), told(migrated.assumptions)) == (
        [("removed", "/brandRuntime/mood")],
        [("assumed", "/brandRuntime")],
    )


# 0.1 <-> 0.2


def test_bare_numbers_become_number_tracks() -> None:
    after = migrate(oldest("solid", top=5, borderRadius=2.5), to="0.2").state["items"]["x"]
    assert (after["top"], after["borderRadius"], after["scaleX"]) == (number(5), number(2.5), number(1))


def test_an_effect_loses_a_box_that_is_not_the_frame() -> None:
    migrated = migrate(oldest("effect", width=500, opacity=0.5), to="0.2")
    assert sorted(told(migrated.losses)) == [("removed", "/items/x/opacity"), ("removed", "/items/x/width")]
    assert "top" not in migrated.state["items"]["x"]


@pytest.mark.parametrize("kind", ["effect", "filter"])
def test_an_effect_fills_the_frame_before_and_after(kind: str) -> None:
    before = oldest(kind)
    assert (before["items"]["x"]["width"], before["items"]["x"]["height"]) == (1920, 1080)
    assert migrate(before, to="0.2").losses == ()


@pytest.mark.parametrize(("source", "granularity"), [("auto", "word"), ("manual", "line"), ("upload", "line")])
def test_captions_are_timed_by_where_they_come_from(source: str, granularity: str) -> None:
    before = oldest("captions", source=source)
    del before["assets"]["words"]["timingGranularity"]
    migrated = migrate(before, to="0.2")
    assert migrated.state["assets"]["words"]["timingGranularity"] == granularity
    assert told(migrated.assumptions) == [("assumed", "/assets/words/timingGranularity")]


def test_motion_scale_and_word_animations_are_lost_on_the_way_to_the_oldest_release() -> None:
    moving = item(
        "text", top=number(5, (0, 1), (9, 2)), scaleX=number(2), width=number(0.5), captionAnimations={"in": {}}
    )
    migrated = migrate(state({"x": moving}), to="0.1")
    assert told(migrated.losses) == [
        ("removed", "/items/x/top/keyframes"),
        ("rounded", "/items/x/width"),
        ("removed", "/items/x/scaleX"),
        ("removed", "/items/x/captionAnimations"),
    ]
    assert (migrated.state["items"]["x"]["top"], migrated.state["items"]["x"]["width"]) == (5, 1)


def test_empty_word_animations_are_no_loss() -> None:
    migrated = migrate(state({"x": item("text", captionAnimations={})}), to="0.1")
    assert migrated.losses == ()
    assert "captionAnimations" not in migrated.state["items"]["x"]
