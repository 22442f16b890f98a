"""Between words and lines: pages as the renderer shows them, lines made of words, words made of lines."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from editorkit.captions.cues import NO_TEXT
from editorkit.captions.model import Captions, Entry, Loss, show
from editorkit.captions.tokens import word
from editorkit.errors import UsageError
from editorkit.ticks import Number, exact

LINE_MS = 2500
LINE_CHARS = 42


@dataclass(frozen=True, slots=True)
class Page:
    """Words that are shown together, from the start of the first until all have ended."""

    entries: tuple[Entry, ...]

    @property
    def start_ms(self) -> Fraction:
        """When the page begins."""
        return self.entries[0].start_ms

    @property
    def end_ms(self) -> Fraction:
        """When the last of its words has ended."""
        return max(entry.end_ms for entry in self.entries)

    @property
    def text(self) -> str:
        """The words one behind the other, without blanks around them."""
        return "".join(entry.text for entry in self.entries).strip()


def page(captions: Captions, duration_ms: Number) -> tuple[Page, ...]:
    """Words by page: a page ends before the first new word that starts `duration_ms` or more after the page did.

    A new word is one with a blank at its front. The rule is that of the caption library the vendor's editor
    descends from. Raises UsageError for lines, and for a duration that is not above 0.
    """
    if captions.timing != "word":
        raise UsageError("lines have no pages; make words of them with to_words")
    return tuple(_grouped(captions.entries, duration_ms, math.inf))


def to_lines(captions: Captions, duration_ms: Number = LINE_MS, max_chars: int = LINE_CHARS) -> Captions:
    """Lines of words: pages that also end before the word that makes them longer than `max_chars`.

    A word is never divided. Moments and confidences of words have no place in lines. Lines stay as they are.
    Raises UsageError for a duration that is not above 0.
    """
    if captions.timing == "line":
        return captions
    pages = _grouped(captions.entries, duration_ms, max_chars)
    return replace(captions, entries=tuple(Entry(p.text, p.start_ms, p.end_ms) for p in pages if p.text), timing="line")


def _grouped(entries: Sequence[Entry], duration_ms: Number, max_chars: float) -> Iterator[Page]:
    duration = exact(duration_ms)
    if duration <= 0:
        raise UsageError(f"a page cannot last {show(duration)}; give a duration above 0")
    group: list[Entry] = []
    chars = 0
    for parts in _whole_words(entries):
        text = "".join(part.text for part in parts)
        if group and (parts[0].start_ms - group[0].start_ms >= duration or chars + len(text) > max_chars):
            yield Page(tuple(group))
            group, chars = [], 0
        chars += len(text if group else text.lstrip())
        group += parts
    if group:
        yield Page(tuple(group))


def _whole_words(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The parts of each word: only the first has a blank at its front."""
    word_starts = [n for n, entry in enumerate(entries) if n == 0 or entry.text[:1].isspace()]
    for start, end in pairwise([*word_starts, len(entries)]):
        yield list(entries[start:end])


def to_words(captions: Captions) -> Captions:
    """Words of lines. The time of a line is shared out by the number of characters, exactly; words stay as they are.

    A line without text is a loss.
    """
    if captions.timing == "word":
        return captions
    entries = [entry for line in captions.entries for entry in _share_out(line)]
    entries.sort(key=lambda entry: entry.start_ms)
    if entries:
        entries[0] = replace(entries[0], text=entries[0].text.lstrip())
    empty = [Loss(None, NO_TEXT, dropped=True) for line in captions.entries if not line.text.strip()]
    return Captions(tuple(entries), "word", (*captions.losses, *empty))


def _share_out(line: Entry) -> Iterator[Entry]:
    parts = re.findall(r"\S+", line.text)
    share = (line.end_ms - line.start_ms) / max(sum(map(len, parts)), 1)
    start = line.start_ms
    for part in parts:
        end = start + share * len(part)
        yield word(f" {part}", start, end, confidence=line.confidence)
        start = end
