"""What is refused: at the call, with the line of the program, in words that help, and without a trace."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import currentframe
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorkit.building import InvalidTimeline, Timeline, Track, fade, keyframes, motion
from editorkit.checking import check
from editorkit.errors import UsageError
from tests.payloads import payload, slots
from tests.programs import RELEASES, ROWS, SECOND, TIMES, asset, edges, one, programs, put

HERE = "test_building_guards.py"


@contextmanager
def refused(*parts: str, line: int = 0) -> Iterator[None]:
    """The block is refused with a message that names this file, a line, and holds all parts."""
    with pytest.raises(InvalidTimeline) as caught:
        yield
    message = str(caught.value)
    assert re.match(rf"{HERE}:{line or ''}", message), message
    for part in parts:
        assert part in message


def here() -> int:
    """The line it is called at."""
    frame = currentframe()
    assert frame is not None and frame.f_back is not None
    return frame.f_back.f_lineno


def row(**options: Any) -> Track:
    return Timeline(**options).track("main")


# The line of the program


def test_an_overlap_names_both_lines() -> None:
    track = row()
    first, line = track.text("a", length="2s"), here()
    with refused(
        "text 'b' would overlap text 'a' on track 'main': it starts at 0:01.000 (240000 ticks)",
        f"and text 'a' of {HERE}:{line} takes 0:00.000 (0 ticks) to 0:02.000 (480000 ticks)",
        line=here() + 2,
    ):
        track.text("b", at="1s", length="0.5s")
    assert track.items == [first]


def test_the_line_is_that_of_the_call_also_behind_helpers() -> None:
    def helper(track: Track) -> None:
        track.text("x")

    with refused(line=here() - 2):
        helper(row())


def test_an_origin_is_named_instead_of_the_line() -> None:
    timeline = Timeline(origin="promo.csv:12")
    with pytest.raises(InvalidTimeline, match=r"^promo.csv:12: "):
        timeline.track("main").text("x")
    with pytest.raises(InvalidTimeline, match=r"^promo.csv:13: no ratio 'x'"):
        Timeline(ratio="x", origin="promo.csv:13")


@pytest.mark.parametrize(
    ("placed", "other"),
    [((0, 2), (1, 2)), ((1, 1), (0, 3)), ((0, 3), (1, 1)), ((1, 1), (1, 1)), ((1, 1), (0, 1.5)), ((2, 1), (2, 5))],
)
def test_every_kind_of_overlap_is_refused(placed: tuple[float, float], other: tuple[float, float]) -> None:
    track = row()
    track.text("a", at=placed[0], length=placed[1])
    with refused("would overlap text 'a'"):
        track.text("b", at=other[0], length=other[1])


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6) | st.none()), max_size=12))
def test_what_is_placed_never_overlaps(calls: list[tuple[int, int | None]]) -> None:
    track = row()
    taken: list[tuple[int, int]] = []
    for start, length in calls:
        wanted = (start, start + (length or 0))
        try:
            track.solid(at=start, length=length or "fill")
        except InvalidTimeline as error:
            assert "would overlap" in str(error)
            assert any(one[0] < max(wanted[1], start + 1) and start < max(one[1], one[0] + 1) for one in taken)
        else:
            taken.append(wanted)
    track.timeline.track("end").solid(at=40, length=1)
    found = edges(track.timeline)
    spans = sorted(found[item.id] for item in track.items)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


# Media


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("kind", ["video", "audio"])
def test_a_window_past_the_end_of_the_source_is_refused(release: str, kind: str) -> None:
    track = row(release=release)
    source = asset(track.timeline, kind)
    method = getattr(track, kind)
    with refused(f"{kind} 'a' plays its source up to 0:09.000", "but asset 'a' lasts only 0:08.000 (1920000 ticks)"):
        method(source, source_start="5s", length="4s")
    with refused("plays its source up to 0:10.000"):
        method(source, length="5s", playback_rate=2)
    with refused("begins where its source, asset 'a', is over"):
        method(source, source_start="8s")
    method(source, source_start="5s", length="3s")


def test_a_gif_plays_on() -> None:
    assert one("1.1", "gif", length="60s")["durationTicks"] == 60 * SECOND


@pytest.mark.parametrize("rate", [0, -1, "1", None, True])
def test_a_rate_that_is_none_is_refused(rate: Any) -> None:
    track = row()
    with refused("playback_rate is a number above 0"):
        track.video(asset(track.timeline, "video"), playback_rate=rate)


@pytest.mark.parametrize(
    ("method", "type", "words"),
    [
        ("video", "image", "a video item shows a video asset, and asset 'a' is an image; use .image()"),
        ("image", "video", "an image item shows an image asset, and asset 'a' is a video; use .video()"),
        ("audio", "caption", "an audio item shows an audio asset, and asset 'a' is a caption; use .captions()"),
        ("captions", "gif", "a captions item shows a caption asset, and asset 'a' is a gif; use .gif()"),
    ],
)
def test_assets_of_another_type_are_refused(method: str, type: str, words: str) -> None:
    track = row()
    made = asset(track.timeline, type)
    with refused(words):
        getattr(track, method)(made, length="1s")


# Words


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: t.text("x", lenght=1), "a text item has no 'lenght' (did you mean 'length'?)"),
        (lambda t: t.solid(colour="#fff", length=1), "a solid item has no 'colour' (did you mean 'color'?)"),
        (lambda t: t.effect("blur", x=1, length=1), "an effect item has no 'x'; other properties go into extra={…}"),
        (lambda t: t.solid(shape="circel", length=1), "shape cannot be 'circel' (did you mean 'circle'?); there"),
        (lambda t: t.solid(shape=5, length=1), "shape cannot be 5; there are circle, rectangle, star, triangle"),
        (lambda t: t.effect("blurr", length=1), "effect_type cannot be 'blurr' (did you mean 'blur'?)"),
        (lambda t: t.filter("cyberpunk", length=1), "cannot be 'cyberpunk' (did you mean 'cyberpunk-neon'?)"),
        (lambda t: t.chart("bars", ROWS, length=1), "there is no chart 'bars' (did you mean 'bar'?)"),
        (lambda t: t.text("x", align="centre", length=1), "align cannot be 'centre' (did you mean 'center'?)"),
        (lambda t: t.effect("flash-to-black", length=1), "flash-to-black needs bright, dark, tail_dark, max_opacity"),
        (lambda t: t.effect("blur", bright="1s", length=1), "blur has no bright; that is a parameter of another"),
        (lambda t: t.effect("blur", params=[1], length=1), "params is a mapping, not [1]"),
        (lambda t: t.effect("blur", effect_type="fade-in", length=1), "effect_type is said already"),
        (lambda t: t.chart("bar", ROWS, data={}, length=1), "data is said already"),
        (lambda t: t.text_template("x", length=1), "a text-template item needs template_category"),
        (lambda t: t.text(5, length=1), "a text is a string, not 5"),
        (lambda t: t.illustration(5, length=1), "an illustration is named by a string such as 'ILaunchDay', not 5"),
        (lambda t: t.motion_graphic(5, length=1), "a motion graphic is named by a string, not 5"),
        (lambda t: t.chart(5, ROWS, length=1), "the type of a chart is a word such as 'bar', not 5"),
        (lambda t: t.text("x", extra={"fontSize": 5}, length=1), "property of the format: write it as font_size="),
        (lambda t: t.text("x", extra=[5], length=1), "extra is a mapping of further properties, not [5]"),
        (lambda t: t.text("x", id="", length=1), "the id of items is a string of at least one character, not ''"),
        (lambda t: t.text("x", id=5, length=1), "the id of items is a string of at least one character, not 5"),
        (lambda t: t.image("logo", length=1), "there is no asset 'logo'; make one with media() or asset()"),
        (lambda t: t.image(5, length=1), "an asset is an Asset or the id of one, not 5"),
    ],
)  # fmt: skip
def test_words_that_are_none_are_refused(call: Callable[[Track], Any], words: str) -> None:
    track = row()
    with refused(words):
        call(track)
    assert track.items == track.timeline.items == []


def test_the_nearest_asset_is_suggested() -> None:
    track = row()
    asset(track.timeline, "image", filename="logo.png")
    with refused("there is no asset 'logos' (did you mean 'logo'?)"):
        track.image("logos", length="1s")


def test_a_refused_look_for_an_asset_settles_no_id() -> None:
    track = row()
    first = asset(track.timeline, "image", filename="logo.png")
    with refused("there is no asset 'lego'"):
        track.image("lego", length="1s")
    asset(track.timeline, "image", id="logo")
    assert first.id == "logo-2"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: p.track(5), "the name of a track is a string, not 5"),
        (lambda p: p.track("main"), "there is a track 'main' already; keep what track() returned"),
        (lambda p: p.track("x", id="main"), "the id 'main' is taken by another track"),
        (lambda p: p.track("x", above="main", below="main"), "not both"),
        (lambda p: p.track("x", above="mian"), "there is no track 'mian' (did you mean 'main'?)"),
        (lambda p: p.track("x", above=5), "a track is a Track or the name of one, not 5"),
        (lambda p: p.track("x", below=row()), "belongs to another timeline"),
        (lambda p: p.track("x", hidden=float("nan")), "hidden cannot be written as JSON"),
        (lambda p: p.asset("movie"), "release 1.1 has no assets of type 'movie'"),
        (lambda p: p.asset("image", filename="a.png"), "say asset('image', size=..., mime_type=..., width="),
        (lambda p: p.asset("image", heigth=5), "no fact 'heigth' to state of an asset (did you mean 'height'?)"),
        (lambda p: p.asset({"size": 5}), "this is no asset record"),
        (lambda p: p.asset({"type": "VIDEO", "filename": "a.mp4"}), "say asset(record, size=..."),
        (lambda p: p.media("nope.mp4"), "'nope.mp4' cannot be read: No such file"),
        (lambda p: p.media(5), "a file is named by its path, not by 5"),
        (lambda p: p.safe("60%"), ""),
        (lambda p: p.background(colour="#fff"), "a background has no 'colour' (did you mean 'color'?)"),
        (lambda p: p.background(color="#fff", blur=2), "is one of color, blur and image, not color and blur"),
        (lambda p: p.background(blur=7), "blur is one of [0, 1, 2, 3, 4], not 7"),
        (lambda p: p.background(blur=True), "blur is one of [0, 1, 2, 3, 4], not True"),
        (lambda p: p.background(color={1}), "color"),
        (lambda p: p.background(image=5), "an asset is an Asset or the id of one, not 5"),
        (lambda p: p.background(image=asset(p, "video")), "which asset 'a' is not"),
        (lambda p: p.tracks[0].image(asset(Timeline(), "image"), length="1s"), "asset 'a' belongs to another timeline"),
    ],
)  # fmt: skip
def test_what_a_timeline_cannot_be_told_is_refused(call: Callable[[Timeline], Any], words: str) -> None:
    timeline = row().timeline
    if not words:
        with pytest.raises(UsageError, match="the margins leave nothing"):
            call(timeline)
        return
    with refused(words):
        call(timeline)
    assert "globalBackground" not in timeline.root
    assert [track.name for track in timeline.tracks] == ["main"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"ratio": "16x9"}, "no ratio '16x9' (did you mean '16:9'?)"),
        ({"ratio": ["16:9"]}, "no ratio ['16:9']; there are 16:9, 1:1, 3:4, 4:3, 9:16, custom"),
        ({"width": 100}, "say width and height, or neither"),
        ({"width": 49, "height": 100}, "width is a whole number of pixels from 50 to 1920, not 49"),
        ({"width": 100, "height": 100.0}, "height is a whole number of pixels from 50 to 1920, not 100.0"),
        ({"release": "1.2"}, "no release '1.2'"),
        ({"release": 1.1}, "no release 1.1; there are 1.0 and 1.1"),
        ({"fps": 0}, "no frame rate"),
        ({"snap": "fast"}, "'fast' is no frame rate"),
        ({"extra": [1]}, "extra is a mapping of further properties, not [1]"),
        ({"extra": {"tracks": []}}, "tracks is what the builder writes"),
        ({"extra": {"x": {1, 2}}}, "extra"),
        ({"capabilities": {}}, "is no capability payload"),
        ({"capabilities": 5}, "is no capability payload"),
    ],
)
def test_what_no_timeline_can_be_is_refused(options: dict[str, Any], words: str) -> None:
    with refused(words):
        Timeline(**options)


# Releases


@pytest.mark.parametrize(
    ("release", "call", "words"),
    [
        ("1.0", lambda t: t.motion_graphic("x", length=1), "release 1.0 has no motion-graphic items"),
        ("1.0", lambda t: t.text("x", link_group_id="g", length=1), "has no link_group_id for a text item; release 1.1 has"),
        ("1.0", lambda t: t.effect("flash-to-black", bright=1, length=1), "release 1.0 has no bright for an effect item"),
        ("1.0", lambda t: t.timeline.track("x", sync_locked=True), "release 1.0 has no sync_locked; release 1.1 has"),
    ],
)  # fmt: skip
def test_what_a_release_lacks_is_refused(release: str, call: Callable[[Track], Any], words: str) -> None:
    with refused(words):
        call(row(release=release))


# Capabilities


def test_a_runtime_may_support_more() -> None:
    more = payload(effects=["blur", "glitch"], shapes=["circle", "heart"], transitions=["fade", "melt"])
    track = row(capabilities=more | {"illustrations": ["IRocket"], "animations": ["spin"]})
    track.timeline.track("fx").effect("glitch", length="1s")
    track.solid(shape="heart", length="1s", enter=motion("spin", "0.2s"))
    track.illustration("IRocket", length="1s")
    put(track, "image").join(motion("melt"))
    put(track, "image")
    assert track.timeline.build()["items"]["glitch"]["effectType"] == "glitch"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: t.effect("blur", length=1), "effect_type cannot be 'blur'; there are glitch"),
        (lambda t: t.effect("glich", length=1), "effect_type cannot be 'glich' (did you mean 'glitch'?)"),
        (lambda t: t.solid(shape="star", length=1), "shape cannot be 'star'; there are circle"),
        (lambda t: t.illustration("ILaunchDay", length=1), "cannot be 'ILaunchDay'; there are IRocket"),
        (lambda t: t.solid(length=1, enter=fade()), "'fade' is not one of the animations; there are spin"),
        (lambda t: t.text("x", length=1, enter=motion("jitter")), "'jitter' is not one of the captionAnimations.in"),
        (lambda t: put(t, "image").join(fade()), "'fade' is not one of the transitions; there are melt"),
        (lambda t: t.timeline.background(blur=2), "blur is one of [1], not 2"),
    ],
)  # fmt: skip
def test_a_runtime_may_support_less(call: Callable[[Track], Any], words: str) -> None:
    less = payload(
        effects=["glitch"], shapes=["circle"], illustrations=["IRocket"], animations=["spin"], transitions=["melt"]
    )
    less |= {"captionAnimations": slots(**{"in": ["sweep-shine"]}), "backgroundPresets": {"blurLevels": [1]}}
    with refused(words):
        call(row(capabilities=less))


# What only the whole check finds


def test_what_only_a_check_finds_is_refused_with_the_lines() -> None:
    timeline = Timeline()
    track = timeline.track("main")
    line = here() + 1
    track.text("a", length="1s", stroke_width=-5)
    asset(timeline, "image", id="a", url="ftp://x.y/z")
    with pytest.raises(InvalidTimeline) as caught:
        timeline.build()
    assert str(caught.value).startswith(f"{HERE}:{line}: strokeWidth of item 'a' is -5")
    assert timeline.report is not None and not timeline.report.ok
    assert caught.value.findings == timeline.report.findings
    assert check(timeline.build(check=False)).findings == caught.value.findings


def test_many_findings_are_told_in_part() -> None:
    track = row()
    for _ in range(12):
        track.text("a", length="1s", stroke_width=-5)
    with pytest.raises(InvalidTimeline) as caught:
        track.timeline.build()
    lines = str(caught.value).splitlines()
    assert (len(lines), lines[-1]) == (11, "and 2 more")
    assert len(caught.value.findings) >= 12


def test_a_fault_of_a_transition_names_its_line() -> None:
    track = row()
    put(track, "image").join(fade(easing="bouncy"))
    line = here() - 1
    put(track, "image")
    with pytest.raises(InvalidTimeline, match=rf"{HERE}:{line}: easing of transition 'a-to-a-2' is \"bouncy\""):
        track.timeline.build()


def test_a_timeline_without_tracks_is_refused() -> None:
    with refused("a timeline needs a track; make one with track()"):
        Timeline().build()


# A refused call leaves no trace

REFUSED: list[Callable[[Track], Any]] = [
    lambda t: t.text("x"),
    lambda t: t.text("x", at=0, length="99s"),
    lambda t: t.text("x", length="1s", id=""),
    lambda t: t.text("x", length="1s", nope=1),  # type: ignore[call-arg]
    lambda t: t.solid(length="1s", opacity=keyframes(("2s", 1))),
    lambda t: t.solid(length="1s", enter=fade("2s")),
    lambda t: t.solid("#fff", length="1s", shape="blob"),
    lambda t: t.effect("nope", length="1s"),
    lambda t: t.image("nope", length="1s"),
    lambda t: t.gap("nope"),
    lambda t: t.items[0].join(motion("nope")),
    lambda t: t.items[0].join(fade(), id=""),
    lambda t: t.items[0].join(fade(), to=t.items[0]),
    lambda t: t.timeline.track("x", above="nope"),
    lambda t: t.timeline.track("x", id=""),
    lambda t: t.timeline.asset("image"),
    lambda t: t.timeline.background(blur=9),
    lambda t: t.timeline.captions("nope.srt", track="captions"),
    lambda t: t.timeline.captions(__file__, track="captions", format="srt"),
    lambda t: t.timeline.patch({"nope": 1}),
]


@pytest.mark.parametrize("release", RELEASES)
@settings(max_examples=60 * TIMES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_refused_call_leaves_the_timeline_as_it_was(release: str, data: st.DataObject) -> None:
    timeline = data.draw(programs(release))
    track = data.draw(st.sampled_from([track for track in timeline.tracks if track.items]))
    untouched = copy.deepcopy(timeline)
    for call in data.draw(st.lists(st.sampled_from(REFUSED), min_size=1, max_size=6)):
        with pytest.raises(UsageError):
            call(track)
    for grown in (timeline, untouched):
        grown.track("last").text("last", length="1s").join(fade())
        put(grown.tracks[0], "text")
    assert json.dumps(timeline.build()) == json.dumps(untouched.build())
