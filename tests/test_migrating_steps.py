"""What the steps between 1.0 and 1.1 do with the fields they are about, and what is refused before any step."""

import sys
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import ticks
from editorkit.errors import UsageError
from editorkit.migrations import Migrated, migrate
from tests.making import SECOND, State, item, state, transition
from tests.test_migrating import examples, told

FLASH = {"effectType": "flash-to-black"}
BRAND = {
    "brandId": "b",
    "logoX": 50,
    "logoY": 50,
    "managedItemIds": ["mg", "a"],
    "managedAssetIds": [],
    "introShiftTicks": 16_000,
    "overlayTrackId": None,
    "underlayTrackId": None,
}


def seconds(**fields: Any) -> State:
    """A state of release 1.0 with one video."""
    made = migrate(state({"v": item("video")}), to="1.0").state
    made["items"]["v"] |= fields
    return made


def flashing(**fields: Any) -> State:
    """A state of release 1.0 with one flash-to-black of 2 seconds."""
    made = state({"f": item("effect", duration=2 * SECOND) | FLASH | fields})
    del made["stateSchemaVersion"]
    return made


# 1.0 -> 1.1


def test_the_marker_comes_first() -> None:
    assert next(iter(migrate(seconds()).state.items())) == ("stateSchemaVersion", "v1")


@given(st.floats(0, 1e6) | st.integers(0, 10**6))
@examples(200)
def test_seconds_become_the_nearest_ticks(written: float) -> None:
    migrated = migrate(seconds(videoStartFromInSeconds=written))
    off = ticks.from_seconds(written) - migrated.state["items"]["v"]["sourceStartTicks"]
    assert abs(off) * 2 <= 1
    assert told(migrated.assumptions) == ([("rounded", "/items/v/sourceStartTicks")] if off else [])


@given(st.integers(0, 10**12))
@examples(200)
def test_ticks_become_seconds_that_become_the_same_ticks(start: int) -> None:
    older = migrate(state({"v": item("video", sourceStartTicks=start)}), to="1.0")
    assert older.losses == ()
    assert migrate(older.state).state["items"]["v"]["sourceStartTicks"] == start


@pytest.mark.parametrize(
    ("start", "written"), [(0, 0), (240_000, 1), (360_000, 1.5), (80_000, 0.333333), (4000, 0.016667), (1, 0.000004)]
)
def test_seconds_are_written_as_short_as_can_be(start: int, written: float) -> None:
    older = migrate(state({"v": item("video", sourceStartTicks=start)}), to="1.0")
    assert repr(older.state["items"]["v"]["videoStartFromInSeconds"]) == repr(written)


def test_properties_keep_their_order() -> None:
    before = seconds(z=1)
    after = migrate(before).state["items"]["v"]
    assert [name for name in before["items"]["v"] if name in after] == [
        name for name in after if name in before["items"]["v"]
    ]
    assert list(after).index("sourceStartTicks") == list(before["items"]["v"]).index("videoStartFromInSeconds")


@pytest.mark.parametrize("junk", ["1", None, True, [], {}, 1e300, -1e300])
def test_times_that_cannot_be_read_stay(junk: Any) -> None:
    migrated = migrate(seconds(videoStartFromInSeconds=junk))
    assert migrated.state["items"]["v"]["videoStartFromInSeconds"] == junk
    assert "sourceStartTicks" not in migrated.state["items"]["v"]
    assert migrated.assumptions == ()


@pytest.mark.parametrize("junk", ["1", None, True, 1.5, 1e300, 2**53 - 2])
def test_ticks_that_cannot_be_read_stay(junk: Any) -> None:
    migrated = migrate(state({"v": item("video", sourceStartTicks=junk)}), to="1.0")
    assert migrated.state["items"]["v"]["sourceStartTicks"] == junk


@pytest.mark.parametrize(("stray", "losses"), [(360_000, 0), (7, 1), (None, 1)])
def test_of_old_and_new_side_by_side_the_one_of_its_release_counts(stray: Any, losses: int) -> None:
    before = seconds(videoStartFromInSeconds=1.5, sourceStartTicks=stray)
    migrated = migrate(before, release="1.0")
    after = migrated.state["items"]["v"]
    assert after["sourceStartTicks"] == 360_000 and "videoStartFromInSeconds" not in after
    assert [loss.pointer for loss in migrated.losses] == ["/items/v/sourceStartTicks"] * losses
    back = migrate(state({"v": after | {"videoStartFromInSeconds": 9}}), to="1.0")
    assert back.state["items"]["v"]["videoStartFromInSeconds"] == 1.5
    assert ("removed", "/items/v/videoStartFromInSeconds") in told(back.losses)


