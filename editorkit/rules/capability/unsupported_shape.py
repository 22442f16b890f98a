"""The unsupported-shape rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=DOCUMENTED)
def unsupported_shape(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The shape of a solid is none that the editor's capabilities list.

    What: the `shape` of a solid item is known to the schema, but the capabilities given with --capabilities
        do not list it.
    Why: the runtime that will render the video cannot draw it.
    Example: `"shape": "star"` where the capabilities list only rectangle and circle.
    Fix: take one that is listed (`editorkit capabilities` shows them).
    Source: the vendor's editor-JSON guide: take such names from the capabilities, never invent them.
    """
    yield from unlisted(state, capabilities, "shapes")
