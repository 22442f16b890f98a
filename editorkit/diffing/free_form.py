"""What changed within a free-form value, such as a Lottie document: the one place that knows deepdiff."""

from typing import Any

from editorkit.diffing import phrasing

_MOST_TOLD = 10
_MOST_COMPARED = 20_000  # values of both sides together; more would take seconds

_WORDS = {
    "dictionary_item_added": "added",
    "iterable_item_added": "added",
    "dictionary_item_removed": "removed",
    "iterable_item_removed": "removed",
}


def inner_changes(before: Any, after: Any) -> list[str]:
    """The differences of two free-form values, a line each, ten at most; none where they are too large to look into."""
    if _size(before) + _size(after) > _MOST_COMPARED:
        return []
    from deepdiff import DeepDiff

    found = DeepDiff(before, after, view="tree", ignore_numeric_type_changes=True)
    lines = sorted(_line(kind, level) for kind, levels in found.items() for level in levels)
    more = [f"and {len(lines) - _MOST_TOLD} more"] if len(lines) > _MOST_TOLD else []
    return [*lines[:_MOST_TOLD], *more]


def _size(value: Any) -> int:
    count, pending = 0, [value]
    while pending:
        here = pending.pop()
        count += 1
        if isinstance(here, dict):
            pending += here.values()
        elif isinstance(here, list):
            pending += here
    return count


def _line(kind: str, level: Any) -> str:
    place = phrasing.dotted(level.path(output_format="list"))
    if kind in _WORDS:
        return f"{place} {_WORDS[kind]}"
    return f"{place}: {phrasing.value(level.t2)} instead of {phrasing.value(level.t1)}"