@pytest.mark.parametrize("mark", [{"stateVersion": "v1"}, {"stateSchemaVersion": "v2"}, {"stateSchemaVersion": None}])
def test_a_mark_that_says_something_else_does_not_outweigh_all_fields(mark: State) -> None:
    migrated = migrate(seconds(videoStartFromInSeconds=1.5) | mark)
    assert migrated.release_from == "1.0"
    assert migrated.state["items"]["v"]["sourceStartTicks"] == 360_000
    assert migrated.state["stateSchemaVersion"] == "v1"


def test_no_release_is_no_release() -> None:
    target: Any = None
    with pytest.raises(UsageError, match="no release"):
        migrate(seconds(), to=target)


def test_fields_of_other_types_are_left_alone() -> None:
    after = migrate(seconds(audioStartFromInSeconds=1)).state["items"]["v"]
    assert (after["audioStartFromInSeconds"], after["sourceStartTicks"]) == (1, 0)


def test_captions_lose_the_text_that_is_forbidden() -> None:
    before = migrate(state({"c": item("captions")}), to="1.0").state
    before["items"]["c"]["text"] = "Hello"
    migrated = migrate(before)
    assert told(migrated.losses) == [("removed", "/items/c/text")]
    assert "text" not in migrated.state["items"]["c"]


def test_a_template_id_becomes_a_uuid_made_of_it() -> None:
    before = state({"t": item("text-template", templateId="launch"), "u": item("text-template", templateId="launch")})
    migrated = migrate(before, release="1.0")
    first, second = (migrated.state["items"][key]["templateId"] for key in "tu")
    assert first == second == str(UUID(first))
    assert told(migrated.assumptions) == [("assumed", "/items/t/templateId"), ("assumed", "/items/u/templateId")]


def test_a_template_id_that_is_a_uuid_stays() -> None:
    before = state({"t": item("text-template")})
    assert migrate(before, release="1.0").state == before


# Frames


def brand(**fields: Any) -> State:
    made = migrate(state({"v": item("video")}, brandRuntime=BRAND), to="1.0", fps=30).state
    made["brandRuntime"] |= fields
    return made


@pytest.mark.parametrize(("fps", "shift"), [(30, 16_000), (60, 8_000)])
def test_frames_become_ticks_at_the_rate_that_is_given(fps: int, shift: int) -> None:
    migrated = migrate(brand(), fps=fps)
    assert migrated.state["brandRuntime"]["introShiftTicks"] == shift
    assert migrated.assumptions == ()


def test_frames_without_a_rate_are_asked_about() -> None:
    with pytest.raises(UsageError, match=r"/brandRuntime/introShiftInFrames: .* give fps=30 or fps=60"):
        migrate(brand())


def test_ticks_to_frames_without_a_rate_are_asked_about() -> None:
    with pytest.raises(UsageError, match=r"/brandRuntime/introShiftTicks: .* give fps=30 or fps=60"):
        migrate(state({"v": item("video")}, brandRuntime=BRAND), to="1.0")


def test_no_frames_need_no_rate() -> None:
    migrated = migrate(brand(introShiftInFrames=0))
    assert migrated.state["brandRuntime"]["introShiftTicks"] == 0
    assert migrate(migrated.state, to="1.0").state["brandRuntime"]["introShiftInFrames"] == 0


def test_ticks_between_frames_are_a_loss() -> None:
    migrated = migrate(state({"v": item("video")}, brandRuntime=BRAND | {"introShiftTicks": -9000}), to="1.0", fps=30)
    assert migrated.state["brandRuntime"]["introShiftInFrames"] == -1
    assert told(migrated.losses) == [("rounded", "/brandRuntime/introShiftTicks")]


@pytest.mark.parametrize("fps", [0, 25, -30, True, 30.0, "30", [30]])
def test_other_rates_are_refused(fps: Any) -> None:
    with pytest.raises(UsageError, match=r"no frame rate .* give fps=30 or fps=60"):
        migrate(brand(), fps=fps)


# Flashes


def params_of(migrated: Migrated) -> State:
    found: State = migrated.state["items"]["f"]["params"]
    return found


