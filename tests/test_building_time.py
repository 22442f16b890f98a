"""When things play: placement in time, exact sums, the export grid, and lengths that are filled."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit import times
from editorkit.building import InvalidTimeline, Item, Ticks, Timeline, Track, fade, ramp
from editorkit.ticks import nearest
from tests.programs import SECOND, asset, edges, put

lengths = st.fractions(Fraction(1, 25), 9, max_denominator=1001) | st.floats(0.05, 9)


def row(**options: Any) -> Track:
    return Timeline(**options).track("main")


def spans(track: Track) -> list[tuple[int, int]]:
    """Where the items of a track begin and end in the built state."""
    found = edges(track.timeline)
    return [found[item.id] for item in track.items]


# Placement


def test_items_follow_one_another() -> None:
    track = row()
    track.text("a", length="1.5s")
    track.text("b", length=2)
    track.text("c", gap="0.5s", length="250ms")
    assert spans(track) == [(0, 360_000), (360_000, 840_000), (960_000, 1_020_000)]


def test_an_item_starts_at_a_time_or_with_another() -> None:
    timeline = Timeline()
    first = timeline.track("main").text("a", at="0:01", length="1s")
    other = timeline.track("more")
    other.text("b", at=first, length="0.5s")
    other.text("c", at=first.start + "0.5s", length="1s")
    assert spans(other) == [(SECOND, 360_000), (360_000, 600_000)]


def test_an_item_starts_after_another_of_any_track() -> None:
    timeline = Timeline()
    first = timeline.track("main").text("a", length="2s")
    other = timeline.track("more")
    other.text("b", after=first, length="1s")
    other.text("c", after=first, gap="1.5s", length="1s")
    assert spans(other) == [(480_000, 720_000), (840_000, 1_080_000)]


def test_an_item_lasts_until_a_time_or_another_begins() -> None:
    timeline = Timeline()
    late = timeline.track("main").text("a", at="3s", length="1s")
    other = timeline.track("more")
    other.text("b", until="1s")
    other.text("c", until=late)
    assert spans(other) == [(0, SECOND), (SECOND, 3 * SECOND)]


def test_what_is_placed_next_follows_what_was_placed_last() -> None:
    track = row()
    track.text("late", at="5s", length="1s")
    track.text("early", at=0, length="1s")
    track.text("then", length="1s")
    assert [item.id for item in sorted(track.items, key=lambda item: item.first)] == ["early", "then", "late"]
    assert [item.id for item in track.items] == ["early", "then", "late"]


def test_gaps_may_be_left_in_advance() -> None:
    track = row()
    track.gap("1s").text("a", length="1s")
    track.gap("0.5s").gap("0.5s").text("b", length="1s")
    assert spans(track) == [(SECOND, 2 * SECOND), (3 * SECOND, 4 * SECOND)]


def test_a_negative_gap_goes_back() -> None:
    track = row()
    track.gap("3s").gap("-1s").text("a", length="1s")
    assert track.gap("-9s").cursor == 0
    assert spans(track) == [(2 * SECOND, 3 * SECOND)]


@pytest.mark.parametrize(
    ("release", "kind", "more", "seconds"),
    [
        ("1.1", "video", {}, 8),
        ("1.0", "audio", {"source_start": "1.5s"}, Fraction(13, 2)),
        ("1.1", "lottie", {"playback_rate": 2}, 4),
        ("1.0", "gif", {"source_start": "2s", "playback_rate": 0.5}, 12),
    ],
)
def test_media_last_as_long_as_there_is_of_them(release: str, kind: str, more: dict[str, Any], seconds: Any) -> None:
    track = row(release=release)
    method = getattr(track, kind)
    method(asset(track.timeline, kind), **more)
    assert spans(track) == [(0, seconds * SECOND)]


def test_frames_count_at_the_rate_of_the_timeline() -> None:
    track = row(fps=25)
    track.text("a", length="00:00:01:05")
    track.text("b", length="5 frames")
    assert spans(track) == [(0, 288_000), (288_000, 336_000)]
    assert track.end + "1f" == Ticks(345_600)


# Exactness


def test_thirds_and_sevenths_add_up() -> None:
    track = row()
    for _ in range(7):
        track.text("x", length=Fraction(1, 7))
    found = spans(track)
    assert found[-1][1] == SECOND
    assert all(one[1] == two[0] for one, two in pairwise(found))


@given(st.lists(lengths, min_size=1, max_size=12))
def test_nothing_accumulates_and_neighbours_touch(parts: list[Any]) -> None:
    track = row()
    for part in parts:
        track.text("x", length=part)
    exact = Fraction(0)
    for (first, last), part, after in zip(spans(track), parts, [*spans(track)[1:], None], strict=True):
        assert first == nearest(exact)
        exact += times.read(part)
        assert last == nearest(exact)
        assert after is None or after[0] == last


@pytest.mark.parametrize(
    ("length", "ticks"),
    [(0.00001, 2), (0.0000125, 3), (Fraction(7, 2 * SECOND), 4), (Fraction(5, 2 * SECOND), 3), (0.1, 24_000)],
)
def test_what_falls_between_ticks_goes_to_the_nearest_and_halves_go_up(length: Any, ticks: int) -> None:
    track = row()
    track.text("x", length=length)
    assert spans(track) == [(0, ticks)]


@settings(max_examples=60)
@given(
    st.sampled_from([24, 25, 29.97, 30, 60]),
    st.lists(st.tuples(lengths, st.sampled_from([0, "0.3s", Fraction(1, 7)])), min_size=1, max_size=10),
    st.booleans(),
)
def test_every_edge_is_on_the_export_grid(rate: float, parts: list[tuple[Any, Any]], fills: bool) -> None:
    track = row(snap=rate)
    for part, gap in parts:
        track.text("x", length=part, gap=gap)
    if fills:
        track.timeline.track("more").text("y", at="10ms", length="fill")
    step = times.frame(rate)
    assert all(edge % step == 0 for edges_ in edges(track.timeline).values() for edge in edges_)
    for (one, two), (_, gap) in zip(pairwise(spans(track)), parts[1:], strict=True):
        assert gap != 0 or one[1] == two[0]


def test_the_grid_moves_edges_less_than_a_frame() -> None:
    track = row(snap=30, fps=25)
    track.text("x", length="1 frame")
    track.text("y", length="0.05s")
    assert spans(track) == [(0, 8000), (8000, 24_000)]


def test_what_is_shorter_than_half_a_frame_is_refused_on_a_grid() -> None:
    with pytest.raises(InvalidTimeline, match="must last at least one frame"):
        row(snap=30).text("x", length="10ms")


@pytest.mark.parametrize("more", [{"length": 0}, {"length": "-1s"}, {"until": 0}, {"length": Fraction(1, 10**6)}])
def test_what_lasts_no_tick_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(InvalidTimeline, match="must last at least one tick"):
        row().text("x", **more)


# Filling


def test_fill_lasts_to_the_next_item() -> None:
    track = row()
    track.text("a", length="fill")
    track.text("b", at="3s", length="1s")
    assert spans(track) == [(0, 3 * SECOND), (3 * SECOND, 4 * SECOND)]


def test_fill_lasts_to_the_end_of_everything() -> None:
    timeline = Timeline()
    timeline.track("main").text("a", at="5s", length="2s")
    back = timeline.track("back")
    back.text("b", at="1s", length="fill")
    assert spans(back) == [(SECOND, 7 * SECOND)]


def test_fill_begins_where_the_item_before_it_ends() -> None:
    track = row()
    track.text("a", length="1s")
    track.text("b", length="fill")
    track.text("c", at="4s", length="1s")
    assert spans(track) == [(0, SECOND), (SECOND, 4 * SECOND), (4 * SECOND, 5 * SECOND)]


def test_fill_gives_way_to_what_is_put_behind_it_after_a_build() -> None:
    timeline = Timeline()
    timeline.track("main").text("a", length="9s")
    back = timeline.track("back")
    back.text("b", length="fill", opacity=ramp(0, 1))
    assert spans(back) == [(0, 9 * SECOND)]
    back.text("c", at="4s", length="1s")
    assert spans(back) == [(0, 4 * SECOND), (4 * SECOND, 5 * SECOND)]
    moving = timeline.build()["items"]["b"]["opacity"]["keyframes"]
    assert [point["timeTicks"] for point in moving] == [0, 4 * SECOND - 8000]


def test_several_items_fill() -> None:
    timeline = Timeline()
    timeline.track("main").text("a", length="9s")
    back = timeline.track("back")
    for start in (4, 0, 2):
        back.solid(at=start, length="fill")
    assert spans(back) == [(0, 2 * SECOND), (2 * SECOND, 4 * SECOND), (4 * SECOND, 9 * SECOND)]


def test_items_that_fill_can_be_joined_to_the_next() -> None:
    timeline = Timeline()
    track = timeline.track("main")
    first = put(track, "image", length="fill")
    put(track, "image", at="2s", length="1s")
    first.join(fade("0.5s"))
    assert len(timeline.build()["transitions"]) == 1


def test_a_film_fills_no_longer_than_it_lasts() -> None:
    timeline = Timeline()
    track = timeline.track("main")
    put(track, "video", length="fill")
    put(track, "text", at="9s", length="1s")
    with pytest.raises(InvalidTimeline, match=r"programs.py:\d+: video 'a' plays its source up to 0:09"):
        timeline.build()


def test_nothing_to_fill_is_refused_with_the_line_of_the_call() -> None:
    track = row()
    track.text("a", length="fill")
    with pytest.raises(InvalidTimeline, match=r"test_building_time.py:\d+: text 'a' must last at least one tick"):
        track.timeline.build()


def test_keyframes_that_do_not_fit_what_is_filled_are_refused_with_the_line_of_the_call() -> None:
    timeline = Timeline()
    timeline.track("back").text("a", length="fill", opacity=ramp(0, 1, finish="3s"))
    timeline.track("main").text("b", length="2s")
    for _ in range(2):
        with pytest.raises(InvalidTimeline, match=r"test_building_time.py:\d+: the keyframe of opacity at 0:03.000"):
            timeline.build()


@pytest.mark.parametrize("ask", [lambda item: item.end, lambda item: item.length, lambda item: item.track.end])
def test_the_end_of_what_fills_is_open(ask: Any) -> None:
    item = row().text("a", length="fill")
    with pytest.raises(InvalidTimeline, match="its end is open"):
        ask(item)


def test_after_what_fills_a_time_must_be_said() -> None:
    track = row()
    track.text("a", length="fill")
    with pytest.raises(InvalidTimeline, match="say at which time this one starts"):
        track.text("b", length="1s")
    with pytest.raises(InvalidTimeline, match="there is no room after it"):
        track.gap("1s")


# What is said twice, or not at all


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, 'text \'x\' needs a length: length="2s", until=…, or length="fill"'),
        ({"length": "1s", "until": "2s"}, "say length or until, not both"),
        ({"at": 1, "gap": 1, "length": 1}, "say at, or after and gap, not both"),
        ({"at": "-1s", "length": "1s"}, "would start 0:01.000 (240000 ticks) before the beginning"),
        ({"after": "2s", "length": "1s"}, "after is an item, not '2s'; at is a time"),
        ({"length": "1.5"}, "a bare number needs its unit: '1.5s'"),
        ({"length": "full"}, "'full' is no time"),
        ({"at": True, "length": 1}, "True is no time"),
    ],
)
def test_contradictions_are_refused(more: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        row().text("x", **more)
    assert why in str(caught.value)


def test_the_end_of_a_timeline_is_that_of_its_last_item() -> None:
    timeline = Timeline()
    assert timeline.end == timeline.track("main").end == Ticks(0)
    timeline.tracks[0].text("a", at="2s", length="1s")
    timeline.track("more").text("b", length="fill")
    assert timeline.end == Ticks(3 * SECOND)


def test_an_items_times_are_known_at_once() -> None:
    item: Item = row().text("a", at="1s", length=Fraction(1, 3))
    assert (item.start, item.length, item.end) == (Ticks(SECOND), Ticks(80_000), Ticks(320_000))
