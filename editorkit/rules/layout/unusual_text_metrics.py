"""The unusual-text-metrics rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import INFERRED, INFO, rule
from editorkit.rules.layout import in_places
from editorkit.state import EditorState, Entity

_RANGES = {"lineHeight": (0.5, 5), "letterSpacing": (-10, 50)}


@rule(severity=INFO, evidence=INFERRED)
def unusual_text_metrics(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A line height or letter spacing is one that the editor does not offer.

    What: the `lineHeight` of a text is not between 0.5 and 5, or its `letterSpacing` is not between -10 and 50.
    Why: lines or letters fall on one another or far apart; often one unit was taken for another.
    Example: `"lineHeight": 72`, meant as pixels; it counts font sizes.
    Fix: write the line height as a multiple of the font size, and the letter spacing in pixels.
    Source: the limits of the editor that the format descends from.
    """
    found: dict[tuple[str, float], list[Path]] = defaultdict(list)
    for path, letters in _unusual(state):
        for name, (low, high) in _RANGES.items():
            if not low <= letters[name] <= high:
                found[name, letters[name]].append((*path, name))
    for (name, value), paths in found.items():
        yield _fault(name, value, paths, state)


def _unusual(state: EditorState) -> Iterator[tuple[Path, Entity]]:
    for key, item in state.of_type("text", "captions"):
        if not (0.5 <= item["lineHeight"] <= 5 and -10 <= item["letterSpacing"] <= 50):
            yield ("items", key), item
    for key, item in state.of_type("text-template"):
        for number, node in enumerate(item["nodes"]):
            if node["type"] == "text":
                yield ("items", key, "nodes", number), node


def _fault(name: str, value: float, paths: list[Path], state: EditorState) -> Fault:
    first, *others = paths
    low, high = _RANGES[name]
    where, shown = wording.subject(first, state.data), f"{wording.value(value)}{in_places(paths)}"
    meaning = "a line height counts font sizes, not pixels," if name == "lineHeight" else "letter spacing counts pixels"
    message = f"{where} is {shown}; {meaning} and is usually between {low} and {high}"
    return Fault(first, message, tuple(others))
