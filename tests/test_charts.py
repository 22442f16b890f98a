"""Chart data from rows of every kind."""

import csv
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorkit import check, schema
from editorkit.building.charts import chart_data
from editorkit.errors import DataError, UnreadableError, UsageError
from tests import making

Rows = list[dict[str, Any]]
KINDS = schema.definition("1.1", "item", "chart")["properties"]["chartType"]["enum"]
BY_ROW = [kind for kind in KINDS if kind not in ("pie", "scatter")]
ROWS: Rows = [{"month": "Jan", "sales": 3, "cost": 1.5}, {"month": "Feb", "sales": 4, "cost": 2}]

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
numbers = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
# A label that could be taken for a number is no label by itself: it must be named.
labels = words.filter(lambda text: not any(letter.isdigit() for letter in text))


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[str], Rows]:
    """A column of labels, columns of numbers, and rows of both."""
    label, *columns = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    cells = st.tuples(labels, *[numbers] * len(columns))
    rows = draw(st.lists(cells, min_size=1, max_size=6))
    return label, columns, [dict(zip([label, *columns], row, strict=True)) for row in rows]


def sound(kind: str, data: Any) -> bool:
    """Whether a chart of that data is found in order."""
    state = making.state({"chart": making.item("chart", chartType=kind, data=data)})
    return not check(state).findings


def refused(kind: str, rows: Any, error: type[Exception] = DataError, **options: Any) -> str:
    with pytest.raises(error) as caught:
        chart_data(kind, rows, **options)
    return str(caught.value)


def values(data: dict[str, Any]) -> Rows:
    """The rows back, by the labels of the series."""
    names = {series["key"]: series["label"] for series in data["series"]}
    return [{names[key]: value for key, value in row["values"].items()} for row in data["rows"]]


# Laws


@given(tables(), st.sampled_from(BY_ROW))
@settings(max_examples=60)
def test_rows_survive(table: tuple[str, list[str], Rows], kind: str) -> None:
    label, columns, rows = table
    data = chart_data(kind, rows)
    assert [row["label"] for row in data["rows"]] == [row[label] for row in rows]
    assert values(data) == [{column: row[column] for column in columns} for row in rows]
    assert sound(kind, data)


@given(tables())
@settings(max_examples=60)
def test_slices_survive(table: tuple[str, list[str], Rows]) -> None:
    label, (value, *_), rows = table
    rows = [row | {value: abs(row[value])} for row in rows]
    data = chart_data("pie", rows, value=value)
    assert data == {"slices": [{"label": row[label], "value": row[value]} for row in rows]}
    assert sound("pie", data)


@given(tables().filter(lambda table: len(table[1]) > 1))
@settings(max_examples=60)
def test_points_survive(table: tuple[str, list[str], Rows]) -> None:
    label, (x, y, *_), rows = table
    data = chart_data("scatter", rows, group=label)
    names = {series["key"]: series["label"] for series in data["series"]}
    found = [(names[point["seriesKey"]], point["x"], point["y"]) for point in data["points"]]
    assert found == [(row[label], row[x], row[y]) for row in rows]
    assert sound("scatter", data)


