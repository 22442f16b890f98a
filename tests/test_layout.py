"""Boxes, anchors, columns and pictures in boxes: the laws of placing things in a frame."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.errors import UsageError
from editorkit.space.fitting import MODES, Fitted, fitted
from editorkit.space.layout import ANCHORS, Box, parse_length, pixels, pixels_at, safe

FRAME = Box(0, 0, 1920, 1080)
OPPOSITE = {"left": "right", "top": "bottom", "right": "left", "bottom": "top", "center": "center"}

positions = st.integers(-4000, 4000) | st.fractions(-4000, 4000, max_denominator=60)
sizes = st.integers(1, 4000) | st.fractions(Fraction(1, 7), 4000, max_denominator=60)
boxes = st.builds(Box, positions, positions, sizes, sizes)
roomy = st.builds(Box, positions, positions, st.integers(200, 4000), st.integers(200, 4000))
pictures = st.tuples(st.integers(1, 5000), st.integers(1, 5000))
anchors = st.sampled_from(ANCHORS)
shares = st.integers(1, 9) | st.lists(
    st.integers(1, 5) | st.sampled_from([0.5, Fraction(1, 3)]), min_size=1, max_size=9
)
gaps = st.integers(0, 20) | st.sampled_from(["1%", "12px", 2.5, Fraction(1, 3)])


def count(cut: Any) -> int:
    return cut if isinstance(cut, int) else len(cut)


def mirrored(anchor: str) -> str:
    return "-".join(OPPOSITE[side] for side in anchor.split("-"))


def covers(outer: Box, inner: Box) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


def uncropped_part(placed: Fitted) -> Box:
    """What an item shows: its box without its crops."""
    box, crops = placed.box, placed.crops
    return box.inset(
        left=crops.get("cropLeft", 0) * box.width,
        top=crops.get("cropTop", 0) * box.height,
        right=crops.get("cropRight", 0) * box.width,
        bottom=crops.get("cropBottom", 0) * box.height,
    )


# Lengths


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (120, 120),
        (0.1, Fraction(1, 10)),
        (2.0, 2),
        (Fraction(7, 2), Fraction(7, 2)),
        ("120px", 120),
        ("-7.5px", Fraction(-15, 2)),
        ("25%", 480),
        ("12.5%", 240),
        ("-5%", -96),
        ("0.01%", Fraction(192, 1000)),
    ],
)
def test_a_length_means_pixels_or_a_share(written: Any, meant: Any) -> None:
    length = parse_length(written, 1920)
    assert length == meant
    assert type(length) is type(meant)


@pytest.mark.parametrize(
    "bad", ["", "12", "12 px", "px", "%", "1e3px", "٣%", "12em", "1234567890px", "nan", None, True, [], 10**10, -1e300]
)
def test_what_is_no_length_is_refused(bad: Any) -> None:
    with pytest.raises(UsageError, match="a length"):
        parse_length(bad, 1920)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_endless_lengths_are_refused(bad: float) -> None:
    with pytest.raises(UsageError, match=f"billion, not {bad}"):
        parse_length(bad, 1920)


@given(st.integers(-999, 999), sizes)
def test_a_share_is_that_part_of_the_side(percent: int, whole: Any) -> None:
    assert parse_length(f"{percent}%", whole) * 100 == percent * whole


# Boxes


@given(boxes)
def test_the_center_is_as_far_from_each_pair_of_edges(box: Box) -> None:
    x, y = box.center
    assert x - box.left == box.right - x
    assert y - box.top == box.bottom - y


@given(st.builds(Box, *[st.integers(-4000, 4000)] * 2, *[st.integers(1, 4000)] * 2))
def test_whole_numbers_stay_ints(box: Box) -> None:
    made = [*box.columns(3, "2%"), *box.rows(2), box.inset(-1), box.place("center", "50%", "50%"), box.fit(3, 2)]
    edges = [edge for one in made for edge in (one.left, one.top, one.width, one.height, one.right, one.bottom)]
    assert all(type(edge) is int or edge.denominator > 1 for edge in edges)


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (-1, 5)])
def test_a_box_has_an_area(size: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="above 0"):
        Box(0, 0, *size)


def test_a_box_is_exact() -> None:
    with pytest.raises(UsageError, match=r"ints and Fractions, not of 0\.5"):
        Box(0, 0, 0.5, 1)  # type: ignore[arg-type]


# Margins


@given(roomy, st.integers(0, 99))
def test_an_inset_is_undone_by_its_opposite(box: Box, margin: int) -> None:
    assert box.inset(margin).inset(-margin) == box


@given(roomy, *[st.integers(0, 99)] * 4)
def test_an_inset_takes_from_each_side_what_it_says(box: Box, left: int, top: int, right: int, bottom: int) -> None:
    inner = box.inset(left=left, top=top, right=right, bottom=bottom)
    assert (inner.left - box.left, inner.top - box.top) == (left, top)
    assert (box.right - inner.right, box.bottom - inner.bottom) == (right, bottom)


@given(boxes, st.integers(1, 49))
def test_an_inset_in_shares_keeps_center_and_shape(box: Box, percent: int) -> None:
    inner = box.inset(f"{percent}%")
    assert inner.center == box.center
    assert inner.width * box.height == inner.height * box.width


def test_a_named_side_goes_before_the_margin_of_all() -> None:
    assert FRAME.inset(10, left=0) == Box(0, 10, 1910, 1060)


@pytest.mark.parametrize("margin", ["50%", 540, "600px"])
def test_margins_leave_something(margin: Any) -> None:
    with pytest.raises(UsageError, match="leave nothing of a box of 1920 x 1080"):
        FRAME.inset(margin)


@given(boxes)
def test_safe_margins_are_the_same_on_all_sides(box: Box) -> None:
    inner = safe(box)
    margin = min(box.width, box.height) / Fraction(20)
    assert inner == box.inset(margin)


# Columns, rows, grids


@given(roomy, shares, gaps)
def test_columns_cover_the_box_but_for_the_gaps(box: Box, cut: Any, gap: Any) -> None:
    columns, between = box.columns(cut, gap), parse_length(gap, box.width)
    assert columns[0].left == box.left
    assert columns[-1].right == box.right
    assert all(after.left - before.right == between for before, after in pairwise(columns))
    assert {(column.top, column.height) for column in columns} == {(box.top, box.height)}


@given(roomy, st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_columns_are_as_wide_as_their_shares(box: Box, cut: list[int]) -> None:
    columns = box.columns(cut, 3)
    assert all(column.width * cut[0] == columns[0].width * share for column, share in zip(columns, cut, strict=True))


@given(roomy, shares, gaps)
def test_rows_are_columns_on_their_side(box: Box, cut: Any, gap: Any) -> None:
    turned = Box(box.top, box.left, box.height, box.width).columns(cut, gap)
    assert box.rows(cut, gap) == tuple(Box(one.top, one.left, one.height, one.width) for one in turned)


@given(roomy, st.integers(1, 12))
def test_columns_without_gaps_still_touch_in_whole_pixels(box: Box, cut: int) -> None:
    columns = [pixels(column) for column in box.columns(cut)]
    assert all(a["left"] + a["width"] == b["left"] for a, b in pairwise(columns))
    assert sum(column["width"] for column in columns) == pixels(box)["width"]


@given(roomy, shares, shares, gaps)
def test_a_grid_is_its_rows_cut_into_columns(box: Box, columns: Any, rows: Any, gap: Any) -> None:
    cells = box.grid(columns, rows, gap)
    assert len(cells) == count(columns) * count(rows)
    assert cells[: count(columns)] == box.rows(rows, gap)[0].columns(columns, gap)
    assert cells[-1] == box.rows(rows, gap)[-1].columns(columns, gap)[-1]


@pytest.mark.parametrize("cut", [0, -1, 1001, 10**12, [], [1] * 1001, [1, 0], [1, -1], ["1"], [True]])
@pytest.mark.parametrize("way", [Box.columns, Box.rows])
def test_a_box_is_cut_into_parts_that_are_some(way: Callable[..., Any], cut: Any) -> None:
    with pytest.raises(UsageError):
        way(FRAME, cut)


def test_gaps_leave_room() -> None:
    with pytest.raises(UsageError, match="2 gaps of 960 pixels leave no room in 1920 pixels"):
        FRAME.columns(3, "50%")


# Anchors


@given(roomy, anchors, st.integers(1, 200), st.integers(1, 200))
def test_what_is_placed_at_an_anchor_lies_inside_at_the_named_edges(box: Box, anchor: str, w: int, h: int) -> None:
    placed = box.place(anchor, w, h)
    assert covers(box, placed)
    assert (placed.width, placed.height) == (w, h)
    assert all(getattr(placed, edge) == getattr(box, edge) for edge in anchor.split("-") if edge != "center")


@given(boxes, anchors, sizes, sizes)
def test_opposite_anchors_mirror_each_other(box: Box, anchor: str, w: Any, h: Any) -> None:
    one, other = box.place(anchor, w, h), box.place(mirrored(anchor), w, h)
    assert one.left - box.left == box.right - other.right
    assert one.top - box.top == box.bottom - other.bottom


@given(boxes, anchors, st.integers(1, 300))
def test_sizes_can_be_shares_of_the_box(box: Box, anchor: str, percent: int) -> None:
    placed = box.place(anchor, f"{percent}%", "100%")
    assert placed == box.place(anchor, box.width * Fraction(percent, 100), box.height)


@given(boxes, positions, positions)
def test_a_pair_is_the_offset_of_the_corner(box: Box, x: Any, y: Any) -> None:
    assert box.place((x, y), 5, 6) == Box(box.left + x, box.top + y, 5, 6)


def test_a_pair_can_be_shares_of_the_box() -> None:
    assert FRAME.place(["50%", "10%"], 5, 6) == Box(960, 108, 5, 6)


def test_an_unknown_anchor_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no anchor 'topleft' \(did you mean 'top-left'\?\); anchors are center, "):
        FRAME.place("topleft", 1, 1)


@pytest.mark.parametrize("at", [(), (1,), (1, 2, 3), None, 5])
def test_a_place_is_an_anchor_or_a_pair(at: Any) -> None:
    with pytest.raises(UsageError, match="a place is an anchor or a pair"):
        FRAME.place(at, 1, 1)


# Fit and fill


@given(boxes, pictures, anchors)
def test_the_fitting_box_keeps_its_shape_and_touches_two_edges_from_inside(
    box: Box, shape: tuple[int, int], anchor: str
) -> None:
    inner = box.fit(*shape, anchor)
    assert inner.width * shape[1] == inner.height * shape[0]
    assert covers(box, inner)
    assert inner.width == box.width or inner.height == box.height


@given(boxes, pictures, anchors)
def test_the_filling_box_keeps_its_shape_and_touches_two_edges_from_outside(
    box: Box, shape: tuple[int, int], anchor: str
) -> None:
    outer = box.fill(*shape, anchor)
    assert outer.width * shape[1] == outer.height * shape[0]
    assert covers(outer, box)
    assert outer.width == box.width or outer.height == box.height


@given(boxes, boxes)
def test_a_box_fits_in_what_fills_it(box: Box, shape: Box) -> None:
    assert box.fill(shape.width, shape.height).fit(box.width, box.height) == box


@given(boxes, pictures, anchors, st.sampled_from(["fit", "fill", "crop"]))
def test_pictures_keep_their_shape_unless_stretched(box: Box, shape: tuple[int, int], focus: str, mode: str) -> None:
    whole = fitted(box, *shape, mode, focus).box
    assert whole.width * shape[1] == whole.height * shape[0]


@given(boxes, pictures, anchors)
def test_a_cropped_picture_shows_exactly_in_its_box(box: Box, shape: tuple[int, int], focus: str) -> None:
    assert uncropped_part(fitted(box, *shape, "crop", focus)) == box


@given(boxes, pictures, anchors)
def test_a_crop_is_a_filling_picture_with_crops(box: Box, shape: tuple[int, int], focus: str) -> None:
    cropped, filling = fitted(box, *shape, "crop", focus), fitted(box, *shape, "fill", focus)
    assert cropped.box == filling.box
    assert all(0 < share < 1 for share in cropped.crops.values())
    assert covers(filling.box, box)


@given(boxes, pictures, anchors, st.sampled_from(["fit", "fill", "stretch"]))
def test_only_a_crop_crops(box: Box, shape: tuple[int, int], focus: str, mode: str) -> None:
    placed = fitted(box, *shape, mode, focus)
    assert placed.crops == {}
    assert placed.in_pixels() == pixels(placed.box)


@given(boxes, pictures)
def test_stretching_takes_the_shape_of_the_box(box: Box, shape: tuple[int, int]) -> None:
    assert fitted(box, *shape, "stretch").box == box


@pytest.mark.parametrize(
    ("focus", "crops"),
    [
        ("left", {"cropRight": Fraction(1, 2)}),
        ("right", {"cropLeft": Fraction(1, 2)}),
        ("center", {"cropLeft": Fraction(1, 4), "cropRight": Fraction(1, 4)}),
        ("top-left", {"cropRight": Fraction(1, 2)}),
        ("bottom", {"cropLeft": Fraction(1, 4), "cropRight": Fraction(1, 4)}),
    ],
)
def test_the_focus_is_what_stays(focus: str, crops: Any) -> None:
    assert fitted(Box(0, 0, 100, 100), 400, 200, "crop", focus).crops == crops


@given(boxes, pictures, anchors)
def test_the_crops_of_a_rounded_picture_show_whole_pixels(box: Box, shape: tuple[int, int], focus: str) -> None:
    values = fitted(box, *shape, "crop", focus).in_pixels()
    across = 1 - values.get("cropLeft", 0) - values.get("cropRight", 0)
    down = 1 - values.get("cropTop", 0) - values.get("cropBottom", 0)
    shown = pixels(box)
    assert values["width"] * across == pytest.approx(shown["width"])
    assert values["height"] * down == pytest.approx(shown["height"])
    assert values["left"] + values["width"] * values.get("cropLeft", 0) == pytest.approx(shown["left"], abs=1)


def test_a_rounded_crop_starts_at_the_pixel_of_its_box() -> None:
    values = fitted(Box(0, 0, 400, 400), 1920, 1080, "crop").in_pixels()
    assert values == {
        "left": -156,
        "top": 0,
        "width": 712,
        "height": 400,
        "cropLeft": 156 / 712,
        "cropRight": 156 / 712,
    }


def test_a_part_thinner_than_a_pixel_stays_inside_of_the_picture() -> None:
    sliver = Fitted(Box(0, 0, Fraction(49, 10), 4), Box(Fraction(46, 10), 0, Fraction(3, 10), 4))
    assert sliver.in_pixels() == {"left": 0, "top": 0, "width": 5, "height": 4, "cropLeft": 0.8}


def test_an_unknown_mode_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no mode 'crops' \(did you mean 'crop'\?\).* modes are fit, fill, crop, str"):
        fitted(FRAME, 4, 3, "crops")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("wrong", [(0, 3, "top"), (4, -3, "top"), (4, "3", "top"), (4, 3, "topp"), (4, 3, (1, 2))])
def test_every_mode_refuses_what_is_no_picture_or_focus(mode: str, wrong: Any) -> None:
    width, height, focus = wrong
    with pytest.raises(UsageError):
        fitted(FRAME, width, height, mode, focus)


# Whole pixels


@given(boxes)
def test_edges_are_rounded_half_up(box: Box) -> None:
    rounded = pixels(box)
    assert -Fraction(1, 2) < rounded["left"] - box.left <= Fraction(1, 2)
    assert -Fraction(1, 2) < rounded["top"] - box.top <= Fraction(1, 2)
    if box.width >= 1:
        assert -Fraction(1, 2) < rounded["left"] + rounded["width"] - box.right <= Fraction(1, 2)


@given(boxes)
def test_something_is_always_seen(box: Box) -> None:
    rounded = pixels(box)
    assert list(rounded) == ["left", "top", "width", "height"]
    assert rounded["width"] >= 1
    assert rounded["height"] >= 1


@given(boxes, st.integers(-100, 100))
def test_rounding_moves_with_the_box(box: Box, step: int) -> None:
    moved = Box(box.left + step, box.top, box.width, box.height)
    assert pixels(moved) == pixels(box) | {"left": pixels(box)["left"] + step}


@given(boxes, anchors, st.integers(1, 4000), st.integers(1, 4000))
def test_a_box_at_an_anchor_has_the_pixels_of_the_box_placed_there(box: Box, at: str, width: int, height: int) -> None:
    assert pixels_at(box, at, width, height) == pixels(box.place(at, width, height))
