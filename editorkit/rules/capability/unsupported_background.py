"""The unsupported-background rule."""

from collections.abc import Iterator

from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=INFO, evidence=ADVICE)
def unsupported_background(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A preset background image is none that the editor's capabilities list.

    What: the background says that its image is a preset (`"source": "preset"`), but the capabilities do not list
        its `imageUrl`. Colors and gradients are not judged: they may be chosen freely.
    Why: presets are withdrawn at times, and their addresses with them. An image under source custom is yours to keep.
    Example: an `imageUrl` from a template of last year, which the capabilities of today do not list.
    Fix: take a preset that is listed, or set `source` to custom if you know that the address stays.
    Source: our advice; whether the server compares addresses is not public.
    """
    yield from unlisted(state, capabilities, "backgroundImages")
