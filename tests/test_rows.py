"""Rows of data: every format says the same, and what is wrong with one row is said of that row."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorkit.building.data import rows
from editorkit.building.data.rows import BadRow, Row, read_rows
from editorkit.errors import DataError, UnreadableError, UsageError

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
names = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5), min_size=1, unique=True)
tables = names.flatmap(
    lambda header: st.tuples(st.just(header), st.lists(st.tuples(*(cells for _ in header)).map(list), max_size=5))
)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | cells
objects = st.dictionaries(cells, st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=5))


def _read(text: str | bytes, form: str) -> list[Row | BadRow]:
    return list(read_rows(io.BytesIO(text.encode() if isinstance(text, str) else text), form, "data"))


def _values(read: list[Row | BadRow]) -> list[Any]:
    assert all(isinstance(row, Row) for row in read), read
    return [dict(row.values) for row in read if isinstance(row, Row)]


def _places(read: list[Row | BadRow]) -> list[tuple[type, int, int]]:
    return [(type(row), row.line, row.number) for row in read]


def _problem(row: Row | BadRow) -> str:
    assert isinstance(row, BadRow)
    return f"{row.place}: {row.message}"


@given(tables, st.sampled_from([("csv", ","), ("tsv", "\t")]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_tables_are_read_as_they_were_written(
    table: tuple[list[str], list[list[str]]], form: tuple[str, str], ends: str, bom: bool
) -> None:
    header, lines = table
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=form[1], lineterminator=ends, quoting=csv.QUOTE_ALL).writerows([header, *lines])
    text = written.getvalue().encode("utf-8-sig" if bom else "utf-8")
    assert _values(_read(text, form[0])) == [dict(zip(header, line, strict=True)) for line in lines]


@given(st.lists(objects, max_size=5), st.booleans())
def test_json_lines_and_arrays_are_read_as_they_were_written(data: list[dict[str, Any]], bom: bool) -> None:
    encoding = "utf-8-sig" if bom else "utf-8"
    lines = "".join(json.dumps(row) + "\n" for row in data)
    assert _values(_read(lines.encode(encoding), "jsonl")) == data
    array = _read(json.dumps(data, indent=1).encode(encoding), "json")
    assert _values(array) == data
    assert [row.number for row in array] == list(range(1, len(data) + 1))


@given(tables)
def test_lines_are_those_of_an_editor(table: tuple[list[str], list[list[str]]]) -> None:
    header, lines = table
    clean = [[cell.replace("\r", " ") for cell in line] for line in lines]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    starts = []
    for line in [header, *clean]:
        starts.append(written.getvalue().count("\n") + 1)
        writer.writerow(line)
    assert [row.line for row in _read(written.getvalue(), "csv")] == starts[1:]


def test_bad_lines_of_json_are_named_and_the_others_come_out() -> None:
    read = _read('{"a": 1}\n\n[1]\n{"a": \n  \n{"a": 1, "a": 2}\n{"a": 12345678901234567890}\n{"a": 2}', "ndjson")
    assert _places(read) == [(Row, 1, 1), (BadRow, 3, 2), (BadRow, 4, 3), (BadRow, 6, 4), (BadRow, 7, 5), (Row, 8, 6)]
    assert _problem(read[1]) == 'data:3: a row is an object, such as {"headline": "Hello"}, not an array of 1'
    assert "column" in _problem(read[2])


def test_deep_and_broken_json_is_no_row() -> None:
    deep = '{"a":' * 100 + "1" + "}" * 100
    read = _read(deep.encode() + b'\n{"a": "\xff"}\n{"a": NaN}\n', "jsonl")
    assert _places(read) == [(BadRow, 1, 1), (BadRow, 2, 2), (BadRow, 3, 3)]


def test_a_line_without_end_is_one_bad_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_ROW", 20)
    read = _read('{"a": "' + "x" * 100 + '"}\n{"a": 1}\n' + "x" * 30, "jsonl")
    assert _places(read) == [(BadRow, 1, 1), (Row, 2, 2), (BadRow, 3, 3)]


def test_bad_records_of_a_table_are_named_and_the_others_come_out() -> None:
    text = b'a,b\n1,2\n1\n1,2,3\n"x"y,2\n\xff,2\n\n"two\nlines",2\n3,4\n'
    read = _read(text, "csv")
    kinds = [(Row, 2, 1), (BadRow, 3, 2), (BadRow, 4, 3), (BadRow, 5, 4), (BadRow, 6, 5), (Row, 8, 6), (Row, 10, 7)]
    assert _places(read) == kinds
    assert [_problem(row) for row in read if isinstance(row, BadRow)] == [
        "data:3: 1 cell for 2 fields",
        "data:4: 3 cells for 2 fields",
        "data:5: not well-formed: ',' expected after '\"'",
        "data:6: cell 1 is not UTF-8; save the file as UTF-8",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "data: empty; the first line names the fields"),
        ("a,,c\n", "data:1: field 2 has no name"),
        ("a, a\n", "data:1: two fields are named 'a'"),
        ("\na;b\n1;2\n", "data:2: the fields are not separated by commas"),
        ('a,"b\n', "data:1: not well-formed"),
        (b"\xff,b\n", "data:1: cell 1 is not UTF-8"),
    ],
)
def test_a_header_must_be_clear(text: str | bytes, problem: str) -> None:
    with pytest.raises(DataError) as raised:
        _read(text, "csv")
    assert str(raised.value).startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1}', "data: rows are an array of objects, not an object of 1"),
        ('[{"a": 1},\n]', "data:1:10: a comma before"),
    ],
)
def test_an_array_must_be_one(text: str, problem: str) -> None:
    with pytest.raises(DataError) as raised:
        _read(text, "json")
    assert str(raised.value).startswith(problem)


def test_elements_of_an_array_have_their_lines() -> None:
    assert _places(_read('[{"a": 1},\n 2,\n\n {"a": 2}]', "json")) == [(Row, 1, 1), (BadRow, 2, 2), (Row, 4, 3)]


def test_the_format_is_what_the_name_ends_in(tmp_path: Path) -> None:
    for name, text in {
        "a.CSV": "a\n1\n",
        "b.tsv": "a\n1\n",
        "c.ndjson": '{"a": "1"}',
        "d.json": '[{"a": "1"}]',
    }.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert _values(list(read_rows(file))) == [{"a": "1"}]
        assert [row.file for row in read_rows(str(file))] == [str(file)]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot tell what rows 'rows.txt' holds; name the format: jsonl"):
        read_rows("rows.txt")
    with pytest.raises(UsageError, match=r"no format 'jsonll' for rows \(did you mean 'jsonl'\?\)"):
        read_rows("rows.txt", "jsonll")
    for name in (tmp_path / "none.csv", tmp_path, "a\0b"):
        with pytest.raises(UnreadableError, match="cannot read"):
            list(read_rows(name, "csv"))


def test_rows_are_streamed() -> None:
    """The reader asks for little more than the rows it gives."""

    class Counted(io.BytesIO):
        given = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.given += 1
            return super().readline(size)

    stream = Counted(b'{"a": 1}\n' * 1000)
    read = read_rows(stream, "jsonl")
    next(read)
    next(read)
    assert stream.given == 2


def test_a_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(b"a\n1\n2\n")
    next(read_rows(stream, "csv"))
    assert list(read_rows(io.BytesIO(b"a\n"), "csv")) == []
    assert not stream.closed
