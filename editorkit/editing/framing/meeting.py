"""Which items are on the screen at one time, and which of them are near each other or overlap."""

from collections.abc import Iterator, Sequence

from editorkit.editing.framing.spans import Spans
from editorkit.editing.framing.standing import Standing
from editorkit.ticks import Exact

_MOST_AT_ONCE = 32  # nobody lays out more, and the time it takes stays in proportion to the number of items


def at_once(items: Sequence[Standing]) -> Iterator[tuple[int, int]]:
    """The pairs of items, by their numbers, that are there at one time."""
    going: list[int] = []
    for number in sorted(range(len(items)), key=lambda number: items[number].start):
        start = items[number].start
        going = [other for other in going if items[other].end > start]
        yield from ((other, number) for other in going)
        going.append(number)
        if len(going) > _MOST_AT_ONCE:
            going.remove(min(going, key=lambda other: items[other].end))


def are_near(one: Spans, other: Spans, gap: Exact) -> bool:
    """Whether two things are no further apart than a gap, across and down; a gap below 0: whether they overlap."""
    (across, down), (other_across, other_down) = one, other
    return (
        across.start - other_across.end <= gap
        and other_across.start - across.end <= gap
        and down.start - other_down.end <= gap
        and other_down.start - down.end <= gap
    )


def are_aligned(one: Spans, other: Spans) -> bool:
    """Whether two things begin, end or have their middle at the same place, across or down."""
    return any(a.start == b.start or a.end == b.end or a.middle == b.middle for a, b in zip(one, other, strict=True))


class Unions:
    """Numbers that are united, step by step, into sets."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def of(self, number: int) -> int:
        """The number that stands for the set of another one."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def unite(self, one: int, other: int) -> None:
        """Make one set of those of two numbers."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parents[second] = first
