"""Where everything goes that does not fill the frame: block by block, and none upon another that was beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from editorkit.editing.framing.blocks import block_of, match, merged
from editorkit.editing.framing.laying import are_low_captions, lay, lay_low, lay_traveller, outside
from editorkit.editing.framing.meeting import Unions, are_aligned, are_near, at_once
from editorkit.editing.framing.plans import Plan
from editorkit.editing.framing.scene import Scene
from editorkit.editing.framing.spans import Span, Spans
from editorkit.editing.framing.standing import Standing
from editorkit.ticks import nearest

_ROUNDS = 4
_OVERLAP = -2  # pixels, in which a rounding to whole ones is none


def arrange(items: Sequence[Standing], scene: Scene) -> list[Plan]:
    """The plans of items that are placed in the frame."""
    still = [number for number, one in enumerate(items) if one.shape.reach is not None and not any(one.shape.travels)]
    found = dict(zip(still, _Arrangement([items[number] for number in still], scene).plans, strict=True))
    return [
        found[number] if number in found else outside(scene) if one.shape.reach is None else lay_traveller(one, scene)
        for number, one in enumerate(items)
    ]


class _Arrangement:
    """The plans of things that do not move about, by their numbers; those that come to meet are laid out together."""

    def __init__(self, items: Sequence[Standing], scene: Scene) -> None:
        self._items, self._scene = items, scene
        near, apart = Unions(len(items)), []
        for one, other in at_once(items):
            if _belong_together(items[one], items[other], scene):
                near.unite(one, other)
            elif not are_near(_reach(items[one]), _reach(items[other]), _OVERLAP):
                apart.append((one, other))
        self._homes = [near.of(number) for number in range(len(items))]
        members: dict[int, list[int]] = defaultdict(list)
        for number, home in enumerate(self._homes):
            members[home].append(number)
        self._blocks = {
            home: merged([block_of(items[number], scene) for number in numbers], scene)
            for home, numbers in members.items()
        }
        self._twins: dict[Spans, list[int]] = defaultdict(list)
        for home, block in self._blocks.items():
            self._twins[block.extent].append(home)
        for homes in self._twins.values():
            match([self._blocks[home] for home in homes])
        self._low = {home for home, block in self._blocks.items() if are_low_captions(block, scene)}
        self._joined: set[Spans] = set()
        self._groups = Unions(len(items))
        self.plans: list[Plan] = [outside(scene)] * len(items)
        self._boxes = [_reach(one) for one in items]
        self._arrange(apart)

    def _arrange(self, apart: Sequence[tuple[int, int]]) -> None:
        """Lay out all, and together what came to meet, until nothing does."""
        stale: set[int] = set(self._blocks)
        for _ in range(_ROUNDS):
            self._lay(stale)
            met = [(one, other) for one, other in apart if are_near(self._boxes[one], self._boxes[other], _OVERLAP)]
            stale = {home for one, other in met for home in self._bring_together(self._homes[one], self._homes[other])}
            if not stale:
                return
        self._low.clear()
        for one, other in apart:
            self._groups.unite(self._homes[one], self._homes[other])
        self._lay(set(self._blocks))

    def _bring_together(self, one: int, other: int) -> Iterable[int]:
        """Lay out together, from now on, two blocks that met, and all that stand where they do at other times.

        Captions are put back where they were, first.
        """
        low = self._low & {one, other}
        if low:
            moved = {twin for home in low for twin in self._twins[self._blocks[home].extent]}
            self._low -= moved
            return moved
        if self._groups.of(one) == self._groups.of(other):
            return ()
        for home in (one, other):
            extent = self._blocks[home].extent
            for twin in () if extent in self._joined else self._twins[extent]:
                self._groups.unite(one, twin)
            self._joined.add(extent)
        self._groups.unite(one, other)
        return (one,)

    def _lay(self, homes: set[int]) -> None:
        groups: dict[int, list[int]] = defaultdict(list)
        wanted = {self._groups.of(home) for home in homes}
        for home in self._blocks:
            if self._groups.of(home) in wanted:
                groups[self._groups.of(home)].append(home)
        numbers = {id(one): number for number, one in enumerate(self._items)} if groups else {}
        for group in groups.values():
            blocks = [self._blocks[home] for home in group]
            is_low = len(group) == 1 and group[0] in self._low
            for one, plan in lay_low(blocks[0], self._scene) if is_low else lay(blocks, self._scene):
                number = numbers[id(one)]
                self.plans[number], self._boxes[number] = plan, _pixels(one, plan)


def _belong_together(one: Standing, other: Standing, scene: Scene) -> bool:
    """Whether two things are near each other, or aligned and not far apart. Captions are on their own."""
    if one.shape.is_captions or other.shape.is_captions:
        return False
    boxes = _reach(one), _reach(other)
    return are_near(*boxes, 2 * scene.gap) and (are_near(*boxes, scene.gap) or are_aligned(*boxes))


def _reach(one: Standing) -> Spans:
    assert one.shape.reach is not None
    return one.shape.reach


def _pixels(one: Standing, plan: Plan) -> Spans:
    """The box of an item in the new frame, in whole pixels: many boxes are compared."""
    across, down = (plan.of(axis, _reach(one)[axis]) for axis in (0, 1))
    return _rounded(across), _rounded(down)


def _rounded(span: Span) -> Span:
    start = nearest(span.start)
    return Span(start, nearest(span.end) - start)
