"""What the builder writes: every type and field of both releases, ids, and states that are the program's own."""

from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit import schema
from editorkit.building import InvalidTimeline, Timeline, fade, keyframes, keywords, motion
from editorkit.building.keywords import Field
from editorkit.checking import check
from tests import media_files
from tests.programs import (
    EVERY_KIND,
    FLASH,
    RELEASES,
    ROWS,
    SECOND,
    TEMPLATE,
    asset,
    edges,
    everything,
    one,
    optional,
    programs,
    put,
)

ROOT = Path(__file__).parents[1]
each_release = pytest.mark.parametrize("release", RELEASES)

# A valid value for each keyword that is not a number track or a time, and cannot be told from its schema.
_FADE = {"type": "fade", "durationTicks": 24_000}
VALUES: dict[str, Any] = {
    "animations": {"in": _FADE, "out": _FADE},
    "caption_animations": {"loop": {"type": "jitter", "durationTicks": 24_000}},
    "font_style": {"variant": "italic", "weight": "700"},
    "background": {"color": "#000000", "horizontalPadding": 8, "borderRadius": 4},
    "params": {"strength": 0.5, "on": True, "name": "x"},
    "props": {"title": "x", "count": 3},
    "slots": {"picture": "asset-1", "many": ["a", "b"]},
    "color": "#ff0000",
    "highlight_color": "#ff0000",
    "stroke_color": "#ff0000",
    "theme_color": "#ff0000",
    "nodes": None,  # said by the helper that places items
    "template_category": "animated",
    "sticker_version": 2,
    "max_lines": 3,
}
EVERY_FIELD = [(release, kind, word) for release, kind in EVERY_KIND for word in optional(release, kind)]


def value_for(field: Field) -> Any:
    if field.reads == "number":
        return 0.5
    if field.reads == "time":
        return "0.1s"
    if VALUES.get(field.keyword) is not None:
        return VALUES[field.keyword]
    if field.values or "const" in field.part:
        return field.values[-1] if field.values else field.part["const"]
    kinds = field.part.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    return {"boolean": True, "integer": 1, "number": 1.5, "string": "some words"}[kind]


def in_json(field: Field, value: Any) -> Any:
    if field.reads == "number":
        return {"value": value, "keyframes": []}
    if field.reads == "time":
        return {"ticks": 24_000, "s": 0.1, "ms": 100}[field.unit]
    return value


# Every type, every field


@pytest.mark.parametrize(("release", "kind"), EVERY_KIND)
def test_every_type_can_be_placed_and_is_whole(release: str, kind: str) -> None:
    timeline = Timeline(release=release)
    put(timeline.track("main"), kind)
    (item,) = timeline.build()["items"].values()
    assert item["type"] == kind
    assert set(schema.definition(release, "item", kind)["required"]) <= item.keys()
    assert timeline.report is not None
    assert [finding for finding in timeline.report.findings if finding.severity != "info"] == []


@pytest.mark.parametrize(("release", "kind", "word"), [field for field in EVERY_FIELD if field[2] != "nodes"])
def test_every_field_is_a_keyword_and_lands_under_its_name(release: str, kind: str, word: str) -> None:
    field = optional(release, kind)[word]
    value = value_for(field)
    assert one(release, kind, **{word: value})[field.name] == in_json(field, value)


@pytest.mark.parametrize(("release", "kind"), EVERY_KIND)
def test_every_number_can_be_key_framed(release: str, kind: str) -> None:
    numbers = {field.keyword: field.name for field in optional(release, kind).values() if field.reads == "number"}
    made = one(release, kind, **dict.fromkeys(numbers, keyframes(("0%", 0.25), ("50%", 0.5))))
    moving = {"value": 0.5, "keyframes": [{"timeTicks": 0, "value": 0.25}, {"timeTicks": 120_000, "value": 0.5}]}
    assert {name: made[name] for name in numbers.values()} == dict.fromkeys(numbers.values(), moving)


@pytest.mark.parametrize(("release", "kind"), EVERY_KIND)
def test_every_property_of_the_format_has_a_keyword(release: str, kind: str) -> None:
    written = {field.name for field in keywords.fields(release, kind).values()}
    own = {"id", "type", "startTicks", "durationTicks", "assetId"}
    assert written | own >= schema.properties(release, "item", kind)


def test_a_number_track_may_be_given_as_json() -> None:
    moving = {"value": 1, "keyframes": [{"timeTicks": 5, "value": 0}]}
    assert one("1.1", "solid", opacity=moving)["opacity"] == moving