@given(tables(), st.sampled_from(BY_ROW))
@settings(max_examples=40)
def test_a_file_gives_what_its_rows_give(folder: Path, table: tuple[str, list[str], Rows], kind: str) -> None:
    label, columns, rows = table
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [label, *columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert chart_data(kind, path, label=label, series=columns) == chart_data(kind, rows)


@given(tables(), st.sampled_from(BY_ROW))
@settings(max_examples=30)
def test_a_frame_gives_what_its_rows_give(table: tuple[str, list[str], Rows], kind: str) -> None:
    label, columns, rows = table
    floats = [row | {column: float(row[column]) for column in columns} for row in rows]
    frame = pd.DataFrame(floats)
    assert chart_data(kind, frame) == chart_data(kind, floats)
    assert chart_data(kind, frame.set_index(label)) == chart_data(kind, floats, label=label, series=columns)


@given(tables(), st.sampled_from(BY_ROW))
@settings(max_examples=30)
def test_ready_data_is_given_back(table: tuple[str, list[str], Rows], kind: str) -> None:
    data = chart_data(kind, table[2])
    again = chart_data(kind, data)
    assert again == data
    assert again is not data


@given(st.dictionaries(labels, numbers.filter(lambda n: n >= 0), min_size=1))
@settings(max_examples=30)
def test_a_mapping_is_one_series(shares: dict[str, Any]) -> None:
    slices = chart_data("pie", shares)["slices"]
    assert {part["label"]: part["value"] for part in slices} == shares
    assert values(chart_data("bar", shares, series={"value": "Share"})) == [{"Share": n} for n in shares.values()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


# What is chosen


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_is_made(kind: str) -> None:
    options: dict[str, Any] = {"value": "cost"} if kind == "pie" else {}
    assert sound(kind, chart_data(kind, ROWS, **options))


@pytest.mark.parametrize(
    ("series", "named"),
    [
        (None, ["sales", "cost"]),
        ("cost", ["cost"]),
        (["cost", "sales"], ["cost", "sales"]),
        ({"cost": "Kosten €"}, ["Kosten €"]),
    ],
)
def test_series_are_chosen_and_named(series: Any, named: list[str]) -> None:
    assert [made["label"] for made in chart_data("line", ROWS, series=series)["series"]] == named


def test_keys_are_words_of_their_own() -> None:
    rows = [{"k": "x", "Sales (€)": 1, "sales": 2, "売上": 3, "__proto__": 4, "利益": 5}]
    keys = [made["key"] for made in chart_data("bar", rows)["series"]]
    assert keys == ["sales", "sales-2", "series", "proto", "series-2"]


def test_a_label_may_be_a_number_where_it_is_named() -> None:
    data = chart_data("bar", [{"year": 2023, "n": 1}, {"year": 2024, "n": 2}], label="year")
    assert [row["label"] for row in data["rows"]] == ["2023", "2024"]
    assert values(data) == [{"n": 1}, {"n": 2}]


def test_labels_of_a_file_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,n\n007,1\n1.50,2\n")
    data = chart_data("bar", tmp_path / "a.csv", label="id")
    assert [row["label"] for row in data["rows"]] == ["007", "1.50"]


def test_columns_of_texts_and_empty_ones_are_passed_over() -> None:
    rows = [{"none": None, "k": "x", "note": "a", "n": 1}]
    assert chart_data("bar", rows) == chart_data("bar", [{"k": "x", "n": 1}])


def test_the_points_of_one_series_are_named_after_y() -> None:
    data = chart_data("scatter", ROWS)
    assert data["series"] == [{"key": "cost", "label": "cost"}]
    assert data["points"][0] == {"seriesKey": "cost", "x": 3, "y": 1.5}


def test_x_and_y_may_be_named() -> None:
    assert chart_data("scatter", ROWS, y="sales")["points"][0] == {"seriesKey": "sales", "x": 1.5, "y": 3}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(3), 3),
        (Fraction(1, 4), 0.25),
        (Decimal("2.50"), 2.5),
        (Decimal("1e3"), 1000),
        (np.int32(7), 7),
        (np.float64(0.5), 0.5),
    ],
)
def test_exact_and_foreign_numbers_become_those_of_json(number: Any, written: Any) -> None:
    found = chart_data("bar", {"a": number})["rows"][0]["values"]["value"]
    assert (found, type(found)) == (written, type(written))


