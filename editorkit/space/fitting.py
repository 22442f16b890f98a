"""How a picture of its own shape fills a box of another: fit, fill, crop or stretch.

A crop is a share of the picture (0 to 1), and the box of a cropped item is that of the whole picture, as in the
Remotion Editor Starter, which the format descends from (inferred: the vendor does not say).
"""

import reprlib
from collections.abc import Callable
from dataclasses import dataclass

from editorkit.errors import UsageError
from editorkit.space.layout import Box, halves, pixels
from editorkit.space.lengths import divide, positive
from editorkit.suggestions import did_you_mean
from editorkit.ticks import Exact, Number


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture in place: `box` is that of the whole picture, `visible` the part of it that is not cropped away."""

    box: Box
    visible: Box

    @property
    def crops(self) -> dict[str, Exact]:
        """The crops that are more than nothing, as exact shares of the picture: `{"cropLeft": Fraction(1, 8)}`."""
        box, visible = self.box, self.visible
        cuts: dict[str, tuple[Exact, Exact]] = {
            "cropLeft": (visible.left - box.left, box.width),
            "cropTop": (visible.top - box.top, box.height),
            "cropRight": (box.right - visible.right, box.width),
            "cropBottom": (box.bottom - visible.bottom, box.height),
        }
        return {name: divide(cut, side) for name, (cut, side) in cuts.items() if cut > 0}

    def in_pixels(self) -> dict[str, int | float]:
        """The values of an item: `left`, `top`, `width`, `height` in whole pixels, and the crops there are.

        The crops are those of the rounded picture, so that what is seen is exactly `pixels(visible)`.
        """
        box = pixels(self.box)
        rounded = Box(**box)
        crops = Fitted(rounded, _kept_inside(Box(**pixels(self.visible)), rounded)).crops
        return box | {name: float(share) for name, share in crops.items()}


def fitted(box: Box, asset_width: Number, asset_height: Number, mode: str = "fit", focus: str = "center") -> Fitted:
    """A picture of `asset_width` x `asset_height` (any unit) in a box.

    Modes: `fit` shows all of it inside the box; `fill` covers the box and sticks out; `crop` covers the box, and
    what sticks out is cropped; `stretch` takes the shape of the box. `focus` is an anchor (`layout.ANCHORS`): the part
    of the picture that stays with `fill` and `crop`, the place in the box with `fit`.
    Raises UsageError for an unknown mode or anchor, or a size that is not above 0.
    """
    if not isinstance(mode, str) or mode not in _MODES:
        hint = did_you_mean(str(mode), _MODES)
        raise UsageError(f"no mode {reprlib.repr(mode)}{hint} to fit a picture in a box; modes are {', '.join(MODES)}")
    halves(focus)
    return _MODES[mode](box, positive(asset_width, "an asset width"), positive(asset_height, "an asset height"), focus)


def _fit(box: Box, width: Exact, height: Exact, focus: str) -> Fitted:
    whole = box.fit(width, height, focus)
    return Fitted(whole, whole)


def _fill(box: Box, width: Exact, height: Exact, focus: str) -> Fitted:
    whole = box.fill(width, height, focus)
    return Fitted(whole, whole)


def _crop(box: Box, width: Exact, height: Exact, focus: str) -> Fitted:
    return Fitted(box.fill(width, height, focus), box)


def _stretch(box: Box, *_: object) -> Fitted:
    return Fitted(box, box)


_MODES: dict[str, Callable[[Box, Exact, Exact, str], Fitted]] = {
    "fit": _fit,
    "fill": _fill,
    "crop": _crop,
    "stretch": _stretch,
}
MODES = tuple(_MODES)


def _kept_inside(part: Box, whole: Box) -> Box:
    """A part thinner than a pixel is rounded up to one, which may lie just outside of the rounded whole."""
    left = min(part.left, whole.right - part.width)
    top = min(part.top, whole.bottom - part.height)
    return Box(left, top, part.width, part.height)
