"""The doubled-entrance rule."""

from collections.abc import Iterator

from editorkit import schema, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=DOCUMENTED)
def doubled_entrance(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A clip comes in with a transition and with an animation of its own.

    What: the clip a transition leads to has `animations.in`.
    Why: both move the clip at the same moment, which seldom looks as meant.
    Example: a wipe leads to "b", and "b" also slides up as it comes.
    Fix: keep one of them.
    Source: the vendor's editor-JSON guide; one of the vendor's own templates does it all the same.
    """
    for key, transition, _, coming in state.seams:
        known = "animations" in schema.properties(state.release, "item", coming["type"])
        if known and "in" in coming.get("animations", ()):
            clip = transition["toClipId"]
            message = (
                f"item {wording.name(clip)} comes in with transition {wording.name(key)} and with its own "
                f"{coming['animations']['in']['type']} animation; keep one of them"
            )
            yield Fault(("items", clip, "animations", "in"), message, (("transitions", key),))
