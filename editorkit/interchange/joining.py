"""Transitions on their way into a state."""

from collections.abc import Iterable, Iterator
from typing import Any

from editorkit.building.naming import Namer
from editorkit.interchange.carrying import part
from editorkit.interchange.clips import is_media
from editorkit.interchange.lanes import Joint
from editorkit.items import item_types
from editorkit.migrations.draft import Draft
from editorkit.ticks import nearest
from editorkit.wording import name

Entity = dict[str, Any]


class Joining:
    """Joins the clips of tracks that have a transition between them.

    names: of all transitions, with those of ours reserved.
    """

    def __init__(self, draft: Draft, names: Namer) -> None:
        self._draft = draft
        self._names = names
        self._met: set[str] = set()

    def join(self, walk: Iterable[str | Joint | None], track_id: Any) -> list[str]:
        """The ids of the items of a track, of which those with a transition between are joined.

        walk: what follows on what: ids of items, transitions, and None for gaps.
        """
        listed: list[str] = []
        for before, joint, behind in _seams(walk):
            if joint and before is not None and behind is not None:
                self._join(joint, {"trackId": track_id, "fromClipId": before, "toClipId": behind})
            elif joint:
                self._lose(joint, "it does not stand between two clips that touch")
            listed += [] if behind is None else [behind]
        return listed

    def _join(self, joint: Joint, between: Entity) -> None:
        kept = _kept(joint)
        known = joint.content.get("id") if kept else None
        made = kept or self._new(joint, between["fromClipId"], between["toClipId"])
        if made:
            key = known if isinstance(known, str) and known not in self._met else self._names.make("transition")
            self._met.add(key)
            own = {} if key == known else {"id": key}
            self._draft.state["transitions"][key] = made | own | between

    def _new(self, joint: Joint, leaving: str, coming: str) -> Entity:
        """What another tool's transition becomes; empty where it joins what none can."""
        items = self._draft.state["items"]
        ends = [items[leaving], items[coming]]
        if not all(is_media(end["type"]) and item_types()[end["type"]].visible for end in ends):
            self._lose(joint, "transitions join pictures and films only")
            return {}
        if not joint.is_dissolve:
            message = f"transition {name(joint.name)} to item {name(coming)} is none a state knows, and becomes a fade"
            self._draft.assume("assumed", ("items", coming), message)
        longest = min(end["durationTicks"] for end in ends)
        return {"type": "fade", "durationTicks": min(_length(joint), longest)}

    def _lose(self, joint: Joint, why: str) -> None:
        self._draft.lose("dropped", joint.path, f"transition {name(joint.name)} is dropped: {why}")


def _kept(joint: Joint) -> Entity:
    """The transition of ours that it is, as long as it is now; empty where it is none."""
    kept = part(joint.content, "transition", "transition")
    return kept | {"durationTicks": _length(joint)} if kept and kept.get("durationTicks") != _length(joint) else kept


def _length(joint: Joint) -> int:
    return max(nearest(joint.duration), 1)


def _seams(walk: Iterable[str | Joint | None]) -> Iterator[tuple[str | None, Joint | None, str | None]]:
    """What is before, at and behind every seam: items or nothing, and a transition or none."""
    before: str | None = None
    joint: Joint | None = None
    for here in (*walk, None):
        if isinstance(here, Joint):
            if joint:
                yield before, joint, None
            joint = here
        else:
            yield before, joint, here
            before, joint = here, None
