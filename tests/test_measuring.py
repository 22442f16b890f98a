"""How much room a text takes: the laws of widths, of lines and of shrinking."""

import time
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.errors import UsageError
from editorkit.space.advances import advance, cluster_advance, clusters
from editorkit.space.measuring import Measured, measure, shrink
from editorkit.space.wrapping import unbreakable

ENGLISH = (
    "It was a bright cold day in April, and the clocks were striking thirteen. Most of what we know about making films "
    "was learned by people who did not know it either; they tried, measured what they had, and tried again. "
)
FAMILY, FLAG, HEART, THUMB = "👩‍👩‍👧‍👦", "🇩🇪", "❤️", "👍🏽"

pieces = st.sampled_from(
    [*"abim WLO1.,\n\n   字の。「」한ё\u0301\u200d\ufe0f\xa0\t", FAMILY, FLAG, HEART, THUMB, "\r\n", "long-word"]
)
texts = st.lists(pieces, max_size=40).map("".join) | st.text(max_size=40)
font_sizes = st.integers(1, 200) | st.sampled_from([12.5, Fraction(64, 3)])
widths = st.integers(1, 2000) | st.sampled_from([99.5, Fraction(1000, 3)])
spacings = st.integers(0, 20) | st.sampled_from([0.5, Fraction(1, 3)])
weights = st.sampled_from([100, 400, 700, "bold"])
styles = st.fixed_dictionaries(
    {}, optional={"letter_spacing": spacings, "weight": weights, "line_height": st.just(1.35)}
)


def written(text: str) -> str:
    return "".join(text.split())


def lines(text: str, em: float) -> list[str]:
    """The lines of a text in a column of so many font sizes."""
    return list(measure(text, font_size=1000, max_width=1000 * em).lines)


def seconds(text: str) -> float:
    """The shortest of a few runs, in processor time: other programs do not count."""
    return min(_seconds_once(text) for _ in range(3))


def _seconds_once(text: str) -> float:
    start = time.process_time()
    measure(text, font_size=64, max_width=800)
    return time.process_time() - start


# Widths


def test_running_english_takes_the_average_the_vendor_reckons_with() -> None:
    assert 53 <= 100 * measure(ENGLISH, font_size=1000).width / (1000 * len(ENGLISH)) <= 57


@pytest.mark.parametrize("narrow_to_wide", ["i t n W", "l r o M", ". - 0 @", "f e A 字", "1 B m 😀"])
def test_letters_are_as_wide_as_their_kind(narrow_to_wide: str) -> None:
    advances = [advance(char) for char in narrow_to_wide.split()]
    assert advances == sorted(set(advances))


@pytest.mark.parametrize("unseen", ["\u0301", "\u200d", "\u200b", "\ufe0f", "\u2060", "\x00", "\u20e3", "\u1161"])
def test_what_is_not_seen_takes_no_room(unseen: str) -> None:
    assert measure("ab" + unseen, font_size=64).width == measure("ab", font_size=64).width or unseen == "\ufe0f"
    assert advance(unseen) == 0


