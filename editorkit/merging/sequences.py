"""Lists that both sides changed: keyframes, captions, members of sets, words of a text, and orders of ids."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from editorkit.diffing.aligning import aligned
from editorkit.diffing.edits import MISSING
from editorkit.matching import same

_MOST_WORDS = 200


def merge_points(base: Any, ours: Any, theirs: Any) -> Any:
    """Keyframes by their times; `MISSING` where both changed one differently."""
    sides = [_by(side, "timeTicks") for side in (base, ours, theirs)]
    if any(side is None for side in sides):
        return MISSING
    merged = _merge_maps(*sides)
    return MISSING if merged is None else [merged[time] for time in sorted(merged)]


def merge_members(base: Any, ours: Any, theirs: Any, key: str | None = None) -> Any:
    """The members of a list that is a set: ids, or objects that have one under a key. What both added comes last."""
    sides = [_by(side, key) for side in (base, ours, theirs)]
    if any(side is None for side in sides):
        return MISSING
    merged = _merge_maps(*sides)
    return MISSING if merged is None else [merged[k] for k in _ordered(merged, sides)]


def _ordered(merged: dict[Any, Any], sides: Sequence[Any]) -> list[Any]:
    """As in base, then what is new in order of its name: so that it is the same whose side is whose."""
    old = [key for key in sides[0] if key in merged]
    return old + sorted((key for key in merged if key not in sides[0]), key=str)


def _by(listed: Any, key: str | None) -> dict[Any, Any] | None:
    """The entries by what they are told apart by; None where two cannot be, or where it is no such list."""
    if listed is MISSING:
        return {}
    if not isinstance(listed, list):
        return None
    marks = [entry.get(key) if key and isinstance(entry, dict) else entry for entry in listed]
    if not all(isinstance(mark, str | int | float) for mark in marks) or len(set(marks)) < len(marks):
        return None
    return dict(zip(marks, listed, strict=True))


def _merge_maps(base: Any, ours: Any, theirs: Any) -> dict[Any, Any] | None:
    merged = {}
    for key in dict.fromkeys((*base, *ours, *theirs)):
        old, one, other = (side.get(key, MISSING) for side in (base, ours, theirs))
        if same(one, other) or same(old, other):
            found = one
        elif same(old, one):
            found = other
        else:
            return None
        if found is not MISSING:
            merged[key] = found
    return merged


def merge_entries(base: Any, ours: Any, theirs: Any) -> Any:
    """Entries of captions: each by itself, what either side added where it added it; `MISSING` where both clash."""
    if not all(isinstance(side, list) and all(isinstance(e, dict) for e in side) for side in (base, ours, theirs)):
        return MISSING
    found = [_fates(base, side) for side in (ours, theirs)]
    merged: list[Any] = []
    for index in range(len(base) + 1):
        came = [fates.get((index, "before"), []) for fates in found]
        if came[0] and came[1] and not same(*came):
            return MISSING
        merged += came[0] or came[1]
        if index == len(base):
            break
        one, other = (fates[index, "is"] for fates in found)
        entry = _merge_entry(base[index], one, other)
        if entry is None:
            return MISSING
        merged += entry
    return merged


def _fates(base: Sequence[Any], side: Sequence[Any]) -> dict[tuple[int, str], Any]:
    """What became of each entry of base, and what was put before it."""
    found: dict[tuple[int, str], Any] = {}
    waiting: list[Any] = []
    for old, new in aligned(base, side):
        if old is None:
            waiting.append(side[new or 0])
            continue
        if waiting:
            found[old, "before"], waiting = waiting, []
        found[old, "is"] = MISSING if new is None else side[new]
    if waiting:
        found[len(base), "before"] = waiting
    return found


def _merge_entry(base: Any, ours: Any, theirs: Any) -> list[Any] | None:
    if ours is MISSING or theirs is MISSING:
        left = theirs if ours is MISSING else ours
        return [] if left is MISSING or same(left, base) else None
    merged = _merge_maps(base, ours, theirs)
    return None if merged is None else [merged]


def merge_text(base: Any, ours: Any, theirs: Any) -> Any:
    """A text word by word; `MISSING` where both changed the same words, or words that touch."""
    if not all(isinstance(side, str) for side in (base, ours, theirs)):
        return MISSING
    words = base.split(" ")
    if any(len(side.split(" ")) > _MOST_WORDS for side in (base, ours, theirs)):
        return MISSING
    runs = sorted(run for side in (ours, theirs) for run in _changed(words, side.split(" ")))
    for (_, end, _), (start, _, _) in pairwise(runs):
        if start <= end:
            return MISSING
    for start, end, new in reversed(runs):
        words[start:end] = new
    return " ".join(words)


def _changed(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, new[c:d]) for tag, a, b, c, d in found if tag != "equal"]


def merge_order(base: list[str], ours: list[str], theirs: list[str], members: set[str]) -> list[str] | None:
    """An order of ids that keeps what either side did to it; None where both put the same ones differently.

    members: what there is to be ordered. What came stands behind what it came behind; two that came to one place stand
    in order of their names.
    """
    kept = [[member for member in side if member in members and member in set(base)] for side in (base, ours, theirs)]
    common = set(kept[1]) & set(kept[2])
    was, one, other = ([member for member in side if member in common] for side in kept)
    if one == other or other == was:
        order = one
    elif one == was:
        order = other
    else:
        return None
    behind: dict[str | None, set[str]] = {}
    placed = set(order)
    for side in (ours, theirs):
        last: str | None = None
        for member in side:
            if member in placed:
                last = member
            elif member in members:
                behind.setdefault(last, set()).add(member)
    result = sorted(behind.get(None, ()))
    for member in order:
        result += [member, *sorted(behind.get(member, ()))]
    return list(dict.fromkeys(result))
