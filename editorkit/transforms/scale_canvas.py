"""The scale-canvas transform."""

from dataclasses import dataclass
from fractions import Fraction

from editorkit.editing.draft import Draft
from editorkit.editing.options import COUNT, FACTOR, option
from editorkit.editing.scaling import scale_all
from editorkit.errors import UsageError
from editorkit.transforms import makes


@dataclass(frozen=True)
class ScaleCanvas:
    """The new size."""

    by: Fraction | None = option(FACTOR, "How many times as large: 2, 0.5, 2/3 or 150%.", None)
    width: int | None = option(COUNT, "The new width in pixels, instead; the ratio stays.", None)


@makes("canvas-changed", "item-restyled", "keyframes-changed", "content-changed")
def scale_canvas(draft: Draft, options: ScaleCanvas) -> None:
    """Make the composition and everything on it larger or smaller.

    Boxes, their keyframes, texts and corners scale alike; the ratio stays (`reframe` changes it). Refused where the
    sides would be no whole numbers from 50 to 1920 pixels.

    Example: --width 1280
    Diff:
        'title' looks different: top, left, width and 2 more
        'lower-third' looks different: top, left, width and height
        'subtitles' looks different: top, left, width and 2 more
        'ticker' looks different: top, width and height
        'shot-1' looks different: width and height
        'shot-2' looks different: width and height
        'shot-3' looks different: width and height
        'voice' looks different: width and height
        'music' looks different: width and height
        'backdrop' looks different: width and height
        the canvas changed: compositionWidth and compositionHeight
    """
    if (options.by is None) == (options.width is None):
        raise UsageError("give either --by or --width")
    width, height = draft.state["compositionWidth"], draft.state["compositionHeight"]
    factor = options.by or Fraction(options.width or 0, width)
    sides = (width * factor, height * factor)
    if any(side.denominator != 1 or not 50 <= side <= 1920 for side in sides):
        shown = " by ".join(f"{float(side):g}" for side in sides)
        raise UsageError(f"the composition would be {shown} pixels; its sides are whole numbers from 50 to 1920")
    draft.state |= {"compositionWidth": int(sides[0]), "compositionHeight": int(sides[1])}
    scale_all(draft, factor)
