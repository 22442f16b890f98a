"""States as OpenTimelineIO timelines and back; OpenTimelineIO itself says what a timeline means."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit.errors import DataError, UsageError
from editorkit.interchange import Restored, from_otio, text_of, timeline_of, to_otio
from editorkit.interchange.layout import merge_left
from editorkit.migrations import migrate
from editorkit.testing import states
from tests.making import SECOND, State, asset, item, state, transition
from tests.promo import promo

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "valid").glob("*.json"))
Timeline = Any  # OpenTimelineIO has no types
RATE = 240_000


def _reread(made: State) -> Timeline:
    """The timeline of a state, written and read as text."""
    return timeline_of(text_of(to_otio(made, "promo").timeline))


def _there_and_back(made: State) -> Restored:
    return from_otio(_reread(made))


def _returns(made: State) -> None:
    before = json.dumps(made)
    restored = _there_and_back(made)
    assert restored.state == made and restored.losses == restored.assumptions == ()
    assert json.dumps(made) == before


def _time(seconds: float, rate: float = RATE) -> Any:
    return otio.opentime.RationalTime(round(seconds * rate), rate)


def _range(start: float, duration: float, rate: float = RATE) -> Any:
    return otio.opentime.TimeRange(_time(start, rate), _time(duration, rate))


def _clip(name: str, url: str, duration: float = 2, start: float = 0, rate: float = 24, length: float = 60) -> Any:
    """A clip as another tool writes it."""
    reference = otio.schema.ExternalReference(url, _range(0, length, rate) if length else None)
    return otio.schema.Clip(name, reference, _range(start, duration, rate))


def _track(*children: Any, kind: str = "Video", name: str = "V1") -> Any:
    return otio.schema.Track(name, children=list(children), kind=kind)


def _timeline(*tracks: Any) -> Timeline:
    made = otio.schema.Timeline("theirs")
    made.tracks.extend(tracks)
    return timeline_of(text_of(made))


def _sound(restored: Restored) -> State:
    """The state of another tool's timeline, which the check accepts."""
    report = editorkit.check(restored.state)
    assert report.ok, report.findings
    return restored.state


# --- the law of the way back


@settings(max_examples=60, deadline=None)
@given(states("1.1", max_items=8))
def test_a_state_comes_back_as_it_was(made: State) -> None:
    _returns(made)


LENGTHS = st.integers(1, 9) | st.integers(1, 2**53 - 1)


@st.composite
def _disorderly(draw: st.DrawFn) -> State:
    """Anything that the schema lets pass: overlaps, any order, items twice or nowhere, transitions at odd places."""
    made = draw(states("1.1", max_items=4))
    ids = st.sampled_from([*made["items"], "nobody"])
    for track in made["tracks"]:
        track |= {"items": draw(st.lists(ids, max_size=6)), "id": draw(st.sampled_from(["one", "two"]))}
    for moved in made["items"].values():
        moved |= {"startTicks": draw(LENGTHS) - 1, "durationTicks": draw(LENGTHS)}
    for number in range(draw(st.integers(0, 5))):
        odd = transition(draw(ids), draw(ids), draw(LENGTHS), trackId="one")
        made["transitions"][f"odd-{number}"] = {"id": "x"} | odd
    return made


@settings(max_examples=60, deadline=None)
@given(_disorderly())
def test_what_is_no_sequence_comes_back_too(made: State) -> None:
    _returns(made)


def _strange() -> State:
    words = {"OTIO_SCHEMA": "Clip.2", "": "a\0b\u2028", "float": 2.662685810710664e-66, "none": None, "two": 2.0}
    made = state({"a": item("video", odd=words, playbackRate=1 / 3)}, odd=words)
    made["assets"]["film"] |= {"remoteUrl": "https://example.com/\0.mp4", "durationInSeconds": 1e300}
    return made


def test_what_opentimelineio_would_change_comes_back() -> None:
    made = _strange()
    _returns(made)
    back = _there_and_back(made).state
    assert json.dumps(back["odd"]) == json.dumps(made["odd"])


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_the_shipped_fixtures_come_back(path: Path) -> None:
    made = json.loads(path.read_text(encoding="utf-8"))
    assert _there_and_back(made).state == migrate(made, "1.1", fps=30).state


def test_that_a_state_was_migrated_is_told() -> None:
    old = migrate(promo(), "1.0").state
    assert [note.kind for note in to_otio(old).assumptions] == ["migrated"]
    assert to_otio(promo()).assumptions == ()


