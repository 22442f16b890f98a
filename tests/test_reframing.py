"""What `reframe` promises: nothing is distorted, what was seen is seen, and only geometry changes."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
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


def _box(left: float, top: float, width: float, height: float) -> State:
    return {"left": number(left), "top": number(top), "width": number(width), "height": number(height)}


def _text(text: str, size: int, *box: float, **more: Any) -> State:
    return item("text", 0, 4 * SECOND, text=text, fontSize=size, **_box(*box), **more)


def _values(one: State, *names: str) -> tuple[float, ...]:
    return tuple(round(float(one[name]["value"]), 4) for name in names or _BOX)


def _notes(before: State, **options: Any) -> dict[str, str]:
    notes = editorkit.transform(before, "reframe", **options).notes
    return {note.pointer.removeprefix("/items/"): note.message.partition(": ")[2] for note in notes}


def test_film_that_fills_the_frame_is_cropped_at_both_sides_alike() -> None:
    before = state({"film": item("video")})
    after = editorkit.transform(before, "reframe", ratio="9:16")
    film = after.state["items"]["film"]
    assert _values(film) == (-1166.6667, 0, 3413.3333, 1920)
    assert _values(film, "cropLeft", "cropRight") == (0.3418, 0.3418)
    assert "cropTop" not in film
    assert [note.message for note in after.notes] == [
        "'film': it is cropped by 68 % of what was seen, to fill the frame"
    ]
    assert [after.state[key] for key in ("compositionWidth", "compositionHeight", "outputRatio")] == [
        1080,
        1920,
        "9:16",
    ]


def test_what_is_cropped_already_is_cropped_on() -> None:
    crops: State = {"cropTop": number(0.25), "cropBottom": number(0.25)}
    before = state({"film": item("video", **_box(0, -540, 1920, 2160), **crops)})
    after = _reframed(before, 1080, 1080)["items"]["film"]
    assert _values(after, "cropTop", "cropBottom", "cropLeft", "cropRight") == (0.25, 0.25, 0.2188, 0.2188)
    assert _seen_box(after) == (0, 0, 1080, 1080)


def test_a_picture_that_would_lose_too_much_is_shown_whole() -> None:
    before = state({"film": item("video")})
    film = _reframed(before, 200, 1900)["items"]["film"]
    assert _values(film) == (0, 893.75, 200, 112.5)
    assert _notes(before, width=200, height=1900) == {
        "film": "it is shown whole, for to fill the frame would crop 94 % of it"
    }
    assert _reframed(before, 200, 1900, mode="fill")["items"]["film"]["cropLeft"]["value"] > 0.4


def test_the_mode_is_for_all_that_fills_the_frame_or_for_some() -> None:
    before = state({"logo": item("image", **_box(60, 60, 200, 100))}, {"film": item("video")}, {"more": item("gif")})
    all_fit = _reframed(before, 1080, 1920, mode="fit")["items"]
    assert [_values(all_fit[name]) for name in ("film", "more")] == [(0, 656.25, 1080, 607.5)] * 2
    assert _values(all_fit["logo"]) == (60, 60, 200, 100)
    one_fills = _reframed(before, 1080, 1920, mode="fill", item=["logo"])["items"]
    assert _seen_box(one_fills["logo"]) == (0, 0, 1080, 1920)
    assert _reframed(before, 1080, 1920, mode="fit", item=["film"])["items"]["more"]["cropLeft"]["value"] > 0


def _seen_box(one: State) -> tuple[int, ...]:
    return tuple(round(edge) for edge in next(_boxes(one)))


def test_solids_and_sound_take_the_new_shape() -> None:
    before = state({"sound": item("audio")}, {"back": item("solid", **_box(-10, 0, 1940, 1080))})
    after = editorkit.transform(before, "reframe", ratio="9:16")
    assert _values(after.state["items"]["sound"]) == (0, 0, 1080, 1920)
    assert _values(after.state["items"]["back"]) == (-5.625, 0, 1091.25, 1920)
    assert after.notes == ()


def test_what_was_shown_whole_between_bars_stays_so() -> None:
    phone = state({"phone": item("video", **_box(656, 0, 608, 1080))})
    assert _seen_box(_reframed(phone, 1080, 1920)["items"]["phone"]) == (0, 1, 1080, 1918)


def test_corners_keep_their_distance() -> None:
    before = state(
        {"logo": item("image", **_box(60, 40, 200, 100))},
        {"price": _text("$ 9", 60, 1660, 940, 200, 80, align="right")},
        {"film": item("video")},
    )
    after = _reframed(before, 1080, 1920)["items"]
    assert _values(after["logo"]) == (60, 40, 200, 100)
    assert _values(after["price"]) == (820, 1780, 200, 80)
    notes = _notes(before, ratio="9:16")
    assert (notes["logo"], notes["price"]) == ("it stays at the top left", "it stays at the bottom right")


def test_lines_are_broken_anew_before_letters_shrink() -> None:
    before = state(
        {"short": _text("A few words", 60, 160, 100, 1600, 80, align="center")},
        {"long": _text("A line of words that goes on and on", 90, 160, 400, 1600, 120, align="center")},
        {"high": _text("A line of words that goes on and on", 60, 160, 800, 1600, 200, align="center")},
    )
    after = _reframed(before, 1080, 1920)["items"]
    assert [after[name]["width"]["value"] for name in ("short", "long", "high")] == [972, 972, 972]
    assert [after[name]["fontSize"] for name in ("short", "high")] == [60, 60]
    assert 45 <= after["long"]["fontSize"] < 70


def test_letters_that_are_scaled_as_a_whole_keep_their_lines() -> None:
    words = item("captions", scaleX=number(4), **_box(700, 500, 400, 60))
    after = _reframed(state({"words": words}), 1080, 1920)["items"]["words"]
    assert after["width"]["value"] / after["height"]["value"] == pytest.approx(400 / 60)
    assert after["width"]["value"] * 4 <= 1080


def test_texts_that_are_alike_at_different_times_stay_alike() -> None:
    box = (160, 400, 1600, 120)
    before = state({"a": _text("Short", 90, *box), "b": _text("Not that short, but long instead", 90, *box)})
    before["items"]["b"]["startTicks"] = 4 * SECOND
    after = _reframed(before, 1080, 1920)["items"]
    assert after["a"]["fontSize"] == after["b"]["fontSize"] < 90


def test_what_is_near_each_other_stays_together() -> None:
    before = state(
        {"bar": item("solid", 0, 4 * SECOND, **_box(120, 370, 64, 6))},
        {"title": _text("Title", 96, 120, 390, 700, 140)},
        {"button": item("solid", 0, 4 * SECOND, **_box(120, 560, 300, 72))},
    )
    after = _reframed(before, 1080, 1920)["items"]
    tops = [after[name]["top"]["value"] for name in ("bar", "title", "button")]
    assert [top - tops[0] for top in tops] == [0, 20, 190]
    assert {after[name]["left"]["value"] for name in after} == {120}


def test_what_has_no_room_side_by_side_is_set_one_below_the_other() -> None:
    before = state(
        {"title": _text("Revenue", 72, 80, 290, 840, 200)},
        {"chart": item("chart", 0, 4 * SECOND, **_box(980, 160, 860, 660))},
    )
    after = _reframed(before, 1080, 1920)["items"]
    title, chart = (_values(after[name]) for name in ("title", "chart"))
    assert title[1] + title[3] < chart[1]
    assert (chart[2:], after["title"]["fontSize"]) == ((860, 660), 72)
    assert _notes(before, ratio="9:16") == {
        "title": "it stands above what was to the right of it, for there is no room for both side by side",
        "chart": "it stands below what was to the left of it, for there is no room for both side by side",
    }


def test_what_has_no_room_one_below_the_other_is_set_side_by_side() -> None:
    before = state(
        {"title": _text("Sales", 80, 90, 200, 900, 96, align="center")},
        {"chart": item("chart", 0, 4 * SECOND, **_box(90, 500, 900, 500))},
        {"figure": item("illustration", 0, 4 * SECOND, **_box(240, 1200, 600, 600))},
    ) | {"compositionWidth": 1080, "compositionHeight": 1920, "outputRatio": "9:16"}
    after = _reframed(before, 1920, 1080)["items"]
    title, chart, figure = (_values(after[name]) for name in ("title", "chart", "figure"))
    assert title[1] + title[3] < min(chart[1], figure[1])
    assert chart[0] + chart[2] < figure[0]
    assert (chart[2], figure[2]) == (900, 600)


def test_parts_of_a_split_screen_turn_with_the_frame_and_take_along_what_is_in_them() -> None:
    halved = {"cropLeft": number(0.25), "cropRight": number(0.25)}
    before = state(
        {"words": _text("Some words", 72, 1018, 300, 800, 90)},
        {"photo": item("image", 0, 4 * SECOND, **_box(-480, 0, 1920, 1080), **halved)},
        {"panel": item("solid", 0, 4 * SECOND, **_box(960, 0, 960, 1080))},
    )
    tall = _reframed(before, 1080, 1920)["items"]
    assert _seen_box(tall["photo"]) == (0, 0, 1080, 960)
    assert _values(tall["panel"]) == (0, 960, 1080, 960)
    assert 960 < tall["words"]["top"]["value"] < 1920 - 90
    square = _reframed(before, 1080, 1080)["items"]
    assert _seen_box(square["photo"]) == (0, 0, 540, 1080)
    assert square["words"]["left"]["value"] > 540
    assert _notes(before, ratio="9:16")["panel"] == "it takes the lower part of the frame, not the right one"


def test_low_captions_stand_where_the_editor_puts_them() -> None:
    before = state({"words": item("captions", **_box(160, 820, 1600, 154))})
    tall = editorkit.transform(before, "reframe", ratio="9:16")
    assert _values(tall.state["items"]["words"]) == (54, 1109, 972, 154)
    assert tall.notes[0].message == "'words': captions stand below the middle of a frame of this shape"
    wide = editorkit.transform(tall.state, "reframe", ratio="16:9").state
    assert wide["items"]["words"]["top"]["value"] == 1080 * 92 // 100 - 154


def test_captions_keep_off_what_they_were_off() -> None:
    before = state(
        {"words": item("captions", **_box(160, 820, 1600, 154))},
        {"title": item("solid", **_box(560, 380, 800, 320))},
    )
    after = _reframed(before, 1080, 1920)["items"]
    assert after["title"]["top"]["value"] + 320 <= after["words"]["top"]["value"]


def test_what_slides_in_still_does() -> None:
    before = state(
        {
            "title": item(
                "text", text="Hello", **_box(460, 450, 1000, 150) | {"left": number(460, (0, -1000), (9000, 460))}
            )
        },
        {"film": item("video", left=number(0, (0, 1920), (9000, 0)))},
    )
    after = _reframed(before, 1080, 1920)["items"]
    assert [point["value"] for point in after["title"]["left"]["keyframes"]] == [-972, 54]
    seen = list(_boxes(after["film"]))
    assert [round(box[0]) for box in seen] == [0, 1080, 0]


def test_what_moves_about_moves_about() -> None:
    ball = item("solid", shape="circle", **_box(1700, 800, 150, 150) | {"left": number(1700, (0, 100), (9000, 1700))})
    after = _reframed(state({"ball": ball}), 1080, 1920)["items"]["ball"]
    assert after["width"]["value"] == after["height"]["value"] == 150
    first, last = (point["value"] for point in after["left"]["keyframes"])
    assert 54 <= first < 90 and 850 < last <= 1080 - 150 - 54


def test_what_reaches_from_edge_to_edge_still_does() -> None:
    before = state(
        {"name": _text("Jane Doe", 64, 140, 800, 700, 80)},
        {"band": item("solid", 0, 4 * SECOND, **_box(0, 780, 1920, 180))},
    )
    after = _reframed(before, 1080, 1920)["items"]
    assert _values(after["band"], "left", "width", "height") == (0, 1080, 180)
    assert after["name"]["top"]["value"] - after["band"]["top"]["value"] == 20


def test_a_picture_in_the_background_is_told_about() -> None:
    background = {"type": "image", "imageAssetId": None, "imageUrl": "https://example.com/a.png", "source": "preset"}
    before = state({"film": item("video")}, globalBackground=background)
    notes = editorkit.transform(before, "reframe", ratio="9:16").notes
    assert notes[-1].pointer == "/globalBackground"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "give --ratio"),
        ({"ratio": "9:16", "width": 90, "height": 160}, "give --ratio"),
        ({"width": 100}, "give --ratio"),
        ({"ratio": "9:16", "width": 100}, "would be 100 by 177.778 pixels"),
        ({"ratio": "9:16", "height": 80}, "from 50 to 1920"),
        ({"width": 100, "height": 2000}, "from 50 to 1920"),
        ({"ratio": "9:17"}, "did you mean '9:16'"),
        ({"ratio": "custom"}, "no ratio"),
        ({"ratio": "1:1", "item": ["film"]}, "--mode"),
        ({"ratio": "1:1", "mode": "fit", "item": ["flim"]}, "did you mean 'film'"),
        ({"ratio": "1:1", "mode": "stretch"}, "choose fill or fit"),
        ({"ratio": "1:1", "safe_area": "50%"}, "less than a half"),
        ({"ratio": "1:1", "safe_area": "wide"}, "is no margin"),
    ],
)
def test_what_makes_no_frame_is_refused(options: State, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        editorkit.transform(state({"film": item("video")}), "reframe", **options)


def test_a_ratio_may_have_another_size() -> None:
    before = state({"film": item("video")})
    for side in ({"width": 720}, {"height": 1280}):
        assert _frame(editorkit.transform(before, "reframe", ratio="9:16", **side).state) == (720, 1280)


def test_old_releases_are_reframed_as_they_are() -> None:
    before = editorkit.migrate(promo(), "1.0").state
    after = editorkit.transform(before, "reframe", ratio="9:16").state
    assert editorkit.check(after).release == "1.0"
    assert same(editorkit.migrate(after, "1.1").state["items"], _reframed(promo(), 1080, 1920)["items"])


def test_what_moves_and_all_but_fills_the_frame_stays_in_it() -> None:
    wide = item("text", left=number(228, (0, 92), (4000, 228)), width=number(1015), height=number(100))
    given_state = state({"wide": wide}) | {"compositionWidth": 1080, "compositionHeight": 1920, "outputRatio": "9:16"}
    made = editorkit.transform(given_state, "reframe", ratio="16:9").state
    assert "off-canvas-item" not in {finding.rule for finding in editorkit.check(made).findings}
    assert all(0 <= point["value"] <= 1920 - 1015 for point in made["items"]["wide"]["left"]["keyframes"])


@pytest.mark.parametrize("kind", ["text", "captions", "image"])
@pytest.mark.parametrize("ends", [(1, 1.4), (1.4, 1)])
@pytest.mark.parametrize("top", [0, 250])
def test_what_grows_or_shrinks_stays_inside_the_frame_at_its_largest(
    kind: str, ends: tuple[float, float], top: int
) -> None:
    scale = number(ends[1], (0, ends[0]), (SECOND // 2, ends[1]))
    box: State = {"left": number(320), "width": number(640), "top": number(top), "height": number(200)}
    made = state({"a": item(kind) | {"scaleX": scale, "scaleY": scale} | box})
    made |= {"compositionWidth": 1280, "compositionHeight": 720}
    after = editorkit.transform(made, "reframe", ratio="9:16").state
    found = after["items"]["a"]
    left, width = found["left"]["value"], found["width"]["value"]
    assert left + width / 2 - 0.7 * width >= 0 and left + width / 2 + 0.7 * width <= after["compositionWidth"]
