"""The chart-series-mismatch rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Entity
from editorkit.suggestions import did_you_mean


@rule(severity=WARNING, evidence=INFERRED)
def chart_series_mismatch(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The numbers of a chart do not go with its series.

    What: two series have the same key, a row or point names a series that does not exist, or a row has no number for
        a series.
    Why: such numbers are not drawn, or drawn as a gap.
    Example: a series with the key "sales", and a row with `"values": {"sale": 12}`.
    Fix: use the keys of the series in every row and point, once each.
    Source: the shape of chart data in the published schema, and the charts in files saved by the editor.
    """
    for key, item in state.of_type("chart"):
        data: Entity = item["data"]
        if "series" in data:
            where, keys = ("items", key, "data"), [series["key"] for series in data["series"]]
            yield from _repeated(where, keys)
            yield from _strange(where, keys, data)
            yield from _incomplete(where, keys, data)


def _repeated(where: Path, keys: list[str]) -> Iterator[Fault]:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            message = f"chart {wording.name(where[1])} has two series with the key {wording.name(key)}; rename one"
            places = [(*where, "series", n, "key") for n in (number, keys.index(key))]
            yield Fault(places[0], message, (places[1],))


def _strange(where: Path, keys: list[str], data: Entity) -> Iterator[Fault]:
    """Rows and points that name a series which is not there, by that name."""
    named: dict[str, list[Path]] = defaultdict(list)
    for number, row in enumerate(data.get("rows", ())):
        for key in row["values"]:
            named[key].append((*where, "rows", number, "values", key))
    for number, point in enumerate(data.get("points", ())):
        named[point["seriesKey"]].append((*where, "points", number, "seriesKey"))
    for key, (first, *others) in named.items():
        if key not in keys:
            count = f"{len(others) + 1} {first[3]} name" if others else f"one {str(first[3])[:-1]} names"
            hint = did_you_mean(key, keys) or f"; it has {wording.listed(keys)}"
            message = (
                f"in chart {wording.name(where[1])} {count} series {wording.name(key)}, which it does not have{hint}"
            )
            yield Fault(first, message, tuple(others), at_key=first[3] == "rows")


def _incomplete(where: Path, keys: list[str], data: Entity) -> Iterator[Fault]:
    """Rows that lack a number and hold no strange one that might be meant for it."""
    rows = [(n, row["values"]) for n, row in enumerate(data.get("rows", ())) if row["values"].keys() <= set(keys)]
    for key in dict.fromkeys(keys):
        lacking = [number for number, values in rows if key not in values]
        if lacking:
            first, *others = [(*where, "rows", number, "values") for number in lacking]
            label = wording.name(data["rows"][lacking[0]]["label"])
            count = f"row {label} has" if not others else f"row {label} and {len(others)} more have"
            message = (
                f"in chart {wording.name(where[1])} {count} no number for series {wording.name(key)}; "
                "give one for every series"
            )
            yield Fault(first, message, tuple(others))
