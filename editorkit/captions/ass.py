"""Advanced SubStation Alpha and SubStation Alpha: events in, plain text out; looks are losses.

Fields must stand in the usual order (the one that all known programs write, and pysubs2 takes for granted).
"""

import re
from collections.abc import Iterator

from editorkit.captions.agreeing import hear_pysubs2
from editorkit.captions.cues import Cue, Mark, Passage, left_out, settle, timed_words
from editorkit.captions.model import Captions, Loss
from editorkit.captions.sheet import Sheet
from editorkit.captions.stamps import ASS
from editorkit.scanner import quote

_EVENTS = "[Events]"
_FIELDS = 10
_WITH_FIELDS = ("Dialogue", "Comment")
_WITHOUT_TEXT = ("Picture", "Sound", "Movie", "Command")
_MARGIN = re.compile(r"-?[0-9]{1,9}")
_EVENT = re.compile(r"(?:Dialogue|Comment): *(?:Marked=)?[0-9]+,[0-9]+:[0-9]{2}:")
_BLOCK = re.compile(r"(\{[^{}]*\})")
_DRAWING = re.compile(r"\\p([0-9]+)")
_KARAOKE = re.compile(r"\\[kK][fo]?([0-9]{1,6})")
_ONLY_KARAOKE = re.compile(r"\{(?:\\[kK][fo]?[0-9]{1,6})+\}")
_ESCAPES = ((r"\N", "\n"), (r"\n", "\n"), (r"\h", " "))
_COMMENT = "A comment is left out: it is not shown."


def read(sheet: Sheet) -> Captions:
    """The captions of an ASS or SSA file. Raises CaptionError where its events hold anything that is no caption."""
    losses: list[Loss] = []
    found = list(_scan(sheet, losses))
    without_styles = re.sub(r"(?m)^[^\S\n]*Style:.*$", "", sheet.text)  # one that is odd would upset it
    hear_pysubs2("ssa", sheet, without_styles, [passage for _, passage in found])
    shown = [passage for kind, passage in found if kind == "Dialogue"]
    return settle([_read_passage(passage, losses) for passage in shown], losses)


def _scan(sheet: Sheet, losses: list[Loss]) -> Iterator[tuple[str, Passage]]:
    """The events that have a text, with their kinds."""
    section = ""
    sections = set()
    for number, line in enumerate(map(str.strip, sheet.text.split("\n")), 1):
        kind, colon, rest = line.partition(":")
        if line.startswith("[") and line.endswith("]"):
            section = line
            sections.add(section)
        elif kind in _WITH_FIELDS and colon:
            if section != _EVENTS:
                raise sheet.fault(number, f"an event outside of {_EVENTS}; write that line before the events")
            yield kind, _scan_event(kind, number, rest.strip(), sheet, losses)
        elif section == _EVENTS:
            _take_other_line(line, number, sheet, losses)
        elif kind == "Style":
            losses += left_out(number, "A style is", [rest.split(",")[0]])
    if _EVENTS not in sections:
        raise sheet.fault(
            None, f"there is no {_EVENTS} section, so this is no ASS file; name its format if it has another"
        )


def _take_other_line(line: str, number: int, sheet: Sheet, losses: list[Loss]) -> None:
    kind, colon, rest = line.partition(":")
    names = [name.strip().casefold() for name in rest.split(",")]
    if kind == "Format":
        if len(names) != _FIELDS or names[1:3] != ["start", "end"] or names[-1] != "text":
            raise sheet.fault(number, "the fields are in an unusual order; let Start, End be second, third, Text tenth")
    elif kind in _WITHOUT_TEXT and colon:
        losses += left_out(number, "An event is", [kind])
    elif line and not line.startswith(";"):
        raise sheet.fault(number, f"expected an event, such as Dialogue: …, but found {quote(line)}")


def _scan_event(kind: str, number: int, rest: str, sheet: Sheet, losses: list[Loss]) -> Passage:
    fields = rest.split(",", _FIELDS - 1)
    if len(fields) < _FIELDS:
        raise sheet.fault(number, f"an event has {_FIELDS} fields, divided by commas, but this one has {len(fields)}")
    _, start, end, _, speaker, *margins, effect, text = map(str.strip, fields)
    for margin in margins:
        if not _MARGIN.fullmatch(margin):
            raise sheet.fault(number, f"the margin {quote(margin)} is no whole number; write 0")
    if _EVENT.search(text):
        raise sheet.fault(number, "a second event in the same line; begin a line with it")
    if kind == "Comment":
        losses.append(Loss(number, _COMMENT, dropped=True))
        times = ASS.milliseconds(start, sheet, number), ASS.milliseconds(end, sheet, number)  # often all 0
    else:
        times = ASS.span((start, end), sheet, number)
    losses += left_out(number, "The speaker is", [speaker]) + left_out(number, "The effect is", [effect])
    return Passage(number, *times, text)


def _read_passage(passage: Passage, losses: list[Loss]) -> Cue:
    first, *parts = _BLOCK.split(passage.raw)  # texts and blocks in turn
    marks = [Mark(passage.start, _unescape(first))]
    is_drawing = False
    ahead = passage.start
    for block, raw in zip(parts[::2], parts[1::2], strict=True):
        for drawing in _DRAWING.findall(block):
            is_drawing = int(drawing[:9]) > 0
        for hundredths in _KARAOKE.findall(block):
            marks.append(Mark(min(ahead, passage.end), ""))
            ahead += int(hundredths) * 10
        if is_drawing and raw:
            losses += left_out(passage.line, "A drawing is", [raw])
        else:
            marks[-1] = Mark(marks[-1].start, marks[-1].text + _unescape(raw))
    losses += left_out(passage.line, "The tags are", (b for b in parts[::2] if not _ONLY_KARAOKE.fullmatch(b)))
    if ahead > passage.end:
        losses.append(Loss(passage.line, "Karaoke that is longer than its caption is cut."))
    text = "".join(mark.text for mark in marks)
    words = timed_words([*marks, Mark(min(ahead, passage.end), "")], passage.end) if len(marks) > 1 else ()
    return Cue(passage.line, passage.start, passage.end, text, words)


def _unescape(text: str) -> str:
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    return text
