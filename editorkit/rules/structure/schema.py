"""The schema rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_SCHEMA_INVALID")
def schema(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The state is not of the shape its release demands.

    What: a property is missing, unknown in a closed object, of the wrong type, out of range, or not one of the
        values that are allowed.
    Why: the server holds every state to its JSON Schema first and refuses it as a whole.
    Example: `"align": "centre"` on a text item; only left, center and right exist.
    Fix: write what the message says is allowed. `editorkit schema` prints the schema for your editor, which then
        completes and checks as you type.
    Source: the published JSON Schema of release 1.0 and 1.1, which answers with EDITOR_SCHEMA_INVALID.
    """
    yield from state.schema_faults
