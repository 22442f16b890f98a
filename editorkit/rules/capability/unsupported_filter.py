"""The unsupported-filter rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_FILTER_TYPE_INVALID")
def unsupported_filter(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A filter is none that the editor's capabilities list.

    What: the `filterType` of a filter item is known to the schema, but the capabilities given with --capabilities
        do not list it.
    Why: the server refuses filters that its runtime does not have.
    Example: `"filterType": "sakura-pink"` where the capabilities list only verdant-glow.
    Fix: take one that is listed (`editorkit capabilities` shows them), or drop the filter.
    Source: the vendor's editor-JSON guide; the server answers with EDITOR_FILTER_TYPE_INVALID.
    """
    yield from unlisted(state, capabilities, "filters")
