"""Change and Diff: what a comparison of two states has to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from editorkit.diffing.applying import apply
from editorkit.diffing.bringing import bring_up, read_state
from editorkit.diffing.edits import Edit
from editorkit.diffing.patching import json_patch
from editorkit.matching import Renames


class Impact(StrEnum):
    """What of the video a change touches, the most first. Compares equal to its word.

    timing: when something is seen or heard; visible: what is seen or heard; none: neither.
    """

    TIMING = "timing"
    VISIBLE = "visible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in the words of a timeline.

    kind: such as "item-moved"; `diffing.kinds.KINDS` lists them all.
    entity: "item", "asset", "track", "transition", or "state" for what belongs to the timeline as a whole.
    id: its id, after the change where it has one then; None for the state, and for several entities at once.
    pointer: JSON Pointer to what changed: into the state after, for what is gone into the state before.
    before, after: what was there and is now, as JSON; where several properties changed an object of them; None also
        stands for nothing.
    span: the ticks of the video it touches, from and up to; None where it touches no time.
    sentence: the change in one sentence, without a full stop.
    details: what is within it, each as one line; empty where the sentence says it all.
    track: the id of the track it happens on; None where on none or on several.
    impact: what of the video it touches.
    edits: the values and places that were changed; every difference of two states belongs to exactly one change.
    """

    kind: str
    entity: str
    id: str | None
    pointer: str
    before: Any
    after: Any
    span: tuple[int, int] | None
    sentence: str
    impact: Impact
    details: tuple[str, ...] = ()
    track: str | None = None
    edits: tuple[Edit, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Diff:
    """The changes from one state to another, ordered by the tracks and times they happen on.

    release: of which release both were when they were compared.
    migrated: what had to be done before they could be, each as a sentence; empty where both are of one release.
    """

    changes: tuple[Change, ...]
    release: str
    migrated: tuple[str, ...] = ()
    _before: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _renames: Renames = field(default_factory=dict, repr=False)
    _fps: int | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def apply(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """The state after, made of the state before, which is not changed.

        Where the two were of different releases, a state of the older one is migrated first. Raises UsageError for any
        other state.
        """
        there = bring_up(read_state(state, "the state"), self.release, self._fps)
        return apply(there, [edit for change in self.changes for edit in change.edits], self._renames)

    def to_json_patch(self) -> list[dict[str, Any]]:
        """The changes as a JSON Patch (RFC 6902) for the state before (migrated, where it was)."""
        return json_patch(self._before, self.apply(self._before), self._renames)

    def without(self, is_ignored: Callable[[Change], bool]) -> "Diff":
        """The same without some of the changes, which then are not applied either."""
        return replace(self, changes=tuple(change for change in self.changes if not is_ignored(change)))