def test_frames_of_old_states_want_a_rate() -> None:
    ids = dict.fromkeys(("overlayTrackId", "underlayTrackId"), None)
    brand = {"brandId": "b", "logoX": 50, "logoY": 50, "managedItemIds": [], "managedAssetIds": []}
    old = migrate(promo() | {"brandRuntime": ids | brand | {"introShiftTicks": 96_000}}, "1.0", fps=30).state
    with pytest.raises(UsageError, match="fps"):
        to_otio(old)
    timeline = to_otio(old, fps=30).timeline
    assert "96000" in timeline.metadata["indream"]


def test_words_of_another_runtime_pass_and_all_else_the_schema_refuses_does_not() -> None:
    _returns(state({"a": item("effect", effectType="of-tomorrow")}))
    with pytest.raises(UsageError, match="cannot be converted"):
        to_otio(state({"a": item("solid", durationTicks=0)}))
    with pytest.raises(UsageError, match="hologram"):
        to_otio(state({"a": item("solid", type="hologram")}))


# --- what other tools see


@settings(max_examples=30, deadline=None)
@given(states("1.1", max_items=8))
def test_opentimelineio_agrees_about_times(made: State) -> None:
    timeline = _reread(made)
    ends = [max((_end(made["items"][key]) for key in track["items"]), default=0) for track in made["tracks"]]
    assert [int(track.duration().rescaled_to(RATE).value) for track in timeline.tracks][::-1] == ends
    assert int(timeline.duration().rescaled_to(RATE).value) == max(ends)
    for clip in timeline.find_clips():
        found = made["items"][clip.name]
        placed = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
        assert (placed.start_time.value, placed.duration.value) == (found["startTicks"], found["durationTicks"])


def _end(found: State) -> int:
    return int(found["startTicks"]) + int(found["durationTicks"])


@settings(max_examples=30, deadline=None)
@given(states("1.1", max_items=8))
def test_every_item_is_a_clip_and_every_transition_stands_between_two(made: State) -> None:
    timeline = _reread(made)
    assert {clip.name for clip in timeline.find_clips()} == set(made["items"])
    found = [c for track in timeline.tracks for c in pairwise((None, *track, None)) if _is_transition(c[0])]
    assert len(found) == len(made["transitions"])
    for track in timeline.tracks:
        for before, here, behind in zip(track, list(track)[1:], list(track)[2:], strict=False):
            if _is_transition(here):
                ends = made["transitions"][here.name]
                assert (before.name, behind.name) == (ends["fromClipId"], ends["toClipId"])


def _is_transition(child: Any) -> bool:
    return isinstance(child, otio.schema.Transition)


def test_tracks_stand_bottom_to_top_and_say_what_they_are() -> None:
    made = state({"a": item("text")}, {"b": item("audio")}, {})
    made["tracks"][0]["hidden"] = True
    timeline = _reread(made)
    assert [(track.name, track.kind, track.enabled) for track in timeline.tracks] == [
        ("track-3", "Video", True),
        ("track-2", "Audio", True),
        ("track-1", "Video", False),
    ]


def test_a_clip_refers_to_its_file_and_a_generator_to_its_type() -> None:
    made = state(
        {"a": item("video", sourceStartTicks=SECOND, playbackRate=2)}, {"b": item("text")}, {"c": item("image")}
    )
    made["assets"]["picture"] |= {"remoteUrl": None}
    timeline = _reread(made)
    missing, title, film = (track[0] for track in timeline.tracks)
    assert film.media_reference.target_url == "https://example.com/a" and film.effects[0].time_scalar == 2
    assert film.media_reference.available_range.duration.to_seconds() == 60
    assert film.source_range == _range(1, 1)
    assert title.media_reference.generator_kind == "text"
    assert isinstance(missing.media_reference, otio.schema.MissingReference)


def test_a_transition_spreads_over_both_clips() -> None:
    joined = {"f": transition("a", "b", 7), "w": transition("b", "c", 8, type="wipe")}
    made = state({key: item("image", start=n * SECOND) for n, key in enumerate("abc")}, transitions=joined)
    timeline = _reread(made)
    fade, wipe = (child for child in timeline.tracks[0] if _is_transition(child))
    assert (fade.in_offset.value, fade.out_offset.value, wipe.out_offset.value) == (3, 4, 4)
    assert (fade.transition_type, wipe.transition_type) == ("SMPTE_Dissolve", "Custom_Transition")


