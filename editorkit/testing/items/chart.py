"""Charts."""

from hypothesis import strategies as st

from editorkit.testing.items import Clip, item_maker
from editorkit.testing.values import State, colors, enumerated, lengths_or_none, names, numbers

_types = enumerated("item", "chart", "chartType")
_values = st.integers(-(2**40), 2**40) | st.floats(-9, 9)


@item_maker
def chart(clip: Clip) -> State:
    """A chart of any type, with data that go with its series."""
    kind = clip.draw(_types)
    looks = clip.perhaps(themeColor=colors, animationDurationTicks=lengths_or_none(clip.duration))
    return {"chartType": kind, "data": clip.draw(_DATA.get(kind, _rows))} | looks


_slices = st.fixed_dictionaries(
    {"slices": st.lists(st.fixed_dictionaries({"label": names, "value": numbers(0, 99)}), min_size=1, max_size=3)}
)


@st.composite
def _series(draw: st.DrawFn) -> list[State]:
    keys = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    return [{"key": key, "label": draw(names)} for key in keys]


@st.composite
def _xy_data(draw: st.DrawFn) -> State:
    series = draw(_series())
    labels = draw(st.lists(names, min_size=1, max_size=3))
    rows = [{"label": label, "values": {run["key"]: draw(_values) for run in series}} for label in labels]
    return {"series": series, "rows": rows}


@st.composite
def _scatter_data(draw: st.DrawFn) -> State:
    series = draw(_series())
    keys = [run["key"] for run in series] * draw(st.integers(1, 2))
    return {"series": series, "points": [{"seriesKey": key, "x": draw(_values), "y": draw(_values)} for key in keys]}


_rows = _xy_data()
_DATA: dict[str, st.SearchStrategy[State]] = {"pie": _slices, "scatter": _scatter_data()}
