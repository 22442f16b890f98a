"""The invalid-color rule."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.rules.layout import in_places
from editorkit.space.colors import alpha
from editorkit.state import EditorState, Entity

_BOX = ("background", "color")
_LETTERS = (("color",), ("strokeColor",), _BOX)
_SPOTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "text": _LETTERS,
    "captions": (*_LETTERS, ("highlightColor",)),
    "solid": (("color",),),
    "illustration": (("color",),),
    "chart": (("themeColor",),),
}
_DIGITS = r"#?[0-9a-fA-F]+"


@rule(severity=WARNING, evidence=ADVICE)
def invalid_color(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A color is none that CSS knows.

    What: a color of a text, caption, stroke, highlight, box, solid, illustration, chart or of the background is neither
        a hex color, nor a CSS color name, nor a CSS color function.
    Why: the schema takes any string for a color; the renderer falls back to black, or to nothing.
    Example: `"color": "ffcc00"`, without the #.
    Fix: write it like `#ffcc00`, `#ffcc0080` or `rgba(255, 204, 0, 0.5)`.
    Source: ours; CSS Color Module Level 4.
    """
    found: dict[str, list[Path]] = defaultdict(list)
    for color, path in _wrong(state):
        found[color].append(path)
    for color, paths in found.items():
        yield _fault(color, paths, state)


def _wrong(state: EditorState) -> Iterator[tuple[str, Path]]:
    background = state.sound("globalBackground") or {}
    yield from _among([("globalBackground", background)] if "color" in background else [], ("color",), ())
    for kind, spots in _SPOTS.items():
        for spot in spots:
            yield from _among(state.of_type(kind), spot, ("items",))
    for key, item in state.of_type("text-template"):
        texts = [(number, node) for number, node in enumerate(item["nodes"]) if node["type"] == "text"]
        for spot in _LETTERS:
            yield from _among(texts, spot, ("items", key, "nodes"))


def _among(named: Iterable[tuple[str | int, Entity]], spot: tuple[str, ...], above: Path) -> Iterator[tuple[str, Path]]:
    """The colors at one spot of some entities that are none, with their paths. Each color is looked at once."""
    if spot == _BOX:
        named = [(key, entity["background"]) for key, entity in named if entity.get("background")]
    name = spot[-1]
    wrong = {color for color in {entity[name] for _, entity in named} if alpha(color) is None}
    if wrong:
        yield from ((entity[name], (*above, key, *spot)) for key, entity in named if entity[name] in wrong)


def _fault(color: str, paths: list[Path], state: EditorState) -> Fault:
    first, *others = paths
    where = wording.subject(first, state.data)
    message = f"{where} is {wording.value(color)}{in_places(paths)}, which is no CSS color{_hint(color)}"
    return Fault(first, message, tuple(others))


def _hint(color: str) -> str:
    if alpha(f"#{color}") is not None:
        return f"; write {wording.value('#' + color)}"
    if re.fullmatch(_DIGITS, color):
        return "; a hex color has 3, 4, 6 or 8 digits after the #"
    return '; write it like "#ffcc00" or "rgba(255, 204, 0, 0.5)"'
