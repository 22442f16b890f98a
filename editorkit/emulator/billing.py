"""What an export costs here. How Indream counts is not public; this rule is ours, and simple enough to foretell."""

from decimal import Decimal
from fractions import Fraction

from editorkit import ticks

_STANDARD_FPS = 30
_CREDITS = Decimal("0.1")


def billed_seconds(duration_ticks: int, fps: int) -> int:
    """Standard seconds: a second at 30 frames is one, at 60 frames two; the sum is rounded up."""
    return -(-duration_ticks * fps // (_STANDARD_FPS * ticks.TICKS_PER_SECOND))


def credits_for(billed: int) -> str:
    """Credits, a decimal string: a tenth of one for every standard second."""
    return format((billed * _CREDITS).normalize(), "f")


def seconds(duration_ticks: int) -> int | float:
    """A length as the API tells it."""
    return ticks.as_json(Fraction(duration_ticks, ticks.TICKS_PER_SECOND))