@pytest.mark.parametrize(("given", "meant"), [(Fraction(1, 4), 0.25), (Fraction(2), 2), (1.0, 1.0), (True, None)])
def test_fractions_become_numbers(given: Any, meant: Any) -> None:
    if meant is None:
        with pytest.raises(InvalidTimeline, match="scale_x is a number"):
            one("1.1", "solid", scale_x=given)
    else:
        assert one("1.1", "solid", scale_x=given)["scaleX"]["value"] == meant


@pytest.mark.parametrize(
    ("release", "meant"),
    [
        ("1.0", {"videoStartFromInSeconds": 1 / 3, "audioFadeInDurationInSeconds": 0.5}),
        ("1.1", {"sourceStartTicks": 80_000, "audioFadeInDurationTicks": 120_000}),
    ],
)
def test_times_are_written_in_the_unit_of_the_release(release: str, meant: dict[str, Any]) -> None:
    made = one(release, "video", source_start=Fraction(1, 3), audio_fade_in="0.5s")
    assert {name: made[name] for name in meant} == meant


@each_release
def test_captions_times_are_written_in_the_unit_of_the_release(release: str) -> None:
    made = one(release, "captions", page_duration="1.5s", content_start_offset=0)
    name, ticks = ("pageDurationInMilliseconds", 1500) if release == "1.0" else ("pageDurationTicks", 360_000)
    assert made[name] == ticks


@each_release
def test_letters_have_a_weight_and_a_variant(release: str) -> None:
    assert one(release, "text", font_weight=800)["fontStyle"] == {"variant": "normal", "weight": "800"}
    assert one(release, "captions", font_variant="italic")["fontStyle"] == {"variant": "italic", "weight": "600"}
    both = one(release, "text", font_style={"variant": "italic", "weight": "300"}, font_weight="700")
    assert both["fontStyle"] == {"variant": "italic", "weight": "700"}


# Effects and filters


def test_flash_to_black_takes_what_release_1_1_demands() -> None:
    assert flash("1.1", **FLASH) == {
        "brightTicks": 24_000,
        "darkTicks": 24_000,
        "tailDarkTicks": 24_000,
        "maxOpacity": 1,
    }


def flash(release: str, **more: Any) -> Any:
    timeline = Timeline(release=release)
    timeline.track("fx").effect("flash-to-black", length="1s", **more)
    (item,) = timeline.build()["items"].values()
    return item.get("params")


def test_what_is_demanded_may_stand_in_params() -> None:
    params = {"brightTicks": 5, "darkTicks": 6, "tailDarkTicks": 7}
    assert flash("1.1", params=params, max_opacity=0.5) == {**params, "maxOpacity": 0.5}


def test_release_1_0_demands_nothing() -> None:
    assert flash("1.0") is None
    assert flash("1.0", params={"tint": "red"}) == {"tint": "red"}


def test_an_effect_has_no_params_where_none_are_given() -> None:
    assert "params" not in one("1.1", "effect")
    assert one("1.1", "effect", params={})["params"] == {}


# Charts


@each_release
@pytest.mark.parametrize("type", ["bar", "line", "area", "radar", "pie"])
def test_charts_are_made_of_rows(release: str, type: str) -> None:
    timeline = Timeline(release=release)
    timeline.track("main").chart(type, ROWS, length="3s", label="month")
    (item,) = timeline.build()["items"].values()
    assert item["chartType"] == type
    assert set(item["data"]) == ({"slices"} if type == "pie" else {"series", "rows"})


def test_a_short_chart_has_grown_before_it_is_over() -> None:
    assert one("1.1", "chart", length="0.5s")["animationDurationTicks"] == 120_000
    assert one("1.1", "chart", length="5s")["animationDurationTicks"] == SECOND
    assert one("1.1", "chart", length="0.5s", animation_duration="0.2s")["animationDurationTicks"] == 48_000


# The timeline itself


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({}, ("16:9", 1920, 1080)),
        ({"ratio": "9:16"}, ("9:16", 1080, 1920)),
        ({"ratio": "4:3"}, ("4:3", 1440, 1080)),
        ({"width": 1280, "height": 720}, ("16:9", 1280, 720)),
        ({"width": 50, "height": 1920}, ("custom", 50, 1920)),
        ({"ratio": "custom", "width": 500, "height": 500}, ("custom", 500, 500)),
    ],
)
def test_size_and_ratio(given: dict[str, Any], meant: tuple[str, int, int]) -> None:
    timeline = Timeline(**given)
    timeline.track("main").solid(length="1s")
    state = timeline.build()
    assert (state["outputRatio"], state["compositionWidth"], state["compositionHeight"]) == meant
    assert (timeline.frame.width, timeline.frame.height) == meant[1:]


