"""Blocks laid out in the new frame: each where it was, or one behind the other where they would get too small."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from editorkit.editing.framing.blocks import Block, Laid, block_of, bounds, largest, merged, side_of, spot
from editorkit.editing.framing.covering import is_band
from editorkit.editing.framing.filling import stretched
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene, Size
from editorkit.editing.framing.slicing import laid_out, largest_size, sliced, turned
from editorkit.editing.framing.spans import Span, Way, rigid
from editorkit.editing.framing.standing import Standing
from editorkit.space.frames import caption_top
from editorkit.space.lengths import divide
from editorkit.ticks import Exact, nearest

# How much larger things must become for their distances to be given up, or their arrangement.
_SOME, _MUCH = Fraction(21, 20), Fraction(5, 4)
_SIDES = (("left", "", "right"), ("top", "", "bottom"))
_NEARLY = Fraction(1, 20)
_MOST_STEP = 2  # times the frame's growth: what all but fills the frame would be carried far out of the new one


def lay(blocks: Sequence[Block], scene: Scene) -> Iterator[tuple[Standing, Plan]]:
    """Lay out blocks, all alike in size: as they are to each other, or with larger gaps or turned if that helps."""
    best = [_in_place(merged(blocks, scene) if len(blocks) > 1 else blocks[0], scene)]
    if len(blocks) > 1:
        best = _cut(blocks, best, scene)
    if best[0].size < scene.factor and any(len(block.members) > 1 for block in blocks):
        best = _cut([block_of(one, scene) for block in blocks for one in block.members], best, scene)
    for each in best:
        yield from _members(each, scene)


def _cut(blocks: Sequence[Block], best: list[Laid], scene: Scene) -> list[Laid]:
    """Blocks laid out piece by piece, where that is better than the best so far."""
    whole, least = sliced(blocks, scene), best[0].size
    for is_turned in turned(whole):
        size = largest_size(whole, scene)
        if size > best[0].size and size >= least * (_MUCH if is_turned else _SOME):
            best = list(laid_out(whole, size, scene))
            least = least if is_turned else size
    return best


def lay_low(block: Block, scene: Scene) -> Iterator[tuple[Standing, Plan]]:
    """Lay out captions where the editor puts them in a frame of this shape."""
    laid = _in_place(block, scene)
    extent, size = block.extent[1], laid.size
    high, within = size * extent.length, bounds(extent, 1, size, scene)
    top = max(within.start, min(caption_top(*scene.new, high), within.end - high))
    ways = laid.ways[0], rigid(size, extent.start, top)
    note = f"captions stand {'below the middle' if _is_tall(scene.new) else 'at the bottom'} of a frame of this shape"
    yield from _members(replace(laid, ways=ways, note=note), scene)


def are_low_captions(block: Block, scene: Scene) -> bool:
    """Whether a block is captions where people look for captions, in a frame that gets another shape."""
    one = block.members[0]
    across, down = one.shape.spans
    return (
        len(block.members) == 1
        and one.shape.is_captions
        and _is_tall(scene.old) != _is_tall(scene.new)
        and 2 * down.middle >= scene.old[1]
        and -_NEARLY <= divide(2 * across.middle, scene.old[0]) - 1 <= _NEARLY
    )


def lay_traveller(one: Standing, scene: Scene) -> Plan:
    """Lay out what moves about: where it was at one end of the frame it is at that end of the new one."""
    block = block_of(one, scene)
    moving = [one.shape.travels[axis] and one.is_of_fixed(axis) for axis in (0, 1)]
    size = min(_largest_moving(one, axis, scene) if moving[axis] else largest(block, axis, scene) for axis in (0, 1))
    across, down = (
        _moving(one, axis, size, scene) if moving[axis] else spot(block, axis, size, scene).way(size) for axis in (0, 1)
    )
    return Plan((across, down), size, note=f"it moves through the whole frame as before{_scaled(size)}")


def outside(scene: Scene) -> Plan:
    """The plan of what is never inside the frame."""
    across, down = (
        rigid(scene.factor, divide(old, 2), divide(new, 2)) for old, new in zip(scene.old, scene.new, strict=True)
    )
    return Plan((across, down), scene.factor)


def _in_place(block: Block, scene: Scene) -> Laid:
    size = min(largest(block, axis, scene) for axis in (0, 1))
    across, down = (spot(block, axis, size, scene).way(size) for axis in (0, 1))
    return Laid(block, (across, down), size, bounds(block.extent[0], 0, size, scene))


def _members(laid: Laid, scene: Scene) -> Iterator[tuple[Standing, Plan]]:
    whole = stretched(scene).ways
    note = f"{laid.note or _stays(laid.block, scene)}{_scaled(laid.size)}"
    for one in laid.block.members:
        across, down = (whole[axis] if is_band(one.shape, axis, scene) else laid.ways[axis] for axis in (0, 1))
        trim = _trim(one, across, laid.lines) if one.shape.has_letters else (0, 0)
        yield one, Plan((across, down), laid.size, trim=trim, note=note)


def _stays(block: Block, scene: Scene) -> str:
    sides = [_SIDES[axis][side_of(block.extent[axis], axis, scene)] for axis in (1, 0)]
    return f"it stays at the {' '.join(filter(None, sides)) or 'middle'}"


def _trim(one: Standing, way: Way, lines: Span) -> tuple[Exact, Exact]:
    """What must be taken off the lines of a text at both ends, for them to stay inside the frame.

    Nothing of one that is turned or scaled: it is so as a whole, and keeps its lines.
    """
    if not one.shape.is_plain or one.shape.reach is None:
        return 0, 0
    made = way.of(one.shape.reach[0])
    head, tail = max(0, lines.start - made.start), max(0, made.end - lines.end)
    return (head, tail) if one.item["align"] != "center" else (max(head, tail), max(head, tail))


def _largest_moving(one: Standing, axis: int, scene: Scene) -> Exact:
    length = one.shape.spans[axis].length
    return min(scene.factor, divide(scene.new[axis] - 2 * scene.margins[1], length)) if length > 0 else scene.factor


def _moving(one: Standing, axis: int, size: Exact, scene: Scene) -> Way:
    """The way of something that moves through what is inside the margins, to where it moves through that."""
    assert one.shape.reach is not None
    reach, length = one.shape.reach[axis], one.shape.spans[axis].length
    before, behind = (min(edge, scene.margins[0]) for edge in (reach.start, scene.old[axis] - reach.end))
    within = bounds(reach, axis, size, scene)
    free = scene.old[axis] - before - behind - length
    step = divide(within.length - size * length, free) if free > 0 else _MOST_STEP + 1
    if step > _MOST_STEP * max(1, divide(scene.new[axis], scene.old[axis])):
        return rigid(size, reach.middle, within.middle)
    return Way(step, within.start - step * before, size)


def _scaled(size: Exact) -> str:
    return "" if size == 1 else f", at {nearest(100 * size)} % of its size"


def _is_tall(frame: Size) -> bool:
    return frame[1] > frame[0]
