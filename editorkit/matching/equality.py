"""When two JSON values say the same."""

from typing import Any


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: keys in any order, 2 and 2.0 alike, but 1 is not true."""
    if one is other:
        return True
    kind = type(one)
    if kind is dict:
        return (
            type(other) is dict
            and len(one) == len(other)
            and all(key in other and same(value, other[key]) for key, value in one.items())
        )
    if kind is list:
        return type(other) is list and len(one) == len(other) and all(map(same, one, other))
    if kind is bool or type(other) is bool:
        return False
    return bool(one == other)
