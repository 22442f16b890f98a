"""Timelines as other tools write them, nested and trimmed: whatever they hold comes over, or its loss is told."""

import os
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import opentimelineio as otio
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit import pointer
from editorkit.errors import DataError
from editorkit.interchange import Restored, from_otio, text_of, timeline_of, to_otio
from editorkit.state import end_of
from editorkit.testing import states
from tests.making import SECOND, State
from tests.promo import promo

Thing = Any  # OpenTimelineIO has no types
Seen = list[tuple[str, Fraction]]
MULTIPLE = int(os.environ.get("EDITORKIT_EXAMPLES", "1"))
RATES = [24, 25, 30, 48_000]  # a frame of each is a whole number of ticks
SPEEDS = [0.5, 2.0, 0.25]


def _range(start: float, duration: float, rate: float = 24) -> Any:
    times = otio.opentime.RationalTime
    return otio.opentime.TimeRange(times(start, rate), times(duration, rate))


def _clip(url: str = "a.mov", frames: float = 48, start: float = 0, name: str = "", rate: float = 24) -> Thing:
    reference = otio.schema.ExternalReference(url, _range(0, 24_000))
    return otio.schema.Clip(name or url.split(".")[0], reference, _range(start, frames, rate))


def _track(*children: Thing, name: str = "V1", kind: str = "Video", window: Any = None) -> Thing:
    return otio.schema.Track(name, children=list(children), kind=kind, source_range=window)


def _stack(*children: Thing, name: str = "nest", window: Any = None) -> Thing:
    return otio.schema.Stack(name, children=list(children), source_range=window)


def _timeline(*tracks: Thing) -> Thing:
    made = otio.schema.Timeline("theirs")
    made.tracks.extend(tracks)
    return timeline_of(text_of(made))


def _restored(*tracks: Thing) -> Restored:
    restored = from_otio(_timeline(*tracks))
    report = editorkit.check(restored.state)
    assert report.ok, report.findings
    return restored


def _placed(restored: Restored) -> dict[str, tuple[float, float]]:
    """When items begin and end, in seconds, by id."""
    items = restored.state["items"]
    return {key: (item["startTicks"] / SECOND, end_of(item) / SECOND) for key, item in items.items()}


# --- what is seen at a time, reckoned from the outside in


def _ticks(time: Any) -> Fraction:
    return Fraction(time.value) * SECOND / Fraction(time.rate)


def _length(thing: Thing) -> Fraction:
    """How long something is where it stands."""
    if thing.source_range is not None:
        return max(_ticks(thing.source_range.duration), Fraction(0))
    if isinstance(thing, otio.schema.Clip):
        return _ticks(thing.media_reference.available_range.duration)
    lengths = [_length(child) for child in thing if not isinstance(child, otio.schema.Transition)]
    return sum(lengths, Fraction(0)) if isinstance(thing, otio.schema.Track) else max(lengths, default=Fraction(0))


def _seen(thing: Thing, time: Fraction, *, is_heard: bool = False) -> Iterator[tuple[str, Fraction, bool]]:
    """The clips that are seen or heard at a time, topmost first: names, places in their files, whether they sound."""
    is_clip = isinstance(thing, otio.schema.Clip)
    available = thing.media_reference.available_range if is_clip else None
    window = thing.source_range or available
    for effect in thing.effects:
        time *= Fraction(effect.time_scalar)
    time += _ticks(window.start_time) if window else 0
    if isinstance(thing, otio.schema.Track):
        for child in thing:
            if 0 <= time < _length(child):
                yield from _seen(child, time, is_heard=thing.kind == "Audio")
            time -= _length(child)
    elif isinstance(thing, otio.schema.Stack):
        for child in reversed(list(thing)):
            if 0 <= time < _length(child):
                yield from _seen(child, time, is_heard=is_heard)
    elif available is not None:
        url = thing.media_reference.target_url
        is_sound = url == "c.wav" or (is_heard and url != "b.png")
        yield thing.name, time - _ticks(available.start_time), is_sound


