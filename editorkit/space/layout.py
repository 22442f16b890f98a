"""Where things stand in the frame: boxes, and the columns, rows, anchors and margins that make boxes of boxes.

All of it is exact, in pixels from the top left of the frame; only `pixels` rounds.
"""

import reprlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from editorkit.errors import UsageError
from editorkit.space.lengths import Length as Length
from editorkit.space.lengths import divide, positive
from editorkit.space.lengths import parse_length as parse_length
from editorkit.suggestions import did_you_mean
from editorkit.ticks import Exact, Number, nearest, whole

Place = str | Sequence[Length]
Shares = int | Sequence[Number]

_MOST_SHARES = 1000
_EXACT_TYPES = frozenset({int, Fraction})
_ANCHORS = {  # halves of the spare room that go to the left and to the top
    "center": (1, 1),
    "top": (1, 0),
    "bottom": (1, 2),
    "left": (0, 1),
    "right": (2, 1),
    "top-left": (0, 0),
    "top-right": (2, 0),
    "bottom-left": (0, 2),
    "bottom-right": (2, 2),
}
ANCHORS = tuple(_ANCHORS)
_ANCHORS_TOLD = f"anchors are {', '.join(ANCHORS)}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the top left of the frame, of ints and Fractions. It may stick out of the frame.

    Every method makes new boxes. Lengths are pixels or shares (`"25%"`): of this box's width for what lies
    left to right, of its height for what lies top to bottom. Raises UsageError for a box without an area.
    """

    left: Exact
    top: Exact
    width: Exact
    height: Exact

    def __post_init__(self) -> None:
        for side in (self.left, self.top, self.width, self.height):
            if type(side) not in _EXACT_TYPES:
                raise UsageError(f"a box is made of ints and Fractions, not of {reprlib.repr(side)}")
        if self.width <= 0 or self.height <= 0:
            raise UsageError(f"a box needs a width and a height above 0, this one is {_size(self)} pixels")

    @property
    def right(self) -> Exact:
        """The right edge."""
        return whole(self.left + self.width)

    @property
    def bottom(self) -> Exact:
        """The bottom edge."""
        return whole(self.top + self.height)

    @property
    def center(self) -> tuple[Exact, Exact]:
        """The point in the middle: from the left, from the top."""
        return divide(2 * self.left + self.width, 2), divide(2 * self.top + self.height, 2)

    def inset(
        self,
        margin: Length = 0,
        *,
        left: Length | None = None,
        top: Length | None = None,
        right: Length | None = None,
        bottom: Length | None = None,
    ) -> "Box":
        """This box without a margin: `margin` on all sides but those that are named. A negative one makes it larger.

        Raises UsageError if nothing is left.
        """
        at_left, at_right = (parse_length(margin if side is None else side, self.width) for side in (left, right))
        at_top, at_bottom = (parse_length(margin if side is None else side, self.height) for side in (top, bottom))
        width, height = whole(self.width - at_left - at_right), whole(self.height - at_top - at_bottom)
        if width <= 0 or height <= 0:
            raise UsageError(f"the margins leave nothing of a box of {_size(self)} pixels")
        return Box(whole(self.left + at_left), whole(self.top + at_top), width, height)

    def columns(self, shares: Shares, gap: Length = 0) -> tuple["Box", ...]:
        """Boxes side by side that fill this one, left to right: so many equal ones, or one for each share: `(1, 2)`.

        `gap` lies between each two. Raises UsageError for shares that are none, or gaps that leave no room.
        """
        runs = _runs(self.left, self.width, shares, parse_length(gap, self.width))
        return tuple(Box(left, self.top, width, self.height) for left, width in runs)

    def rows(self, shares: Shares, gap: Length = 0) -> tuple["Box", ...]:
        """Boxes one below the other that fill this one, top to bottom; otherwise as `columns`."""
        runs = _runs(self.top, self.height, shares, parse_length(gap, self.height))
        return tuple(Box(self.left, top, self.width, height) for top, height in runs)

    def grid(self, columns: Shares, rows: Shares, gap: Length = 0) -> tuple["Box", ...]:
        """The cells of rows cut into columns, row by row. `gap` lies between both."""
        return tuple(cell for row in self.rows(rows, gap) for cell in row.columns(columns, gap))

    def place(self, at: Place, width: Length, height: Length) -> "Box":
        """A box of that size in this one: at an anchor (`ANCHORS`), where it touches the edges that are named and
        is centred otherwise, or at a pair (x, y): how far its top left corner is from the top left of this box.

        A larger box sticks out. Raises UsageError for an unknown anchor or a size that is none.
        """
        wide, high = parse_length(width, self.width), parse_length(height, self.height)
        if isinstance(at, str):
            across, down = halves(at)
            x, y = divide(across * (self.width - wide), 2), divide(down * (self.height - high), 2)
        else:
            x, y = self._point(at)
        return Box(whole(self.left + x), whole(self.top + y), wide, high)

    def fit(self, width: Number, height: Number, at: Place = "center") -> "Box":
        """The largest box with the shape of `width` x `height` that fits in this one."""
        return self._shaped(width, height, at, covering=False)

    def fill(self, width: Number, height: Number, at: Place = "center") -> "Box":
        """The smallest box with the shape of `width` x `height` that covers this one; `at` an edge, that edge stays."""
        return self._shaped(width, height, at, covering=True)

    def _shaped(self, width: Number, height: Number, at: Place, covering: bool) -> "Box":
        wide, high = positive(width, "a width"), positive(height, "a height")
        flatter = wide * self.height > high * self.width
        if flatter is covering:
            return self.place(at, divide(wide * self.height, high), self.height)
        return self.place(at, self.width, divide(high * self.width, wide))

    def _point(self, at: Sequence[Length]) -> tuple[Exact, Exact]:
        if not isinstance(at, tuple | list) or len(at) != 2:
            raise UsageError(f"a place is an anchor or a pair (x, y), not {reprlib.repr(at)}; {_ANCHORS_TOLD}")
        return parse_length(at[0], self.width), parse_length(at[1], self.height)


def halves(anchor: str) -> tuple[int, int]:
    """How many halves of the spare room an anchor puts at the left and at the top: (1, 1) for center, (2, 0) for
    top-right. Raises UsageError for an unknown one."""
    if not isinstance(anchor, str) or anchor not in _ANCHORS:
        hint = did_you_mean(str(anchor), _ANCHORS)
        raise UsageError(f"no anchor {reprlib.repr(anchor)}{hint}; {_ANCHORS_TOLD}")
    return _ANCHORS[anchor]


def pixels(box: Box) -> dict[str, int]:
    """`left`, `top`, `width` and `height` of a box in whole pixels.

    Edges are rounded (half up), not sizes, so that neighbours still touch. At least one pixel wide and high.
    """
    left, top = nearest(box.left), nearest(box.top)
    width, height = nearest(box.left + box.width) - left, nearest(box.top + box.height) - top
    return {"left": left, "top": top, "width": max(width, 1), "height": max(height, 1)}


def pixels_at(box: Box, anchor: str, width: int, height: int) -> dict[str, int]:
    """`pixels(box.place(anchor, width, height))` for whole pixels, reckoned in halves: most titles stand at one."""
    across, down = halves(anchor)
    left = 2 * box.left + across * (box.width - width) + 1
    top = 2 * box.top + down * (box.height - height) + 1
    return {"left": left // 2, "top": top // 2, "width": width, "height": height}


def safe(box: Box, share: Length = "5%") -> Box:
    """The part of a box that is safe for titles: without `share` of its shorter side on every side.

    Our advice, after the custom of broadcasters: the vendor publishes no safe margins.
    """
    return box.inset(parse_length(share, min(box.width, box.height)))


def _runs(start: Exact, length: Exact, shares: Shares, gap: Exact) -> Iterator[tuple[Exact, Exact]]:
    """Where each share begins and how long it is."""
    parts = _parts(shares)
    room, total = length - gap * (len(parts) - 1), sum(parts)
    if room <= 0:
        raise UsageError(f"{len(parts) - 1} gaps of {float(gap):g} pixels leave no room in {float(length):g} pixels")
    for part in parts:
        run = divide(room * part, total)
        yield start, run
        start = whole(start + run + gap)


def _parts(shares: Shares) -> Sequence[Exact]:
    if isinstance(shares, int):
        parts: Sequence[Exact] = (1,) * min(shares, _MOST_SHARES + 1)
    else:
        parts = [positive(share, "a share") for share in shares]
    if not 1 <= len(parts) <= _MOST_SHARES:
        raise UsageError(f"a box is cut in 1 to {_MOST_SHARES} parts, not in {shares if not parts else 'more'}")
    return parts


def _size(box: Box) -> str:
    return f"{float(box.width):g} x {float(box.height):g}"
