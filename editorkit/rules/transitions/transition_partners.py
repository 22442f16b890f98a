"""The transition-partners rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.items import item_types
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Seam


@rule(severity=WARNING, evidence=INFERRED)
def transition_partners(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition joins something other than images, videos, GIFs and Lottie animations.

    What: a clip of a transition shows no media file of its own: it is a text, a shape, an effect, a sound.
    Why: transitions are known to work between media clips only; others are likely to be refused.
    Example: a fade from a solid to an image.
    Fix: give the other items an `animations.in` or `animations.out`, and keep transitions for media clips.
    Source: between 1.0 and 1.1 the vendor changed its transition examples from a solid to images; all transitions
        in files saved by the editor join images.
    """
    media = {kind.name for kind in item_types().values() if kind.visible and kind.asset == kind.name}
    for seam in state.seams:
        if seam.leaving["type"] not in media or seam.coming["type"] not in media:
            yield _fault(seam, media)


def _fault(seam: Seam, media: set[str]) -> Fault:
    clips = (("fromClipId", seam.leaving), ("toClipId", seam.coming))
    ends = [(name, clip["type"]) for name, clip in clips if clip["type"] not in media]
    named = " and ".join(f"{wording.name(seam.transition[name])} ({kind})" for name, kind in ends)
    message = (
        f"transition {wording.name(seam.transition_id)} joins {named}; transitions are known to work between "
        "image, video, gif and lottie items only"
    )
    first, *others = [("transitions", seam.transition_id, name) for name, _ in ends]
    return Fault(first, message, (*others, *(("items", seam.transition[name], "type") for name, _ in ends)))
