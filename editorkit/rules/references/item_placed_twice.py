"""The item-placed-twice rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import INFERRED, WARNING, rule
from editorkit.state import EditorState


@rule(severity=WARNING, evidence=INFERRED, explains=("overlapping-items",))
def item_placed_twice(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """An item is listed more than once, on one track or on several.

    What: the same id stands twice in the lists of the tracks.
    Why: an item has one start and one track; which of its places counts is left to chance.
    Example: "logo" is listed by the track "overlay" and again by the track "media".
    Fix: keep one of the entries; to show the item twice, give the copy an id and an entry in `items` of its own.
    Source: the editor that the format descends from puts an item on exactly one track.
    """
    if len(state.placements) == sum(len(track["items"]) for _, track in state.tracks):
        return
    together: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, places in state.placements.items():
        if len(places) > 1 and key in state.items:
            together[tuple(place.track for place in places)].append(key)
    for tracks, keys in together.items():
        yield _fault(tracks, keys, state)


def _fault(tracks: tuple[int, ...], keys: list[str], state: EditorState) -> Fault:
    entries: list[Path] = []
    for key in keys:
        first, *again = [("tracks", place.track, "items", place.position) for place in state.placements[key]]
        entries += [*again, first]
    names = list(dict.fromkeys(wording.subject(("tracks", index), state.data) for index in tracks))
    where = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    who = f"item {wording.name(keys[0])} is" if len(keys) == 1 else f"items {wording.listed(keys)} are"
    often = "" if len(tracks) == len(names) else "twice " if len(tracks) == 2 else f"{len(tracks)} times "
    message = f"{who} listed {often}by {where}; keep one entry, for an item stands on one track, once"
    return Fault(entries[0], message, (*entries[1:], *(("items", key) for key in keys)))
