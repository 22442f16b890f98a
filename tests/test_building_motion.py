"""Motion: entrances and exits of clips and of letters, transitions, and numbers that move."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit import times
from editorkit.building import (
    InvalidTimeline,
    Keyframes,
    Motion,
    Timeline,
    Track,
    clock_wipe,
    fade,
    flip,
    iris,
    keyframes,
    motion,
    ramp,
    slide,
    wipe,
    zoom,
)
from editorkit.errors import UsageError
from tests.programs import RELEASES, SECOND, one, put

each_release = pytest.mark.parametrize("release", RELEASES)


def points(track: Keyframes, length: Any = "1s", **options: Any) -> list[tuple[int, float]]:
    """The keyframes of an item's opacity in the built state, in ticks."""
    timeline = Timeline(**options)
    item = timeline.track("main").solid(length=length, opacity=track)
    made = timeline.build()["items"][item.id]["opacity"]
    return [(point["timeTicks"], point["value"]) for point in made["keyframes"]]


# Numbers that move


def test_keyframes_lie_at_times_and_shares() -> None:
    track = keyframes(("50%", 1), (0, 0), ("0.25s", 0.5), ("00:00:00:20", 0.75))
    assert points(track) == [(0, 0), (60_000, 0.5), (120_000, 1), (160_000, 0.75)]


@pytest.mark.parametrize(("track", "rest"), [(ramp(0, 1), 1), (keyframes((0, 0.5), value=0.25), 0.25)])
def test_a_number_rests_where_it_is_last_or_where_it_is_told_to(track: Keyframes, rest: float) -> None:
    assert one("1.1", "solid", opacity=track)["opacity"]["value"] == rest


@each_release
def test_a_ramp_is_two_explicit_keyframes(release: str) -> None:
    assert points(ramp(0, 1), release=release) == [(0, 0), (SECOND - 8000, 1)]
    assert points(ramp(0, 1, begin="0.5s", finish="75%"), release=release) == [(120_000, 0), (180_000, 1)]


@pytest.mark.parametrize(
    ("options", "length", "last"),
    [
        ({}, "1s", SECOND - 8000),
        ({"fps": 25}, "1s", SECOND - 9600),
        ({"fps": 25, "snap": 60}, "1s", SECOND - 4000),
        ({}, "1 frame", 7999),
        ({}, "2 frames", 8000),
        ({"fps": Fraction(7)}, "1s", SECOND - 34286),
    ],
)
def test_the_whole_of_an_item_ends_with_its_last_frame(options: dict[str, Any], length: str, last: int) -> None:
    assert points(ramp(0, 1), length, **options)[-1] == (last, 1)


@given(st.fractions(0, 100), st.integers(2, 10**6))
def test_every_share_lies_inside_the_item(share: Fraction, length: int) -> None:
    written = f"{float(share):.6f}%"
    (point,) = points(keyframes((written, 0)), times.Ticks(length))
    meant = Fraction(written[:-1]) / 100 * length
    assert 0 <= point[0] < length
    assert written == "100.000000%" or abs(point[0] - meant) <= 1


@pytest.mark.parametrize("kind", ["text", "video", "chart", "captions"])
def test_every_number_of_every_item_may_move(kind: str) -> None:
    made = one("1.1", kind, width=ramp(100, 200), rotation=ramp(0, Fraction(45, 2)))
    assert made["width"]["keyframes"][0] == {"timeTicks": 0, "value": 100}
    assert made["rotation"]["value"] == 22.5


