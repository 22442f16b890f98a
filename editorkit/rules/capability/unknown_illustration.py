"""The unknown-illustration rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_ILLUSTRATION_NOT_FOUND")
def unknown_illustration(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An illustration is none that the editor's capabilities list.

    What: the `illustrationName` of an illustration item is not in the list of illustrations that came with the
        capabilities. Without such a list nothing is said.
    Why: there is nothing to draw, and the server refuses names it does not know.
    Example: `"illustrationName": "rocket"`, which no catalogue of the vendor lists.
    Fix: take a name that is listed; the vendor's API searches them at GET /v1/illustrations.
    Source: the vendor's workflow plugin; the server answers with EDITOR_ILLUSTRATION_NOT_FOUND.
    """
    yield from unlisted(state, capabilities, "illustrations")
