"""The transition-gap rule."""

from collections.abc import Iterator

from editorkit import ticks, wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState, Seam, end_of


@rule(severity=ERROR, evidence=DOCUMENTED)
def transition_gap(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """The two clips of a transition do not touch.

    What: the clip that comes does not start on the tick on which the clip that leaves ends.
    Why: a transition leads over a seam; across a gap it has nothing to lead to.
    Example: "a" ends at 480000, "b" starts at 488000, and a transition joins them.
    Fix: let the second clip start exactly where the first ends, or remove the transition. Clips keep their times:
        they must not overlap to make room for a transition.
    Source: the vendor's editor-JSON guide.
    """
    for seam in state.seams:
        leaving, coming = seam.leaving, seam.coming
        if leaving["startTicks"] + leaving["durationTicks"] != coming["startTicks"]:
            yield _fault(seam)


def _fault(seam: Seam) -> Fault:
    first, second = seam.transition["fromClipId"], seam.transition["toClipId"]
    end, start = end_of(seam.leaving), seam.coming["startTicks"]
    message = (
        f"transition {wording.name(seam.transition_id)} needs two clips that touch, but {wording.name(first)} ends "
        f"at {ticks.show(end)} and {wording.name(second)} starts at {ticks.show(start)}"
    )
    also = (("items", second, "startTicks"), ("items", first, "durationTicks"))
    return Fault(("transitions", seam.transition_id), message, also)
