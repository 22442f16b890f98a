"""`{placeholders}`: texts that say which field of a row goes where.

    {name}              the field `name`; a column of exactly that name, or a path into JSON data: {user.name}, {tags.0}
    {price:,.2f}        a number, as Python's format mini-language says: sign, zeros, width, grouping, digits, f or %
    {name?friend}       what to take where the row has no such field, or it is empty or null
    {{name}}            `{name}` itself

Braces around anything else are left as they are. Nothing is evaluated: a name is looked up in the row, nowhere else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from editorkit import wording
from editorkit.building.data.rows import Row
from editorkit.suggestions import did_you_mean

_NAME = r"\w+(?:[ \-]+\w+)*+"
_HOLE = re.compile(
    r"(?P<before>\{?)"
    rf"\{{ *+(?P<field>{_NAME}(?:\.{_NAME})*+) *+"
    r"(?::(?P<format>[+]?0?[0-9]{0,2}[,_]?(?:\.[0-9]{1,2})?[f%]?))?+"
    r"(?:\?(?P<default>[^{}]*+))?+\}"
    r"(?P<after>\}?)"
)
_MOST_DIGITS = 40
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_MISSING = object()


@dataclass(frozen=True)
class Hole:
    """One placeholder."""

    field: str
    format: str | None = None
    default: str | None = None

    def value(self, row: Row) -> Any:
        """What the row has for it, a number formatted to text where a format is asked for. Raises DataError."""
        found = _look_up(row.values, self.field)
        if self.default is not None and (found is _MISSING or found is None or found == ""):
            return self.default
        if found is _MISSING:
            raise row.error(self.field, f"there is no such field{_offer(self.field, row.values)}")
        return found if self.format is None else self._formatted(found, row)

    def text(self, row: Row) -> str:
        """What the row has for it, as part of a longer text. Raises DataError."""
        found = self.value(row)
        if isinstance(found, str):
            return found
        shown = as_text(found)
        if shown is None:
            raise row.error(
                self.field, f"{wording.value(found)} cannot stand in a text; {{{self.field}?…}} says what can"
            )
        return shown

    def _formatted(self, found: Any, row: Row) -> str:
        number = as_decimal(found)
        if number is None:
            raise row.error(
                self.field, f"{wording.value(found)} is no number, and {{{self.field}:{self.format}}} needs one"
            )
        kind = "" if self.format and self.format[-1] in "f%" else "f"
        return format(number, f"{self.format}{kind}")


@dataclass(frozen=True)
class Pattern:
    """A text with placeholders, read once to be filled many times."""

    parts: tuple[str | Hole, ...]

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """Its placeholders, in order."""
        return tuple(part for part in self.parts if isinstance(part, Hole))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it asks for, in order."""
        return tuple(hole.field for hole in self.holes)

    def value(self, row: Row) -> Any:
        """The text filled; one placeholder and nothing else keeps the type of its value. Raises DataError."""
        only = self.parts[0] if len(self.parts) == 1 else None
        return only.value(row) if isinstance(only, Hole) else self.text(row)

    def text(self, row: Row) -> str:
        """The text filled. Raises DataError where the row lacks a field, or has something that is no text."""
        return "".join([part if isinstance(part, str) else part.text(row) for part in self.parts])


def parse(text: str) -> Pattern:
    """Read a text with placeholders; one without any is a pattern of a single part."""
    parts: list[str | Hole] = []
    start = 0
    for found in _HOLE.finditer(text):
        parts += [text[start : found.start()], *_parts(found)]
        start = found.end()
    parts.append(text[start:])
    return Pattern(tuple(part for part in parts if part != ""))


def _parts(found: re.Match[str]) -> tuple[str | Hole, ...]:
    before, field, form, default, after = found.groups()
    if before and after:
        return (found[0][1:-1],)
    return (before, Hole(field, form, default), after)


def has_holes(text: str) -> bool:
    """Whether a text would change by being filled."""
    return "{" in text and _HOLE.search(text) is not None


def _look_up(values: Mapping[str, Any], field: str) -> Any:
    if field in values:
        return values[field]
    found: Any = values
    for token in field.split("."):
        found = _child(found, token)
    return found


def find_field(row: Row, field: str) -> Any:
    """The value of a field of a row, None where there is none: a column of that name, or a path into JSON data."""
    found = _look_up(row.values, field)
    return None if found is _MISSING else found


def as_text(value: Any) -> str | None:
    """A number or boolean as JSON writes it, but never with an exponent; None for what is no scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    number = as_decimal(value) if isinstance(value, int | float) else None
    return None if number is None else f"{number:f}"


def as_decimal(value: Any) -> Decimal | None:
    """A number, or a text that holds one as JSON writes it, exactly; None for anything else, or absurdly large ones."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = value.strip() if isinstance(value, str) else repr(value)
    number = Decimal(text) if len(text) <= _MOST_DIGITS and _NUMBER.fullmatch(text) else None
    return number if number is None or abs(number.adjusted()) <= _MOST_DIGITS else None


def _child(container: Any, token: str) -> Any:
    if isinstance(container, Mapping):
        return container.get(token, _MISSING)
    if isinstance(container, list) and token.isdecimal() and len(token) < 10 and int(token) < len(container):
        return container[int(token)]
    return _MISSING


def _offer(field: str, values: Mapping[str, Any]) -> str:
    if not values:
        return "; there is no row of data to take it from"
    hint = did_you_mean(field, values)
    return hint or f"; the row has {wording.listed(values, at_most=5)}"
