"""Plain text, one line a change, by tracks and times."""

from collections.abc import Iterator

from editorkit import wording
from editorkit.diffing import Change, Impact
from editorkit.reports.diff import Comparison, Format
from editorkit.reports.escaping import visible
from editorkit.ticks import clock

_GREEN, _RED, _YELLOW, _BOLD = "32", "31", "33", "1"


def render(compared: Comparison) -> str:
    """The changes as text, below a line that says of what."""
    changes = compared.diff.changes
    count = wording.counted(len(changes), "change") if changes else "no differences"
    lines = [f"{visible(compared.before)} → {visible(compared.after)}: {count}", *_told(compared)]
    return "\n".join(lines) + "\n"


def _told(compared: Comparison) -> Iterator[str]:
    spans = [_span(change) for change in compared.diff.changes]
    width = max(map(len, spans), default=0)
    for track, changes in compared.by_track():
        headline = "the state" if track is None else f"track {visible(wording.name(track))}"
        yield _painted(_BOLD, headline, compared)
        for change in changes:
            yield f"  {_span(change):{width}}  {_painted(_style(change), visible(change.sentence), compared)}"
            yield from (f"  {'':{width}}    {visible(detail)}" for detail in change.details)


def _span(change: Change) -> str:
    return "" if change.span is None else f"{clock(change.span[0])}–{clock(change.span[1])}"


def _style(change: Change) -> str:
    if change.kind.endswith("-added"):
        return _GREEN
    if change.kind.endswith("-removed"):
        return _RED
    return _YELLOW if change.impact is Impact.TIMING else ""


def _painted(style: str, text: str, compared: Comparison) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style and compared.colour else text


FORMAT = Format("text", render)
