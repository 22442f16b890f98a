"""Times as SRT, WebVTT and ASS write them, to and from whole milliseconds."""

import re
from dataclasses import dataclass

from editorkit.captions.sheet import Sheet
from editorkit.errors import CaptionError
from editorkit.scanner import quote

LONGEST_MS = 100 * 3_600_000
ARROW = "-->"
_ANY_TIME = re.compile(r"\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}")


@dataclass(frozen=True, slots=True)
class Style:
    """How a format writes a time: a pattern with the groups hours, minutes, seconds and fraction; and an example."""

    pattern: re.Pattern[str]
    example: str

    def milliseconds(self, text: str, sheet: Sheet, line: int) -> int:
        """The time a text says. Raises CaptionError where it says none."""
        found = self.pattern.fullmatch(text)
        if not found:
            hint = f"write it like {self.example}, with minutes and seconds below 60"
            raise sheet.fault(line, f"{quote(text)} is no time; {hint}")
        hours, minutes, seconds, fraction = found.groups()
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        return whole * 1000 + int((fraction or "").ljust(3, "0"))

    def span(self, texts: tuple[str, str], sheet: Sheet, line: int) -> tuple[int, int]:
        """Start and end. Raises CaptionError where one is no time, or the end is not after the start."""
        start, end = self.milliseconds(texts[0], sheet, line), self.milliseconds(texts[1], sheet, line)
        if end <= start:
            raise sheet.fault(
                line, f"the caption ends at {texts[1]}, but starts at {texts[0]}; a caption must end after it starts"
            )
        return start, end

    def timing(self, text: str, sheet: Sheet, line: int) -> tuple[int, int, str]:
        """Start, end and what stands behind them in a line `start --> end`; raises CaptionError for any other line."""
        first, arrow, rest = text.partition(ARROW)
        if not arrow:
            wanted = f"{self.example} {ARROW} {self.example}"
            raise sheet.fault(line, f"expected the times of a caption, {wanted}, but found {quote(text)}")
        last, _, more = rest.strip(" \t").replace("\t", " ").partition(" ")
        return *self.span((first.strip(" \t"), last), sheet, line), more.strip()


SRT = Style(re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])[,.]([0-9]{3})"), "00:00:01,500")
VTT = Style(re.compile(r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"), "00:00:01.500")
ASS = Style(re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])\.([0-9]{2,3})"), "0:00:01.50")


def clock(milliseconds: int, separator: str) -> str:
    """`00:00:01,500`. Raises CaptionError from 100 hours on, which caption files cannot write."""
    if milliseconds >= LONGEST_MS:
        raise CaptionError(f"a caption at {milliseconds} ms is beyond the 100 hours of a file; shift or cut it")
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{separator}{thousandths:03}"


def looks_like_timing(line: str) -> bool:
    """Whether a line of SRT text would be taken for the times of a caption, by us or by others."""
    return len(_ANY_TIME.findall(line)) > 1 or (ARROW in line and re.search(r"\d:\d", line) is not None)
