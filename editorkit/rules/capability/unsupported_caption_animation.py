"""The unsupported-caption-animation rule."""

from collections.abc import Iterator

from editorkit.capabilities import CAPTION_SLOTS, Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.rules.capability import unlisted
from editorkit.state import EditorState


@rule(severity=ERROR, evidence=DOCUMENTED)
def unsupported_caption_animation(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A text animation is none that the editor's capabilities list for its slot.

    What: the type of a `captionAnimations.in`, `.out` or `.loop` is not listed for that slot in the
        capabilities given with --capabilities. Not every motion suits every slot.
    Why: the runtime that will render the video has no such motion there.
    Example: `"captionAnimations": {"out": {"type": "typewriter", …}}` where typewriter is listed for `in` alone.
    Fix: take one that is listed for the slot, or move the animation to the slot it is made for.
    Source: the vendor's editor-JSON guide: take such names from the capabilities, never invent them.
    """
    for family in CAPTION_SLOTS:
        yield from unlisted(state, capabilities, family)
