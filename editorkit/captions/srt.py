"""SubRip. There is no standard; this is what players agree on, read strictly.

A caption is a counter (which may be missing), a line `00:00:01,500 --> 00:00:02,500`, and text up to a blank line.
What would be markup or times in a text is written with a character reference, such as `&lt;`.
"""

import re
from collections.abc import Iterator

from editorkit.captions.agreeing import hear_pysubs2
from editorkit.captions.cues import Cue, Passage, left_out, settle
from editorkit.captions.model import Captions, Loss
from editorkit.captions.sheet import Sheet
from editorkit.captions.stamps import SRT, looks_like_timing
from editorkit.scanner import quote

_NAMES = r"(?:i|b|u|s|em|strong|font|span|br|c|v|lang|ruby|rt)\b"
_TAG = re.compile(rf"</?{_NAMES}[^<>]*>|\{{\\[^{{}}]*\}}", re.IGNORECASE)
_TAG_START = re.compile(rf"<(?=/?{_NAMES})|\{{(?=\\)", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_SIGNS = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&nbsp;": "\u00a0", "&#58;": ":", "&#123;": "{"}
_REFERENCE = re.compile("|".join(_SIGNS))
_REFERENCES = {"<": "&lt;", "{": "&#123;"}
_POSITION = re.compile(r"(?:[XY][12]:-?[0-9]+ *)+")


def read(sheet: Sheet) -> Captions:
    """The captions of an SRT file. Raises CaptionError where it holds anything that is no caption."""
    losses: list[Loss] = []
    passages = list(_scan(sheet, losses))
    hear_pysubs2("srt", sheet, sheet.text, passages)
    return settle([_read_passage(passage, losses) for passage in passages], losses)


def is_blank(line: str) -> bool:
    """Whether a line ends a caption."""
    return not line.strip(" \t")


def _scan(sheet: Sheet, losses: list[Loss]) -> Iterator[Passage]:
    for number, block in sheet.blocks(is_blank):
        skipped = 1 if len(block) > 1 and re.fullmatch("[0-9]+", block[0].strip(" \t")) else 0
        line = number + skipped
        start, end, more = SRT.timing(block[skipped], sheet, line)
        if more and not _POSITION.fullmatch(more):
            raise sheet.fault(line, f"there is more than times in the line: {quote(more)}; put the text below it")
        losses += left_out(line, "The position is", [more])
        for offset, text in enumerate(block[skipped + 1 :], line + 1):
            if looks_like_timing(text):
                raise sheet.fault(
                    offset, "times in the middle of a text; put a blank line before the caption that begins here"
                )
        yield Passage(line, start, end, "\n".join(block[skipped + 1 :]))


def _read_passage(passage: Passage, losses: list[Loss]) -> Cue:
    losses += left_out(passage.line, "The tags are", (t for t in _TAG.findall(passage.raw) if not _BREAK.fullmatch(t)))
    text = _TAG.sub("", _BREAK.sub("\n", passage.raw))
    return Cue(passage.line, passage.start, passage.end, _REFERENCE.sub(lambda found: _SIGNS[found[0]], text))


def escape(text: str) -> str:
    """A text as it must be written to be read again: only what would be taken for something else is changed.

    Blank lines are left out, as they would end the caption.
    """
    referred = _REFERENCE.sub(lambda found: f"&amp;{found[0][1:]}", text.replace("\r\n", "\n").replace("\r", "\n"))
    marked = _TAG_START.sub(lambda found: _REFERENCES[found[0]], referred)
    lines = (line for line in marked.split("\n") if not is_blank(line))
    return "\n".join(line.replace(":", "&#58;") if looks_like_timing(line) else line for line in lines)
