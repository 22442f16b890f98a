"""Blocks that stand side by side or one above the other, laid out anew where there is no room for them as they are.

They are cut apart, first at gaps that go through all of them, then piece by piece. The pieces of a cut stay in their
order; some or all of them may be turned, so that what was side by side is one above the other, and the other way round.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from editorkit.editing.framing.blocks import Block, Laid, Spot, centered, lanes, least, merged, spot
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans
from editorkit.space.lengths import divide
from editorkit.ticks import Exact

_STEPS = 64  # sizes are tried in so many steps
_DEEPEST = 4
_TURNED = (
    ("to the left of what was below it", "to the right of what was above it"),
    ("above what was to the right of it", "below what was to the left of it"),
)
_REASONS = ("for both one above the other", "for both side by side")

Groups = tuple[int, ...]
"""How many pieces, one after the other, are turned together: (1, 1, 1) turns none, (3,) all of them."""


@dataclass(slots=True)
class Piece:
    """A block that cannot be cut, or one that is cut on an axis into pieces."""

    block: Block
    axis: int = 0
    pieces: list["Piece"] = field(default_factory=list)
    groups: Groups = ()

    def grouped(self) -> Iterator[list["Piece"]]:
        """The pieces, those together that are turned."""
        start = 0
        for count in self.groups:
            yield self.pieces[start : start + count]
            start += count


def sliced(blocks: Sequence[Block], scene: Scene, depth: int = 0) -> Piece:
    """Blocks cut apart as far as they can be, at the widest gaps first."""
    whole = merged(blocks, scene) if len(blocks) > 1 else blocks[0]
    cuts = [(lanes(blocks, axis), axis) for axis in (1, 0)] if depth < _DEEPEST else []
    cut, axis = max(cuts, key=lambda cut: _widest(*cut), default=([], 0))
    if len(cut) < 2:
        return Piece(whole)
    pieces = [sliced(lane, scene, depth + 1) for lane in cut]
    return Piece(whole, axis, pieces, (1,) * len(pieces))


def turned(whole: Piece) -> Iterator[bool]:
    """Turn the pieces of a whole in place, one way after the other; each time, whether anything is turned.

    Pieces of pieces are all turned alike.
    """
    for outer, inner in product(_WAYS, _WAYS if any(one.pieces for one in whole.pieces) else _WAYS[:1]):
        cuts = [(whole, outer), *((one, inner) for one in whole.pieces if one.pieces)]
        for cut, way in cuts:
            cut.groups = way(len(cut.pieces))
        yield any(max(cut.groups, default=1) > 1 for cut, _ in cuts)


def largest_size(whole: Piece, scene: Scene) -> Exact:
    """How large, at most, the pieces may become for all to fit; 0 where they cannot."""
    free = [_safe(axis, scene).length for axis in (0, 1)]
    low, high = 0, _STEPS
    while low < high:
        middle = (low + high + 1) // 2
        size = scene.factor * divide(middle, _STEPS)
        if all(_length(whole, axis, size, scene) <= free[axis] for axis in (0, 1)):
            low = middle
        else:
            high = middle - 1
    return scene.factor * divide(low, _STEPS)


def laid_out(whole: Piece, size: Exact, scene: Scene) -> Iterator[Laid]:
    """The blocks of all pieces in their places."""
    across, down = (_safe(axis, scene) for axis in (0, 1))
    return _laid(whole, size, _Place((across, down), (True, True)), scene)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece goes. is_free: whether, on an axis, it has all of the frame, to stand where it stood."""

    spans: Spans
    is_free: tuple[bool, bool]
    note: str = ""

    def cell(self, axis: int, span: Span) -> "_Place":
        """A part of it on an axis."""
        spans, is_free = list(self.spans), list(self.is_free)
        spans[axis], is_free[axis] = span, False
        return _Place((spans[0], spans[1]), (is_free[0], is_free[1]), self.note)


def _laid(piece: Piece, size: Exact, place: _Place, scene: Scene) -> Iterator[Laid]:
    if not piece.pieces:
        across, down = (_spot(piece.block, axis, size, place, scene).way(size) for axis in (0, 1))
        yield Laid(piece.block, (across, down), size, place.spans[0], place.note)
        return
    groups = list(piece.grouped())
    for group, span in zip(groups, _cells(groups, piece.axis, size, place, scene), strict=True):
        cell = place.cell(piece.axis, span)
        if len(group) == 1:
            yield from _laid(group[0], size, cell, scene)
        else:
            yield from _turned(group, 1 - piece.axis, size, cell, scene)


