"""The transition-longer-than-clip rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState, Seam


@rule(severity=WARNING, evidence=INFERRED, explains=("colliding-transitions",))
def transition_longer_than_clip(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition takes longer than one of the clips it joins.

    What: the `durationTicks` of a transition is above that of the clip that leaves or the clip that comes.
    Why: the shorter clip is over before the transition is.
    Example: a transition of 240000 ticks into a clip of 120000 ticks.
    Fix: shorten the transition, or let the clip last longer.
    Source: a rule of the library whose transitions this format shares.
    """
    for seam in state.seams:
        length = seam.transition["durationTicks"]
        if length > seam.leaving["durationTicks"] or length > seam.coming["durationTicks"]:
            yield _fault(seam)


def _fault(seam: Seam) -> Fault:
    clips = ((seam.transition["fromClipId"], seam.leaving), (seam.transition["toClipId"], seam.coming))
    shorter, clip = min(clips, key=lambda pair: int(pair[1]["durationTicks"]))
    message = (
        f"transition {wording.name(seam.transition_id)} takes {ticks.show(seam.transition['durationTicks'])}, but "
        f"its clip {wording.name(shorter)} lasts only {ticks.show(clip['durationTicks'])}"
    )
    path = ("transitions", seam.transition_id, "durationTicks")
    return Fault(path, message, (("items", shorter, "durationTicks"),))
