"""When two JSON values say the same, and how they are spelled so that it shows."""

from typing import Any


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: keys in any order, 2 and 2.0 alike, but 1 is not true."""
    return one is other or bool(one == other and _alike(one, other))


def _alike(one: Any, other: Any) -> bool:
    """Whether two values that Python takes for equal hold no true where the other holds 1, and no false for 0."""
    if one is other:
        return True
    kind = type(one)
    if kind is dict:
        return all(_alike(value, other[key]) for key, value in one.items())
    if kind is list:
        return all(map(_alike, one, other))
    return (kind is bool) == (type(other) is bool)


def with_integers(value: Any) -> Any:
    """A copy of JSON data in which whole numbers are integers, however they were written."""
    kind = type(value)
    if kind is dict:
        return {key: with_integers(inner) for key, inner in value.items()}
    if kind is list:
        return [with_integers(inner) for inner in value]
    return int(value) if kind is float and value.is_integer() and abs(value) < 2**53 else value