def test_a_flash_counts_in_ticks() -> None:
    times = {"brightFrames": 2, "darkFrames": 1.5, "tailDarkFrames": 0, "maxOpacity": 0.8}
    migrated = migrate(flashing(params=times), fps=60, release="1.0")
    assert params_of(migrated) == {"brightTicks": 8000, "darkTicks": 6000, "tailDarkTicks": 0, "maxOpacity": 0.8}
    assert migrated.assumptions == migrated.losses == ()


def test_a_flash_counts_in_frames_again() -> None:
    times = {"brightTicks": 8000, "darkTicks": 16_000, "tailDarkTicks": 0, "maxOpacity": 1}
    older = migrate(state({"f": item("effect", params=times) | FLASH}), to="1.0", fps=30)
    assert params_of(older) == {"brightFrames": 1, "darkFrames": 2, "tailDarkFrames": 0, "maxOpacity": 1}
    assert params_of(migrate(older.state, fps=30)) == times


def test_a_flash_without_parameters_is_dark_as_long_as_it_lasts() -> None:
    migrated = migrate(flashing(), release="1.0")
    assert params_of(migrated) == {"brightTicks": 0, "darkTicks": 2 * SECOND, "tailDarkTicks": 0, "maxOpacity": 1}
    assert {kind for kind, _ in told(migrated.assumptions)} == {"assumed"}
    assert {pointer for _, pointer in told(migrated.assumptions)} == {
        f"/items/f/params/{n}" for n in params_of(migrated)
    }


def test_a_flash_of_no_known_length_is_still_complete() -> None:
    assert params_of(migrate(flashing(durationTicks="long"), release="1.0"))["darkTicks"] == 0


def test_what_a_flash_lacks_is_0_where_it_says_something() -> None:
    migrated = migrate(flashing(params={"brightFrames": 1, "maxOpacity": 1}), fps=30, release="1.0")
    assert params_of(migrated) == {"brightTicks": 8000, "maxOpacity": 1, "darkTicks": 0, "tailDarkTicks": 0}


def test_what_a_flash_must_not_have_is_a_loss() -> None:
    migrated = migrate(flashing(params={"color": "red", "mood": None}), release="1.0")
    assert told(migrated.losses) == [("removed", "/items/f/params/color")]
    assert "mood" not in params_of(migrated)


@pytest.mark.parametrize("params", [7, [], None, {"brightFrames": "1", "brightTicks": 0}, {"darkFrames": "x"}])
def test_parameters_that_cannot_be_read_stay(params: Any) -> None:
    found = migrate(flashing(params=params), fps=30, release="1.0").state["items"]["f"]["params"]
    assert found == params or params.items() <= found.items()


def test_parameters_of_the_newer_release_that_cannot_be_read_stay() -> None:
    before = state({"f": item("effect", params=7) | FLASH})
    assert migrate(before, to="1.0").state["items"]["f"]["params"] == 7


@pytest.mark.parametrize("junk", ["1", 0.5, 1e300])
def test_a_shift_in_ticks_that_cannot_be_read_stays(junk: Any) -> None:
    before = state({"v": item("video")}, brandRuntime=BRAND | {"introShiftTicks": junk})
    assert migrate(before, to="1.0", fps=30).state["brandRuntime"]["introShiftTicks"] == junk


# 1.1 -> 1.0


def test_what_only_the_newer_release_has_is_a_loss_where_it_says_something() -> None:
    deleted = {"assetId": "g", "remoteUrl": None, "remoteKey": None, "statusAtDeletion": {"type": "uploaded"}}
    before = state({"a": item("solid", linkGroupId="l"), "b": item("solid", SECOND, linkGroupId=None)})
    before["deletedAssets"] = [deleted | {"remoteAssetId": "r"}, deleted | {"remoteAssetId": None}]
    before["tracks"] = [track | {"syncLocked": locked} for track in before["tracks"] for locked in (True, False)]
    migrated = migrate(before, to="1.0")
    places = ["/items/a/linkGroupId", "/tracks/0/syncLocked", "/deletedAssets/0/remoteAssetId"]
    assert told(migrated.losses) == [("removed", place) for place in places]
    assert not [name for name in ("linkGroupId", "syncLocked", "remoteAssetId") if name in str(migrated.state)]


def test_stickers_stay() -> None:
    before = state({"a": item("lottie", stickerId="s", stickerVersion=1)})
    migrated = migrate(before, to="1.0")
    assert migrated.state["items"]["a"]["stickerId"] == "s"
    assert migrated.losses == ()


