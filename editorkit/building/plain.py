"""Values that a program hands over, as JSON data of their own."""

from fractions import Fraction
from math import isfinite
from typing import Any

from editorkit import mappings
from editorkit.errors import UsageError
from editorkit.pointer import show
from editorkit.scanner import LARGEST_INTEGER
from editorkit.ticks import as_json

_READING = ("not-json", "too-deep", "unsafe-integer")


def plain(value: Any, name: str) -> Any:
    """A deep copy of a value as dicts, lists and scalars; `name` is what messages call it.

    Raises UsageError for what JSON cannot hold, such as NaN, and for what is nested more than 64 deep.
    """
    if _is_plain(value):
        return value
    if isinstance(value, Fraction):
        value = _number(value, name)
    taken, faults = mappings.take({"value": value})
    for reason in _READING:
        for fault in faults.get(reason, ()):
            raise UsageError(f"{name}{show(fault.path[1:])} cannot be written as JSON: {fault.message}")
    return mappings.copied(taken["value"])


def _is_plain(value: Any) -> bool:
    """Whether a value is a scalar that needs no closer look, as most are."""
    kind = type(value)
    if kind is int:
        return -LARGEST_INTEGER <= value <= LARGEST_INTEGER  # type: ignore[no-any-return]
    if kind is float:
        return isfinite(value)
    return value is None or kind is bool or (kind is str and bool(value.isascii()))


def _number(value: Fraction, name: str) -> int | float:
    try:
        return as_json(value)
    except OverflowError:
        raise UsageError(f"{name} cannot be written as JSON: it is too large a fraction") from None
