"""Data with placeholders inside, read once to be filled with many rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from editorkit.building.data.placeholders import Pattern, has_holes, parse
from editorkit.building.data.places import read_as
from editorkit.building.data.rows import Row


@dataclass(frozen=True)
class Text:
    """A text to fill; a word for a number or a truth value becomes one where `kinds` wants it."""

    pattern: Pattern
    kinds: frozenset[str]

    def fill(self, row: Row) -> Any:
        """What it becomes. Raises DataError."""
        value = self.pattern.value(row)
        return read_as(value, self.kinds) if self.kinds and isinstance(value, str) else value


@dataclass(frozen=True)
class Object:
    """An object with something to fill in it."""

    parts: Mapping[str, Any]

    def fill(self, row: Row) -> dict[str, Any]:
        """What it becomes. Raises DataError."""
        return {key: fill(part, row) for key, part in self.parts.items()}


@dataclass(frozen=True)
class Array:
    """An array with something to fill in it."""

    parts: Sequence[Any]

    def fill(self, row: Row) -> list[Any]:
        """What it becomes. Raises DataError."""
        return [fill(part, row) for part in self.parts]


_FILLINGS = (Text, Object, Array)
_ANY: frozenset[str] = frozenset()


def prepare(value: Any, kinds: frozenset[str] = _ANY) -> Any:
    """The value, as something to fill where it has placeholders. kinds: the JSON types wanted, none for any."""
    if isinstance(value, str):
        return Text(parse(value), kinds) if has_holes(value) else value
    if isinstance(value, dict):
        parts = {key: prepare(part, kinds) for key, part in value.items()}
        return Object(parts) if any(map(is_filling, parts.values())) else value
    if isinstance(value, list):
        array = [prepare(part, kinds) for part in value]
        return Array(array) if any(map(is_filling, array)) else value
    return value


def is_filling(value: Any) -> bool:
    """Whether a prepared value depends on the row."""
    return isinstance(value, _FILLINGS)


def fill(value: Any, row: Row) -> Any:
    """A prepared value filled. Raises DataError."""
    return value.fill(row) if isinstance(value, _FILLINGS) else value
