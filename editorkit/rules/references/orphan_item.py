"""The orphan-item rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED, after=("schema", "missing-item", "id-mismatch"))
def orphan_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item stands on no track.

    What: the id of an item is in the list of no track. Clips of a transition are left to transition-off-track.
    Why: what stands on no track is never shown or heard, so the work in it is lost without a word.
    Example: `items` holds "outro", and no track lists it.
    Fix: list it on a track, or remove it from `items`.
    Source: no file saved by the editor holds such an item; in the editor that the format descends from, each item
        stands on one track.
    """
    if len(state.placements) == len(state.items):
        return
    clips = {made[end] for made in state.transitions.values() for end in ("fromClipId", "toClipId")}
    orphans = [key for key in state.items if key not in state.placements and key not in clips]
    if orphans:
        who = (
            f"item {wording.name(orphans[0])} is on no track, so it never plays; list it on a track or remove it"
            if len(orphans) == 1
            else f"{len(orphans)} items are on no track, so they never play: {wording.listed(orphans, 6)}; "
            "list them on a track or remove them"
        )
        yield Fault(("items", orphans[0]), who, tuple(("items", key) for key in orphans[1:]))