def test_extra_is_written_as_it_is() -> None:
    timeline = Timeline(extra={"x-note": [1, {"a": None}]})
    timeline.track("main").solid(length="1s", extra={"x-name": "Box"})
    state = timeline.build()
    assert state["x-note"] == [1, {"a": None}]
    assert state["items"]["solid"]["x-name"] == "Box"


def test_tracks_are_ordered_by_above_and_below() -> None:
    timeline = Timeline()
    main = timeline.track("main")
    titles = timeline.track("titles", above=main)
    timeline.track("top")
    timeline.track("back", below="main")
    timeline.track("logo", above="titles")
    timeline.track("under titles", below=titles)
    assert [track.name for track in timeline.tracks] == ["top", "logo", "titles", "under titles", "main", "back"]


def test_tracks_say_what_they_are() -> None:
    timeline = Timeline()
    timeline.track("Back ground", hidden=True, muted=True, sync_locked=False).solid(length="1s")
    (track,) = timeline.build()["tracks"]
    assert track == {"id": "back-ground", "items": ["solid"], "hidden": True, "muted": True, "syncLocked": False}


def test_release_1_0_has_no_marker() -> None:
    timeline = Timeline(release="1.0")
    timeline.track("main").solid(length="1s")
    assert "stateSchemaVersion" not in timeline.build()


@pytest.mark.parametrize(
    ("look", "meant"),
    [
        ({}, {"type": "none"}),
        ({"color": "#101010"}, {"type": "color", "color": "#101010", "gradient": None}),
        (
            {"gradient": "linear-gradient(#000, #fff)"},
            {"type": "color", "color": "#000000", "gradient": "linear-gradient(#000, #fff)"},
        ),
        ({"blur": 2}, {"type": "blur", "level": 2}),
        (
            {"image": "https://x.y/z.png"},
            {"type": "image", "imageAssetId": None, "imageUrl": "https://x.y/z.png", "source": "custom"},
        ),
    ],
)
@each_release
def test_backgrounds(release: str, look: dict[str, Any], meant: dict[str, Any]) -> None:
    timeline = Timeline(release=release)
    timeline.background(**look)
    timeline.track("main").solid(length="1s")
    assert timeline.build()["globalBackground"] == meant


def test_a_picture_may_be_the_background() -> None:
    timeline = Timeline()
    timeline.background(image=asset(timeline, "image"))
    timeline.track("main").solid(length="1s")
    assert timeline.build()["globalBackground"]["imageAssetId"] == "a"


# Assets


@each_release
@pytest.mark.parametrize("type", ["image", "video", "gif", "lottie", "audio", "caption"])
def test_every_asset_type_can_be_stated(release: str, type: str) -> None:
    timeline = Timeline(release=release)
    made = asset(timeline, type)
    put(timeline.track("main"), "captions" if type == "caption" else type, made)
    (data,) = timeline.build()["assets"].values()
    assert (data["type"], data["id"]) == (type, made.id)


def test_an_api_record_is_an_asset() -> None:
    timeline = Timeline()
    record = {
        "data": {
            "assetId": "8d0f", "type": "VIDEO", "filename": "hero.mp4", "size": 9, "mimetype": "video/mp4",
            "width": 1920, "height": 1080, "duration": 2.5, "fileUrl": "https://x.y/hero.mp4", "fileKey": "k",
        },
        "meta": {},
    }  # fmt: skip
    item = timeline.track("main").video(timeline.asset(MappingProxyType(record), has_audio=False))
    state = timeline.build()
    assert state["assets"]["8d0f"]["durationInSeconds"] == 2.5
    assert state["items"][item.id]["durationTicks"] == 600_000
    assert item.id == "hero"


def test_a_local_file_is_an_asset(tmp_path: Path) -> None:
    timeline = Timeline()
    made = timeline.media(media_files.picture(tmp_path / "Big Logo.png"), url="https://x.y/z", id="logo")
    timeline.track("main").image("logo", length="1s")
    assert (made.size, timeline.build()["assets"]["logo"]["filename"]) == ((4, 3), "Big Logo.png")


