"""Tables: rows of data from a file, a data frame, mappings or one mapping, all read the same way.

A number is an int or a float of JSON, as it was written; what is no number is refused by its row and column.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from editorkit import wording
from editorkit.building.data.rows import BadRow, read_rows
from editorkit.errors import DataError
from editorkit.scanner import LARGEST_INTEGER
from editorkit.suggestions import did_you_mean

Number = int | float
_WRITTEN = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[,\u2019' \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?|[-+]?[0-9]+,[0-9]+")
_TEXT_FORMATS = (".csv", ".tsv")


@dataclass(frozen=True)
class Row:
    """A row: its cells by column, and what it is called in messages, such as `sales.csv:4`."""

    place: str
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """Rows of data; at least one.

    name: what it is called in messages. columns: in order of appearance.
    is_text: its cells are texts, and those of a column of numbers are read as such.
    label: the column of labels, where the rows say so: the index of a DataFrame.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_text: bool = False
    label: str | None = None

    def column(self, given: object) -> str:
        """The name of a column that the program names. Raises DataError where there is none."""
        name = as_text(given, self.name)
        if name in self.columns:
            return name
        hint = did_you_mean(name, self.columns) or f"; there are {wording.listed(self.columns, 8)}"
        raise DataError(f"{self.name} has no column {wording.name(name)}{hint}")

    def numeric(self) -> list[str]:
        """The columns whose first cell that is not missing holds, or is meant to hold, a number."""
        return [name for name in self.columns if self._is_numeric(self._first(name))]

    def textual(self) -> list[str]:
        """The columns whose first cell that is not missing holds something else."""
        numeric = self.numeric()
        return [name for name in self.columns if name not in numeric and self._first(name) is not None]

    def _first(self, column: str) -> Any:
        cells = (row.cells.get(column) for row in self.rows)
        return next((cell for cell in cells if not _is_missing(cell)), None)

    def _is_numeric(self, cell: Any) -> bool:
        if isinstance(cell, str):
            return self.is_text and bool(_WRITTEN.fullmatch(cell.strip()) or _GROUPED.fullmatch(cell.strip()))
        return _is_number(_scalar(cell))

    def number(self, row: Row, column: str, least: Number | None = None) -> Number:
        """The number in a cell. Raises DataError where there is none, or one below `least`."""
        cell = self._cell(row, column)
        found = _number(cell.strip() if self.is_text and isinstance(cell, str) else cell, self.is_text)
        if found is None:
            raise _complaint(row, column, _why_no_number(cell, self.is_text))
        if isinstance(found, int) and abs(found) > LARGEST_INTEGER:
            raise _complaint(
                row, column, f"{wording.told(found)} is too large; a whole number goes up to {LARGEST_INTEGER}"
            )
        if least is not None and found < least:
            raise _complaint(row, column, f"{found} is too small; at least {least} is allowed")
        return found

    def text(self, row: Row, column: str) -> str:
        """The label in a cell: a text, or a number, date or whatever as text. Raises DataError where it is missing."""
        cell = self._cell(row, column)
        if _is_missing(cell):
            raise _complaint(row, column, "there is no label; write one")
        cell = _scalar(cell)
        if isinstance(cell, datetime) and cell.timetz() == time():
            cell = cell.date()
        return cell.isoformat() if isinstance(cell, date) else as_text(cell, row.place)

    def _cell(self, row: Row, column: str) -> Any:
        if column not in row.cells:
            raise _complaint(row, column, f"the row has no such column; it has {wording.listed(row.cells)}")
        return row.cells[column]


def read_table(rows: Any, name: str, label: object = None) -> Table:
    """A table of what a program gives as rows.

    rows: the path of a CSV, TSV, JSON or JSON Lines file, a pandas DataFrame, a mapping of label to number (its columns
        are then "label" and "value"), or mappings of column to cell.
    label: the column of labels, where the program names it: the index of a DataFrame can be it.

    Raises DataError where they are none of these, are empty, or cannot be read; UnreadableError for a missing file.
    """
    if isinstance(rows, str | Path):
        return _of_file(Path(rows))
    if all(hasattr(rows, name) for name in ("columns", "index", "isna", "to_dict")):
        return _of_frame(rows, name, label)
    if isinstance(rows, Mapping):
        pairs = [{"label": key, "value": value} for key, value in rows.items()]
        return _of_mappings(pairs, name)
    if not isinstance(rows, Iterable):
        raise DataError(f"{name} must be mappings, a file or a DataFrame, not {_shown(rows)}")
    return _of_mappings(rows, name)


