"""Frames: the sizes that go by a ratio, and where the editor puts captions in a frame."""

from fractions import Fraction

from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean
from editorkit.ticks import Exact
from editorkit.wording import told

CUSTOM = "custom"
SIZES = {  # of the vendor's plugin
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
    "3:4": (1080, 1440),
    CUSTOM: (1920, 1080),
}
SHORTEST_SIDE, LONGEST_SIDE = 50, 1920


def frame_size(ratio: str | None, width: int | None, height: int | None) -> tuple[str, int, int]:
    """The ratio and the size in pixels of a frame that is asked for by either, or by both; 16:9 where by none.

    Raises UsageError for an unknown ratio, for one side alone, and for a side that no frame may have.
    """
    if not isinstance(ratio, str | None) or ratio not in (None, *SIZES):
        hint = did_you_mean(ratio, SIZES) if isinstance(ratio, str) else ""
        raise UsageError(f"no ratio {told(ratio)}{hint}; there are {', '.join(sorted(SIZES))}")
    if (width is None) != (height is None):
        raise UsageError("say width and height, or neither")
    if width is None or height is None:
        return ratio or "16:9", *SIZES[ratio or "16:9"]
    for name, side in (("width", width), ("height", height)):
        if type(side) is not int or not SHORTEST_SIDE <= side <= LONGEST_SIDE:
            raise UsageError(
                f"{name} is a whole number of pixels from {SHORTEST_SIDE} to {LONGEST_SIDE}, not {told(side)}"
            )
    return ratio or ratio_of(width, height), width, height


def sides_of(ratio: str, width: int | None, height: int | None) -> tuple[int, int]:
    """The size of a frame of a ratio: the usual one, or that of which one side is given.

    Raises UsageError where the other side would be no whole number of pixels.
    """
    across, down = SIZES[ratio]
    scale = Fraction(width, across) if width is not None else Fraction(height or down, down)
    sides = across * scale, down * scale
    if any(side.denominator != 1 for side in sides):
        shown = " by ".join(f"{float(side):g}" for side in sides)
        raise UsageError(f"a frame of {ratio} would be {shown} pixels; give a side that makes whole numbers")
    return int(sides[0]), int(sides[1])


def ratio_of(width: int, height: int) -> str:
    """The name of the ratio that a frame has exactly; custom where it has none."""
    fitting = (name for name, (wide, high) in SIZES.items() if name != CUSTOM and wide * height == high * width)
    return next(fitting, CUSTOM)


def caption_top(width: Exact, height: Exact, high: Exact) -> Exact:
    """Where the top of captions `high` pixels high is in a frame: below the middle of a tall one, near the bottom
    of any other (the vendor's subtitle template)."""
    below = height * 578 // 1000 if height > width else height * 92 // 100 - high
    return max(0, below)
