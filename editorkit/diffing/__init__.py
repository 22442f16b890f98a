"""What changed between two states, in the words of a timeline.

Every difference of the two belongs to exactly one change, so that the changes, applied to the first, give the second.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from editorkit import wording
from editorkit.diffing.bringing import bring_together
from editorkit.diffing.changes import Change, Diff, Impact
from editorkit.diffing.comparison import Comparison, span_of
from editorkit.diffing.content import asset_changes, item_changes
from editorkit.diffing.edits import Edit, Put, find_edits
from editorkit.diffing.existence import existence_changes
from editorkit.diffing.surroundings import rename_changes, root_changes, track_changes, transition_changes
from editorkit.diffing.timing import timing_changes
from editorkit.errors import UsageError
from editorkit.matching import inverse, match, renamed

__all__ = ["Change", "Diff", "Impact", "diff", "span_of"]


def diff(before: Mapping[str, Any], after: Mapping[str, Any], *, tolerance: int = 0, fps: int | None = None) -> Diff:
    """What changed between two states. Neither is changed.

    Entities are matched by id, then by content where an id was changed. Where the two are of different releases, the
    older one is migrated first.

    tolerance: times that differ by no more ticks than this are the same. fps: of a state of release 1.0 or older whose
    times in frames have to be migrated.

    Raises UsageError where one of them is no editor state, or cannot be migrated.
    """
    if isinstance(tolerance, bool) or not isinstance(tolerance, int) or tolerance < 0:
        raise UsageError(f"the tolerance is a whole number of ticks from 0 on, not {wording.told(tolerance)}")
    pair = bring_together({"before": before, "after": after}, fps)
    old, new = pair.states["before"], pair.states["after"]
    renames = match(old, new)
    there = renamed(new, inverse(renames))
    edits = [edit for edit in find_edits(old, there) if not tolerance or _is_beyond(edit, tolerance)]
    compared = Comparison(old, there, renames, edits, pair.release)
    changes = sorted(_changes(compared), key=lambda change: _place(compared, change))
    return Diff(tuple(changes), pair.release, pair.notes, old, renames, fps)


def _changes(compared: Comparison) -> Iterator[Change]:
    yield from rename_changes(compared)
    yield from existence_changes(compared)
    yield from timing_changes(compared)
    yield from item_changes(compared)
    yield from asset_changes(compared)
    yield from transition_changes(compared)
    yield from track_changes(compared)
    yield from root_changes(compared)


def _place(compared: Comparison, change: Change) -> tuple[int, int, str]:
    """By tracks from the top, then what is on none or on several; within each by time."""
    order = {name: n for n, name in enumerate(compared.new_id("tracks", key) for key in compared.tracks[1])}
    track = len(order) if change.track is None else order.get(change.track, len(order))
    return track, -1 if change.span is None else change.span[0], change.pointer


def _is_beyond(edit: Edit, tolerance: int) -> bool:
    if not isinstance(edit, Put) or not str(edit.path[-1]).endswith("Ticks"):
        return True
    pair = (edit.before, edit.after)
    return not all(type(value) in (int, float) for value in pair) or abs(edit.after - edit.before) > tolerance
