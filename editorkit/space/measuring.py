"""How much room a text takes: an estimate, since the vendor's fonts are not public (see `advances`, `wrapping`)."""

import reprlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TypedDict, Unpack

from editorkit.errors import UsageError
from editorkit.space.lengths import as_exact, divide, positive
from editorkit.space.wrapping import Pen, pen, unbreakable, wrap
from editorkit.ticks import Exact, Number, whole

_ENDLESS = 10**30
_NAMED_WEIGHTS = {"normal": 400, "bold": 700}


@dataclass(frozen=True, slots=True)
class Measured:
    """A text in lines, at least one. `width` is that of the widest in pixels, rounded up so that rounding never
    costs a line; `height` is exact: lines x font size x line height."""

    width: int
    height: Exact
    lines: tuple[str, ...]


class Style(TypedDict, total=False):
    """What else changes the size of a text, as `measure` takes it."""

    line_height: Number
    letter_spacing: Number
    weight: int | str


def measure(
    text: str,
    *,
    font_size: Number,
    line_height: Number = 1.2,
    letter_spacing: Number = 0,
    weight: int | str = 400,
    max_width: Number | None = None,
) -> Measured:
    """The lines of a text and the size of their box.

    `font_size` and `letter_spacing` (after every character) are pixels, `line_height` a multiple of the font size,
    `weight` a font weight: 400, `"700"`, `"bold"`. Lines are broken at `max_width` pixels, of which only whole ones
    count; a single character wider than that sticks out. None breaks at newlines only. Raises UsageError for sizes
    that are not above 0 and for unknown weights.
    """
    writing, high = _manner(font_size, line_height, letter_spacing, weight)
    limit = _ENDLESS if max_width is None else floor(positive(max_width, "a width")) * writing.scale
    lines, widths = zip(*wrap(text, writing, limit), strict=True)
    return Measured(-(-max(widths) // writing.scale), whole(len(lines) * high), lines)


def shrink(
    text: str,
    box_width: Number,
    box_height: Number,
    font_size: Number,
    *,
    minimum: int = 16,
    **style: Unpack[Style],
) -> int:
    """The largest whole font size at which a text fits a box: up to `font_size`, and not below `minimum` unless
    that itself is. All are pixels.

    It is one at which no word is broken, if there is any. Raises UsageError if the text does not fit even at
    `minimum`, and what `measure` raises.
    """
    words = "\n".join(unbreakable(text))
    width, height = positive(box_width, "a box width"), positive(box_height, "a box height")

    def breaks(size: int) -> bool:
        return measure(words, font_size=size, **style).width > width

    def overflows(size: int) -> bool:
        measured = measure(text, font_size=size, max_width=width, **style)
        return measured.width > width or measured.height > height

    largest = floor(positive(font_size, "a font size"))
    sizes = range(min(floor(positive(minimum, "a smallest size")), largest), largest + 1)
    whole = bisect_left(sizes, True, key=breaks)
    fitting = bisect_left(sizes, True, hi=whole or None, key=overflows)
    if not fitting:
        box = f"{float(width):g} x {float(height):g}"
        raise UsageError(
            f"the text {reprlib.repr(text)} does not fit a box of {box} pixels at font size {sizes[0]}: "
            "shorten it, give it more room or allow a smaller size"
        )
    return sizes[fitting - 1]


@lru_cache(maxsize=1024, typed=True)
def _manner(font_size: Number, line_height: Number, letter_spacing: Number, weight: int | str) -> tuple[Pen, Exact]:
    """What letters of a style are measured with, and how high a line of them is."""
    size = positive(font_size, "a font size")
    spacing = as_exact(letter_spacing, "a letter spacing")
    high = size * positive(line_height, "a line height")
    return pen(divide(size * _boldness(weight), 1_000_000), spacing), high


def _boldness(weight: int | str) -> int:
    """How wide letters of a weight are, in thousandths of regular ones: 30 more for bold."""
    written = str(_NAMED_WEIGHTS.get(str(weight), weight))
    if not (written.isascii() and written.isdecimal() and len(written) <= 4 and 1 <= int(written) <= 1000):
        raise UsageError(f"no font weight {reprlib.repr(weight)}; weights are 1 to 1000, 'normal' and 'bold'")
    return 1000 + max(0, int(written) - 400) // 10
