"""Exact time, never a float. A tick is 1/240,000 of a second, the `timebaseTicksPerSecond` of every state."""

from fractions import Fraction

TICKS_PER_SECOND = 240_000
TICKS_PER_MILLISECOND = 240

Number = int | float | Fraction
Exact = int | Fraction


def exact(number: Number) -> Fraction:
    """A number as it was written: the float 0.1 is one tenth, not the binary value nearest to it."""
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def whole(number: Exact) -> Exact:
    """The same number, as an int where it is one: ints count many times faster than fractions."""
    return number if type(number) is int or number.denominator != 1 else number.numerator


def nearest(number: Exact) -> int:
    """The nearest whole number; a half goes up, also below zero (-0.5 is 0)."""
    return number if type(number) is int else (2 * number.numerator + number.denominator) // (2 * number.denominator)


def as_json(number: Exact) -> int | float:
    """An exact number as JSON has it: an int where it is whole, else the nearest float.

    Raises OverflowError where no float is large enough.
    """
    return number.numerator if number.denominator == 1 else float(number)


def from_seconds(seconds: Number) -> Fraction:
    """Seconds in ticks."""
    return exact(seconds) * TICKS_PER_SECOND


def from_milliseconds(milliseconds: Number) -> Fraction:
    """Milliseconds in ticks."""
    return exact(milliseconds) * TICKS_PER_MILLISECOND


def per_frame(fps: int) -> int:
    """The length of one frame in ticks: 8,000 at 30 fps, 4,000 at 60 fps. Both divide the timebase."""
    return TICKS_PER_SECOND // fps


def clock(ticks: Number) -> str:
    """A time of day for people, `m:ss.mmm` or `h:mm:ss.mmm`, rounded half up to the millisecond."""
    sign, total = ("-", -exact(ticks)) if ticks < 0 else ("", exact(ticks))
    milliseconds = (total / TICKS_PER_MILLISECOND + Fraction(1, 2)).__floor__()
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 1000:02}.{rest % 1000:03}"
    return f"{sign}{hours}:{minutes:02}:{seconds}" if hours else f"{sign}{minutes}:{seconds}"


def show(ticks: Number) -> str:
    """A time both ways: `0:01.500 (360000 ticks)`; a part of a tick is shown as a decimal."""
    whole = exact(ticks)
    count = str(whole.numerator) if whole.denominator == 1 else f"{float(whole):.3f}"
    return f"{clock(ticks)} ({count} ticks)"