def test_what_stays_unseen_is_told() -> None:
    made = state({"a": item("image"), "b": item("image", start=9)}, transitions={"f": transition("a", "b")})
    made["tracks"][0]["muted"] = True
    found = [(note.kind, note.pointer) for note in to_otio(made).losses]
    assert found == [("unseen", "/tracks/0/muted"), ("unseen", "/tracks/0/items/1"), ("unseen", "/transitions/f")]
    assert to_otio(promo()).losses == ()


def test_making_a_timeline_twice_makes_the_same_text() -> None:
    assert text_of(to_otio(promo()).timeline) == text_of(to_otio(promo()).timeline)


# --- what other tools change


def _edited(made: State, edit: Callable[[Timeline], object]) -> Restored:
    timeline = _reread(made)
    edit(timeline)
    return from_otio(timeline_of(text_of(timeline)))


def _three() -> State:
    """Three films that touch, with a transition at each seam."""
    clips = {key: item("video", start=n * SECOND) for n, key in enumerate("abc")}
    return state(clips, {}, transitions={"f": transition("a", "b"), "g": transition("b", "c")})


def _trimmed(timeline: Timeline) -> None:
    timeline.tracks[1][0].source_range = _range(0.25, 0.5)


def test_a_trim_is_followed() -> None:
    made = _edited(_three(), _trimmed).state
    assert made["items"]["a"]["durationTicks"] == SECOND // 2 and made["items"]["a"]["sourceStartTicks"] == SECOND // 4
    assert made["items"]["b"]["startTicks"] == SECOND // 2 and made["transitions"].keys() == {"f", "g"}


def test_an_item_whose_clip_is_gone_is_gone_with_its_transitions() -> None:
    restored = _edited(_three(), lambda timeline: timeline.tracks[1].pop(2))
    assert restored.state["items"].keys() == {"a", "c"} and restored.state["tracks"][0]["items"] == ["a", "c"]
    assert len(restored.state["transitions"]) + len(restored.losses) == 2


def test_a_clip_moves_to_another_track() -> None:
    def move(timeline: Timeline) -> None:
        clip = timeline.tracks[1].pop(4)
        timeline.tracks[0].extend([otio.schema.Gap(source_range=_range(0, 5)), clip])

    restored = _edited(_three(), move)
    assert [track["items"] for track in restored.state["tracks"]] == [["a", "b"], ["c"]]
    assert restored.state["items"]["c"]["startTicks"] == 5 * SECOND and "g" not in restored.state["transitions"]
    assert [note.pointer for note in restored.losses] == ["/tracks/children/1/children/3"]


def test_a_gap_pushes_and_parts() -> None:
    restored = _edited(
        _three(), lambda timeline: timeline.tracks[1].insert(1, otio.schema.Gap(source_range=_range(0, 1)))
    )
    assert restored.state["items"]["b"]["startTicks"] == 2 * SECOND
    assert restored.state["transitions"].keys() == {"g"} and "two clips" in restored.losses[0].message


def test_speed_and_visibility_are_followed() -> None:
    def change(timeline: Timeline) -> None:
        timeline.tracks[1].enabled = False
        timeline.tracks[1][0].effects.append(otio.schema.LinearTimeWarp(time_scalar=1.5))

    made = _edited(_three(), change).state
    assert made["tracks"][0]["hidden"] is True and made["items"]["a"]["playbackRate"] == 1.5


def test_a_transition_is_made_longer() -> None:
    def change(timeline: Timeline) -> None:
        timeline.tracks[1][1].in_offset = _time(0.25)

    assert _edited(_three(), change).state["transitions"]["f"]["durationTicks"] == SECOND // 4 + SECOND // 8


def test_a_doubled_clip_and_transition_are_there_twice() -> None:
    def double(timeline: Timeline) -> None:
        copies = [child.deepcopy() for child in list(timeline.tracks[1])[:3]]
        timeline.tracks[0].extend(copies)

    restored = _edited(_three(), double)
    made = _sound(restored)
    assert made["items"].keys() == {"a", "b", "c", "a-2", "b-2"} and len(made["transitions"]) == 3
    assert {key: one["id"] for key, one in made["items"].items()} == {key: key for key in made["items"]}
    assert [note.kind for note in restored.assumptions] == ["assumed", "assumed"]


