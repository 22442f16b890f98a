"""The non-adjacent-clips rule."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import ERROR, OFFICIAL, rule
from editorkit.state import EditorState, Entity


@rule(
    severity=ERROR,
    evidence=OFFICIAL,
    code="EDITOR_TRANSITION_CLIP_NOT_ADJACENT",
    explains=("transition-gap",),
)
def non_adjacent_clips(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition joins two clips that do not follow each other on their track.

    What: in the `items` of the transition's track, `toClipId` is not the very next entry after `fromClipId`.
    Why: a transition happens where one clip gives way to the next; the server refuses any other pair.
    Example: a track lists "a", "b" and "c", and a transition goes from "a" to "c".
    Fix: name two neighbours, the earlier one in `fromClipId`; reorder the track if its list is not in time order;
        or remove the transition.
    Source: the vendor's editor-JSON guide; the server answers with EDITOR_TRANSITION_CLIP_NOT_ADJACENT.
    """
    tracks = {track["id"]: (index, track) for index, track in reversed(state.tracks)}
    for key, transition in state.transitions.items():
        if transition["trackId"] in tracks:
            index, track = tracks[transition["trackId"]]
            leaving = _positions(state, transition["fromClipId"], index)
            coming = _positions(state, transition["toClipId"], index)
            if leaving and coming and not any(place + 1 in coming for place in leaving):
                first, last = sorted((leaving[0], coming[0]))
                between = track["items"][first + 1 : last]
                if not between or any(map(state.has_item, between)):
                    yield _fault(key, transition, between, wording.subject(("tracks", index), state.data))


def _positions(state: EditorState, identifier: str, track: int) -> list[int]:
    return [place.position for place in state.placements.get(identifier, ()) if place.track == track]


def _fault(key: str, transition: Entity, between: list[str], track: str) -> Fault:
    first, second = transition["fromClipId"], transition["toClipId"]
    what = f"transition {wording.name(key)} goes from {wording.name(first)} to"
    if first == second:
        message = f"{what} the same clip; it needs two that follow each other on {track}"
    elif between:
        standing = f"{wording.listed(between)} {'stands' if len(between) == 1 else 'stand'} between them on {track}"
        message = f"{what} {wording.name(second)}, but {standing}; a transition needs neighbours"
    else:
        message = f"{what} {wording.name(second)}, but {track} lists {wording.name(second)} first; swap them"
    return Fault(("transitions", key), message, tuple(("items", clip) for clip in dict.fromkeys((first, second))))
