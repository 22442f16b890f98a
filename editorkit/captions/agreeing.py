"""A second opinion: what pysubs2 reads must be what our scan found.

pysubs2 drops what it does not understand, so it cannot have the only say. It has none on WebVTT, where it takes
identifiers and notes for text and two times within a text for a caption, and no say on markup.
"""

from collections.abc import Sequence
from itertools import zip_longest

from editorkit.captions.cues import Passage
from editorkit.captions.sheet import Sheet
from editorkit.scanner import quote


def hear_pysubs2(format_name: str, sheet: Sheet, text: str, passages: Sequence[Passage]) -> None:
    """Raises CaptionError where pysubs2 finds other captions, times or texts than `passages`.

    text: what it is given; for SRT it is followed by a counter, as it takes the last number of a text for one.
    """
    from pysubs2 import SSAFile  # 40 ms that only readers of these files should pay

    events = SSAFile.from_string(f"{text}\n\n0", format_name, keep_html_tags=True).events
    for passage, event in zip_longest(passages, events):
        ours = (passage.start, passage.end, _one_line(passage.raw)) if passage else None
        theirs = (event.start, event.end, _one_line(event.text)) if event else None
        if ours != theirs:
            line = passage.line if passage else None
            hint = "write it in the usual way, captions in SRT with their counters"
            raise sheet.fault(line, f"this reads as {_tell(ours)}, but pysubs2 reads {_tell(theirs)}; {hint}")


def _one_line(text: str) -> str:
    return text.replace(r"\N", "\n").strip().replace("\n", " / ")


def _tell(reading: tuple[int, int, str] | None) -> str:
    return "nothing" if reading is None else f"{quote(reading[2])} from {reading[0]} to {reading[1]} ms"
