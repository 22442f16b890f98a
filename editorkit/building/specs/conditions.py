"""Conditions of a spec: whether a row has something, or has one of some values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editorkit.building.data.placeholders import Pattern, as_text, find_field, parse
from editorkit.building.data.rows import Row

_NO = frozenset(("", "false", "no", "0"))


@dataclass(frozen=True)
class Condition:
    """What must hold of a row. Fields that are missing are as good as empty."""

    pattern: Pattern
    values: frozenset[str] | None = None
    is_negative: bool = False

    def holds(self, row: Row) -> bool:
        """Whether it holds."""
        return self._holds(row) is not self.is_negative

    def _holds(self, row: Row) -> bool:
        holes = self.pattern.holes
        is_missing = any(hole.default is None and find_field(row, hole.field) is None for hole in holes)
        value = None if is_missing else self.pattern.value(row)
        if isinstance(value, list | dict):
            return self.values is None and bool(value)
        text = "" if value is None else value if isinstance(value, str) else str(as_text(value))
        return text.strip().lower() not in _NO if self.values is None else text in self.values


def read_condition(given: Any, *, negated: bool = False) -> Condition:
    """A condition as a spec says it: a text or truth value, or {field, is} or {field, is_not}."""
    if not isinstance(given, Mapping):
        return Condition(parse(given if isinstance(given, str) else str(as_text(given))), None, negated)
    pattern = parse(f"{{{given['field']}?}}")
    for word, negative in (("is", False), ("is_not", True)):
        if word in given:
            values = given[word] if isinstance(given[word], list) else [given[word]]
            known = frozenset(value if isinstance(value, str) else str(as_text(value)) for value in values)
            return Condition(pattern, known, negative is not negated)
    return Condition(pattern, None, negated)
