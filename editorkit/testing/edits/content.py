"""What items say: texts, charts, templates, motion graphics."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from editorkit.pointer import Path, look_up
from editorkit.testing.edits import Draft, makes
from editorkit.testing.edits.looks import LOOKS
from editorkit.testing.edits.scene import Scene, different
from editorkit.testing.edits.steps import Put
from editorkit.testing.faults import Plot
from editorkit.testing.values import names, primitives, words

_NUMBERS = st.integers(-999, 999) | st.floats(-9, 9)
_SIZES = st.integers(0, 999) | st.floats(0, 9)  # of the slices of a pie
_OF_NODES = ("text", "color", "fontSize", "lineHeight", "letterSpacing", "strokeWidth", "x", "y")
_OF_CHARTS = ("label", "value", "x", "y")


def _texts(scene: Scene) -> list[str]:
    return scene.of_type("text")


def _text(plot: Plot) -> None:
    plot.item("text")


@makes("text-changed", at=_texts, needs=_text)
def change_text(draw: st.DrawFn, scene: Scene, name: str) -> Draft:
    """A text has other words."""
    path = ("items", name, "text")
    return Draft([path], [Put(path, different(draw, words, scene.items[name]["text"]))])


def _charts(scene: Scene) -> list[Path]:
    found = [path for name in scene.of_type("chart") for path in _leaves(scene, ("items", name, "data"))]
    return [path for path in found if path[-1] in _OF_CHARTS or path[-2] == "values"]


def _leaves(scene: Scene, path: Path) -> Iterator[Path]:
    """Every value below a path that is neither an object nor an array."""
    value = look_up(scene.state, path)
    if isinstance(value, dict | list):
        for token in value if isinstance(value, dict) else range(len(value)):
            yield from _leaves(scene, (*path, token))
    else:
        yield path


@makes("content-changed", at=_charts, needs=lambda plot: plot.item("chart"))
def change_chart(draw: st.DrawFn, scene: Scene, path: Path) -> Draft:
    """A label or number of a chart is another."""
    old = look_up(scene.state, path)
    values: st.SearchStrategy[Any] = names if isinstance(old, str) else _SIZES if path[-1] == "value" else _NUMBERS
    return Draft([path[:3]], [Put(path, different(draw, values, old))])


def _nodes(scene: Scene) -> list[Path]:
    found = [path for name in scene.of_type("text-template") for path in _leaves(scene, ("items", name, "nodes"))]
    return [path for path in found if len(path) == 5 and path[-1] in _OF_NODES]


@makes("content-changed", at=_nodes, needs=lambda plot: plot.item("text-template"))
def change_node(draw: st.DrawFn, scene: Scene, path: Path) -> Draft:
    """A node of a text template has another text, look or place."""
    field = str(path[-1])
    values = words if field == "text" else LOOKS.get(field, _NUMBERS)
    return Draft([path[:3]], [Put(path, different(draw, values, look_up(scene.state, path)))])


def _graphics(scene: Scene) -> list[Path]:
    return [("items", name, field) for name in scene.of_type("motion-graphic") for field in ("props", "slots")]


def _graphic(plot: Plot) -> None:
    plot.item("motion-graphic")


@makes("content-changed", at=_graphics, needs=_graphic, releases=("1.1",))
def fill_graphic(draw: st.DrawFn, scene: Scene, path: Path) -> Draft:
    """A motion graphic has something else in a property or slot."""
    key = scene.fresh(draw, "field")
    return Draft([path], [Put((*path, key), draw(words.filter(bool) if path[-1] == "slots" else primitives))])
