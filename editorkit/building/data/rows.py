"""Rows of data, one state to be made of each: JSON Lines, JSON, CSV or TSV, read as a stream.

A row that cannot be read comes as a `BadRow` between the others; only a file that is no such file at all raises.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, BinaryIO

from editorkit import document, wording
from editorkit.errors import DataError, UnreadableError, UsageError
from editorkit.positions import locate
from editorkit.suggestions import did_you_mean

LONGEST_ROW = 16 * 2**20  # bytes of a line of JSON
_BOM = b"\xef\xbb\xbf"
_UNDECODED = re.compile("[\udc80-\udcff]")
_NO_OBJECT = 'a row is an object, such as {"headline": "Hello"}'


@dataclass(frozen=True)
class Row:
    """A row: the file it is from, its line there (from 1), its number among the rows (from 1), its values by field.

    The values of CSV and TSV are strings, those of JSON any JSON data.
    """

    file: str
    line: int
    number: int
    values: Mapping[str, Any]

    @property
    def place(self) -> str:
        """`rows.csv:12`."""
        return f"{self.file}:{self.line}"

    def error(self, field: str, message: str) -> DataError:
        """What is wrong with a field of this row: to be raised."""
        return DataError(f"{self.place}: field {wording.name(field)}: {message}")


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read, and why. `line` is where it begins."""

    file: str
    line: int
    number: int
    message: str

    @property
    def place(self) -> str:
        """`rows.csv:12`."""
        return f"{self.file}:{self.line}"


Rows = Iterator[Row | BadRow]


def read_rows(source: str | FilePath | BinaryIO, format: str | None = None, name: str | None = None) -> Rows:
    """The rows of a file or of a binary stream, one by one; nothing but the row at hand is kept in memory.

    format: "jsonl" (also "ndjson"), "json" (an array, which is read whole), "csv" or "tsv"; by default what the
        file's name ends in. CSV and TSV are UTF-8, quoted with `"`, and begin with a line of field names.
    name: what the stream is called in messages.

    Raises UsageError where the format is not known, UnreadableError where the file cannot be read, DataError where it
    has no rows to speak of: a header that is missing or ambiguous, JSON that is no array.
    """
    shown = name or (str(source) if isinstance(source, str | FilePath) else "<stdin>")
    read = _READERS[_format_of(shown, format)]
    return _from_file(FilePath(source), shown, read) if isinstance(source, str | FilePath) else read(source, shown)


def _format_of(name: str, format: str | None) -> str:
    found = FilePath(name).suffix.removeprefix(".").lower() if format is None else format
    if found in _READERS:
        return found
    known = ", ".join(_READERS)
    if format is not None:
        raise UsageError(f"no format {format!r} for rows{did_you_mean(format, _READERS)}; there are {known}")
    raise UsageError(f"cannot tell what rows {wording.name(name)} holds; name the format: {known}")


def _from_file(path: FilePath, name: str, read: Callable[[BinaryIO, str], Rows]) -> Rows:
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be a file name here"
        raise UnreadableError(f"cannot read {wording.name(name)}: {reason}; check the path") from error
    with stream:
        yield from read(stream, name)


def _read_lines(stream: BinaryIO, name: str) -> Rows:
    number = 0
    for line, text in enumerate(iter(partial(stream.readline, LONGEST_ROW + 1), b""), 1):
        if not text.removeprefix(_BOM).strip():
            continue
        number += 1
        if len(text) <= LONGEST_ROW:
            yield _row_of(text, name, line, number)
        else:
            yield BadRow(name, line, number, f"longer than {LONGEST_ROW} bytes; a row is one line")
            _skip_line(stream, text)


def _skip_line(stream: BinaryIO, read: bytes) -> None:
    while read and not read.endswith(b"\n"):
        read = stream.readline(LONGEST_ROW)


def _row_of(text: bytes, name: str, line: int, number: int) -> Row | BadRow:
    read = document.read_text(text)
    for _, fault in read.json_faults:
        column = f" (column {fault.position[1]})" if fault.position else ""
        return BadRow(name, line, number, fault.message + column)
    return _made(read.data, name, line, number)


def _made(values: Any, name: str, line: int, number: int) -> Row | BadRow:
    if isinstance(values, dict):
        return Row(name, line, number, values)
    return BadRow(name, line, number, f"{_NO_OBJECT}, not {wording.value(values)}")


def _read_array(stream: BinaryIO, name: str) -> Rows:
    read = document.read_stream(stream, name)
    for _, fault in read.json_faults:
        line, column = fault.position or (1, 1)
        raise DataError(f"{name}:{line}:{column}: {fault.message}")
    if not isinstance(read.data, list):
        raise DataError(f"{name}: rows are an array of objects, not {wording.value(read.data)}")
    places = locate(read.text or b"", [((index,), False) for index in range(len(read.data))])
    for number, (values, (line, _)) in enumerate(zip(read.data, places, strict=True), 1):
        yield _made(values, name, line, number)


def _read_table(stream: BinaryIO, name: str, delimiter: str) -> Rows:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        records = _records(csv.reader(text, delimiter=delimiter, strict=True))
        header = _header(next(records, None), name)
        for number, (line, cells, problem) in enumerate(records, 1):
            problem = problem or _why_no_row(cells, header)
            if problem:
                yield BadRow(name, line, number, problem)
            else:
                yield Row(name, line, number, dict(zip(header, cells, strict=True)))
    finally:
        text.detach()  # the stream is the caller's to close


def _records(reader: Any) -> Iterator[tuple[int, list[str], str]]:
    """Line, cells and problem of each record; blank lines are none."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, [], f"not well-formed: {error}"
            continue
        if cells is None:
            return
        if cells:
            yield line, cells, ""


def _header(record: tuple[int, list[str], str] | None, name: str) -> list[str]:
    if record is None:
        raise DataError(f"{name}: empty; the first line names the fields")
    line, cells, problem = record
    header = [cell.strip() for cell in cells]
    twice = next((field for field in header if header.count(field) > 1), None)
    if not all(header):
        problem = problem or f"field {header.index('') + 1} has no name"
    elif twice is not None:
        problem = f"two fields are named {wording.name(twice)}"
    elif len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        problem = "the fields are not separated by commas; save it as CSV (comma-separated), or name it .tsv for tabs"
    problem = problem or _why_no_text(header)
    if problem:
        raise DataError(f"{name}:{line}: {problem}")
    return header


def _why_no_row(cells: list[str], header: list[str]) -> str:
    if len(cells) != len(header):
        return f"{wording.counted(len(cells), 'cell')} for {wording.counted(len(header), 'field')}"
    return _why_no_text(cells)


def _why_no_text(cells: list[str]) -> str:
    broken = (n for n, cell in enumerate(cells, 1) if not cell.isascii() and _UNDECODED.search(cell))
    position = next(broken, None)
    return "" if position is None else f"cell {position} is not UTF-8; save the file as UTF-8"


_READERS: Mapping[str, Callable[[BinaryIO, str], Rows]] = MappingProxyType(
    {
        "jsonl": _read_lines,
        "ndjson": _read_lines,
        "json": _read_array,
        "csv": partial(_read_table, delimiter=","),
        "tsv": partial(_read_table, delimiter="\t"),
    }
)
FORMATS = tuple(_READERS)
