"""The two frames that something is taken from and to."""

from dataclasses import dataclass
from functools import cached_property

from editorkit.space.lengths import divide
from editorkit.ticks import Exact, nearest

Size = tuple[Exact, Exact]


@dataclass(frozen=True)
class Scene:
    """Two frames.

    old, new: widths and heights in pixels. factor: how much larger things are in the new one, at most.
    margins: how wide that of the safe area is in both; the new one is at least the old one times the factor.
    """

    old: Size
    new: Size
    factor: Exact
    margins: tuple[Exact, Exact]

    @cached_property
    def edge(self) -> int:
        """How near to an edge something keeps to it, in pixels of the old frame."""
        return nearest(divide(min(self.old), 8))

    @cached_property
    def gap(self) -> int:
        """How near to each other things belong together, in pixels of the old frame."""
        return nearest(divide(min(self.old), 25))

    def part(self, old: Size, new: Size, is_turned: bool) -> "Scene":
        """The scene of a part of each frame; things do not grow more in it, and margins leave half of it free.

        is_turned: other sides of it are at the edges of the frame than before, and so all have to keep to the margins.
        """
        factor = min(self.factor, divide(min(new), min(old)))
        after = min(self.margins[1], divide(min(new), 4))
        before = 0 if is_turned else min(self.margins[0], divide(after, factor))
        return Scene(old, new, factor, (before, after))


def between(old: tuple[int, int], new: tuple[int, int], safe_area: Exact) -> Scene:
    """The scene of two frames; safe_area: the margin of what is safe, as a share of the shorter side."""
    return Scene(old, new, divide(min(new), min(old)), (safe_area * min(old), safe_area * min(new)))