def _of_mappings(given: Iterable[Any], name: str) -> Table:
    rows = []
    for number, cells in enumerate(given, 1):
        if not isinstance(cells, Mapping):
            raise DataError(f"{name}, row {number}: a row is a mapping of column to cell, not {_shown(cells)}")
        place = f"{name}, row {number}"
        rows.append(Row(place, {as_text(column, place): cell for column, cell in cells.items()}))
    return _table(name, rows)


def _of_file(path: Path) -> Table:
    return _table(path.name, list(_file_rows(path)), is_text=path.suffix.lower() in _TEXT_FORMATS)


def _file_rows(path: Path) -> Iterator[Row]:
    for row in read_rows(path):
        if isinstance(row, BadRow):
            raise DataError(f"{row.place}: {row.message}")
        yield Row(row.place, row.values)


def _of_frame(frame: Any, name: str, label: object) -> Table:
    named = [index for index in frame.index.names if index is not None]
    by_index = bool(named) and (label is None or label in named)
    if by_index:
        try:
            frame = frame.reset_index()
        except ValueError as error:
            raise DataError(f"{name}: its index cannot be made columns ({error}); rename one of them") from error
    columns = [str(column) for column in frame.columns]
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise DataError(f"{name} has two columns {wording.name(twice)}; rename one")
    rows = zip(frame.to_dict("records"), frame.isna().to_dict("records"), strict=True)
    present = [{key: None if lost[key] else cell for key, cell in row.items()} for row, lost in rows]
    return replace(_of_mappings(present, name), label=columns[0] if by_index else None)


def _table(name: str, rows: list[Row], *, is_text: bool = False) -> Table:
    if not rows:
        raise DataError(f"{name} has no rows; a chart needs at least one")
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    if not columns:
        raise DataError(f"{name} has rows without a cell; each needs a label and a number")
    return Table(name, tuple(columns), tuple(rows), is_text)


def as_text(value: object, where: str) -> str:
    """A label, or the name of a column, as text. Raises DataError for what is too large or too deep to be one."""
    try:
        return str(value)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{where}: {wording.told(value)} cannot be a text; write a short one") from error


def _is_missing(cell: Any) -> bool:
    return (
        cell is None or (isinstance(cell, str) and not cell.strip()) or (isinstance(cell, float) and math.isnan(cell))
    )


def _scalar(cell: Any) -> Any:
    """A scalar of numpy as one of Python."""
    return cell.item() if hasattr(cell, "item") and hasattr(cell, "dtype") and not getattr(cell, "ndim", 0) else cell


def _number(cell: Any, is_text: bool) -> Number | None:
    """The finite number that a cell is, or, in a table of texts, says; None where it is none."""
    cell = _scalar(cell)
    if isinstance(cell, str) and is_text and len(cell) < 100 and _WRITTEN.fullmatch(cell):
        cell = float(cell) if set(cell) & set(".eE") else int(cell)
    if not _is_number(cell) or not (isinstance(cell, int | Fraction) or math.isfinite(cell)):
        return None
    is_whole = isinstance(cell, int) or (isinstance(cell, Fraction | Decimal) and cell == int(cell))
    try:
        return int(cell) if is_whole else float(cell)
    except OverflowError:
        return None


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float | Fraction | Decimal) and not isinstance(cell, bool)


def _why_no_number(cell: Any, is_text: bool) -> str:
    if _is_missing(cell):
        return "there is no number; give one in every row, or leave the row out"
    if isinstance(cell, str) and _GROUPED.fullmatch(cell.strip()):
        return f"{_shown(cell)} is no number; write it without separators of thousands, and with a decimal point"
    if isinstance(cell, str) and not is_text and _WRITTEN.fullmatch(cell):
        return f"{_shown(cell)} is a text, not a number; write it without quotes"
    return f"{_shown(cell)} is no number; allowed are finite numbers, such as 12 or 0.5"


def _complaint(row: Row, column: str, message: str) -> DataError:
    return DataError(f"{row.place}, column {wording.name(column)}: {message}")


def _shown(cell: Any) -> str:
    plain = cell is None or type(cell) in (str, int, float, bool, dict, list)
    return wording.value(cell) if plain else wording.name(wording.told(cell))
