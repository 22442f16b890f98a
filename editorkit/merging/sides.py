"""Base, ours and theirs: three of a kind."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

State = dict[str, Any]
T = TypeVar("T")
R = TypeVar("R")


class Sides(NamedTuple, Generic[T]):
    """What both sides began with, and what each of them has."""

    base: T
    ours: T
    theirs: T

    def each(self, function: Callable[[T], R]) -> "Sides[R]":
        """What a function makes of each."""
        return Sides(function(self.base), function(self.ours), function(self.theirs))


def entities(state: State, family: str) -> dict[str, Any]:
    """The items, assets or transitions of a state; none where that is no object."""
    found = state.get(family)
    return found if isinstance(found, dict) else {}
