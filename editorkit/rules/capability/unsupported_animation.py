"""The unsupported-animation rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=DOCUMENTED)
def unsupported_animation(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An animation is none that the editor's capabilities list.

    What: the type of an `animations.in` or `animations.out`, of an item or of a part of a text template, is
        known to the schema, but the capabilities given with --capabilities do not list it.
    Why: the runtime that will render the video has no such motion.
    Example: `"animations": {"in": {"type": "zoom-in", …}}` where the capabilities list only fade.
    Fix: take one that is listed (`editorkit capabilities` shows them), or drop the animation.
    Source: the vendor's editor-JSON guide: take such names from the capabilities, never invent them.
    """
    yield from unlisted(state, capabilities, "animations")