def test_a_clip_of_another_file_gets_another_asset() -> None:
    def relink(timeline: Timeline) -> None:
        timeline.tracks[1][0].media_reference = otio.schema.ExternalReference("https://example.com/New%20Take.mov")

    restored = _edited(_three(), relink)
    made = _sound(restored)
    assert made["items"]["a"]["assetId"] == "new-take" and made["items"]["b"]["assetId"] == "film"
    assert made["assets"]["new-take"]["filename"] == "New Take.mov"
    assert made["assets"]["new-take"]["durationInSeconds"] == 1


def test_a_new_clip_among_ours_uses_the_asset_that_is_there() -> None:
    def add(timeline: Timeline) -> None:
        timeline.tracks[1].append(_clip("a", "https://example.com/a"))

    made = _edited(_three(), add).state
    assert made["items"]["a-2"]["assetId"] == "film" and made["items"]["a-2"]["type"] == "video"


def test_an_item_that_never_was_a_clip_stays_with_its_track() -> None:
    made = state({"a": item("solid"), "b": item("solid", start=9)}, {}, transitions={"f": transition("a", "b")})
    assert _edited(made, lambda timeline: timeline.tracks[1].pop(0)).state["tracks"][0]["items"] == ["b"]
    gone = _edited(made, lambda timeline: timeline.tracks.pop(1)).state
    assert gone["items"] == gone["transitions"] == {}


@settings(max_examples=200)
@given(st.lists(st.booleans()))
def test_entries_left_out_go_back_to_their_places(is_left: list[bool]) -> None:
    whole = [str(n) for n in range(len(is_left))]
    left = [(n, str(n)) for n, one in enumerate(is_left) if one]
    assert merge_left([str(n) for n, one in enumerate(is_left) if not one], left) == whole


@pytest.mark.parametrize("text", ["{", "5", '{"id": "a", "item": 5}', '{"id": 5, "item": {"type": "text"}}'])
def test_a_broken_load_makes_a_clip_another_tools(text: str) -> None:
    def break_it(timeline: Timeline) -> None:
        for thing in (timeline, timeline.tracks[1], *timeline.tracks[1]):
            thing.metadata["indream"] = text

    made = _sound(_edited(_three(), break_it))
    assert made["items"].keys() == {"a", "b", "c"} and made["compositionWidth"] == 1920


# --- timelines of other tools


def test_another_tools_timeline_becomes_a_state() -> None:
    pictures = _track(_clip("Shot 1", "https://example.com/one.mp4"), _dissolve(), _clip("Shot 2", "two.PNG"))
    sounds = _track(_clip("", "file:///media/Music%20bed.wav", 4), kind="Audio", name="A1")
    restored = from_otio(_timeline(pictures, sounds))
    made = _sound(restored)
    assert [(track["id"], track["items"]) for track in made["tracks"]] == [
        ("a1", ["music-bed"]),
        ("v1", ["shot-1", "shot-2"]),
    ]
    assert [made["items"][key]["type"] for key in ("music-bed", "shot-1", "shot-2")] == ["audio", "video", "image"]
    assert made["transitions"]["transition"]["durationTicks"] == SECOND // 2
    assert not editorkit.check(made).findings or all(f.severity.name != "ERROR" for f in editorkit.check(made).findings)
    assert restored.losses == () and len(restored.assumptions) == 1 + 3
    assert made["assets"]["one"]["durationInSeconds"] == 60


def _dissolve(kind: str = "SMPTE_Dissolve", seconds: float = 0.25) -> Any:
    return otio.schema.Transition("mix", kind, _time(seconds), _time(seconds))


def test_a_source_counts_from_its_first_frame() -> None:
    clip = _clip("a", "a.mov", 2, start=3605)
    clip.media_reference.available_range = _range(3600, 20, 24)
    made = _sound(from_otio(_timeline(_track(clip))))
    assert made["items"]["a"]["sourceStartTicks"] == 5 * SECOND and made["assets"]["a"]["durationInSeconds"] == 20


def test_a_clip_without_a_range_takes_its_whole_file() -> None:
    clip = _clip("a", "a.mov", length=7)
    clip.source_range = None
    assert _sound(from_otio(_timeline(_track(clip))))["items"]["a"]["durationTicks"] == 7 * SECOND


