"""The not-a-state rule."""

from collections.abc import Iterator

from editorkit.document import Document
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, reading_rule


@reading_rule(severity=ERROR, evidence=OFFICIAL, code="EDITOR_SCHEMA_INVALID", fatal=True)
def not_a_state(document: Document) -> Iterator[Fault]:
    """The document is JSON, but no editor state.

    What: the document, or what it holds as `editorState`, is not an object, or has fewer than two of the keys tracks,
        items, assets, transitions, timebaseTicksPerSecond, compositionWidth and compositionHeight.
    Why: it is some other file, and a list of everything it lacks would help nobody.
    Example: `{"name": "my-app", "version": "1.0.0"}`.
    Fix: name the right file. A state may be the document itself, or stand at `editorState` or `data.editorState`.
    Source: the `required` keys of the official schema.
    """
    yield from document.faults.get("not-a-state", ())
