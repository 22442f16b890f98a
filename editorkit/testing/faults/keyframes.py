"""Faults of keyframes: those of the opacity of a solid."""

from editorkit.testing.faults import Plot, plants
from editorkit.testing.values import FRAME, SECOND, State


def _solid(plot: Plot, *points: tuple[int, float]) -> State:
    frames = [{"timeTicks": time, "value": value} for time, value in points]
    return plot.item("solid", opacity={"value": 1, "keyframes": frames})


@plants
def duplicate_keyframe(plot: Plot) -> None:
    """Two keyframes lie at the same time."""
    _solid(plot, (FRAME, 0.5), (FRAME, 1))


@plants
def keyframe_outside_item(plot: Plot) -> None:
    """A keyframe lies at the end of its item."""
    _solid(plot, (0, 0), (SECOND, 1))


@plants
def lone_keyframe(plot: Plot) -> None:
    """The only keyframe has another value than the property."""
    _solid(plot, (0, 0.5))


@plants
def unordered_keyframes(plot: Plot) -> None:
    """A later keyframe is listed before an earlier one."""
    _solid(plot, (FRAME, 0.5), (0, 1))