def test_a_file_of_unknown_length_is_as_long_as_it_is_used() -> None:
    fast = _clip("b", "a.mov", 2, start=1, length=0)
    fast.effects.append(otio.schema.LinearTimeWarp(time_scalar=2))
    made = _sound(from_otio(_timeline(_track(_clip("a", "a.mov", 2, length=0), fast))))
    assert made["assets"]["a"]["durationInSeconds"] == 5 and made["items"]["b"]["playbackRate"] == 2


def test_a_film_on_an_audio_track_is_heard() -> None:
    made = _sound(from_otio(_timeline(_track(_clip("a", "a.mp4")), _track(_clip("a", "a.mp4"), kind="Audio"))))
    assert [made["items"][key]["type"] for key in ("a-2", "a")] == ["video", "audio"]
    assert {one["type"] for one in made["assets"].values()} == {"audio", "video"}


@pytest.mark.parametrize("url", ["a", "a.xyz", "", "http://[/a.mp4", "https://example.com/", "C:\\films\\a.mp4"])
def test_any_address_makes_an_asset_or_a_loss(url: str) -> None:
    restored = from_otio(_timeline(_track(_clip("a", url))))
    made = _sound(restored)
    assert len(made["items"]) == len(made["assets"]) == 1 - len(restored.losses)


FRAMES = [24, 25, 30, 50, 60, 24000 / 1001, 23.976023976, 30000 / 1001, 60000 / 1001, 48000]


@pytest.mark.parametrize("rate", FRAMES)
def test_usual_rates_fall_on_ticks(rate: float) -> None:
    clips = [_clip(str(n), "a.mov", 1.1, start=1.1, rate=rate) for n in range(50)]
    restored = from_otio(_timeline(_track(*clips)))
    assert "rounded" not in {note.kind for note in restored.assumptions}
    _sound(restored)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.sampled_from([44_100, 7, 1001.5]))
def test_what_falls_between_ticks_is_rounded_and_does_not_drift(lengths: list[int], rate: float) -> None:
    clips = [otio.schema.Clip("a", otio.schema.ExternalReference("a.mov")) for _ in lengths]
    for clip, length in zip(clips, lengths, strict=True):
        times = otio.opentime.RationalTime
        clip.source_range = otio.opentime.TimeRange(times(0, rate), times(length, rate))
    made = _sound(from_otio(_timeline(_track(*clips))))
    last = made["items"][made["tracks"][0]["items"][-1]]
    assert abs(_end(last) - sum(lengths) * RATE / rate) <= 1
    assert all(
        _end(made["items"][a]) == made["items"][b]["startTicks"] for a, b in pairwise(made["tracks"][0]["items"])
    )


def test_rounding_is_told() -> None:
    clip = _clip("a", "a.mov", 1 / 7, start=1 / 7, rate=7)
    restored = from_otio(_timeline(_track(clip)))
    assert sum(note.kind == "rounded" for note in restored.assumptions) == 2


def _lost(*children: Any) -> list[str]:
    restored = from_otio(_timeline(_track(*children)))
    _sound(restored)
    return [note.message for note in restored.losses]


def test_what_a_state_cannot_hold_is_told() -> None:
    disabled, marked, frozen = (_clip(key, "a.mov") for key in "abc")
    disabled.enabled = False
    marked.markers.append(otio.schema.Marker("note"))
    frozen.effects.extend([otio.schema.FreezeFrame(), otio.schema.Effect(effect_name="Glow")])
    generated = otio.schema.Clip("bars", otio.schema.GeneratorReference(generator_kind="SMPTEBars"), _range(0, 1))
    nested = otio.schema.Stack("nest", children=[_track(_clip("x", "x.mov"))])
    nested.enabled = False
    told = _lost(disabled, marked, frozen, generated, nested, otio.schema.Clip("endless"))
    words = ["disabled", "1 marker", "FreezeFrame", "Glow", "GeneratorReference", "'nest' is disabled", "how long"]
    assert [word in message for word, message in zip(words, told, strict=True)] == [True] * 7


def test_what_is_lost_leaves_a_gap() -> None:
    generated = otio.schema.Clip("bars", otio.schema.GeneratorReference(generator_kind="SMPTEBars"), _range(0, 3))
    made = from_otio(_timeline(_track(generated, _clip("a", "a.mov")))).state
    assert made["items"]["a"]["startTicks"] == 3 * SECOND


