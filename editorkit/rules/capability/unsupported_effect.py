"""The unsupported-effect rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_EFFECT_TYPE_INVALID")
def unsupported_effect(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An effect is none that the editor's capabilities list.

    What: the `effectType` of an effect item is known to the schema, but the capabilities given with --capabilities
        do not list it.
    Why: the server refuses effects that its runtime does not have.
    Example: `"effectType": "blur"` where the capabilities list only fade-in and fade-out.
    Fix: take one that is listed (`editorkit capabilities` shows them), or drop the effect.
    Source: the vendor's editor-JSON guide; the server answers with EDITOR_EFFECT_TYPE_INVALID.
    """
    yield from unlisted(state, capabilities, "effects")
