"""From the cues of a file to captions: the part that is the same for all formats with cues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from editorkit.captions.model import Captions, Entry, Loss
from editorkit.captions.tokens import move_blanks, word
from editorkit.scanner import quote

_SHOWN = 3
NO_TEXT = "A caption without text is left out."
NEW_ORDER = "The captions were not in order; they are sorted by start."
SOME_WORDS = "The times of words in this caption are left out, because not all captions have them."


class Passage(NamedTuple):
    """What the scan of a file found: a cue as it is written, times in milliseconds."""

    line: int
    start: int
    end: int
    raw: str


class Mark(NamedTuple):
    """A text within a cue, and when it starts."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as it is read: plain text, and its words where the cue has times of words."""

    line: int
    start: int
    end: int
    text: str
    words: tuple[Entry, ...] = ()


def timed_words(marks: Sequence[Mark], end: int) -> tuple[Entry, ...]:
    """Words from marks in order of time; each ends where the next one starts.

    Marks without text are pauses. Text that is given no time belongs to the word after it, at the end to the last.
    """
    found: list[Entry] = []
    held = ""
    for mark, after in pairwise([*marks, Mark(end, "")]):
        held += mark.text
        if after.start > mark.start and held.strip():
            found.append(word(held, Fraction(mark.start), Fraction(after.start)))
            held = ""
    if held and found:
        last = found.pop()
        found.append(word(last.text + held, last.start_ms, last.end_ms))
    return tuple(found)


def settle(cues: Sequence[Cue], losses: Sequence[Loss]) -> Captions:
    """The captions of cues: one entry a cue, or one entry a word where every cue has times of words.

    Of the cues, only those without text are missing, and each of them is a loss with `dropped`.
    """
    told = list(losses)
    kept = []
    for cue in cues:
        if cue.text.strip():
            kept.append(cue)
        else:
            told.append(Loss(cue.line, NO_TEXT, dropped=True))
    if any(after.start < before.start for before, after in pairwise(kept)):
        told.append(Loss(None, NEW_ORDER))
        kept.sort(key=lambda cue: cue.start)
    if kept and all(cue.words for cue in kept):
        return Captions(_all_words(kept), "word", in_order(told))
    told += (Loss(cue.line, SOME_WORDS) for cue in kept if cue.words)
    entries = tuple(Entry(cue.text, Fraction(cue.start), Fraction(cue.end)) for cue in kept)
    return Captions(entries, "line", in_order(told))


def _all_words(cues: Iterable[Cue]) -> tuple[Entry, ...]:
    words: list[Entry] = []
    texts: list[str] = []
    for cue in cues:
        words += cue.words
        first, *others = (entry.text for entry in cue.words)
        texts += [f" {first}" if texts else first.lstrip(), *others]
    moved = (word(text, e.start_ms, e.end_ms) for text, e in zip(move_blanks(texts), words, strict=True))
    return tuple(sorted(moved, key=lambda entry: entry.start_ms))


def in_order(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Losses by line, those without a line last."""
    return tuple(sorted(losses, key=lambda loss: (loss.line is None, loss.line or 0)))


def left_out(line: int, kind: str, parts: Iterable[str]) -> list[Loss]:
    """The loss of some parts of the source: `The tags '<i>', '</i>' are left out.`; none where all are blank."""
    names = [quote(part) for part in dict.fromkeys(parts) if part.strip()]
    if not names:
        return []
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [Loss(line, f"{kind} left out: {', '.join(names[:_SHOWN])}{more}.")]
