"""LRC: lines of a song, each with the moment it starts; in enhanced LRC words have theirs too.

A line lasts until the next one starts. A line without text only ends the one before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from editorkit.captions.cues import NEW_ORDER, Cue, Mark, left_out, settle, timed_words
from editorkit.captions.model import Captions, Loss
from editorkit.captions.reshaping import shift
from editorkit.captions.sheet import Sheet
from editorkit.captions.stamps import Style
from editorkit.scanner import quote

_LRC = Style(re.compile(r"()([0-9]{1,3}):([0-5][0-9])(?:[.:]([0-9]{2,3}))?"), "01:02.50")
_TIME_TAG = re.compile(r"[ \t]*\[([0-9][^\[\]]*)\]")
_INNER_TAG = re.compile(r"\[[0-9]+:[0-9.:]*\]")
_DATA_TAG = re.compile(r"\[([A-Za-z#][^:\[\]]*):(.*)\]")
_WORD_TAG = re.compile(r"<([0-9]+:[^<>]*)>")
_OFFSET = re.compile(r"[+-]?[0-9]{1,9}")


def read(sheet: Sheet) -> Captions:
    """The captions of an LRC file. Raises CaptionError where a line is neither timed nor a tag such as `[ar:…]`."""
    losses: list[Loss] = []
    lines: list[tuple[int, int, str]] = []
    offset = 0
    for number, line in sheet.lines():
        data = _DATA_TAG.fullmatch(line.strip())
        if data and data[1].strip().lower() == "offset":
            offset = _read_offset(data[2].strip(), sheet, number)
        elif data:
            losses += left_out(number, "Data are", [line.strip()])
        elif line.strip():
            lines += _read_line(number, line, sheet)
    ordered = sorted(lines)
    if [start for start, *_ in lines] != [start for start, *_ in ordered]:
        losses.append(Loss(None, NEW_ORDER))
    captions = settle(list(_cues(ordered, sheet, losses)), losses)
    return shift(captions, -offset) if offset else captions


def _read_offset(text: str, sheet: Sheet, number: int) -> int:
    if not _OFFSET.fullmatch(text):
        raise sheet.fault(number, f"the offset {quote(text)} is no number of milliseconds; write it like +250")
    return int(text)


def _read_line(number: int, line: str, sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Start, line number and text, once for each time in front of the text."""
    starts = []
    position = 0
    while tag := _TIME_TAG.match(line, position):
        starts.append(_LRC.milliseconds(tag[1], sheet, number))
        position = tag.end()
    text = line[position:]
    if not starts:
        raise sheet.fault(
            number, f"expected a time in front of the text, such as [{_LRC.example}], but found {quote(line)}"
        )
    if _INNER_TAG.search(text):
        raise sheet.fault(number, "a time in the middle of a text; begin a line with it, or write < and > for a word")
    if len(starts) > 1 and _WORD_TAG.search(text):
        raise sheet.fault(number, "the words have times, but the line has several; write the line once for each")
    return ((start, number, text) for start in starts)


def _cues(lines: list[tuple[int, int, str]], sheet: Sheet, losses: list[Loss]) -> Iterator[Cue]:
    starts = [start for start, *_ in lines]
    for start, number, raw in lines:
        marks = _read_words(start, number, raw, sheet)
        after = bisect_right(starts, start)
        text = " ".join("".join(mark.text for mark in marks).split())
        end = starts[after] if after < len(starts) else _end_of_last(number, marks, sheet, losses)
        if marks[-1].start > end:
            losses.append(Loss(number, "Words that start after the next line are cut."))
        cut = [Mark(min(mark.start, end), mark.text) for mark in marks]
        yield Cue(number, start, end, text, timed_words(cut, end) if len(marks) > 1 else ())


def _read_words(start: int, number: int, raw: str, sheet: Sheet) -> list[Mark]:
    first, *parts = _WORD_TAG.split(raw)  # texts and times in turn
    marks = [Mark(start, first)]
    for stamp, text in zip(parts[::2], parts[1::2], strict=True):
        time = _LRC.milliseconds(stamp, sheet, number)
        if time < marks[-1].start:
            raise sheet.fault(number, f"the word at {stamp} starts before the one ahead of it, or before its line")
        marks.append(Mark(time, text))
    return marks


def _end_of_last(number: int, marks: list[Mark], sheet: Sheet, losses: list[Loss]) -> int:
    last = marks[-1]
    if last.start > marks[0].start and not last.text.strip():
        return last.start
    if any(mark.text.strip() for mark in marks):
        losses.append(Loss(number, f"The last line has no end; its last part is taken to last {sheet.last_ms} ms."))
    return last.start + sheet.last_ms