def test_extras_of_tracks_and_timelines_are_told() -> None:
    timeline = _timeline(_track(_clip("a", "a.mov")), _clip("b", "b.mov"))
    timeline.global_start_time = _time(3600)
    timeline.tracks.markers.append(otio.schema.Marker())
    timeline.tracks[0].source_range = _range(0, 1)
    timeline.tracks[0].effects.append(otio.schema.Effect(effect_name="Gain"))
    restored = from_otio(timeline)
    assert [note.pointer for note in restored.losses] == [
        "/global_start_time",
        "/tracks/markers",
        "/tracks/children/0/effects/0",
    ]
    assert _sound(restored)["tracks"][0]["items"] == ["b"]
    assert restored.state["items"]["a"]["durationTicks"] == SECOND  # a trim of the whole track comes over


def test_odd_transitions_are_lost_or_become_fades() -> None:
    film = [_clip(str(n), "a.mov", 1) for n in range(3)]
    told = _lost(_dissolve(), film[0], _dissolve(), _dissolve("Custom", 5), film[1], film[2], _dissolve())
    assert len(told) == 3 and all("two clips" in one for one in told)
    sounds = _track(_clip("a", "a.wav"), _dissolve(), _clip("b", "b.wav"), kind="Audio")
    assert "pictures and films" in from_otio(_timeline(sounds)).losses[0].message
    odd = from_otio(_timeline(_track(_clip("a", "a.mov", 1), _dissolve("Custom", 5), _clip("b", "a.mov", 1))))
    assert odd.state["transitions"]["transition"]["durationTicks"] == SECOND
    assert any("becomes a fade" in note.message for note in odd.assumptions)


def test_times_a_state_cannot_have_are_bent_or_dropped() -> None:
    early, slow, short = _clip("a", "a.mov", start=-1), _clip("b", "a.mov"), _clip("c", "a.mov", 1e-9, rate=1e9)
    slow.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.001))
    restored = from_otio(_timeline(_track(early, slow, short)))
    made = _sound(restored)
    assert made["items"]["a"]["sourceStartTicks"] == 0 and made["items"]["b"]["playbackRate"] == 0.01
    assert made["items"].keys() == {"a", "b"} and "shorter than a tick" in restored.losses[0].message


@pytest.mark.parametrize("time", [(1, 0), (float("nan"), 24), (float("inf"), 24), (1, -24), (1e300, 24)])
def test_a_time_that_is_none_is_refused(time: tuple[float, float]) -> None:
    clip = _clip("a", "a.mov")
    clip.source_range = otio.opentime.TimeRange(_time(0), otio.opentime.RationalTime(*time))
    made = otio.schema.Timeline()
    made.tracks.append(_track(clip))
    with pytest.raises(DataError, match="is no time"):
        from_otio(made)


def test_a_track_too_long_is_refused() -> None:
    clips = [_clip(str(n), "a.mov", 2**52 / RATE, rate=1) for n in range(3)]
    with pytest.raises(DataError, match="longer than ticks can count"):
        from_otio(_timeline(_track(*clips)))


def test_an_empty_timeline_gets_a_track() -> None:
    restored = from_otio(_timeline())
    assert len(_sound(restored)["tracks"]) == 1 and restored.assumptions[-1].pointer == "/tracks/0"


BAD = {
    "{": "ends too early",
    "[]": "AnyVector",
    "null": "NoneType",
    '{"OTIO_SCHEMA": "Nope.1"}': "UnknownSchema",
    '{"OTIO_SCHEMA": "Timeline.99"}': "unsupported",
    '{"OTIO_SCHEMA": "Timeline.1", "tracks": 5}': "mismatch",
    '{"OTIO_SCHEMA": "Clip.2"}': "media_references",
    '{"OTIO_SCHEMA": "Timeline.1", "metadata": {}, "name": "", "global_start_time": null, "tracks": null}': "Timeline",
    "[" * 100 + "]" * 100: "deep",
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_a_text_that_holds_no_timeline_is_refused(text: str) -> None:
    with pytest.raises(DataError, match=BAD[text]):
        timeline_of(text, "cut.otio")


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(UsageError, match="no editor state"):
        to_otio({})


def test_our_clip_in_another_tools_timeline_brings_its_file() -> None:
    made = state(
        {"a": item("video")}, assets={"film": {"id": "film"} | asset("video", remoteUrl="https://e.com/x.mp4")}
    )
    timeline = _reread(made)
    clip = timeline.tracks[0][0].deepcopy()
    brought = _sound(from_otio(_timeline(_track(clip))))
    assert brought["assets"][brought["items"]["a"]["assetId"]]["remoteUrl"] == "https://e.com/x.mp4"
