"""The zero-size-item rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.rules.layout import unusual
from editorkit.space.sight import flat_sides
from editorkit.state import EditorState, Entity


@rule(severity=WARNING, evidence=INFERRED)
def zero_size_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item has no width or no height.

    What: the width or height of an item that draws something is 0 or less, at all its keyframes too.
    Why: a box without extent shows nothing. To grow out of nothing by keyframes is fine.
    Example: `"width": {"value": 0, "keyframes": []}`.
    Fix: give it the size it is to have, or remove it.
    Source: release 0.1 of the schema asked for at least 1; later releases dropped the bound along with plain numbers.
    """
    for key, item in unusual(state):
        flat = flat_sides(item)
        if flat:
            message = f"item {wording.name(key)} shows nothing: {_sizes(item, flat)}; give it a size above 0"
            first, *others = [("items", key, name) for name in flat]
            yield Fault(first, message, tuple(others))


def _sizes(item: Entity, names: list[str]) -> str:
    return " and ".join(f"its {name} is {wording.value(item[name]['value'])}" for name in names)
