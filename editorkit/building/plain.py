"""Values that a program hands over, as JSON data of their own."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from editorkit import mappings
from editorkit.errors import UsageError
from editorkit.pointer import show

_READING = ("not-json", "too-deep", "unsafe-integer")


def plain(value: Any, name: str) -> Any:
    """A deep copy of a value as dicts, lists and scalars; `name` is what messages call it.

    Raises UsageError for what JSON cannot hold, such as NaN, and for what is nested more than 64 deep.
    """
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    taken, faults = mappings.take({"value": value})
    for reason in _READING:
        for fault in faults.get(reason, ()):
            raise UsageError(f"{name}{show(fault.path[1:])} cannot be written as JSON: {fault.message}")
    return _copy(taken["value"])


def _copy(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _copy(inner) for key, inner in data.items()}
    if isinstance(data, list | tuple):
        return [_copy(inner) for inner in data]
    return data
