"""The close-gaps transform."""

from dataclasses import dataclass

from editorkit.editing.clips import settle
from editorkit.editing.draft import Draft
from editorkit.editing.options import FLAG, TRACKS, option
from editorkit.state import end_of
from editorkit.transforms import MOVES, makes


@dataclass(frozen=True)
class CloseGaps:
    """Which gaps to close."""

    track: tuple[str, ...] = option(TRACKS, "Only on this track; may be given several times.", ())
    keep_start: bool = option(FLAG, "Leave the gap before the first item.", False)


@makes(*MOVES)
def close_gaps(draft: Draft, options: CloseGaps) -> None:
    """Let the items of each track follow each other without gaps.

    Items move up and keep their order; what is on other tracks is not looked at.

    Example: --track track-2
    Diff: 'subtitles' moved 0.2 s earlier, at 0:00.000
    """
    moved: list[str] = []
    for track in draft.chosen_tracks(options.track):
        items = draft.placed([track])
        ordered = sorted(items, key=lambda name: items[name]["startTicks"])
        end = items[ordered[0]]["startTicks"] if ordered and options.keep_start else 0
        for name in ordered:
            if items[name]["startTicks"] > end:
                items[name]["startTicks"] = end
                moved.append(name)
            end = max(end, end_of(items[name]))
    settle(draft, moved)
