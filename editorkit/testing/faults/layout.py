"""Faults of what is seen where."""

from typing import Any

from editorkit.testing.faults import Plot, plants
from editorkit.testing.values import State


def _still(value: float) -> State:
    return {"value": value, "keyframes": []}


def _image(plot: Plot, **tracks: float) -> None:
    """An image of which some number tracks rest at a value."""
    still: dict[str, Any] = {name: _still(value) for name, value in tracks.items()}
    plot.item("image", **still)


@plants
def covered_item(plot: Plot) -> None:
    """After all else has ended, a solid of the size of the frame covers an image."""
    start = plot.after_the_end()
    plot.item("image", startTicks=start)
    sides = {name: _still(plot.state[f"composition{name.title()}"]) for name in ("width", "height")}
    plot.item("solid", startTicks=start, **sides)


@plants
def crop_out_of_range(plot: Plot) -> None:
    """An image is cropped by pixels."""
    _image(plot, cropLeft=120)


@plants
def empty_text(plot: Plot) -> None:
    """A text is blank."""
    plot.item("text", text="")


@plants
def invalid_color(plot: Plot) -> None:
    """The color of a solid lacks its #."""
    plot.item("solid", color="ffcc00")


@plants
def invalid_gradient(plot: Plot) -> None:
    """The gradient of the background is no function."""
    plot.background("colorBackground", gradient="90deg, #000, #fff")


@plants
def invisible_item(plot: Plot) -> None:
    """An image is transparent."""
    _image(plot, opacity=0)


@plants
def negative_radius(plot: Plot) -> None:
    """The corners of an image are rounded by less than nothing."""
    _image(plot, borderRadius=-12)


@plants
def off_canvas_item(plot: Plot) -> None:
    """An image lies to the right of the frame."""
    _image(plot, left=plot.state["compositionWidth"] + 10)


@plants
def opacity_out_of_range(plot: Plot) -> None:
    """The opacity of an image is given in percent."""
    _image(plot, opacity=80)


@plants
def ratio_mismatch(plot: Plot) -> None:
    """The output is wide where the frame is high, or the other way round."""
    is_high = plot.state["compositionHeight"] >= plot.state["compositionWidth"]
    plot.state["outputRatio"] = "16:9" if is_high else "9:16"


@plants
def unusual_text_metrics(plot: Plot) -> None:
    """The line height of a text is given in pixels."""
    plot.item("text", lineHeight=72)


@plants
def zero_size_item(plot: Plot) -> None:
    """An image has no width."""
    _image(plot, width=0)
