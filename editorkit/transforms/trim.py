"""The trim transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.cutting import cut, note_loss
from editorkit.editing.draft import Draft
from editorkit.editing.options import TIME, option
from editorkit.errors import UsageError
from editorkit.state import end_of
from editorkit.transforms import CUTS, MOVES, makes


@dataclass(frozen=True)
class Trim:
    """The range to keep."""

    start: int = option(TIME, "Where what is kept begins.", 0)
    end: int | None = option(TIME, "Where it ends; the end of the timeline by default.", None)


@makes(*CUTS, *MOVES)
def trim(draft: Draft, options: Trim) -> None:
    """Keep a range of the timeline.

    What lies outside goes, what reaches outside is cut there, and the range starts at 0. Keyframes, source, captions
    and fades go along. Refused where nothing would be left.

    Example: --end 5800ms
    Diff:
        'grade' lasts 5.8 s instead of 6 s
        'shot-3' lasts 1.8 s instead of 2 s
        'music' lasts 3.8 s instead of 4 s
        'backdrop' lasts 5.8 s instead of 6 s
    """
    end = draft.length if options.end is None else options.end
    if end <= options.start:
        raise UsageError("the range ends before it starts; give an --end after --start")
    gone = []
    kept = []
    for name, item in draft.placed().items():
        head, tail = max(options.start - item["startTicks"], 0), max(end_of(item) - end, 0)
        left = item["durationTicks"] - head - tail
        if left > 0 and cut(draft, name, head, tail):
            item["startTicks"] -= options.start
            kept.append(name)
            continue
        gone.append(name)
        if left > 0:
            note_loss(draft, name, left)
    if not kept:
        raise UsageError("nothing would be left: no item is seen or heard in this range")
    draft.drop_items(gone)
    settle(draft, kept)