def _shown(state: State, time: Fraction) -> Iterator[tuple[str, Fraction, bool]]:
    """The same of a state."""
    for key in (key for track in state["tracks"] for key in track["items"]):
        item = state["items"][key]
        if item["startTicks"] <= time < end_of(item):
            passed = (time - item["startTicks"]) * Fraction(item.get("playbackRate", 1))
            yield key, item.get("sourceStartTicks", 0) + passed, item["type"] == "audio"


def _moments(state: State, length: Fraction) -> list[Fraction]:
    """Times in the midst of what lasts, away from all edges."""
    edges = {0, int(length)} | {edge for item in state["items"].values() for edge in (item["startTicks"], end_of(item))}
    return [Fraction(a + b, 2) for a, b in pairwise(sorted(edges)) if b - a > 8]


# --- timelines of other tools, made up


@st.composite
def _windows(draw: st.DrawFn, least: int = 0) -> Any:
    rate = draw(st.sampled_from(RATES))
    seconds = rate if rate > 100 else 1
    start, length = draw(st.integers(least, 60)), draw(st.integers(1, 90))
    return _range(start * seconds // 24 if rate > 100 else start, max(length * seconds // 24, 1), rate)


@st.composite
def _clips(draw: st.DrawFn) -> Thing:
    url = draw(st.sampled_from(["a.mov", "b.png", "c.wav", "d.mp4"]))
    first = draw(st.sampled_from([0, 86_400]))
    clip = otio.schema.Clip("", otio.schema.ExternalReference(url, _range(first, 24_000)))
    if draw(st.booleans()):
        window = draw(_windows())
        offset = otio.opentime.RationalTime(first, 24).rescaled_to(window.start_time.rate)
        clip.source_range = otio.opentime.TimeRange(window.start_time + offset, window.duration)
    else:
        clip.media_reference.available_range = _range(first, draw(st.integers(1, 90)))
    if url != "b.png" and draw(st.booleans()):
        clip.effects.append(otio.schema.LinearTimeWarp(time_scalar=draw(st.sampled_from(SPEEDS))))
    return clip


@st.composite
def _things(draw: st.DrawFn, depth: int) -> Thing:
    kind = draw(st.sampled_from(["clip", "clip", "gap", *(["stack", "track"] if depth else [])]))
    if kind == "gap":
        return otio.schema.Gap(source_range=draw(_windows()))
    return draw(_clips() if kind == "clip" else _nests(kind, depth - 1))


@st.composite
def _nests(draw: st.DrawFn, kind: str, depth: int) -> Thing:
    children = draw(st.lists(_things(depth), max_size=4))
    sort = draw(st.sampled_from(["Video", "Video", "Audio"]))
    made = _track(*children, name=sort, kind=sort) if kind == "track" else _stack(*children)
    if draw(st.booleans()):
        made.source_range = draw(_windows(-30))
    if draw(st.integers(0, 3)) == 3:
        made.effects.append(otio.schema.LinearTimeWarp(time_scalar=draw(st.sampled_from(SPEEDS))))
    return made


@st.composite
def _timelines(draw: st.DrawFn) -> Thing:
    tracks = draw(st.lists(_nests("track", 2) | _nests("stack", 2), min_size=1, max_size=3))
    timeline = otio.schema.Timeline("theirs")
    timeline.tracks.extend(tracks)
    if draw(st.booleans()):
        timeline.tracks.source_range = draw(_windows(-30))
    for number, clip in enumerate(timeline.find_clips()):
        clip.name = f"c{number}"
    return timeline


@settings(max_examples=150 * MULTIPLE)
@given(_timelines())
def test_what_is_seen_and_heard_is_the_same_at_every_moment(timeline: Thing) -> None:
    restored = from_otio(timeline_of(text_of(timeline)))
    assert {note.message.partition(" is ")[2][:17] for note in restored.losses} <= {"shorter than a ti"}
    assert editorkit.check(restored.state).ok
    for moment in _moments(restored.state, _length(timeline.tracks)):
        expected, found = list(_seen(timeline.tracks, moment)), list(_shown(restored.state, moment))
        for is_sound in (False, True):
            seen, shown = ([name for name, _, kind in each if kind is is_sound] for each in (expected, found))
            assert (sorted(shown) == sorted(seen)) if is_sound else (shown == seen)
        places = {name: place for name, place, _ in expected}
        for name, place, _ in found:
            if "sourceStartTicks" in restored.state["items"][name]:
                assert abs(place - places[name]) < 8, (name, place, places[name])


ODD_RATES = [23.976, 24000 / 1001, 29.97, 25, 30, 59.94, 48_000, 44_100, 1]


@st.composite
def _spoilt(draw: st.DrawFn) -> Thing:
    """A timeline with what a state has no place for, and with what is rather odd."""
    timeline = draw(_timelines())
    for thing in list(timeline.tracks.find_children()):
        draw(st.sampled_from(_SPOILING))(thing)
    if draw(st.booleans()):
        timeline.global_start_time = otio.opentime.RationalTime(86_400, 24)
    for thing in [timeline, *timeline.tracks.find_children()]:
        if draw(st.integers(0, 9)) == 9:
            thing.metadata["cmx_3600"] = {"reel": "A001"}
    return timeline


def _reference_of(clip: Thing, reference: Thing) -> None:
    if isinstance(clip, otio.schema.Clip):
        clip.media_reference = reference


def _several(thing: Thing) -> None:
    if isinstance(thing, otio.schema.Clip):
        files = {"lo": otio.schema.MissingReference(), "hi": otio.schema.ExternalReference("hi.mov", _range(0, 90))}
        thing.set_media_references(files, "lo")


def _put_transition(thing: Thing) -> None:
    times = otio.opentime.RationalTime
    made = otio.schema.Transition("mix", "SMPTE_Dissolve", times(0, 24), times(6, 29.97))
    if thing.parent() is not None:
        thing.parent().insert(thing.parent().index(thing), made)


def _set(name: str, value: Any) -> Any:
    return lambda thing: setattr(thing, name, value)


_SPOILING: list[Any] = [
    *[lambda thing: None] * 4,
    *[_set("source_range", _range(1, 40, rate)) for rate in ODD_RATES],
    _set("source_range", _range(3, 0)),
    _set("source_range", _range(3, -5)),
    _set("source_range", None),
    _set("enabled", False),
    _set("name", ""),
    lambda thing: thing.markers.append(otio.schema.Marker("note")),
    lambda thing: thing.effects.append(otio.schema.FreezeFrame()),
    lambda thing: thing.effects.append(otio.schema.LinearTimeWarp(time_scalar=-1)),
    lambda thing: thing.effects.append(otio.schema.LinearTimeWarp(time_scalar=1e200)),
    lambda thing: thing.effects.append(otio.schema.TimeEffect(effect_name="Ramp")),
    lambda thing: _reference_of(thing, otio.schema.MissingReference("gone")),
    lambda thing: _reference_of(thing, otio.schema.GeneratorReference(generator_kind="SMPTEBars")),
    lambda thing: _reference_of(thing, otio.schema.ImageSequenceReference("file:///x/", "a.", ".exr", rate=24)),
    lambda thing: _reference_of(thing, None),
    _several,
    _put_transition,
    _put_transition,
]


@settings(max_examples=150 * MULTIPLE)
@given(_spoilt())
def test_every_clip_comes_over_or_is_told(timeline: Thing) -> None:
    text = text_of(timeline)
    restored = from_otio(timeline_of(text))
    assert editorkit.check(restored.state).ok
    lost = {pointer.parse(note.pointer) for note in restored.losses}
    is_cut = any(thing.source_range is not None for thing in _nests_in(timeline))
    for path, clip in _walked(timeline.tracks, ("tracks",)):
        if not is_cut and clip.name and clip.name not in restored.state["items"]:
            assert lost & {path[:length] for length in range(len(path) + 1)}, (path, lost)
    kinds = [note.pointer.rpartition("/")[2] for note in restored.losses]
    assert kinds.count("markers") == sum(1 for thing in _all(timeline) if len(thing.markers))
    assert (timeline.global_start_time is None) == ("global_start_time" not in kinds)


def _all(timeline: Thing) -> list[Thing]:
    """Everything that may have markers, but in what is left out as a whole."""
    return [thing for thing in [timeline.tracks, *timeline.tracks.find_children()] if hasattr(thing, "markers")]


def _nests_in(timeline: Thing) -> list[Thing]:
    return [thing for thing in _all(timeline) if isinstance(thing, otio.core.Composition)]


def _walked(thing: Thing, path: tuple[Any, ...]) -> Iterator[tuple[tuple[str, ...], Thing]]:
    if isinstance(thing, otio.schema.Clip):
        yield tuple(map(str, path)), thing
    elif isinstance(thing, otio.core.Composition):
        for index, child in enumerate(thing):
            yield from _walked(child, (*path, "children", index))


# --- one thing at a time


def test_what_is_nested_lies_on_tracks_of_its_own() -> None:
    nest = _stack(_track(_clip("low.mov"), name="L"), _track(_clip("high.mov"), name="H"), _track(_clip("sfx.wav")))
    restored = _restored(_track(_clip("a.mov"), nest, _clip("b.mov")), _track(_clip("top.mov", 240), name="V2"))
    assert [(track["id"], track["items"]) for track in restored.state["tracks"]] == [
        ("v2", ["top"]),
        ("v1-v1", ["sfx"]),
        ("v1-h", ["high"]),
        ("v1", ["a", "low", "b"]),
    ]
    assert _placed(restored) == {
        "a": (0, 2),
        "low": (2, 4),
        "high": (2, 4),
        "sfx": (2, 4),
        "b": (4, 6),
        "top": (0, 10),
    }
    assert restored.losses == ()


def test_two_nests_of_a_track_share_its_further_tracks() -> None:
    pairs = [_stack(_track(_clip(f"l{n}.mov")), _track(_clip(f"h{n}.mov"), name="H")) for n in (1, 2)]
    restored = _restored(_track(*pairs))
    assert [track["items"] for track in restored.state["tracks"]] == [["h1", "h2"], ["l1", "l2"]]


def test_a_track_in_a_track_goes_on_in_it() -> None:
    inner = _track(_clip("a.mov"), _clip("b.mov"), window=_range(24, 48))
    restored = _restored(_track(_clip("x.mov"), inner, _clip("y.mov")))
    assert [track["items"] for track in restored.state["tracks"]] == [["x", "a", "b", "y"]]
    assert _placed(restored) == {"x": (0, 2), "a": (2, 3), "b": (3, 4), "y": (4, 6)}
    assert restored.state["items"]["a"]["sourceStartTicks"] == SECOND


def test_opentimelineio_shows_the_same_on_top() -> None:
    nest = _stack(_track(_clip("low.mov", 96)), _track(_clip("mid.mov"), name="M"), _track(_clip("top.mov", 24)))
    flat = otio.algorithms.flatten_stack(nest)
    restored = _restored(_track(nest))
    for child in flat:
        start = _ticks(child.transformed_time_range(child.trimmed_range(), flat).start_time)
        name, place, _ = next(_shown(restored.state, start + 1))
        assert (name, place) == (child.name, _ticks(child.source_range.start_time) + 1)


def test_a_nest_plays_faster_as_a_whole() -> None:
    nest = _stack(_track(_clip("a.mov"), _clip("b.mov", start=24)), window=_range(24, 36))
    nest.effects.append(otio.schema.LinearTimeWarp(time_scalar=2))
    restored = _restored(_track(nest, _clip("c.mov")))
    assert _placed(restored) == {"a": (0, 0.5), "b": (0.5, 1.5), "c": (1.5, 3.5)}
    items = restored.state["items"]
    assert [(items[key]["sourceStartTicks"], items[key]["playbackRate"]) for key in "ab"] == [(SECOND, 2), (SECOND, 2)]
    assert restored.losses == ()


def _dissolve(before: float = 6, behind: float = 6) -> Thing:
    times = otio.opentime.RationalTime
    return otio.schema.Transition("mix", "SMPTE_Dissolve", times(before, 24), times(behind, 24))


def test_a_transition_reaches_into_a_nest_that_is_one_clip_there() -> None:
    joined = _restored(_track(_clip("a.mov"), _dissolve(), _stack(_track(_clip("b.mov"))), _dissolve(), _clip("c.mov")))
    assert [(made["fromClipId"], made["toClipId"]) for made in joined.state["transitions"].values()] == [
        ("a", "b"),
        ("b", "c"),
    ]
    several = _stack(_track(_clip("b.mov")), _track(_clip("top.mov"), name="T"))
    parted = _restored(_track(_clip("a.mov"), _dissolve(), several))
    assert parted.state["transitions"] == {} and "two clips that touch" in parted.losses[0].message
    inner = _restored(_track(_clip("x.mov"), _track(_dissolve(), _clip("a.mov"), _dissolve(), _clip("b.mov"))))
    assert [made["fromClipId"] for made in inner.state["transitions"].values()] == ["a"] and len(inner.losses) == 1


def test_a_transition_that_a_trim_cuts_is_told() -> None:
    inner = _track(_clip("a.mov"), _dissolve(), _clip("b.mov"), _dissolve(), _clip("c.mov"), window=_range(48, 72))
    restored = _restored(_track(inner))
    assert [made["fromClipId"] for made in restored.state["transitions"].values()] == ["b"]
    assert [(note.pointer, "cut off" in note.message) for note in restored.losses] == [
        ("/tracks/children/0/children/0/children/1", True)
    ]


def test_where_a_transition_lies_about_its_cut_is_told() -> None:
    restored = _restored(_track(_clip("a.mov"), _dissolve(12, 0), _clip("b.mov")))
    (made,) = restored.state["transitions"].values()
    assert made["durationTicks"] == SECOND // 2 and "evenly" in restored.losses[0].message


def test_the_whole_timeline_is_trimmed() -> None:
    timeline = otio.schema.Timeline()
    timeline.tracks.extend([_track(_clip("a.mov", 96)), _track(_clip("b.mov"), name="V2")])
    timeline.tracks.source_range = _range(24, 48)
    restored = from_otio(timeline_of(text_of(timeline)))
    assert _placed(restored) == {"a": (0, 2), "b": (0, 1)} and restored.losses == ()


def test_what_is_disabled_in_a_nest_is_dropped_and_told() -> None:
    low, high = _track(_clip("low.mov")), _track(_clip("high.mov"), name="H")
    high.enabled = False
    restored = _restored(_track(_stack(low, high)))
    assert restored.state["items"].keys() == {"low"} and "disabled" in restored.losses[0].message
    hidden = _restored(low, high)
    assert [track["hidden"] for track in hidden.state["tracks"]] == [True, False] and hidden.losses == ()


def test_a_hidden_stack_and_timeline_are_hidden() -> None:
    nest = _stack(_track(_clip("a.mov")))
    nest.enabled = False
    assert [track["hidden"] for track in _restored(nest, _track(_clip("b.mov"))).state["tracks"]] == [False, True]
    timeline = otio.schema.Timeline()
    timeline.tracks.append(_track(_clip("a.mov")))
    timeline.tracks.enabled = False
    assert [track["hidden"] for track in from_otio(timeline_of(text_of(timeline))).state["tracks"]] == [True]


def test_a_clip_of_several_files_shows_the_active_one() -> None:
    clip = _clip("a.mov")
    clip.set_media_references(
        {"lo": otio.schema.ExternalReference("lo.mov"), "hi": otio.schema.ExternalReference("hi.mov", _range(24, 90))},
        "hi",
    )
    restored = _restored(_track(clip))
    (asset,) = restored.state["assets"].values()
    assert asset["filename"] == "hi.mov" and "1 other media reference of 'a'" in restored.losses[0].message
    clip.set_media_references({"hi": clip.media_reference, "no": otio.schema.MissingReference()}, "no")
    clip.source_range = None
    restored = _restored(_track(clip))
    assert _placed(restored) == {"a": (0, 3.75)} and restored.state["items"]["a"]["sourceStartTicks"] == 0


def test_a_still_has_no_speed_to_lose() -> None:
    clip = _clip("a.png")
    clip.effects.extend([otio.schema.FreezeFrame(), otio.schema.LinearTimeWarp(time_scalar=3)])
    assert _restored(_track(clip)).losses == ()


@pytest.mark.parametrize(("rate", "meant"), [(23.976, "24000/1001"), (23.98, "24000/1001"), (29.97, "30000/1001")])
def test_a_rate_of_television_is_taken_for_what_it_is_short_for(rate: float, meant: str) -> None:
    restored = _restored(_track(*(_clip(f"{n}.mov", 24, start=7, rate=rate) for n in "abc")))
    frame = SECOND / Fraction(meant)
    assert [restored.state["items"][key]["startTicks"] for key in "abc"] == [0, 24 * frame, 48 * frame]
    told = [note.message for note in restored.assumptions if "short for" in note.message]
    assert told == [f"a rate of {rate:g} is taken for {meant}, which it is short for"]
    assert "rounded" not in {note.kind for note in restored.assumptions}


def test_what_others_say_in_metadata_is_told_once() -> None:
    clips = [_clip("a.mov"), _clip("b.mov")]
    for clip in clips:
        clip.metadata.update({"cmx_3600": {"reel": "A1"}, "Resolve": {"id": 5}})
    restored = _restored(_track(*clips))
    assert [note.pointer for note in restored.losses] == ["/tracks/children/0/children/0/metadata/Resolve"]
    assert "'Resolve' and 'cmx_3600'" in restored.losses[0].message


def test_markers_and_effects_of_gaps_are_told() -> None:
    gap = otio.schema.Gap(source_range=_range(0, 24))
    gap.markers.append(otio.schema.Marker())
    gap.effects.append(otio.schema.Effect(effect_name="Hum"))
    assert [note.pointer.rpartition("/")[2] for note in _restored(_track(gap)).losses] == ["markers", "0"]


@pytest.mark.parametrize("kind", [otio.core.Item, otio.core.Composable, otio.core.Composition])
def test_what_is_neither_clip_nor_gap_is_told(kind: Any) -> None:
    restored = _restored(_track(_clip("a.mov"), kind(name="odd"), _clip("b.mov")))
    assert _placed(restored) == {"a": (0, 2), "b": (2, 4)}
    assert len(restored.losses) == (kind is not otio.core.Composition)


def test_a_transition_in_a_stack_is_told() -> None:
    assert "stands in a stack" in _restored(_stack(_dissolve(), _track(_clip("a.mov")))).losses[0].message


def _collection(*things: Thing) -> str:
    made: str = otio.schema.SerializableCollection("bin", list(things)).to_json_string()
    return made


def test_a_collection_may_hold_the_timeline() -> None:
    timeline = _timeline(_track(_clip("a.mov")))
    inner = otio.schema.SerializableCollection("inner", [timeline])
    assert timeline_of(_collection(inner, _clip("b.mov"))).is_equivalent_to(timeline)
    with pytest.raises(DataError, match="holds 2 timelines, 'theirs' and 'theirs'"):
        timeline_of(_collection(timeline, timeline.deepcopy()))
    with pytest.raises(DataError, match="no OpenTimelineIO timeline but a SerializableCollection"):
        timeline_of(_collection(_clip("b.mov")))


# --- timelines of ours in those of others


def _ours(state: State) -> Thing:
    return timeline_of(text_of(to_otio(state).timeline))


def test_a_timeline_of_ours_is_nested_in_another_one() -> None:
    nested = _ours(promo()).tracks.deepcopy()
    restored = _restored(_track(otio.schema.Gap(source_range=_range(0, 24)), nested))
    items = promo()["items"]
    assert {note.message for note in restored.losses} == {
        "the file of item 'subtitles' is told nowhere; a gap is left in its place"
    }
    assert restored.state["items"].keys() == items.keys() - {"subtitles"}
    for key, item in restored.state["items"].items():
        assert item["startTicks"] == items[key]["startTicks"] + SECOND
        assert item["durationTicks"] == items[key]["durationTicks"]
    assert restored.state["transitions"].keys() == promo()["transitions"].keys()


@settings(max_examples=60 * MULTIPLE)
@given(states("1.1", max_items=6), st.data())
def test_clips_of_ours_that_were_made_shorter_are_sound(made: State, data: st.DataObject) -> None:
    timeline = _ours(made)
    for clip in timeline.find_clips():
        length = int(clip.source_range.duration.value)
        head = data.draw(st.integers(0, length - 1)) if length > 1 and data.draw(st.booleans()) else 0
        tail = data.draw(st.integers(0, length - head - 1))
        start = clip.source_range.start_time.value
        clip.source_range = _range(start + head, length - head - tail, SECOND)
    restored = from_otio(timeline_of(text_of(timeline)))
    assert editorkit.check(restored.state).ok
    assert restored.state["items"].keys() == made["items"].keys()
    for clip in timeline.find_clips():
        item = restored.state["items"][clip.name]
        assert item["durationTicks"] == clip.source_range.duration.value


def test_a_shortened_item_moves_as_it_did() -> None:
    made = promo()
    made["items"]["title-0"]["opacity"] = {
        "value": 1,
        "keyframes": [{"timeTicks": 0, "value": 0}, {"timeTicks": 2 * SECOND, "value": 1}],
    }
    timeline = _ours(made)
    (clip,) = (clip for clip in timeline.find_clips() if clip.name == "title-0")
    clip.source_range = _range(SECOND, SECOND, SECOND)
    points = from_otio(timeline).state["items"]["title-0"]["opacity"]["keyframes"]
    assert points[0] == {"timeTicks": 0, "value": 0.5} and points[-1]["value"] == pytest.approx(1, abs=1e-5)


JUNK: list[Any] = [None, 5, "", [], {}, {"type": "video"}, {"id": "a", "type": "solid", "startTicks": "soon"}]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
@pytest.mark.parametrize("name", ["item", "track", "left", "state", "items", "transitions", "dangling", "transition"])
def test_what_rides_along_broken_does_no_harm(name: str, junk: Any) -> None:
    timeline = _ours(promo())
    for thing in [timeline, *timeline.tracks.find_children()]:
        text = thing.metadata.get("indream")
        content = orjson.loads(text) if text else {}
        if name in content:
            thing.metadata["indream"] = orjson.dumps(content | {name: junk}).decode()
    for made in (junk, [junk], {"x": junk}):
        if name in ("left", "items", "transitions", "dangling"):
            content = orjson.loads(timeline.metadata["indream"]) | {name: made}
            timeline.metadata["indream"] = orjson.dumps(content).decode()
        assert editorkit.check(from_otio(timeline_of(text_of(timeline))).state).ok


def test_effects_that_are_disabled_and_tracks_of_other_kinds_are_told_of() -> None:
    clip = otio.schema.Clip(
        name="c",
        media_reference=otio.schema.ExternalReference(target_url="https://a.b/c.mp4"),
        source_range=otio.opentime.TimeRange(otio.opentime.RationalTime(0, 30), otio.opentime.RationalTime(60, 30)),
    )
    warp = otio.schema.LinearTimeWarp(name="fast", time_scalar=2)
    warp.enabled = False
    clip.effects.append(warp)
    timeline = otio.schema.Timeline("t")
    timeline.tracks.append(otio.schema.Track("subs", children=[clip], kind="Subtitle"))
    made = from_otio(timeline)
    assert {item.get("playbackRate") for item in made.state["items"].values()} == {1}
    told = " ".join(note.message for note in made.losses)
    assert "is disabled" in told and "of kind 'Subtitle'" in told
