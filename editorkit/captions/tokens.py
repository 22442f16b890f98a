"""Words with their times. A blank at the front of a word tells that it is not a part of the word before."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from editorkit.captions.model import Entry
from editorkit.wording import UNSPACED


def word(
    text: str, start: Fraction, end: Fraction, timestamp: Fraction | None = None, confidence: float | None = None
) -> Entry:
    """A word; unless told otherwise it is spoken in the middle of its time, as the vendor's editor has it."""
    return Entry(text, start, end, (start + end) / 2 if timestamp is None else timestamp, confidence)


def has_blank(text: str) -> bool:
    """Whether a text begins or ends with a blank."""
    return text[:1].isspace() or text[-1:].isspace()


def move_blanks(texts: Sequence[str]) -> list[str]:
    """The same words, with the blanks behind a word moved to the front of the next one."""
    pairs = pairwise(["", *texts])
    return [_blank_after(before, text) + text.rstrip() for before, text in pairs]


def _blank_after(before: str, text: str) -> str:
    return " " if before[-1:].isspace() and not text[:1].isspace() else ""


def separate(texts: Sequence[str]) -> list[str]:
    """Words that have no blanks, with one at the front of each but the first - unless their script has none."""
    pairs = pairwise(["", *texts])
    return [text if not before or _is_unspaced(before, text) else f" {text}" for before, text in pairs]


def _is_unspaced(before: str, text: str) -> bool:
    return bool(re.match(UNSPACED, before[-1:]) and re.match(UNSPACED, text[:1]))
