"""The transition-off-track rule."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState, Entity
from editorkit.suggestions import did_you_mean

_ENDS = ("fromClipId", "toClipId")


@rule(severity=ERROR, evidence=DOCUMENTED)
def transition_off_track(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A transition is on a track that does not exist, or that does not hold its clips.

    What: the `trackId` of a transition is the id of no track, or one of its two clips is not listed by that track.
    Why: a transition joins two neighbours of one track, and the server refuses ids that do not fit together.
    Example: `"trackId": "main"` while both clips stand on the track "media".
    Fix: write the id of the track that holds both clips, or move the stray clip there, or drop the transition.
    Source: the vendor's editor-JSON guide.
    """
    if not state.transitions or not state.sound("tracks"):
        return
    held: dict[str, set[str]] = defaultdict(set)
    for _, track in state.tracks:
        held[track["id"]].update(track["items"])
    for key, transition in state.transitions.items():
        there = held.get(transition["trackId"], ())
        if transition["fromClipId"] not in there or transition["toClipId"] not in there:
            yield from _faults(key, transition, held, state)


def _faults(key: str, transition: Entity, held: Mapping[str, set[str]], state: EditorState) -> Iterator[Fault]:
    known = [end for end in _ENDS if state.has_item(transition[end])]  # missing-item tells about the others
    homes = {end: [track for track, items in held.items() if transition[end] in items] for end in known}
    track, who = transition["trackId"], f"transition {wording.name(key)}"
    shared = [home for home in homes.get(_ENDS[0], ()) if home in homes.get(_ENDS[1], ())]
    unknown = f"{who} names track {wording.name(track)}, which does not exist"
    if shared:
        home = wording.name(shared[0])
        start = unknown if track not in held else f"{who} names track {wording.name(track)}"
        message = f"{start}, while its clips are on track {home}; set trackId to {home}"
        yield Fault(("transitions", key, "trackId"), message)
    elif track not in held:
        hint = did_you_mean(track, held) or "; write the id of the track that holds both its clips"
        yield Fault(("transitions", key, "trackId"), unknown + hint)
    else:
        off = [end for end in known if track not in homes[end]]
        if off:
            places = " and ".join(_place(transition[end], homes[end]) for end in off)
            message = f"{who} is on track {wording.name(track)}, but {places}; both its clips must be on its track"
            first, *others = [("transitions", key, end) for end in off]
            yield Fault(first, message, tuple(others))


def _place(clip: str, homes: Sequence[str]) -> str:
    where = f"on track {wording.name(homes[0])}" if homes else "on no track"
    return f"clip {wording.name(clip)} is {where}"
