"""The opacity-out-of-range rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.pointer import Path, look_up
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.rules.layout import in_places, out_of, unusual
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED)
def opacity_out_of_range(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An opacity is below 0 or above 1.

    What: the opacity of an item, of one of its keyframes, or of a node of a text template is not between 0 and 1.
    Why: 0 is transparent and 1 is opaque; beyond that a value has no meaning, and a fade takes another course than
        meant.
    Example: `"opacity": {"value": 80, "keyframes": []}`, meant as percent.
    Fix: write a share: 0.8 for 80 %.
    Source: release 0.1 of the schema had plain numbers between 0 and 1; in all saved files it is between them.
    """
    suspects = dict(unusual(state)) | {key: item for key, item, name, _ in state.keyframed if name == "opacity"}
    wrong: dict[str, list[Path]] = {}
    for key, item in suspects.items():
        paths = out_of(item["opacity"], 0, 1) if item_types()[item["type"]].visible else ()
        if paths:
            wrong[key] = [("items", key, "opacity", *path) for path in paths]
    for key, item in state.of_type("text-template"):
        for number, node in enumerate(item["nodes"]):
            if not 0 <= node.get("opacity", 1) <= 1:
                wrong.setdefault(key, []).append(("items", key, "nodes", number, "opacity"))
    for paths in wrong.values():
        yield _fault(paths, state)


def _fault(paths: list[Path], state: EditorState) -> Fault:
    first, *others = paths
    value = look_up(state.data, first)
    where, shown = wording.subject(first, state.data), f"{wording.value(value)}{in_places(paths)}"
    meant = f"; write {wording.value(value / 100)} for {wording.value(value)} %" if 1 < value <= 100 else ""
    message = f"{where} is {shown}, but opacity runs from 0 (transparent) to 1 (opaque){meant}"
    return Fault(first, message, tuple(others))
