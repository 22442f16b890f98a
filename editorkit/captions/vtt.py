"""WebVTT, as the W3C describes it; what its parsers are told to skip is an error here.

https://www.w3.org/TR/webvtt1/
"""

import html
import re
from collections.abc import Iterator

from editorkit.captions.cues import Cue, Mark, Passage, left_out, settle, timed_words
from editorkit.captions.model import Captions, Loss
from editorkit.captions.sheet import Sheet
from editorkit.captions.stamps import ARROW, VTT
from editorkit.scanner import quote

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_OTHER_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t].*)?")
_TAG = re.compile(r"(<[^<>]*>)")
_TIME = re.compile(r"<[0-9]+:[0-9:.]*>")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8}|[xX][0-9a-fA-F]{7})")
_LONE_BREAK = re.compile(r"\A\n|\n\Z|\n(?=\n)|(?<=\n)\n")


def read(sheet: Sheet) -> Captions:
    """The captions of a WebVTT file. Raises CaptionError where it holds anything that is no caption."""
    losses: list[Loss] = []
    passages = list(_scan(sheet, losses))
    return settle([_read_passage(passage, sheet, losses) for passage in passages], losses)


def _scan(sheet: Sheet, losses: list[Loss]) -> Iterator[Passage]:
    blocks = sheet.blocks(lambda line: not line)
    number, header = next(blocks, (1, [""]))
    if number != 1 or not _SIGNATURE.fullmatch(header[0]):
        raise sheet.fault(1, "a WebVTT file begins with WEBVTT; write it as the first line, and a blank line after it")
    _refuse_arrow(header, 1, sheet)
    losses += left_out(1, "The header is", [header[0][6:].strip(), *header[1:]])
    for number, block in blocks:
        other = _OTHER_BLOCK.fullmatch(block[0])
        if other and not (len(block) > 1 and ARROW in block[1]):
            _refuse_arrow(block, number, sheet)
            losses += left_out(number, "A block is", [other[1]])
        else:
            yield _scan_cue(number, block, sheet, losses)


def _scan_cue(number: int, block: list[str], sheet: Sheet, losses: list[Loss]) -> Passage:
    has_name = ARROW not in block[0] and len(block) > 1
    if has_name:
        losses += left_out(number, "The identifier is", ["" if block[0].isdecimal() else block[0]])
    timing, *texts = block[1:] if has_name else block
    line = number + has_name
    start, end, settings = VTT.timing(timing, sheet, line)
    losses += left_out(line, "The settings are", settings.split())
    _refuse_arrow(texts, line + 1, sheet)
    return Passage(line, start, end, "\n".join(texts))


def _refuse_arrow(lines: list[str], number: int, sheet: Sheet) -> None:
    for at, line in enumerate(lines, number):
        if ARROW in line:
            hint = f"put a blank line before the caption, or write {ARROW[:2]}&gt; in a text"
            raise sheet.fault(at, f"{ARROW} may stand between the times of a caption only; {hint}")


def _read_passage(passage: Passage, sheet: Sheet, losses: list[Loss]) -> Cue:
    if _HUGE_REFERENCE.search(passage.raw):
        raise sheet.fault(passage.line, "a character reference is beyond all characters; write the character itself")
    parts = _TAG.split(passage.raw)  # texts and tags in turn
    texts, tags = [html.unescape(text) for text in parts[::2]], parts[1::2]
    if any("<" in text for text in parts[::2]):
        raise sheet.fault(passage.line, "a < in this caption opens a tag that is not closed; write &lt;")
    losses += left_out(passage.line, "The tags are", (tag for tag in tags if not _TIME.fullmatch(tag)))
    marks = _find_marks(passage, texts, tags, sheet)
    words = timed_words(marks, passage.end) if len(marks) > 1 else ()
    return Cue(passage.line, passage.start, passage.end, "".join(texts), words)


def _find_marks(passage: Passage, texts: list[str], tags: list[str], sheet: Sheet) -> list[Mark]:
    marks = [Mark(passage.start, texts[0])]
    for tag, text in zip(tags, texts[1:], strict=True):
        if _TIME.fullmatch(tag):
            time = VTT.milliseconds(tag[1:-1], sheet, passage.line)
            if not marks[-1].start <= time <= passage.end:
                raise sheet.fault(passage.line, f"the time {quote(tag)} is out of order or outside its caption")
            marks.append(Mark(time, text))
        else:
            marks[-1] = Mark(marks[-1].start, marks[-1].text + text)
    return marks


def escape(text: str) -> str:
    """A text as it must be written to be read again: markup and blank lines become character references."""
    signs = html.escape(text, quote=False)
    return _LONE_BREAK.sub("&#10;", signs).replace("\r", "&#13;")
