"""The invisible-item rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, WARNING, rule
from editorkit.rules.layout import is_heard, is_shown, unusual
from editorkit.space.sight import transparency
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=ADVICE)
def invisible_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item is fully transparent, or scaled to nothing, for its whole life.

    What: the opacity, or one of the scales, of an item is 0 and so are all its keyframes. Videos that are there for
        their sound and items on hidden tracks are left alone.
    Why: it never shows; often the keyframes that were to bring it in are missing.
    Example: `"opacity": {"value": 0, "keyframes": []}` on a title.
    Fix: set the value to 1, give it keyframes, or remove the item.
    Source: ours.
    """
    for key, item in unusual(state):
        name = transparency(item)
        if name and is_shown(key, state) and not is_heard(item, state):
            message = (
                f"item {wording.name(key)} never shows, for its {name} is 0 throughout; "
                "raise it, give it keyframes or remove the item"
            )
            yield Fault(("items", key, name), message)
