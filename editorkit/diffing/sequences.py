"""Order: which members of a sequence have to move for it to rise."""

from collections.abc import Sequence


def displaced(numbers: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indexes of the lightest members without which a sequence of different whole numbers from 0 on rises."""
    ranks = {number: rank for rank, number in enumerate(sorted(numbers), 1)}
    heaviest: list[tuple[int, int]] = [(0, -1)] * (len(numbers) + 1)  # a Fenwick tree: (weight, index of its last)
    previous: list[int] = []
    for index, number in enumerate(numbers):
        weight, last = _heaviest_below(heaviest, ranks[number])
        previous.append(last)
        _enter(heaviest, ranks[number], (weight + weights[index], index))
    _, index = _heaviest_below(heaviest, len(numbers) + 1)
    kept = set()
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return set(range(len(numbers))) - kept


def _heaviest_below(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    found, rank = (0, -1), rank - 1
    while rank:
        found = max(found, tree[rank])
        rank &= rank - 1
    return found


def _enter(tree: list[tuple[int, int]], rank: int, run: tuple[int, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], run)
        rank += rank & -rank