@pytest.mark.parametrize("sign", [FAMILY, FLAG, HEART, THUMB, "😀", "1️⃣", "🏴‍☠️", "👨🏿‍🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_an_emoji_counts_once(sign: str) -> None:
    assert list(clusters(sign + sign)) == [sign, sign]
    assert cluster_advance(sign) == cluster_advance("😀")


@given(texts)
def test_clusters_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert all(clusters(text))


def test_four_half_flags_are_two_flags() -> None:
    assert list(clusters("🇩🇪🇫🇷🇮")) == ["🇩🇪", "🇫🇷", "🇮"]


@given(st.text("abcMW字あ 1", min_size=1), st.integers(1, 200))
def test_the_width_of_a_line_is_that_of_its_letters_rounded_up(text: str, size: int) -> None:
    expected = Fraction(sum(map(advance, text.rstrip())) * size, 1000)
    assert measure(text, font_size=size).width == ceil(expected)


@given(texts, font_sizes, spacings)
def test_letter_spacing_is_added_after_every_character(text: str, size: Any, spacing: Any) -> None:
    word = written(text)
    plain, spaced = (measure(word, font_size=size, letter_spacing=extra).width for extra in (0, spacing))
    added = Fraction(str(spacing)) * len(list(clusters(word)))
    assert abs(spaced - plain - added) <= 1


@given(texts, font_sizes)
def test_heavier_letters_are_a_little_wider(text: str, size: Any) -> None:
    regular, bold = (measure(text, font_size=size, weight=weight).width for weight in ("normal", "700"))
    assert regular <= bold <= ceil(regular * 1.03 + 1)


@pytest.mark.parametrize("spacing", [-1, -20, -1000])
def test_letters_set_too_close_never_take_less_than_nothing(spacing: int) -> None:
    close = measure("Hello, world", font_size=64, letter_spacing=spacing, max_width=300)
    assert 0 <= close.width < measure("Hello, world", font_size=64).width
    assert measure("Hi", font_size=64, letter_spacing=-1000).width == 0


# Lines


@given(texts, font_sizes, widths, styles)
def test_no_letter_is_lost(text: str, size: Any, width: Any, style: Any) -> None:
    assert written("".join(measure(text, font_size=size, max_width=width, **style).lines)) == written(text)


@given(texts, font_sizes, widths, styles)
def test_lines_are_no_wider_than_allowed_unless_they_are_one_character(
    text: str, size: Any, width: Any, style: Any
) -> None:
    for line in measure(text, font_size=size, max_width=width, **style).lines:
        if len(list(clusters(line.strip()))) > 1:
            assert measure(line, font_size=size, **style).width <= width


@given(texts, font_sizes, widths, styles)
def test_the_box_holds_its_lines(text: str, size: Any, width: Any, style: Any) -> None:
    measured = measure(text, font_size=size, max_width=width, **style)
    line_height = Fraction(str(style.get("line_height", 1.2)))
    assert measured.width == max(measure(line, font_size=size, **style).width for line in measured.lines)
    assert measured.height == len(measured.lines) * Fraction(str(size)) * line_height


@given(texts, font_sizes, widths, styles)
def test_wrapped_text_stays_as_it_is(text: str, size: Any, width: Any, style: Any) -> None:
    once = measure(text, font_size=size, max_width=width, **style)
    assert measure("\n".join(once.lines), font_size=size, max_width=width, **style) == once


@given(texts, font_sizes, styles)
def test_a_box_of_the_measured_width_needs_no_line_more(text: str, size: Any, style: Any) -> None:
    measured = measure(text, font_size=size, **style)
    assert measure(text, font_size=size, max_width=max(measured.width, 1), **style) == measured


@given(texts, st.integers(1, 150), st.integers(0, 50), widths, styles)
def test_larger_letters_never_take_less_room(text: str, size: int, more: int, width: Any, style: Any) -> None:
    small = measure(text, font_size=size, max_width=width, **style)
    large = measure(text, font_size=size + more, max_width=width, **style)
    assert len(small.lines) <= len(large.lines)
    assert small.height <= large.height


@given(texts, font_sizes, st.integers(1, 1000), st.integers(0, 1000))
def test_a_wider_box_never_takes_more_lines(text: str, size: Any, width: int, more: int) -> None:
    narrow = measure(text, font_size=size, max_width=width)
    assert len(measure(text, font_size=size, max_width=width + more).lines) <= len(narrow.lines)


@given(st.lists(st.text("abc d"), min_size=1))
def test_newlines_are_kept(paragraphs: list[str]) -> None:
    expected = tuple(paragraph.rstrip() for paragraph in paragraphs)
    assert all(measure(end.join(paragraphs), font_size=10).lines == expected for end in ("\n", "\r\n", "\r"))


@pytest.mark.parametrize(
    ("text", "em", "expected"),
    [
        ("one two three", 3, ["one", "two", "three"]),
        ("one two three", 4.5, ["one two", "three"]),
        ("one  two", 9, ["one  two"]),
        ("one   two", 2.1, ["one", "two"]),
        ("a incomprehensible b", 4, ["a", "incomp", "rehensi", "ble b"]),
        ("字字字字字", 2, ["字字", "字字", "字"]),
        ("字字。字", 2, ["字", "字。", "字"]),
        ("字「字」", 2, ["字", "「字", "」"]),
        ("字「字」", 3, ["字", "「字」"]),
        ("ok字ok", 2, ["ok", "字", "ok"]),
        ("😀😀😀", 3, ["😀😀", "😀"]),
        ("a\xa0b c", 2.2, ["a\xa0b", "c"]),
        ("  one", 2, ["", "one"]),
        ("  one", 9, ["  one"]),
        ("WWW", 0.001, ["W", "W", "W"]),
        ("e\u0301e\u0301", 0.7, ["e\u0301", "e\u0301"]),
        ("", 1, [""]),
        ("a\n", 1, ["a", ""]),
    ],
)
def test_lines_break_where_a_browser_breaks_them(text: str, em: float, expected: list[str]) -> None:
    assert lines(text, em) == expected


def test_a_line_is_as_high_as_in_the_example_of_the_documentation() -> None:
    assert measure("One line", font_size=80, max_width=411) == Measured(341, 96, ("One line",))


# Shrinking


def fits(text: str, width: int, height: int, size: int) -> bool:
    measured = measure(text, font_size=size, max_width=width)
    return measured.width <= width and measured.height <= height


@given(texts, st.integers(1, 900), st.integers(1, 900), st.integers(1, 120))
def test_the_shrunk_size_is_the_largest_that_fits(text: str, width: int, height: int, size: int) -> None:
    try:
        found = shrink(text, width, height, size, minimum=1)
    except UsageError:
        assert not fits(text, width, height, 1)
    else:
        assert fits(text, width, height, found)
        assert found == size or not fits(text, width, height, found + 1) or words_break(text, width, found + 1)


def words_break(text: str, width: int, size: int) -> bool:
    return any(measure(word, font_size=size, max_width=width).lines != (word,) for word in unbreakable(text))


@given(st.lists(st.text("abcdefg", min_size=1, max_size=9), min_size=1).map(" ".join), st.integers(200, 900))
def test_words_stay_whole_where_there_is_a_size_for_that(text: str, width: int) -> None:
    size = shrink(text, width, 10_000, 200, minimum=1)
    assert not words_break(text, width, size)


def test_words_are_broken_where_there_is_no_size_for_them() -> None:
    assert shrink("x" * 100, 200, 200, 40) == max(size for size in range(16, 41) if fits("x" * 100, 200, 200, size))


@pytest.mark.parametrize(("font_size", "expected"), [(64, 64), (64.9, 64), (12, 12)])
def test_what_fits_keeps_its_size(font_size: float, expected: int) -> None:
    assert shrink("Hi", 500, 500, font_size) == expected


def test_style_counts_when_shrinking() -> None:
    plain = shrink("A title of some words", 300, 200, 100)
    assert shrink("A title of some words", 300, 200, 100, letter_spacing=5, weight="bold", line_height=1.5) < plain


def test_what_fits_at_no_size_is_told() -> None:
    with pytest.raises(UsageError, match="does not fit a box of 50 x 20 pixels at font size 16: shorten it, give"):
        shrink(ENGLISH, 50, 20, 64)


# Refusals


@pytest.mark.parametrize(
    "wrong",
    [
        {"font_size": 0},
        {"font_size": -1},
        {"font_size": "64"},
        {"font_size": float("nan")},
        {"max_width": 0},
        {"line_height": -1},
        {"letter_spacing": "1px"},
        {"weight": 0},
        {"weight": 1001},
        {"weight": "heavy"},
        {"weight": "7٠٠"},
        {"weight": "9" * 5000},
        {"weight": -400},
    ],
)
def test_what_is_no_style_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        measure("text", **({"font_size": 64} | wrong))


@pytest.mark.parametrize("wrong", [(0, 9, 9), (9, 0, 9), (9, 9, 0)])
def test_shrinking_needs_a_box_and_a_size(wrong: Any) -> None:
    with pytest.raises(UsageError, match="more than 0"):
        shrink("text", *wrong)


# Speed


@pytest.mark.parametrize(
    "text", [ENGLISH, "x", " ", "a ", "字", "字。", "。", "e\u0301", "\u0301", FLAG, "👩\u200d", "\n", "a "]
)
def test_long_texts_are_measured_in_linear_time(text: str) -> None:
    short = text * (4_000 // len(text))
    assert seconds(short * 5) < 12 * seconds(short) + 0.01


def test_a_thousand_titles_are_measured_at_once() -> None:
    start = time.process_time()
    for number in range(1000):
        measure(f"Hello, world {number}", font_size=64, max_width=400)
    assert time.process_time() - start < 0.5
