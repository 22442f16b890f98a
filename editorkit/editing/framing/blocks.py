"""Blocks: things near each other on the screen, which keep their arrangement; and where a block goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from editorkit.editing.framing.covering import is_band
from editorkit.editing.framing.lettering import least_width
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans, Way, Ways, rigid
from editorkit.editing.framing.standing import Standing
from editorkit.space.lengths import divide
from editorkit.ticks import Exact


@dataclass(slots=True)
class Block:
    """Items that go together, all scaled alike.

    extent: what they take up of the frame. core: what of that cannot be had narrower.
    """

    members: list[Standing]
    extent: Spans
    core: Spans


@dataclass(frozen=True, slots=True)
class Laid:
    """A block in its place.

    lines: what lines of text are to keep within, across. note: why it stands there, or nothing.
    """

    block: Block
    ways: Ways
    size: Exact
    lines: Span
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block goes on an axis: which place of the old frame comes to which of the new, and how long it is."""

    old: Exact
    new: Exact
    length: Exact

    def way(self, size: Exact) -> Way:
        """The way there."""
        return rigid(size, self.old, self.new)


def block_of(one: Standing, scene: Scene) -> Block:
    """The block of a single item that is seen."""
    assert one.shape.reach is not None
    across, down = one.shape.reach
    return Block([one], (across, down), (_core(one, across), down))


def merged(blocks: Sequence[Block], scene: Scene) -> Block:
    """One block of several. What reaches from edge to edge counts in an axis only where nothing else is there."""
    extents, cores = [], []
    for axis in (0, 1):
        counting = [block for block in blocks if not _reaches(block, axis, scene)] or blocks
        extents.append(_joined(block.extent[axis] for block in counting))
        cores.append(_joined(block.core[axis] for block in counting))
    members = [one for block in blocks for one in block.members]
    return Block(members, (extents[0], extents[1]), (cores[0], cores[1]))


def match(twins: Sequence[Block]) -> None:
    """Let blocks that take up the same of the frame, at different times, be laid out alike: with one core."""
    across, down = (_joined(block.core[axis] for block in twins) for axis in (0, 1))
    for block in twins:
        block.core = across, down


def lanes(blocks: Iterable[Block], axis: int) -> list[list[Block]]:
    """Blocks in their order on an axis, those together that are not apart on it."""
    found: list[list[Block]] = []
    end: Exact = 0
    for block in sorted(blocks, key=lambda block: block.extent[axis]):
        span = block.extent[axis]
        if found and span.start < end:
            found[-1].append(block)
        else:
            found.append([block])
        end = max(end, span.end) if len(found[-1]) > 1 else span.end
    return found


def bounds(extent: Span, axis: int, size: Exact, scene: Scene) -> Span:
    """What of an axis of the new frame a block of a size may take: what is inside the safe area.

    Something that reached into the margin still does, by as much as it is scaled; all else in the block does not.
    """
    before, behind = (scene.margins[1] - size * into for into in _into_margins(extent, axis, scene))
    return Span(before, scene.new[axis] - before - behind)


def least(block: Block, axis: int, scene: Scene) -> Exact:
    """How long a block is on an axis, at least, before it is scaled."""
    core, extent = block.core[axis], block.extent[axis]
    side = side_of(extent, axis, scene)
    if side == 0:
        return core.end - extent.start
    if side == 2:
        return extent.end - core.start
    return 2 * max(extent.middle - core.start, core.end - extent.middle)


def largest(block: Block, axis: int, scene: Scene) -> Exact:
    """How large, at most, a block may become for an axis."""
    free = scene.new[axis] - 2 * scene.margins[1]
    taken = least(block, axis, scene) - sum(_into_margins(block.extent[axis], axis, scene))
    return min(scene.factor, divide(free, taken)) if taken > 0 else scene.factor


def spot(block: Block, axis: int, size: Exact, scene: Scene) -> Spot:
    """Where a block of a size goes on an axis: to the edge it was near, else where as much is free on both sides.

    Large blocks that have become smaller go to the middle.
    """
    extent, core, within = block.extent[axis], block.core[axis], bounds(block.extent[axis], axis, size, scene)
    before, behind = extent.start, scene.old[axis] - extent.end
    full = size * extent.length
    if size < scene.factor and 2 * extent.length > scene.old[axis]:
        return centered(block, axis, size, within, scene)
    if _keeps_to(before, behind, scene):
        start = max(within.start, min(scene.factor * before, within.end - size * (core.end - extent.start)))
        length = min(full, within.end - start)
    elif _keeps_to(behind, before, scene):
        farthest = max(scene.new[axis] - scene.factor * behind, within.start + size * (extent.end - core.start))
        end = min(within.end, farthest)
        length = min(full, end - within.start)
        start = end - length
    else:
        length = min(full, within.length)
        spare, free = scene.new[axis] - length, before + behind
        start = divide(spare * before, free) if free else divide(spare, 2)
        start = min(max(start, within.start), within.end - length)
    side = side_of(extent, axis, scene)
    return Spot(_point(extent, side), _point(Span(start, length), side), length)


def centered(block: Block, axis: int, size: Exact, within: Span, scene: Scene) -> Spot:
    """The middle of a span, for a block of a size."""
    extent = block.extent[axis]
    length = min(size * extent.length, within.length)
    side = side_of(extent, axis, scene)
    return Spot(_point(extent, side), _point(Span(within.middle - divide(length, 2), length), side), length)


def side_of(extent: Span, axis: int, scene: Scene) -> int:
    """Which halves of itself a block is held at: 0 at its start, 1 in its middle, 2 at its end."""
    before, behind = extent.start, scene.old[axis] - extent.end
    if _keeps_to(before, behind, scene) or 3 * before < before + behind:
        return 0
    return 2 if _keeps_to(behind, before, scene) or 3 * behind < before + behind else 1


def _keeps_to(distance: Exact, other: Exact, scene: Scene) -> bool:
    return distance <= scene.edge < other and 2 * distance <= other


def _into_margins(extent: Span, axis: int, scene: Scene) -> tuple[Exact, Exact]:
    """How far something reaches into the margins at the start and at the end of an axis of the old frame."""
    margin = scene.margins[0]
    return max(0, margin - extent.start), max(0, extent.end - scene.old[axis] + margin)


def _point(span: Span, halves: int) -> Exact:
    return span.start + divide(halves * span.length, 2)


def _core(one: Standing, across: Span) -> Span:
    """What of an item cannot be had narrower: of a text, whose lines may be broken anew, a part."""
    if not one.shape.has_letters or not one.shape.is_plain:
        return across
    length = min(across.length, least_width(one.item))
    spare = across.length - length
    return Span(across.start + {"left": 0, "right": spare}.get(one.item["align"], divide(spare, 2)), length)


def _reaches(block: Block, axis: int, scene: Scene) -> bool:
    return all(is_band(one.shape, axis, scene) for one in block.members)


def _joined(spans: Iterable[Span]) -> Span:
    return reduce(Span.joined, spans)
