"""Text into lines of a given width, as browsers break it.

At every newline, at spaces, between Chinese and Japanese characters, and inside a word only where it is wider than a
whole line. Never after a hyphen, so a text may need a line less than this says, hardly ever one more. Spaces where
a line ends are dropped, those at the start of a text or after a newline stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import lcm
from unicodedata import category

from editorkit.space.advances import advance, cluster_advance, clusters, is_wide
from editorkit.ticks import Exact

_NEWLINE = re.compile(r"\r\n?|\n")
_GAP = re.compile("([ \t\v\f\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+)")
_OPENING = ("Ps", "Pi")
_CLOSING = ("Pe", "Pf", "Po")

Line = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pen:
    """What text is measured with, in whole numbers: widths are pixels times `scale`."""

    scale: int
    thousandth: int
    spacing: int

    def width(self, text: str) -> int:
        """The width of a text on one line, never below 0: letters may be set closer than they are wide."""
        if text.isascii() and text.isprintable():
            return max(0, sum(map(advance, text)) * self.thousandth + len(text) * self.spacing)
        advances = [cluster_advance(cluster) for cluster in clusters(text)]
        return max(0, sum(advances) * self.thousandth + len(advances) * self.spacing)


@lru_cache(maxsize=1024)
def pen(thousandth: Exact, spacing: Exact) -> Pen:
    """A pen for letters whose thousandth, and the spacing after each, are so many pixels."""
    scale = lcm(thousandth.denominator, spacing.denominator)
    return Pen(scale, int(thousandth * scale), int(spacing * scale))


def wrap(text: str, pen: Pen, limit: int) -> Iterator[Line]:
    """The lines of a text, at least one, each with its width: `limit` at most, unless it is one character."""
    if text.isascii() and text.isprintable() and text[-1:] != " " and (whole := pen.width(text)) <= limit:
        yield text, whole  # what most texts are: one line, as it is
        return
    for paragraph in _NEWLINE.split(text):
        yield from _wrap_paragraph(paragraph, pen, limit)


def unbreakable(text: str) -> Iterator[str]:
    """The pieces of a text that stay on one line if they can."""
    return (word for paragraph in _NEWLINE.split(text) for _, word in _pieces(paragraph))


def _wrap_paragraph(paragraph: str, pen: Pen, limit: int) -> Iterator[Line]:
    line: list[str] = []
    used = 0
    for gap, word in _pieces(paragraph):
        needed = pen.width(gap) + pen.width(word)
        if used + needed <= limit:
            line += gap, word
            used += needed
            continue
        if line or gap:
            yield "".join(line), used
        *full, (rest, used) = _break_word(word, pen, limit)
        yield from full
        line = [rest]
    yield "".join(line), used


def _break_word(word: str, pen: Pen, limit: int) -> list[Line]:
    """One word at the start of a line: as it is if it fits, else filling lines character by character."""
    if (whole := pen.width(word)) <= limit:
        return [(word, whole)]
    lines: list[Line] = []
    start, end, used = 0, 0, 0
    for cluster in clusters(word):
        width = pen.width(cluster)
        if used + width > limit and end > start:
            lines.append((word[start:end], used))
            start, used = end, 0
        end, used = end + len(cluster), used + width
    return [*lines, (word[start:], used)]


def _pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """Pairs of the spaces before a piece and the piece, which is a word or a part of one that may stand alone."""
    words_and_gaps = _GAP.split(paragraph)
    for gap, word in zip(["", *words_and_gaps[1::2]], words_and_gaps[::2], strict=True):
        if word.isascii():
            if word:
                yield gap, word
            continue
        for piece in _standing_alone(word):
            yield gap, piece
            gap = ""


def _standing_alone(word: str) -> Iterator[str]:
    start, end, before = 0, 0, ""
    for cluster in clusters(word):
        if before and _may_break(before, cluster[0]):
            yield word[start:end]
            start = end
        end, before = end + len(cluster), cluster[0]
    yield word[start:]


@lru_cache(maxsize=8192)
def _may_break(before: str, after: str) -> bool:
    """Beside a wide character, but not behind an opening bracket nor in front of a closing one or punctuation."""
    beside_wide = is_wide(before) or is_wide(after)
    return beside_wide and category(before) not in _OPENING and category(after) not in _CLOSING
