"""What `reframe` promises: nothing is distorted, what was seen is seen, and only geometry changes."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import editorkit
from editorkit.editing.curves import value_at
from editorkit.errors import UsageError
from editorkit.matching import same
from editorkit.testing import states
from editorkit.ticks import exact
from tests.making import SECOND, item, number, state
from tests.promo import promo

State = dict[str, Any]
Box = tuple[Fraction, Fraction, Fraction, Fraction]

FRAMES = [(1920, 1080), (1080, 1920), (1080, 1080), (1440, 1080), (1080, 1440), (640, 480), (300, 1900), (51, 77)]
frames = st.sampled_from(FRAMES)
_CROPPABLE = ("image", "video", "gif")
_PLACED = (*_CROPPABLE, "text", "captions", "chart", "lottie", "solid", "illustration", "motion-graphic")
_BOX = ("left", "top", "width", "height")
_CROPS = ("cropLeft", "cropRight", "cropTop", "cropBottom")
_SLACK = Fraction(1, 10**6)  # JSON numbers are floats


@st.composite
def layouts(draw: st.DrawFn) -> State:
    """States of things all over a frame, some of which move, and some of which lie outside."""
    width, height = draw(frames)
    made = state(*({f"i{n}": _thing(draw, width, height)} for n in range(draw(st.integers(1, 6)))))
    return made | {"compositionWidth": width, "compositionHeight": height, "outputRatio": "custom"}


def _thing(draw: st.DrawFn, width: int, height: int) -> State:
    places = {name: _places(draw, length) for name, length in (("left", width), ("top", height))}
    sizes = {"width": number(draw(st.integers(1, width))), "height": number(draw(st.integers(1, height)))}
    if draw(st.booleans()):
        places = {"left": number(0), "top": number(draw(st.sampled_from([0, height // 2])))}
        sizes = {
            "width": number(width),
            "height": number(draw(st.sampled_from([height, height // 2, height // 10 + 1]))),
        }
    kind = draw(st.sampled_from(_PLACED))
    made = item(kind, draw(st.integers(0, 3)) * SECOND, draw(st.integers(1, 3)) * SECOND, **places, **sizes)
    if kind in _CROPPABLE and draw(st.booleans()):
        made |= {name: number(draw(st.sampled_from([0, 0.1, 0.25, 0.49]))) for name in _CROPS}
    if kind == "text":
        made |= {"text": draw(st.text("ab c\n", max_size=40)), "fontSize": draw(st.integers(1, 300))}
    return made


def _places(draw: st.DrawFn, length: int) -> State:
    inside = st.integers(0, length)
    anywhere = st.integers(-2 * length, 2 * length)
    if draw(st.integers(0, 3)):
        return number(draw(inside | inside | anywhere))
    first, last = draw(anywhere), draw(inside)
    return number(last, (0, first), (SECOND // 2, last))


def _reframed(before: State, width: int, height: int, **options: Any) -> State:
    return editorkit.transform(before, "reframe", width=width, height=height, **options).state


def _frame(made: State) -> tuple[int, int]:
    return int(made["compositionWidth"]), int(made["compositionHeight"])


def _boxes(one: State) -> Iterator[Box]:
    """What is seen of an item at rest and at its keyframes: crops taken away, neither turned nor scaled."""
    tracks = [one[name] for name in _BOX]
    near, far, upper, lower = (exact(one.get(name, {"value": 0})["value"]) for name in _CROPS)
    moments = sorted({point["timeTicks"] for track in tracks for point in track["keyframes"]})
    for moment in [None, *moments]:
        left, top, wide, high = (_at(track, moment) for track in tracks)
        yield left + near * wide, top + upper * high, wide * (1 - near - far), high * (1 - upper - lower)


def _at(track: State, moment: int | None) -> Fraction:
    points = track["keyframes"]
    if moment is None or not points:
        return exact(track["value"])
    return exact(value_at(points, [point["timeTicks"] for point in points], moment))


def _is_inside(box: Box, frame: tuple[int, int], margin: Fraction = Fraction(0)) -> bool:
    left, top, wide, high = box
    edges = (left, top, frame[0] - left - wide, frame[1] - top - high)
    return all(edge >= margin - _SLACK for edge in edges)


@settings(max_examples=300)
@given(layouts(), frames)
def test_what_was_wholly_visible_stays_so(before: State, frame: tuple[int, int]) -> None:
    """But for animated pictures that fill the frame: they cannot be cropped, and the frame cuts them off."""
    after = _reframed(before, *frame)
    for name, one in before["items"].items():
        boxes = list(_boxes(one))
        is_cut_off = one["type"] == "lottie" and any(_fills(box, _frame(before)) for box in boxes)
        if not is_cut_off and all(_is_inside(box, _frame(before)) for box in boxes):
            assert all(_is_inside(box, frame) for box in _boxes(after["items"][name])), name


def _fills(box: Box, frame: tuple[int, int]) -> bool:
    return box[2] * box[3] * 10 >= 9 * frame[0] * frame[1]


@settings(max_examples=300)
@given(layouts(), frames)
def test_what_was_inside_the_safe_area_stays_there(before: State, frame: tuple[int, int]) -> None:
    after = _reframed(before, *frame, safe_area="5%")
    old, new = Fraction(min(_frame(before)), 20), Fraction(min(frame), 20)
    for name, one in before["items"].items():
        if all(_is_inside(box, _frame(before), old) for box in _boxes(one)):
            assert all(_is_inside(box, frame, new) for box in _boxes(after["items"][name])), name


@settings(max_examples=300)
@given(layouts(), frames)
def test_what_is_outside_stays_outside_on_its_side(before: State, frame: tuple[int, int]) -> None:
    after = _reframed(before, *frame)
    for name, one in before["items"].items():
        for old, new in zip(_boxes(one), _boxes(after["items"][name]), strict=True):
            assert _sides(old, _frame(before)) <= _sides(new, frame), name


def _sides(box: Box, frame: tuple[int, int]) -> set[str]:
    left, top, wide, high = box
    is_out = {
        "left": left + wide <= _SLACK,
        "right": left >= frame[0] - _SLACK,
        "above": top + high <= _SLACK,
        "below": top >= frame[1] - _SLACK,
    }
    return {side for side, out in is_out.items() if out}


@settings(max_examples=300)
@given(layouts(), frames, st.sampled_from([None, "fill", "fit"]))
def test_no_picture_is_distorted(before: State, frame: tuple[int, int], mode: str | None) -> None:
    options: dict[str, Any] = {} if mode is None else {"mode": mode, "item": list(before["items"])}
    after = _reframed(before, *frame, **options)
    for name, one in before["items"].items():
        if one["type"] in (*_CROPPABLE, "lottie", "text-template"):
            made = after["items"][name]
            was, now = (Fraction(exact(x["width"]["value"]), exact(x["height"]["value"])) for x in (one, made))
            assert abs(now / was - 1) < _SLACK, name
            assert all(exact(made[crop]["value"]) >= exact(one[crop]["value"]) for crop in _CROPS if crop in one)


@settings(max_examples=100)
@given(layouts() | states("1.1", max_items=6))
def test_the_same_size_changes_nothing(before: State) -> None:
    assert same(_reframed(before, *_frame(before)), before)


@settings(max_examples=60)
@given(layouts() | st.builds(promo), st.sampled_from(["1/2", "1/3", "2/3"]))
def test_the_same_ratio_is_a_scale(before: State, factor: str) -> None:
    try:
        scaled = editorkit.transform(before, "scale-canvas", by=factor).state
    except UsageError:
        return
    after = _reframed(before, *_frame(scaled))
    assert same(after | {"outputRatio": ""}, scaled | {"outputRatio": ""})


_MAY_CHANGE = {*_BOX, *_CROPS, "borderRadius", "fontSize", "letterSpacing", "strokeWidth", "background"}


@settings(max_examples=200)
@given(layouts() | states("1.1", max_items=6), frames)
def test_only_geometry_changes(before: State, frame: tuple[int, int]) -> None:
    after = _reframed(before, *frame)
    canvas = {"compositionWidth", "compositionHeight", "outputRatio", "items"}
    assert {key: value for key, value in after.items() if key not in canvas} == {
        key: value for key, value in before.items() if key not in canvas
    }
    assert list(after["items"]) == list(before["items"])
    for name, one in before["items"].items():
        made = after["items"][name]
        assert {key for key in made.keys() | one.keys() if made.get(key) != one.get(key)} <= _MAY_CHANGE
        for track in (*_BOX, *_CROPS):
            if track in one:
                was, now = (x[track]["keyframes"] for x in (one, made))
                assert [point["timeTicks"] for point in now] == [point["timeTicks"] for point in was]


@st.composite
def scattered(draw: st.DrawFn) -> State:
    """States of small things all over a frame, none of which moves."""
    width, height = draw(frames)
    tracks = []
    for n in range(draw(st.integers(2, 6))):
        wide, high = draw(st.integers(1, width // 3)), draw(st.integers(1, height // 3))
        left, top = draw(st.integers(0, width - wide)), draw(st.integers(0, height - high))
        box = {"left": number(left), "top": number(top), "width": number(wide), "height": number(high)}
        kind = draw(st.sampled_from(_PLACED))
        tracks.append({f"i{n}": item(kind, draw(st.integers(0, 2)) * SECOND, 2 * SECOND, **box)})
    return state(*tracks) | {"compositionWidth": width, "compositionHeight": height, "outputRatio": "custom"}


@settings(max_examples=300)
@given(scattered(), frames)
def test_what_stood_beside_another_does_not_come_to_lie_upon_it(before: State, frame: tuple[int, int]) -> None:
    after = _reframed(before, *frame)
    names = list(before["items"])
    for one, other in ((a, b) for n, a in enumerate(names) for b in names[n + 1 :]):
        if abs(before["items"][one]["startTicks"] - before["items"][other]["startTicks"]) < 2 * SECOND:
            was, now = (_overlap(*(next(_boxes(x["items"][name])) for name in (one, other))) for x in (before, after))
            assert was > 0 or now <= 2, (one, other)


def _overlap(one: Box, other: Box) -> Fraction:
    """By how many pixels two boxes overlap, at least; below 0 where they do not."""
    return min(
        min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis]) for axis in (0, 1)
    )