@pytest.mark.parametrize(
    ("text", "number"), [("10", 10), ("-0.50", -0.5), ("1e3", 1000.0), (" 7 ", 7), ("+7", 7), ("0.1", 0.1)]
)
def test_numbers_of_a_file_are_read_as_written(text: str, number: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"k,n\nx,{text}\n")
    (found,) = values(chart_data("bar", tmp_path / "a.csv"))
    assert (found["n"], type(found["n"])) == (number, type(number))


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_rows_may_stand_in_json(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{suffix}").write_text('[{"k": "x", "n": 1}]' if suffix == "json" else '{"k": "x", "n": 1}\n')
    assert chart_data("bar", str(tmp_path / f"a.{suffix}")) == chart_data("bar", [{"k": "x", "n": 1}])


def test_days_of_a_frame_are_labels() -> None:
    frame = pd.DataFrame({"day": [pd.Timestamp("2024-01-05"), pd.Timestamp("2024-02-01 12:30")], "n": [1, 2]})
    assert [row["label"] for row in chart_data("line", frame)["rows"]] == ["2024-01-05", "2024-02-01T12:30:00"]


def test_the_index_of_a_frame_is_the_label_where_it_has_a_name() -> None:
    frame = pd.DataFrame({"note": ["a", "b"], 2023: [1, 2]}, index=pd.Index([10, 20], name="id"))
    data = chart_data("bar", frame)
    assert [row["label"] for row in data["rows"]] == ["10", "20"]
    assert values(data) == [{"2023": 1}, {"2023": 2}]
    assert chart_data("bar", frame, label="note")["rows"][0]["label"] == "a"


def test_rows_may_come_one_by_one() -> None:
    assert chart_data("bar", iter(ROWS)) == chart_data("bar", ROWS)


# What is refused


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (None, "there is no number"),
        ("", "there is no number"),
        (math.nan, "there is no number"),
        (math.inf, "Infinity is no number"),
        (True, "true is no number"),
        ("2", '"2" is a text, not a number; write it without quotes'),
        ("n/a", '"n/a" is no number'),
        ("1,200", "separators of thousands"),
        ([1], "an array of 1 is no number"),
        (1j, "'1j' is no number"),
        (2**53, "is too large"),
        (Decimal("NaN"), "is no number"),
        (np.array([1, 2]), "is no number"),
    ],
)
def test_a_cell_that_is_no_number_is_refused_by_row_and_column(cell: Any, message: str) -> None:
    told = refused("bar", [{"k": "x", "n": 1}, {"k": "y", "n": cell}], name="sales")
    assert told.startswith("sales, row 2, column 'n': ")
    assert message in told


@pytest.mark.parametrize("cell", ["1,200", "1 200.5", "1,5", "12%", "0x10", "1e999", "٣", "-", "n/a", "nan", "9" * 120])
def test_a_cell_of_a_file_is_refused_by_line_and_column(cell: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'k,n\n"x\ny",1\ny,"{cell}"\n', encoding="utf-8")
    assert "a.csv:4, column 'n': " in refused("bar", tmp_path / "a.csv")


@pytest.mark.parametrize("cell", ["1,200", "1,5"])
def test_a_column_of_odd_numbers_is_not_passed_over(cell: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'k,n,m\nx,"{cell}",1\n')
    assert "write it without separators" in refused("bar", tmp_path / "a.csv")


@pytest.mark.parametrize("cell", [None, "", " ", math.nan])
def test_a_missing_label_is_refused(cell: Any) -> None:
    assert "row 2, column 'k': there is no label" in refused("bar", [{"k": "x", "n": 1}, {"k": cell, "n": 1}])


@pytest.mark.parametrize("value", [math.nan, math.inf, None])
def test_a_gap_in_a_frame_is_refused_by_row_and_column(value: Any) -> None:
    frame = pd.DataFrame({"k": ["x", "y"], "n": [1, value]})
    assert "row 2, column 'n'" in refused("bar", frame)


def test_a_slice_below_zero_is_refused() -> None:
    assert "row 2, column 'value': -1 is too small; at least 0" in refused("pie", {"a": 1, "b": -1})


@pytest.mark.parametrize("rows", [[], {}, pd.DataFrame({"k": [], "n": []}), iter(())])
def test_no_rows_are_refused(rows: Any) -> None:
    assert "has no rows" in refused("bar", rows)


@pytest.mark.parametrize("rows", [5, None, [1], ["ab"], [[1, 2]], b"ab"])
def test_what_are_no_rows_is_refused(rows: Any) -> None:
    assert "mapping" in refused("bar", rows)


def test_a_ragged_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("k,n\nx,1\ny\n")
    assert "a.csv:3: 1 cell for 2 fields" in refused("bar", tmp_path / "a.csv")
    assert "row 2, column 'n': the row has no such column" in refused("bar", [{"k": "x", "n": 1}, {"k": "y"}])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused("bar", tmp_path / "a.csv", UnreadableError).lower()


@pytest.mark.parametrize("word", ["label", "series"])
def test_a_missing_column_is_refused(word: str) -> None:
    near: dict[str, Any] = {word: "slaes"}
    far: dict[str, Any] = {word: 7}
    assert "rows has no column 'slaes' (did you mean 'sales'?)" in refused("bar", ROWS, **near)
    assert "there are 'month', 'sales' and 'cost'" in refused("bar", ROWS, **far)


