"""Repairs of non-adjacent-clips."""

from editorkit.findings import Fault, Fix
from editorkit.repairs import Drop, Put, mends, unsafe
from editorkit.state import EditorState, Entity, end_of


@mends
def non_adjacent_clips(state: EditorState, fault: Fault) -> Fix | None:
    """Clips that stand the other way round are swapped in the transition; else it moves to a seam of one of them.

    That is the one at which its first clip ends, or else the one at which its second begins. Where no clip touches
    there, or a transition is there already, it cannot be kept.
    """
    path = fault.path
    made = state.transitions[str(path[1])]
    first, second = made["fromClipId"], made["toClipId"]
    leaving, coming = state.items.get(first), state.items.get(second)
    if leaving and coming and first != second and end_of(coming) == leaving["startTicks"]:
        swapped = (Put((*path, "fromClipId"), second), Put((*path, "toClipId"), first))
        return unsafe("swap the clips of the transition", *swapped)
    following, preceding = _beside(state, first, 1), _beside(state, second, -1)
    if _is_free(state, first, following, made):
        return unsafe("let the transition lead to the clip behind its first", Put((*path, "toClipId"), following))
    if _is_free(state, preceding, second, made):
        return unsafe(
            "let the transition come from the clip ahead of its second", Put((*path, "fromClipId"), preceding)
        )
    return unsafe("remove the transition", Drop(path))


def _beside(state: EditorState, clip: str, step: int) -> str:
    """The id of the entry that many steps behind a clip in its track's list; empty where there is none."""
    index, position = state.placements[clip][0]
    listed = state.data["tracks"][index]["items"]
    return listed[position + step] if 0 <= position + step < len(listed) else ""


def _is_free(state: EditorState, first: str, second: str, made: Entity) -> bool:
    """Whether a transition fits between two clips that stand side by side, and none is there."""
    leaving, coming = state.items.get(first), state.items.get(second)
    if not leaving or not coming or end_of(leaving) != coming["startTicks"] or (first, second) in state.joined:
        return False
    return all(made["durationTicks"] <= clip["durationTicks"] for clip in (leaving, coming))
