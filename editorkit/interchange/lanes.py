"""Lanes: sequences of clips, gaps and transitions, which is what a state has a place for; and parts of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from editorkit.pointer import Path
from editorkit.ticks import exact

Entity = dict[str, Any]


@dataclass(frozen=True)
class Clip:
    """A clip. Times are in ticks.

    path: where it is in the file. content: what it carries; empty where it is none of ours. start: where in its file it
    begins. speed: how many times as fast it plays. url: its file, or empty. length: that of the file, if it is known.
    is_heard: it is a sound, whatever its file is.
    """

    path: Path
    name: str
    content: Entity
    duration: Fraction
    start: Fraction
    speed: float
    url: str
    length: Fraction | None
    is_heard: bool


@dataclass(frozen=True)
class Gap:
    """Nothing, for some ticks. One of no length keeps what is before it and behind it apart."""

    duration: Fraction


@dataclass(frozen=True)
class Joint:
    """A transition, and how long it takes in ticks."""

    path: Path
    name: str
    content: Entity
    duration: Fraction
    is_dissolve: bool


Piece = Clip | Gap | Joint
APART = Gap(Fraction(0))


@dataclass(frozen=True)
class Lane:
    """A track. content: what it carries."""

    name: str
    content: Entity
    is_audio: bool
    is_enabled: bool
    pieces: Sequence[Piece]

    @property
    def length(self) -> Fraction:
        """How long it is, in ticks."""
        return sum((piece.duration for piece in self.pieces if not isinstance(piece, Joint)), Fraction(0))


@dataclass(frozen=True)
class Window:
    """What is seen of a sequence: from `start` on, for `duration`, both in ticks, `speed` times as fast."""

    start: Fraction
    duration: Fraction
    speed: float

    def shown(self, pieces: Iterable[Piece]) -> tuple[list[Piece], list[Joint]]:
        """The pieces that are seen, cut at its ends, as long as they are seen; and the transitions that were cut."""
        end = self.start + self.duration * exact(self.speed)
        found: list[Piece] = [Gap(-self.start)] if self.start < 0 else []
        cut: list[Joint] = []
        cursor = Fraction(0)
        for piece in pieces:
            if isinstance(piece, Joint):
                (found if self.start < cursor < end else cut if self.start <= cursor <= end else []).append(piece)
                continue
            first, last = max(cursor, self.start), min(cursor + piece.duration, end)
            if first < last or (first == last and not piece.duration):
                found.append(_part(piece, first - cursor, last - first))
            cursor += piece.duration
        return [self._retimed(piece) for piece in found] if self.speed != 1 else found, cut

    def _retimed(self, piece: Piece) -> Piece:
        duration = piece.duration / exact(self.speed)
        if isinstance(piece, Clip):
            return replace(piece, duration=duration, speed=piece.speed * self.speed)
        return replace(piece, duration=duration)


def _part(piece: Clip | Gap, skipped: Fraction, duration: Fraction) -> Clip | Gap:
    if isinstance(piece, Gap):
        return Gap(duration)
    return replace(piece, start=piece.start + skipped * exact(piece.speed), duration=duration)