@pytest.mark.parametrize(
    ("track", "why"),
    [
        (keyframes(), "opacity has no keyframes; write a plain number"),
        (keyframes(("1s", 1)), 'at 0:01.000 (240000 ticks) is outside its item, which lasts 0:01.000 (240000 ticks)'),
        (keyframes(("-1 tick", 1)), "is outside its item"),
        (keyframes((0, 1), ("0%", 2)), "two keyframes of opacity lie at 0:00.000 (0 ticks)"),
        (keyframes(("101%", 1)), "'101%' is no share of an item; write one from \"0%\" to \"100%\""),
        (keyframes(("-1%", 1)), "is no share of an item"),
        (keyframes(("1e2%", 1)), "is no share of an item"),
        (keyframes((0, "1")), "opacity is a number (or keyframes), not '1'"),  # type: ignore[arg-type]
        (keyframes((0, True)), "opacity is a number (or keyframes), not True"),
        (keyframes((0, 1), value="x"), "opacity is a number (or keyframes), not 'x'"),  # type: ignore[arg-type]
        (keyframes((0, float("nan"))), "opacity cannot be written as JSON"),
        (keyframes((0, 1, 2)), "a keyframe of opacity is a pair such as ('50%', 1), not (0, 1, 2)"),  # type: ignore[arg-type]
        (keyframes(("soon", 1)), "'soon' is no time"),
    ],
)  # fmt: skip
def test_keyframes_that_cannot_be_are_refused(track: Keyframes, why: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        points(track)
    assert why in str(caught.value)


# Entrances and exits


@pytest.mark.parametrize(
    ("make", "enter", "leave"),
    [
        (fade, "fade", "fade"),
        (zoom, "zoom-in", "zoom-out"),
        (lambda: zoom(direction="out"), "zoom-out", "zoom-out"),
        (slide, "slide-right", "slide-right"),
        (lambda: slide(from_="right"), "slide-left", "slide-left"),
        (lambda: slide(from_="top"), "slide-down", "slide-down"),
        (lambda: slide(to="top"), "slide-up", "slide-up"),
        (lambda: slide(to="left"), "slide-left", "slide-left"),
        (lambda: motion("slide-up"), "slide-up", "slide-up"),
    ],
)
def test_clips_come_and_go(make: Callable[[], Motion], enter: str, leave: str) -> None:
    animations = one("1.1", "image", enter=make(), exit=make())["animations"]
    assert animations["in"] == {"type": enter, "durationTicks": 96_000, "easing": "ease-out"}
    assert animations["out"] == {"type": leave, "durationTicks": 96_000, "easing": "ease-in"}


@pytest.mark.parametrize("easing", [None, "linear", "ease-in-out"])
def test_easing_is_as_it_is_said(easing: str | None) -> None:
    made = one("1.1", "image", enter=fade("0.1s", easing=easing))["animations"]["in"]
    assert made.get("easing") == easing


def test_lengths_are_counted_at_the_rate_of_the_timeline() -> None:
    timeline = Timeline(fps=25)
    timeline.track("main").solid(length="1s", enter=fade("5 frames"))
    assert timeline.build()["items"]["solid"]["animations"]["in"]["durationTicks"] == 48_000


@pytest.mark.parametrize("kind", ["text", "captions"])
@each_release
def test_letters_have_motions_of_their_own(release: str, kind: str) -> None:
    made = one(release, kind, enter=motion("typewriter"), exit=motion("converge", "0.2s"), loop=motion("jitter"))
    found = {slot: (each["type"], each["durationTicks"]) for slot, each in made["captionAnimations"].items()}
    assert found == {"in": ("typewriter", 96_000), "out": ("converge", 48_000), "loop": ("jitter", 96_000)}
    assert "animations" not in made
    assert all("easing" not in each for each in made["captionAnimations"].values())


def test_a_clip_and_its_letters_may_both_move() -> None:
    made = one("1.1", "text", enter=[fade("0.1s"), motion("typewriter", "0.1s")], exit=(zoom("0.1s"),), loop=None)
    assert (made["animations"].keys(), made["captionAnimations"].keys()) == ({"in", "out"}, {"in"})


def test_motions_may_have_parameters() -> None:
    made = one("1.1", "text", loop=motion("jitter", strength=0.5, on=True))
    assert made["captionAnimations"]["loop"]["params"] == {"strength": 0.5, "on": True}


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("text", {"enter": wipe()}, "'wipe' is a motion for transition, not for enter"),
        ("text", {"loop": fade()}, "'fade' is a motion for enter or exit or transition, not for loop"),
        ("text", {"enter": "fade"}, "enter is a motion such as fade('0.4s'), or several, not 'fade'"),
        ("text", {"enter": [fade(), 5]}, "enter is a motion such as fade('0.4s'), or several, not 5"),
        ("text", {"enter": [fade(), zoom()]}, "enter is given two motions of one kind"),
        ("text", {"enter": fade(), "animations": {"in": {}}}, "enter is given two motions of one kind"),
        ("text", {"enter": fade(), "animations": 5}, "enter is given two motions of one kind"),
        ("text", {"enter": motion("slide-upp")}, "'slide-upp' is not one of the animations (did you mean 'slide-up'?)"),
        ("text", {"loop": motion("jiter")}, "not one of the captionAnimations.loop (did you mean 'jitter'?)"),
        ("image", {"enter": motion("jitter")}, "'jitter' is not one of the animations"),
        ("image", {"loop": motion("jitter")}, "an image item has no loop motion of its letters"),
        ("effect", {"enter": fade()}, "an effect item has no enter motion"),
        (
            "solid",
            {"enter": fade("0.6s"), "exit": fade("0.6s")},
            "its motions last 0:01.200 (288000 ticks), longer than",
        ),
        ("solid", {"enter": fade(0)}, "a motion must last at least one tick, not 0"),
        ("solid", {"enter": fade("soon")}, "'soon' is no time"),
    ],
)
def test_motions_that_cannot_be_are_refused(kind: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        one("1.1", kind, **more)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: slide(from_="left", to="right"), "not both"),
        (lambda: slide(from_="lef"), r"from_ is one of .*did you mean 'left'"),
        (lambda: slide(to="up"), "to is one of left, right, top, bottom, not 'up'"),
        (lambda: slide(from_=5), "from_ is one of left, right, top, bottom, not 5"),  # type: ignore[arg-type]
        (lambda: zoom(direction="up"), "direction is one of in, out, not 'up'"),
        (lambda: wipe(from_="middle"), "from_ is one of .*top-left"),
        (lambda: flip(from_="top-left"), "from_ is one of left"),
        (lambda: motion(5), "the type of a motion is a word such as 'typewriter', not 5"),  # type: ignore[arg-type]
    ],
)
def test_motions_are_refused_where_they_are_made(make: Callable[[], Motion], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        make()


# Transitions


def pair(**options: Any) -> Track:
    """A track with two pictures of a second each that touch."""
    track = Timeline(**options).track("main")
    put(track, "image", id="a")
    put(track, "image", id="b")
    return track


@pytest.mark.parametrize(
    ("join", "type", "direction"),
    [
        (fade("0.5s"), "fade", None),
        (iris("0.5s"), "iris", None),
        (clock_wipe("0.5s"), "clock-wipe", None),
        (slide("0.5s"), "slide", "from-left"),
        (slide("0.5s", to="top"), "slide", "from-bottom"),
        (flip("0.5s", from_="top"), "flip", "from-top"),
        (wipe("0.5s", from_="bottom-right"), "wipe", "from-bottom-right"),
    ],
)
@each_release
def test_neighbours_are_joined(release: str, join: Motion, type: str, direction: str | None) -> None:
    track = pair(release=release)
    assert track.items[0].join(join) is track.items[0]
    seam = {"trackId": "main", "fromClipId": "a", "toClipId": "b", "type": type, "durationTicks": 120_000}
    params = {} if direction is None else {"params": {"direction": direction}}
    assert track.timeline.build()["transitions"] == {"a-to-b": {"id": "a-to-b", **seam, **params}}


def test_a_join_waits_for_the_next_item() -> None:
    track = Timeline().track("main")
    put(track, "image").join(fade("0.2s", easing="linear"))
    put(track, "image")
    (made,) = track.timeline.build()["transitions"].values()
    assert made["easing"] == "linear"


@pytest.mark.parametrize("more", [{"gap": "1s"}, {"at": "5s"}])
def test_what_does_not_touch_is_not_joined(more: dict[str, Any]) -> None:
    track = Timeline().track("main")
    put(track, "image").join(fade())
    with pytest.raises(InvalidTimeline, match=r"but image 'a' does not touch it: there is a gap of 0:0\d"):
        put(track, "image", **more)
    put(track, "image")
    assert len(track.timeline.build()["transitions"]) == 1


def test_what_follows_at_a_distance_later_is_not_joined_either() -> None:
    track = Timeline().track("main")
    first = put(track, "image")
    put(track, "image", gap="1s")
    with pytest.raises(InvalidTimeline, match=r"there is a gap of 0:01.000"):
        first.join(fade())


def test_only_the_next_item_can_be_joined() -> None:
    track = pair()
    third = put(track, "image", id="c")
    other = put(track.timeline.track("other"), "image")
    for far in (third, other):
        with pytest.raises(InvalidTimeline, match="are not neighbours on one track"):
            track.items[0].join(fade(), to=far)
    track.items[0].join(fade(), to=track.items[1])
    assert len(track.timeline.build()["transitions"]) == 1


def test_a_transition_is_no_longer_than_its_clips() -> None:
    track = pair()
    with pytest.raises(InvalidTimeline, match=r"lasts 0:01.004 .*, longer than image 'a', which lasts 0:01.000"):
        track.items[0].join(fade("1.004s"))
    track.items[1].join(fade("0.5s"))
    with pytest.raises(InvalidTimeline, match=r"the transition of test_building_motion.py:\d+ lasts .* longer than"):
        put(track, "image", length="0.4s")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((zoom(),), "'zoom-in' is a motion for enter or exit, not for transition"),
        ((motion("wibe"),), "'wibe' is not one of the transitions (did you mean 'wipe'?)"),
        (("fade",), "items are joined by a motion such as fade('0.4s'), not by 'fade'"),
        ((fade("0s"),), "a motion must last at least one tick"),
    ],
)
def test_joins_that_cannot_be_are_refused(arguments: tuple[Any, ...], why: str) -> None:
    track = pair()
    with pytest.raises(InvalidTimeline) as caught:
        track.items[0].join(*arguments)
    assert why in str(caught.value)
    assert track.timeline.build()["transitions"] == {}


