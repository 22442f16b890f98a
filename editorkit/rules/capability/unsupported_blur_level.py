"""The unsupported-blur-level rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=DOCUMENTED)
def unsupported_blur_level(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The blur level of the background is none that the editor's capabilities list.

    What: the `level` of a background of type blur is known to the schema, but the capabilities given with
        --capabilities do not list it.
    Why: the runtime that will render the video has no such level.
    Example: `"globalBackground": {"type": "blur", "level": 4}` where the capabilities list 0 to 3.
    Fix: take a level that is listed.
    Source: the vendor's editor-JSON guide: take such names from the capabilities, never invent them.
    """
    yield from unlisted(state, capabilities, "blurLevels")
