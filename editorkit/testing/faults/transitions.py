"""Faults of transitions."""

from editorkit.testing.faults import Plot, motion, plants
from editorkit.testing.values import FRAME, SECOND


@plants
def colliding_transitions(plot: Plot) -> None:
    """The transitions into an image and out of it together take longer than it lasts."""
    first, second, third = plot.row("image", 3)
    plot.join(first, second, durationTicks=SECOND * 3 // 4)
    plot.join(second, third, durationTicks=SECOND * 3 // 4)


@plants
def crowded_seam(plot: Plot) -> None:
    """Two transitions join the same two images."""
    first, second = plot.row("image")
    plot.join(first, second)
    plot.join(first, second)


@plants
def doubled_entrance(plot: Plot) -> None:
    """An image comes in by a transition and by an animation."""
    first, second = plot.row("image")
    second["animations"] = {"in": motion("fade")}
    plot.join(first, second)


@plants
def non_adjacent_clips(plot: Plot) -> None:
    """A transition leaves out the image between its two."""
    first, _, third = plot.row("image", 3)
    plot.join(first, third)


@plants
def transition_gap(plot: Plot) -> None:
    """There is a frame of nothing between two images."""
    first, second = plot.row("image")
    second["startTicks"] += FRAME
    plot.join(first, second)


@plants
def transition_longer_than_clip(plot: Plot) -> None:
    """A transition takes twice as long as its images."""
    plot.join(*plot.row("image"), durationTicks=2 * SECOND)


@plants
def transition_partners(plot: Plot) -> None:
    """A transition joins solids."""
    plot.join(*plot.row("solid"))