def test_to_is_an_item() -> None:
    to: Any = "b"
    with pytest.raises(InvalidTimeline, match="to is the item to pass over to, not 'b'"):
        pair().items[0].join(fade(), to=to)


def test_two_items_are_joined_once() -> None:
    track = pair()
    track.items[0].join(fade())
    with pytest.raises(InvalidTimeline, match="image 'a' is joined to the next item already"):
        track.items[0].join(fade())


def test_a_join_without_a_next_item_is_refused_when_all_is_built() -> None:
    track = pair()
    track.items[1].join(fade())
    with pytest.raises(
        InvalidTimeline, match=r"test_building_motion.py:\d+: image 'b' is to pass over to the next item"
    ):
        track.timeline.build()


def test_a_join_that_is_passed_by_is_refused_when_all_is_built() -> None:
    track = Timeline().track("main")
    put(track, "image", at="5s").join(fade())
    put(track, "image", at=0)
    with pytest.raises(InvalidTimeline, match="there is none on its track"):
        track.timeline.build()


def test_ids_of_transitions_are_not_given_twice() -> None:
    track = pair()
    put(track, "image", id="c")
    track.items[0].join(fade(), id="seam")
    with pytest.raises(InvalidTimeline, match="the id 'seam' is taken by another transition"):
        track.items[1].join(fade(), id="seam")
    track.items[1].join(fade(), id="a-to-b")
    assert list(track.timeline.build()["transitions"]) == ["seam", "a-to-b"]
