"""Tallies: what has been asked and answered since the emulator started."""

from collections import Counter


class Tallies:
    """Counts answers by operation and status; an operation is named as in the OpenAPI documents."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, int]] = Counter()

    def count(self, operation: str, status: int) -> None:
        """One more answer. status: 0 where the connection broke before there was one."""
        self._answers[operation, status] += 1

    def told(self) -> dict[str, dict[str, int]]:
        """The answers by operation, then by status."""
        told: dict[str, dict[str, int]] = {}
        for (operation, status), count in sorted(self._answers.items()):
            told.setdefault(operation, {})[str(status)] = count
        return told

    def clear(self) -> None:
        """Begin anew."""
        self._answers.clear()