def test_a_motion_graphic_goes_with_all_that_mentions_it() -> None:
    clips = {"a": item("image"), "mg": item("motion-graphic", SECOND), "b": item("image", 2 * SECOND)}
    joints = {"in": transition("a", "mg"), "out": transition("mg", "b")}
    migrated = migrate(state(clips, transitions=joints, brandRuntime=BRAND), to="1.0", fps=30)
    assert migrated.state["tracks"][0]["items"] == ["a", "b"]
    assert migrated.state["transitions"] == {}
    assert migrated.state["brandRuntime"]["managedItemIds"] == ["a"]
    assert told(migrated.losses) == [
        ("removed", f"/{place}") for place in ("items/mg", "transitions/in", "transitions/out")
    ]


def test_lists_that_cannot_be_read_stay() -> None:
    before = state({"mg": item("motion-graphic")}, brandRuntime=BRAND | {"managedItemIds": "mg"})
    before["tracks"][0]["items"] = [[], "mg", 7]
    migrated = migrate(before, to="1.0", fps=30)
    assert migrated.state["tracks"][0]["items"] == [[], 7]
    assert migrated.state["brandRuntime"]["managedItemIds"] == "mg"


def test_other_transitions_stay() -> None:
    clips = {"a": item("image"), "b": item("image", SECOND), "mg": item("motion-graphic", 2 * SECOND)}
    migrated = migrate(state(clips, transitions={"t": transition("a", "b")}), to="1.0")
    assert list(migrated.state["transitions"]) == ["t"]


def test_a_page_is_never_shorter_than_a_millisecond() -> None:
    migrated = migrate(state({"c": item("captions", pageDurationTicks=100)}), to="1.0")
    assert migrated.state["items"]["c"]["pageDurationInMilliseconds"] == 1
    assert told(migrated.losses) == [("rounded", "/items/c/pageDurationTicks")]


# What is given


@pytest.mark.parametrize(
    "junk",
    [None, 7, "state", [], {}, {"items": {}}, {"tracks": [], "items": {1: 2}}, {"tracks": [], "items": float("nan")}],
)
def test_what_is_no_state_is_refused(junk: Any) -> None:
    with pytest.raises(UsageError):
        migrate(junk)


def test_a_state_that_holds_itself_is_refused() -> None:
    endless: State = {"tracks": [], "items": {}}
    endless["items"]["x"] = endless
    with pytest.raises(UsageError, match="levels deep"):
        migrate(endless)


def test_what_wraps_a_state_is_refused() -> None:
    with pytest.raises(UsageError, match=r"wraps one; migrate what it has at /data/editorState"):
        migrate({"data": {"editorState": seconds()}})


@pytest.mark.parametrize("name", ["to", "release"])
@pytest.mark.parametrize("junk", ["1.2", "v1", "", 1.1, []])
def test_unknown_releases_are_refused(name: str, junk: Any) -> None:
    with pytest.raises(UsageError, match=r"no release .*; there are 0\.1, 0\.2, 1\.0, 1\.1"):
        migrate(seconds(), **{name: junk})


def test_a_state_of_no_certain_release_is_told_of() -> None:
    before = seconds() | {"items": {}}
    assert told(migrate(before).assumptions) == [("assumed", "")]
    assert migrate(before, release="1.0").assumptions == migrate(before, to="1.0").assumptions == ()


def test_ids_that_look_like_pointers_are_escaped() -> None:
    before = seconds()
    before["items"] = {"a/b~": before["items"]["v"] | {"videoStartFromInSeconds": 1 / 3}}
    assert migrate(before).assumptions[0].pointer == "/items/a~1b~0/sourceStartTicks"


def calls_of(count: int, source: str, target: str) -> int:
    """How many function calls it takes to migrate so many captions."""
    clips = {f"c{n}": item("captions", n * SECOND) for n in range(count)}
    before = migrate(state(clips), to=source).state
    calls: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, argument: calls.update((event,)))
    try:
        migrate(before, to=target, release=source)
    finally:
        sys.setprofile(None)
    return calls["call"]


@pytest.mark.parametrize(("source", "target"), [("1.0", "1.1"), ("1.1", "1.0"), ("0.1", "1.1"), ("1.1", "0.1")])
def test_twice_the_items_take_twice_the_work(source: str, target: str) -> None:
    calls_of(1, source, target)  # what is asked of the schema once
    assert calls_of(400, source, target) <= 2.1 * calls_of(200, source, target)