@pytest.mark.parametrize(
    ("kind", "rows", "message"),
    [
        ("bar", [{"n": 1}], "no column of texts for the labels; name one: label='n'"),
        ("bar", [{"k": "x"}], "no column of numbers to draw; it has 'k'"),
        ("pie", ROWS, "must have one column of numbers, but has 'sales' and 'cost'"),
        ("pie", [{"k": "x"}], "must have one column of numbers, but has none"),
        ("scatter", [{"n": 1}], "no column of numbers left for y; say y=..."),
    ],
)
def test_a_choice_that_is_not_clear_is_asked_for(kind: str, rows: Rows, message: str) -> None:
    assert message in refused(kind, rows)


def test_no_series_are_refused() -> None:
    assert "data.series" in refused("bar", ROWS, series=[])


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("pie", {"series": "sales"}, "a pie chart has no use for series; it takes label and value"),
        ("bar", {"value": "sales"}, "a bar chart has no use for value; it takes label and series"),
        ("scatter", {"label": "month"}, "a scatter chart has no use for label; it takes x and y and group"),
    ],
)
def test_a_column_that_the_kind_has_no_use_for_is_refused(kind: str, options: dict[str, Any], message: str) -> None:
    assert refused(kind, ROWS, UsageError, **options) == message


def test_ready_data_takes_no_columns() -> None:
    assert "ready" in refused("bar", chart_data("bar", ROWS), UsageError, label="month")


@pytest.mark.parametrize("kind", ["bra", "donut", 7, None])
def test_a_kind_that_does_not_exist_is_refused(kind: Any) -> None:
    assert "there are line, bar, area, radar, pie, scatter" in refused(kind, ROWS, UsageError)


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("bar", {"series": [], "rows": []}, "data.series of item 'rows' has none"),
        ("pie", {"series": [{"key": "a", "label": "A"}], "rows": []}, "is not pie data"),
        ("pie", {"slices": [{"label": "a", "value": "1"}]}, "write 1 without quotes"),
        ("pie", {"slices": [{"label": "a", "value": math.nan}]}, "JSON has no nan"),
        ("pie", {"slices": [object()]}, "has no form in JSON"),
    ],
)
def test_ready_data_of_the_wrong_shape_is_refused(kind: str, data: Any, message: str) -> None:
    assert message in refused(kind, data)


def test_a_text_no_file_can_hold_is_refused() -> None:
    assert "rows" in refused("bar", [{"k": "\ud800", "n": 1}])


@pytest.mark.parametrize("odd", ["twice", "index"])
def test_a_frame_of_columns_that_are_alike_is_refused(odd: str) -> None:
    frame = pd.DataFrame([["x", 1, 2]], columns=["k", "n", "n"])
    if odd == "index":
        frame = pd.DataFrame({"k": ["x"], "n": [1]}, index=pd.Index(["y"], name="k"))
    assert "rename one" in refused("bar", frame)


@given(st.lists(st.dictionaries(words, st.none() | st.booleans() | numbers | words | st.lists(numbers)), max_size=3))
@settings(max_examples=60)
def test_whatever_rows_hold_is_drawn_or_refused(rows: Rows) -> None:
    for kind in KINDS:
        try:
            data = chart_data(kind, rows)
        except UsageError as error:
            assert str(error)
        else:
            assert sound(kind, data)


BIG = 10**5000
DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]
HUGE_ROWS = {
    "number": [{"m": "a", "v": BIG}],
    "number as label": [{"m": BIG, "v": 1}],
    "list as label": [{"m": DEEP, "v": 1}],
    "column": [{BIG: 1}],
    "key": {BIG: 1},
    "rows": BIG,
}
HUGE_COLUMNS: dict[str, dict[str, Any]] = {
    "label": {"label": BIG},
    "list": {"label": DEEP},
    "series": {"series": [BIG]},
    "name": {"series": {"v": BIG}},
}


@pytest.mark.parametrize("case", HUGE_ROWS)
def test_rows_too_large_to_be_written_are_refused(case: str) -> None:
    with pytest.raises(DataError):
        chart_data("bar", HUGE_ROWS[case])


@pytest.mark.parametrize("case", HUGE_COLUMNS)
def test_columns_too_large_to_be_written_are_refused(case: str) -> None:
    with pytest.raises(DataError):
        chart_data("bar", [{"m": "a", "v": 1}], **HUGE_COLUMNS[case])