def _turned(group: Sequence[Piece], axis: int, size: Exact, place: _Place, scene: Scene) -> Iterator[Laid]:
    spans = _cells([[one] for one in group], axis, size, place, scene)
    for number, (one, span) in enumerate(zip(group, spans, strict=True)):
        yield from _laid(one, size, replace(place.cell(axis, span), note=_told(number, axis)), scene)


def _spot(block: Block, axis: int, size: Exact, place: _Place, scene: Scene) -> Spot:
    return (
        spot(block, axis, size, scene) if place.is_free[axis] else centered(block, axis, size, place.spans[axis], scene)
    )


def _cells(groups: Sequence[Sequence[Piece]], axis: int, size: Exact, place: _Place, scene: Scene) -> list[Span]:
    """The parts of a place that groups get, one behind the other on an axis."""
    span, gaps = place.spans[axis], _gaps(groups, axis, scene)
    lengths: list[Exact] = []
    spare: Exact = -1
    for is_least in (False, True):
        if spare < 0:
            lengths = [max(_length(one, axis, size, scene, is_least) for one in group) for group in groups]
            spare = span.length - sum(lengths) - sum(gaps)
    spaces = [max(0, space) for space in _spaces(groups, axis, scene)] if place.is_free[axis] else []
    shares = spaces if any(spaces) else [1, *[0] * (len(groups) - 1), 1]
    start, cells = span.start, []
    for length, share, gap in zip(lengths, shares, [*gaps, 0], strict=False):
        start += spare * divide(share, sum(shares))
        cells.append(Span(start, length))
        start += length + gap
    return cells


def _spaces(groups: Sequence[Sequence[Piece]], axis: int, scene: Scene) -> list[Exact]:
    """How much was free before, between and behind groups; below 0 where they were not one behind the other."""
    starts = [min(one.block.extent[axis].start for one in group) for group in groups]
    ends = [max(one.block.extent[axis].end for one in group) for group in groups]
    return [start - end for start, end in zip([*starts, scene.old[axis]], [0, *ends], strict=True)]


def _gaps(groups: Sequence[Sequence[Piece]], axis: int, scene: Scene) -> list[Exact]:
    """How much is to be free between groups, at least: no more than was, where they were one behind the other."""
    spaces = _spaces(groups, axis, scene)[1:-1]
    return [scene.factor * (scene.gap if space < 0 else min(space, scene.gap)) for space in spaces]


def _length(piece: Piece, axis: int, size: Exact, scene: Scene, is_least: bool = True) -> Exact:
    """How long a piece is on an axis; at least, where that is asked for: lines of texts may be broken anew."""
    if not piece.pieces:
        return size * (least(piece.block, axis, scene) if is_least else piece.block.extent[axis].length)
    groups = list(piece.grouped())
    lengths = [[_length(one, axis, size, scene, is_least) for one in group] for group in groups]
    if axis == piece.axis:
        return sum(map(max, lengths)) + sum(_gaps(groups, axis, scene))
    return max(
        sum(each) + sum(_gaps([[one] for one in group], axis, scene))
        for each, group in zip(lengths, groups, strict=True)
    )


def _widest(cut: Sequence[Sequence[Block]], axis: int) -> Exact:
    """The widest gap between the lanes of a cut; -1 where there is one lane only."""
    ends = [max(block.extent[axis].end for block in lane) for lane in cut[:-1]]
    starts = [min(block.extent[axis].start for block in lane) for lane in cut[1:]]
    return max((start - end for start, end in zip(starts, ends, strict=True)), default=-1)


def _safe(axis: int, scene: Scene) -> Span:
    margin = scene.margins[1]
    return Span(margin, scene.new[axis] - 2 * margin)


def _told(number: int, axis: int) -> str:
    return f"it stands {_TURNED[axis][min(number, 1)]}, for there is no room {_REASONS[axis]}"


def _none(count: int) -> Groups:
    return (1,) * count


def _all(count: int) -> Groups:
    return (count,) if count else ()


def _all_but_first(count: int) -> Groups:
    return (1, count - 1) if count > 2 else _none(count)


_WAYS = (_none, _all_but_first, _all)  # what changes less comes first
