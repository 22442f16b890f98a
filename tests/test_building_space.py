"""Where things stand: anchors, sizes, boxes, margins, pictures in boxes, and texts that are measured."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.building import Box, InvalidTimeline, Timeline, keyframes
from editorkit.space.measuring import measure
from tests.programs import RELEASES, asset, one, put

Place = tuple[float, float, float, float]
each_release = pytest.mark.parametrize("release", RELEASES)
FULL: Place = (0, 0, 1920, 1080)


def box(made: dict[str, Any]) -> Place:
    """Left, top, width and height."""
    left, top, width, height = (made[side]["value"] for side in ("left", "top", "width", "height"))
    return left, top, width, height


def placed(kind: str, **more: Any) -> Place:
    return box(one("1.1", kind, **more))


def pictured(**more: Any) -> dict[str, Any]:
    """An image item of a square picture."""
    timeline = Timeline()
    item = put(timeline.track("main"), "image", asset(timeline, "image", width=500, height=500), **more)
    made: dict[str, Any] = timeline.build()["items"][item.id]
    return made


# What has no picture and no letters


@pytest.mark.parametrize("kind", ["solid", "illustration", "chart", "text-template", "motion-graphic", "captions"])
def test_by_default_all_of_the_frame_is_covered(kind: str) -> None:
    assert placed(kind) == FULL


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ({"size": (400, 200)}, (760, 440, 400, 200)),
        ({"size": ("50%", "50%"), "place": "top-left"}, (0, 0, 960, 540)),
        ({"size": (400, "10%"), "place": "bottom"}, (760, 972, 400, 108)),
        ({"size": (400, 200), "place": (100, "10%")}, (100, 108, 400, 200)),
        ({"size": [400, 200], "place": "right", "margin": 50}, (1470, 440, 400, 200)),
        ({"margin": "10%"}, (108, 108, 1704, 864)),
        ({"place": (10, 20)}, (10, 20, 1920, 1080)),
        ({"place": "top"}, FULL),
        ({"box": Box(10, 20, 300, 400)}, (10, 20, 300, 400)),
        ({"box": Box(100, 100, 400, 400), "size": ("50%", 100), "place": "bottom-right"}, (300, 400, 200, 100)),
        ({"left": 5, "top": 6.5, "width": 7, "height": 8}, (5, 6.5, 7, 8)),
        ({"size": (400, 200), "left": 3}, (3, 440, 400, 200)),
    ],
)
def test_place_size_box_and_margin(more: dict[str, Any], meant: Place) -> None:
    assert placed("solid", **more) == meant


def test_a_box_leaves_alone_what_is_key_framed() -> None:
    made = one("1.1", "solid", size=(400, 200), left=keyframes(("0%", 0), ("50%", 9)))
    assert made["left"]["keyframes"][1]["value"] == 9
    assert made["top"]["value"] == 440


def test_the_frame_is_cut_into_columns_rows_and_cells() -> None:
    frame = Timeline(ratio="9:16").frame
    assert (frame.width, frame.height) == (1080, 1920)
    thirds = [placed("solid", box=column) for column in Timeline().frame.columns(3)]
    assert thirds == [(0, 0, 640, 1080), (640, 0, 640, 1080), (1280, 0, 640, 1080)]
    cells = [placed("solid", box=cell) for cell in Timeline().frame.grid(2, (1, 2), gap=0)]
    assert cells == [(0, 0, 960, 360), (960, 0, 960, 360), (0, 360, 960, 720), (960, 360, 960, 720)]


@given(st.integers(1, 17), st.integers(0, 9))
def test_columns_that_are_rounded_still_touch(count: int, gap: int) -> None:
    timeline = Timeline()
    for cell in timeline.frame.columns(count, gap=gap):
        timeline.track().solid(box=cell, length="1s")
    found = [box(item) for item in timeline.build()["items"].values()]
    assert all(one[0] + one[2] + gap == two[0] for one, two in pairwise(found))


def test_there_is_room_for_titles() -> None:
    assert placed("solid", box=Timeline().safe()) == (54, 54, 1812, 972)
    assert placed("solid", box=Timeline().safe("10%")) == (108, 108, 1704, 864)


# Pictures


@pytest.mark.parametrize("kind", ["image", "video", "gif", "lottie"])
@each_release
def test_pictures_fit_the_frame(release: str, kind: str) -> None:
    assert box(one(release, kind)) == FULL


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ({}, (420, 0, 1080, 1080)),
        ({"place": "left"}, (0, 0, 1080, 1080)),
        ({"fit": "fill"}, (0, -420, 1920, 1920)),
        ({"fit": "fill", "focus": "top"}, (0, 0, 1920, 1920)),
        ({"fit": "fill", "place": "bottom"}, (0, -840, 1920, 1920)),
        ({"fit": "stretch"}, FULL),
        ({"size": (300, 200)}, (860, 440, 200, 200)),
        ({"box": Box(0, 0, 100, 50)}, (25, 0, 50, 50)),
        ({"margin": 40, "place": "bottom-right"}, (880, 40, 1000, 1000)),
    ],
)
def test_a_square_picture_in_a_wide_frame(more: dict[str, Any], meant: Place) -> None:
    assert box(pictured(**more)) == meant


def test_a_crop_shows_the_box_and_no_more() -> None:
    made = pictured(fit="crop")
    assert box(made) == (0, -420, 1920, 1920)
    assert {name: made[name]["value"] for name in ("cropTop", "cropBottom")} == {
        "cropTop": 0.21875,
        "cropBottom": 0.21875,
    }
    assert "cropLeft" not in made


def test_a_crop_keeps_what_is_in_focus() -> None:
    made = pictured(fit="crop", focus="top")
    assert box(made) == (0, 0, 1920, 1920)
    assert (made.get("cropTop"), made["cropBottom"]["value"]) == (None, 0.4375)


def test_a_picture_stays_where_all_its_sides_are_said() -> None:
    assert box(pictured(left=1, top=2, width=3, height=4)) == (1, 2, 3, 4)


# Texts


@pytest.mark.parametrize("text", ["Hi", "A longer line of words " * 5, "two\nlines", "ひらがな", ""])
def test_a_text_is_as_large_as_it_is_measured(text: str) -> None:
    measured = measure(text, font_size=64, line_height=1.2, letter_spacing=0, weight="500", max_width=1812)
    left, top, width, height = box(text_item(text))
    assert abs(width - max(1, measured.width)) <= 1 and abs(height - measured.height) <= 1
    assert abs(2 * left + width - 1920) <= 1 and abs(2 * top + height - 1080) <= 1


def text_item(text: str, **more: Any) -> dict[str, Any]:
    timeline = Timeline()
    item = timeline.track("main").text(text, length="1s", **more)
    made: dict[str, Any] = timeline.build(check=bool(text))["items"][item.id]
    return made


def test_larger_and_bolder_letters_need_more_room() -> None:
    plain, large, bold = (
        box(text_item("Launch day", **more)) for more in ({}, {"font_size": 128}, {"font_weight": 900})
    )
    assert large[2] > plain[2] and large[3] > plain[3]
    assert bold[2] > plain[2]


def test_a_text_keeps_a_margin_and_wraps_inside_of_it() -> None:
    left, top, width, height = box(text_item("words and words " * 9, place="bottom-left"))
    assert left == 54 and top + height == 1080 - 54 and width <= 1812
    assert box(text_item("words and words " * 9, margin=0, place="top-left"))[:2] == (0, 0)


def test_a_text_stands_in_its_box_or_is_of_its_size() -> None:
    half = Timeline().frame.columns(2)[1]
    left, _, width, _ = box(text_item("Hi", box=half, place="right", margin=0))
    assert left + width == 1920
    assert box(text_item("Hi", size=(300, 100), place="top-left")) == (54, 54, 300, 100)
    assert box(text_item("Hi", left=1, top=2, width=30, height=40)) == (1, 2, 30, 40)


# What cannot be


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("solid", {"place": "middle"}, "no anchor 'middle'"),
        ("solid", {"place": 5}, "place is an anchor such as 'top' or a pair (x, y), not 5"),
        ("solid", {"place": (1, 2, 3)}, "a place is an anchor or a pair"),
        ("solid", {"size": 400}, "size is a pair (width, height)"),
        ("solid", {"size": (400, "x")}, "write pixels as 120 or '120px', a share as '25%'"),
        ("solid", {"size": (0, 5)}, "a box needs a width and a height above 0"),
        ("solid", {"box": (0, 0, 5, 5)}, "box is a Box, such as promo.frame.columns(2)[0], not (0, 0, 5, 5)"),
        ("solid", {"margin": "60%"}, "the margins leave nothing"),
        ("solid", {"fit": "crop"}, "has no picture of a known size to fit"),
        ("text", {"fit": "crop"}, "fit and focus are for pictures"),
        ("image", {"fit": "cover"}, "no mode 'cover'"),
        ("image", {"fit": 5}, "fit and focus are words such as 'crop' and 'top', not 5"),
        ("image", {"fit": "crop", "focus": "middle"}, "no anchor 'middle'"),
        ("lottie", {"fit": "crop", "size": (100, 900)}, "lottie 'a' cannot be cropped"),
        ("effect", {"place": "top"}, "effect 'blur' has no place in the frame: it is all of it"),
        ("filter", {"size": (1, 2)}, "has no place in the frame"),
        ("text", {"font_size": "big"}, "font_size is a number"),
        ("text", {"font_style": 5, "font_weight": 5}, "font_style is a mapping of variant and weight, not 5"),
        ("text", {"font_weight": True}, "font_weight is a number such as 700, not True"),
        ("solid", {"font_weight": 700}, "a solid item has no letters"),
    ],
)
def test_what_cannot_be_placed_is_refused(kind: str, more: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidTimeline) as caught:
        one("1.1", kind, **more)
    assert why in str(caught.value)
