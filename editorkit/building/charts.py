"""Charts: the `data` of a chart item from rows."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from editorkit import schema, wording
from editorkit.building.data.tables import Table, as_text, read_table
from editorkit.building.naming import Namer, slug
from editorkit.building.plain import plain
from editorkit.conforming import refusals
from editorkit.errors import DataError, UsageError
from editorkit.releases import CHECKED_RELEASES
from editorkit.suggestions import did_you_mean

Data = dict[str, Any]
Options = Mapping[str, Any]
_NEWEST = CHECKED_RELEASES[-1]
_TOLD_AT_MOST = 3


def chart_data(
    kind: str,
    rows: Any,
    *,
    label: object = None,
    series: object = None,
    value: object = None,
    x: object = None,
    y: object = None,
    group: object = None,
    name: str = "rows",
) -> Data:
    """The `data` of a chart item: {series, rows}, for a pie {slices}, for a scatter chart {series, points}.

    kind: line, bar, area, radar, pie or scatter.
    rows: mappings of column to cell, a mapping of label to number, a pandas DataFrame (its index is the label,
        where it has a name), the path of a CSV, TSV, JSON or JSON Lines file, or ready data, which is only checked.
    label: the column of labels; by default the first that holds no numbers (all but scatter).
    series: the columns to draw, or a mapping of them to labels; by default all that hold numbers (line, bar, area and
        radar).
    value: the column of weights; by default the only one that holds numbers (pie).
    x, y: the columns of coordinates; by default the first two that hold numbers (scatter).
    group: the column whose texts tell the series of each point; by default there is one series (scatter).
    name: what the rows are called in messages.

    Raises UsageError for a kind that does not exist and for a column that this kind has no use for, DataError for rows,
    columns and cells that do not fit, by row and column, UnreadableError for a file that cannot be read.
    """
    shapes = _shapes()
    if kind not in shapes:
        raise UsageError(f"there is no chart {kind!r}{did_you_mean(str(kind), shapes)}; there are {', '.join(shapes)}")
    given = {"label": label, "series": series, "value": value, "x": x, "y": y, "group": group}
    options = {word: column for word, column in given.items() if column is not None}
    words, make = _MAKERS[shapes[kind]]
    if _is_ready(rows):
        _refuse_others(options, (), "data that is ready")
        made = rows
    else:
        _refuse_others(options, words, f"a {kind} chart")
        made = make(read_table(rows, name, label), options)
    return _conforming(made, shapes[kind], name)


@cache
def _shapes() -> dict[str, str]:
    """The definition in the schema that the data of each kind of chart is held to."""
    found = {}
    for branch in schema.definition(_NEWEST, "item", "chart")["allOf"]:
        asked = branch["if"]["properties"]["chartType"]
        reference: str = branch["then"]["properties"]["data"]["$ref"]
        for kind in asked.get("enum", [asked.get("const")]):
            found[kind] = reference.rpartition("/")[2]
    return found


def _is_ready(rows: Any) -> bool:
    return isinstance(rows, Mapping) and any(isinstance(value, list | tuple) for value in rows.values())


def _refuse_others(options: Options, words: tuple[str, ...], what: str) -> None:
    for word in options:
        if word not in words:
            allowed = f"takes {' and '.join(words)}" if words else "takes nothing else"
            raise UsageError(f"{what} has no use for {word}; it {allowed}")


def _conforming(made: Any, shape: str, name: str) -> Data:
    try:
        data: Data = plain(made, name)
    except UsageError as error:
        raise DataError(str(error)) from error
    refused = refusals(_NEWEST, shape, ("items", name, "data"), data)
    if refused:
        raise DataError("; ".join(refused[:_TOLD_AT_MOST]))
    return data


def _rows_of(table: Table, options: Options) -> Data:
    label = _label_of(table, options)
    columns = _series_of(table, options.get("series"), label)
    keys = _keys_of(columns)
    return {
        "series": [{"key": keys[column], "label": text} for column, text in columns.items()],
        "rows": [
            {"label": table.text(row, label), "values": {keys[c]: table.number(row, c) for c in columns}}
            for row in table.rows
        ],
    }


def _slices_of(table: Table, options: Options) -> Data:
    label = _label_of(table, options)
    value = table.column(options["value"]) if "value" in options else _only_number(table, label)
    least = schema.load(_NEWEST)["definitions"]["chartPieSlice"]["properties"]["value"].get("minimum")
    return {
        "slices": [{"label": table.text(row, label), "value": table.number(row, value, least)} for row in table.rows]
    }


def _points_of(table: Table, options: Options) -> Data:
    named = {word: table.column(column) for word, column in options.items()}
    free = [column for column in table.numeric() if column not in named.values()]
    for word in ("x", "y"):
        if word not in named and not free:
            raise DataError(f"{table.name} has no column of numbers left for {word}; say {word}=...")
        named[word] = named[word] if word in named else free.pop(0)
    x, y, group = named["x"], named["y"], named.get("group")
    owners = [table.text(row, group) if group is not None else y for row in table.rows]
    keys = _keys_of(owners)
    return {
        "series": [{"key": key, "label": text} for text, key in keys.items()],
        "points": [
            {"seriesKey": keys[owner], "x": table.number(row, x), "y": table.number(row, y)}
            for row, owner in zip(table.rows, owners, strict=True)
        ],
    }


# By definition in the schema: the columns that can be named, and what makes the data of them.
_MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Table, Options], Data]]] = {
    "chartXYData": (("label", "series"), _rows_of),
    "chartPieData": (("label", "value"), _slices_of),
    "chartScatterData": (("x", "y", "group"), _points_of),
}


def _label_of(table: Table, options: Options) -> str:
    if "label" in options:
        return table.column(options["label"])
    if table.label is not None:
        return table.label
    textual = table.textual()
    if not textual:
        raise DataError(f"{table.name} has no column of texts for the labels; name one: label={table.columns[0]!r}")
    return textual[0]


def _series_of(table: Table, series: object, label: str) -> dict[str, str]:
    """The label of each column to draw."""
    if isinstance(series, Mapping):
        return {table.column(column): as_text(text, table.name) for column, text in series.items()}
    if series is not None:
        columns = series if isinstance(series, Iterable) and not isinstance(series, str) else [series]
        return {table.column(column): as_text(column, table.name) for column in columns}
    numeric = [column for column in table.numeric() if column != label]
    if not numeric:
        raise DataError(f"{table.name} has no column of numbers to draw; it has {wording.listed(table.columns, 8)}")
    return {column: column for column in numeric}


def _only_number(table: Table, label: str) -> str:
    numeric = [column for column in table.numeric() if column != label]
    if len(numeric) != 1:
        found = wording.listed(numeric, 8)
        raise DataError(f"{table.name} must have one column of numbers, but has {found}; name the one with value=...")
    return numeric[0]


def _keys_of(names: Iterable[str]) -> dict[str, str]:
    """A key for each name: words an id can be made of, no two alike."""
    namer = Namer()
    return {name: namer.make(slug(name) or "series") for name in dict.fromkeys(names)}
