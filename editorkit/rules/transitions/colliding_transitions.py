"""The colliding-transitions rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ADVICE, INFO, rule
from editorkit.state import EditorState, Seam


@rule(severity=INFO, evidence=ADVICE)
def colliding_transitions(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The transitions at both ends of a clip leave it no time of its own.

    What: the transition into a clip and the one out of it together take longer than the clip lasts. Exactly
        filling the clip is fine.
    Why: how a transition spreads over its two clips is not laid down; where it takes its full time inside the
        clip, the second one begins before the first is done.
    Example: a clip of 240000 ticks between two transitions of 144000 ticks each.
    Fix: shorten one of the transitions, or let the clip last longer.
    Source: our advice; in files saved by the editor both transitions fit into the clip.
    """
    into = {seam.transition["toClipId"]: seam for seam in sorted(state.seams, key=_length)}
    for seam in state.seams:
        clip = seam.transition["fromClipId"]
        before = into.get(clip)
        if before is None or before.transition_id == seam.transition_id:
            continue
        if _length(before) + _length(seam) > seam.leaving["durationTicks"]:
            yield _fault(clip, before, seam)


def _length(seam: Seam) -> int:
    length: int = seam.transition["durationTicks"]
    return length


def _fault(clip: str, into: Seam, out_of: Seam) -> Fault:
    message = (
        f"transitions {wording.name(into.transition_id)} and {wording.name(out_of.transition_id)} together take "
        f"{ticks.show(_length(into) + _length(out_of))}, but {wording.name(clip)} between them lasts only "
        f"{ticks.show(out_of.leaving['durationTicks'])}"
    )
    longer, other = sorted((out_of, into), key=_length, reverse=True)
    also = (("transitions", other.transition_id, "durationTicks"), ("items", clip, "durationTicks"))
    return Fault(("transitions", longer.transition_id, "durationTicks"), message, also)
