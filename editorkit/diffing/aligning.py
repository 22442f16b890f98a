"""Lists of timed things, brought together by their times and not by their places in the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from editorkit.diffing import phrasing
from editorkit.diffing.edits import MISSING
from editorkit.matching import same
from editorkit.ticks import TICKS_PER_MILLISECOND, exact, nearest

Entry = Mapping[str, Any]
Pair = tuple[int | None, int | None]


def keyframe_changes(before: Any, after: Any) -> list[str]:
    """What became of the keyframes of a number track, a line each in order of time."""
    old, new = _points(before), _points(after)
    lines = []
    for time in sorted(old.keys() | new.keys()):
        if time not in old:
            lines.append(f"{phrasing.value(new[time])} at {phrasing.at(time)} added")
        elif time not in new:
            lines.append(f"{phrasing.value(old[time])} at {phrasing.at(time)} removed")
        elif not same(old[time], new[time]):
            lines.append(f"{phrasing.value(new[time])} instead of {phrasing.value(old[time])} at {phrasing.at(time)}")
    rest = [track.get("value", MISSING) if isinstance(track, dict) else MISSING for track in (before, after)]
    if not same(*rest):
        lines.append(f"at rest {phrasing.instead('value', *rest)}")
    return lines


def _points(track: Any) -> dict[int | float, Any]:
    listed = track.get("keyframes") if isinstance(track, dict) else None
    points = [point for point in listed if isinstance(point, dict)] if isinstance(listed, list) else []
    return {p["timeTicks"]: p.get("value") for p in points if type(p.get("timeTicks")) in (int, float)}


def entry_changes(before: Sequence[Any], after: Sequence[Any]) -> list[str]:
    """What became of the entries of captions, a line each in order of time; one line where all were shifted alike."""
    shift = _common_shift(before, after)
    if shift is not None:
        return [f"all {len(before)} shifted {phrasing.later(shift)}"]
    lines = []
    for old, new in aligned(before, after):
        if old is None:
            lines.append(f"{_shown(after[new or 0])} added")
        elif new is None:
            lines.append(f"{_shown(before[old])} removed")
        elif not same(before[old], after[new]):
            lines.append(_entry_change(before[old], after[new]))
    return lines


def _common_shift(before: Sequence[Any], after: Sequence[Any]) -> int | None:
    """By how many ticks all entries were shifted, nothing else of them having changed; None where that is not so."""
    if len(before) != len(after) or not before:
        return None
    shifts = set()
    for old, new in zip(before, after, strict=True):
        if not isinstance(old, dict) or not isinstance(new, dict) or old.keys() != new.keys():
            return None
        for key in old:
            if key.endswith("Ms") and all(type(entry[key]) in (int, float) for entry in (old, new)):
                shifts.add(exact(new[key]) - exact(old[key]))
            elif not same(old[key], new[key]):
                return None
    shift = nearest(shifts.pop() * TICKS_PER_MILLISECOND) if len(shifts) == 1 else 0
    return shift or None


def aligned(before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Which entry is which, as indexes: equal ones first, then those at the same time, then those of the same text.

    Pairs keep the order of both lists; None stands for an entry that the other list lacks.
    """
    pairs: list[Pair] = []
    done_old = done_new = 0
    for old, new in [*_anchors(before, after), (len(before), len(after))]:
        pairs += _between(before, after, range(done_old, old), range(done_new, new))
        if old < len(before):
            pairs.append((old, new))
        done_old, done_new = old + 1, new + 1
    return pairs


def _anchors(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int, int]]:
    """Pairs that rise on both sides: entries alike in times and text that are alone in being so, then in either."""
    places: dict[Any, list[int]] = {}
    for index, entry in enumerate(after):
        for mark in _marks(entry):
            places.setdefault(mark, []).append(index)
    found: list[tuple[int, int]] = []
    floor = 0
    for index, entry in enumerate(before):
        for mark in _marks(entry):
            here = [place for place in places.get(mark, ())[:4] if place >= floor]
            if here and (not found or found[-1][0] < index):
                found.append((index, here[0]))
                floor = here[0] + 1
                break
    return found


def _marks(entry: Any) -> list[tuple[Any, ...]]:
    if not isinstance(entry, dict):
        return []
    start, end, text = (entry.get(key) for key in ("startMs", "endMs", "text"))
    marks: list[tuple[Any, ...]] = [("all", start, end, text), ("times", start, end), ("start", start)]
    return [mark for mark in marks if all(isinstance(part, int | float | str) for part in mark)]


def _between(before: Sequence[Any], after: Sequence[Any], old: range, new: range) -> list[Pair]:
    """Entries between two that are paired: of the same text in order, the others came or went."""
    if len(old) == len(new):
        return list(zip(old, new, strict=True))
    pairs: list[Pair] = []
    waiting = list(new)
    texts = {text for other in waiting if isinstance(text := _text(after[other]), str)}
    for index in old:
        text = _text(before[index])
        is_there = isinstance(text, str) and text in texts
        match = next((other for other in waiting if _text(after[other]) == text), None) if is_there else None
        while match is not None and waiting and waiting[0] != match:
            pairs.append((None, waiting.pop(0)))
        if match is not None:
            waiting.pop(0)
        pairs.append((index, match))
    return pairs + [(None, other) for other in waiting]


def _text(entry: Any) -> Any:
    return entry.get("text") if isinstance(entry, dict) else None


def _shown(entry: Any) -> str:
    text = phrasing.value(_text(entry))
    start = entry.get("startMs") if isinstance(entry, dict) else None
    return f"{text} at {_at(start)}" if type(start) in (int, float) else text


def _at(milliseconds: Any) -> str:
    return phrasing.at(nearest(exact(milliseconds) * TICKS_PER_MILLISECOND))


def _entry_change(old: Any, new: Any) -> str:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return phrasing.instead("entry", old, new)
    said = []
    if not same(_text(old), _text(new)):
        said.append(phrasing.rewording(_text(old), _text(new)))
    for key in dict.fromkeys((*old, *new)):
        if key != "text" and not same(old.get(key, MISSING), new.get(key, MISSING)):
            said.append(f"{key} {phrasing.instead(key, old.get(key, MISSING), new.get(key, MISSING))}")
    return f"{_shown(old)}: {phrasing.enumerated(said)}"