def test_a_duration_is_any_time() -> None:
    timeline = Timeline()
    assert asset(timeline, "audio", duration="1min").length == 60 * SECOND
    assert asset(timeline, "audio", duration=2.5).data["durationInSeconds"] == 2.5
    assert asset(timeline, "image").length is None


def test_things_show_what_they_are() -> None:
    timeline = Timeline()
    track = timeline.track("main")
    item = track.solid(length="1s")
    track.solid(length="fill")
    assert repr(track) == "<Track main: 2 items>"
    assert [repr(item) for item in track.items] == [
        "<Item solid: solid, 0 to 240000 ticks>",
        "<Item solid: solid, 240000 to open ticks>",
    ]
    assert repr(asset(timeline, "image")) == "<Asset a: image>"
    assert str(item) == "solid 'solid'"


# States are the program's own


@pytest.mark.parametrize("release", RELEASES)
@settings(max_examples=40)
@given(data=st.data())
def test_building_twice_gives_equal_and_independent_states(release: str, data: st.DataObject) -> None:
    timeline = data.draw(programs(release))
    first, second = timeline.build(), timeline.build()
    assert first == second
    spoil(first)
    assert timeline.build() == second


def spoil(state: Any) -> None:
    for inner in list(state.values()) if isinstance(state, dict) else state:
        if isinstance(inner, dict | list):
            spoil(inner)
    state.clear()


def test_a_timeline_grows_after_it_was_built() -> None:
    timeline = Timeline()
    timeline.track("back").solid(length="fill", id="back")
    main = timeline.track("main")
    main.text("a", length="1s").join(fade())
    main.text("b", length="1s")
    before = timeline.build()
    main.text("c", length="1s")
    after = timeline.build()
    assert edges(timeline)["back"] == (0, 3 * SECOND)
    assert before["transitions"] == after["transitions"]
    assert before["items"]["a"] == after["items"]["a"]


def test_a_timeline_may_be_built_unchecked() -> None:
    timeline = Timeline()
    timeline.track("main").solid("no colour", length="1s", shape="circle")
    assert timeline.build(check=False)["items"]["solid"]["color"] == "no colour"
    assert timeline.report is None


GIVEN: dict[str, Any] = {
    "animations": {"in": dict(_FADE)},
    "font_style": {"variant": "normal", "weight": "500"},
    "background": {"color": "#000000", "horizontalPadding": 8, "borderRadius": 4},
    "opacity": {"value": 1, "keyframes": [{"timeTicks": 0, "value": 1}]},
    "extra": {"x": [1, {"y": 2}]},
    "size": [100, "50%"],
    "exit": [fade("0.1s"), motion("jitter", "0.1s", deep=[1])],
}


def test_arguments_are_never_changed_nor_kept() -> None:
    given = deepcopy(GIVEN)
    timeline = Timeline(extra=given["extra"])
    timeline.background(gradient=(gradient := ["a", "b"]))
    timeline.track("main").text("Hello", length="1s", **{**given, "exit": fade("0.1s")})
    before = timeline.build(check=False)
    assert given == GIVEN
    spoil(given)
    gradient.clear()
    assert timeline.build(check=False) == before


def test_facts_and_rows_are_not_kept() -> None:
    captions = [{"text": "a", "startMs": 0, "endMs": 500}]
    rows = deepcopy(ROWS)
    params: dict[str, Any] = {"a": 1}
    capabilities: dict[str, Any] = {"effects": ["blur"]}
    timeline = Timeline(capabilities=capabilities)
    track = timeline.track("main")
    track.captions(asset(timeline, "caption", captions=captions), length="1s")
    track.chart("bar", rows, length="1s")
    track.effect("blur", params=params, length="1s")
    before = timeline.build()
    for handed_over in (captions, rows, params, capabilities):
        handed_over.clear()
    assert timeline.build() == before


def test_motions_may_be_used_again() -> None:
    swing = motion("jitter", "0.1s", strength=2)
    timeline = Timeline()
    first = timeline.track("main").text("a", length="1s", enter=swing)
    first.values["captionAnimations"]["in"]["params"]["strength"] = 3
    second = timeline.track("more").text("a", length="1s", enter=swing)
    assert second.values["captionAnimations"]["in"]["params"] == {"strength": 2}


def test_what_is_built_is_what_a_check_of_it_says() -> None:
    timeline = everything()
    state = timeline.build()
    assert timeline.report == check(state, release="1.1")
    assert state["items"]["text-template"]["templateId"] == TEMPLATE
