"""What is decided about an item."""

from dataclasses import dataclass

from editorkit.editing.framing.spans import Span, Ways
from editorkit.ticks import Exact


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """How an item gets into the new frame.

    ways: how what is seen of it goes, across and down. size: how much larger corners and letters become.
    zoom: how much larger a picture becomes that is cropped to what is seen of it; None where nothing is cropped.
    trim: what is taken off the box of letters, at the left and at the right.
    note: what was decided, without the name of the item; empty where there was no choice.
    """

    ways: Ways
    size: Exact
    zoom: Exact | None = None
    trim: tuple[Exact, Exact] = (0, 0)
    note: str = ""

    def of(self, axis: int, span: Span) -> Span:
        """What a span on an axis comes to be."""
        made = self.ways[axis].of(span)
        if axis or self.trim == (0, 0):
            return made
        head, tail = self.trim
        return Span(made.start + head, made.length - head - tail)
