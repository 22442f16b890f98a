"""The unsupported-transition rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_TRANSITION_TYPE_INVALID")
def unsupported_transition(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition is none that the editor's capabilities list.

    What: the `type` of a transition is known to the schema, but the capabilities given with --capabilities
        do not list it.
    Why: the server refuses transitions that its runtime does not have.
    Example: `"type": "iris"` where the capabilities list only fade and slide.
    Fix: take one that is listed (`editorkit capabilities` shows them), or drop the transition.
    Source: the vendor's editor-JSON guide; the server answers with EDITOR_TRANSITION_TYPE_INVALID.
    """
    yield from unlisted(state, capabilities, "transitions")
