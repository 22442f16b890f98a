"""The missing-item rule."""

from collections import defaultdict
from collections.abc import Iterator

from editorkit import wording
from editorkit.capabilities import Capabilities
from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.rules import DOCUMENTED, ERROR, rule
from editorkit.state import EditorState
from editorkit.suggestions import did_you_mean

_HINTED_AT_MOST = 20  # what is meant is looked for among all items


@rule(severity=ERROR, evidence=DOCUMENTED, explains=("id-mismatch",))
def missing_item(state: EditorState, capabilities: Capabilities) -> Iterator[Fault]:
    """A track or transition names an item that does not exist.

    What: an id in `tracks[].items`, or a transition's `fromClipId` or `toClipId`, is no key of `items`.
    Why: there is nothing to play, and the server refuses ids that lead nowhere.
    Example: a track lists "titel" while the item is called "title".
    Fix: correct the id, add the item, or take the id off the track and drop the transition.
    Source: the vendor's editor-JSON guide, repair section.
    """
    named: dict[str, list[Path]] = defaultdict(list)
    for identifier, placements in state.placements.items():
        if not state.has_item(identifier):
            named[identifier] += [("tracks", place.track, "items", place.position) for place in placements]
    for key, transition in state.transitions.items():
        for end in ("fromClipId", "toClipId"):
            if not state.has_item(transition[end]):
                named[transition[end]].append(("transitions", key, end))
    known = any(state.has_item(identifier) for identifier in state.placements)
    if len(named) > 1 and not known:
        places = tuple(path for paths in named.values() for path in paths)
        yield Fault(("items",), f"none of the {len(named)} items that the tracks name exist in items", places)
        return
    for number, (identifier, paths) in enumerate(named.items()):
        yield _fault(identifier, paths, state, hinted=number < _HINTED_AT_MOST)


def _fault(identifier: str, paths: list[Path], state: EditorState, *, hinted: bool) -> Fault:
    first, *others = paths
    elsewhere = f", and is named in {wording.counted(len(others), 'more place')}" if others else ""
    stored: list[Path] = []
    hint = ""
    if hinted:
        stored = [("items", key) for key, item in state.items.items() if item["id"] == identifier]
    if stored:
        hint = f"; the item with that id is stored under the key {wording.name(stored[0][1])}"
    elif hinted:
        unplaced = [key for key in state.items if key not in state.placements]
        hint = did_you_mean(identifier, unplaced) or did_you_mean(identifier, state.items)
    where = wording.subject(first[:2], state.data)
    message = f"{where} names item {wording.name(identifier)}, which does not exist{elsewhere}{hint}"
    return Fault(first, message, (*others, *stored))
