"""The heavy-caption-animation rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, INFO, rule
from editorkit.state import EditorState


@rule(severity=INFO, evidence=DOCUMENTED)
def heavy_caption_animation(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """Captions are animated as they leave, or all the time.

    What: a captions item has `captionAnimations.out` or `captionAnimations.loop`.
    Why: the vendor advises one short `in` animation on captions, and more only after a trial export.
    Example: captions with the loop "jitter".
    Fix: remove `out` and `loop`, or try an export before you rely on them.
    Source: the vendor's editor-JSON guide.
    """
    found = [
        ("items", key, "captionAnimations", slot)
        for key, item in state.of_type("captions")
        for slot in item.get("captionAnimations", ())
        if slot != "in"
    ]
    if found:
        first, *others = found
        keys = dict.fromkeys(path[1] for path in found)
        slots = " and ".join(sorted({f"captionAnimations.{path[3]}" for path in found}))
        who = "item {} has" if len(keys) == 1 else "items {} have"
        message = (
            f"captions {who.format(wording.listed(keys))} {slots}; the vendor advises one short in animation, and "
            "more only after a trial export"
        )
        yield Fault(first, message, tuple(others))
