"""Ticks as OpenTimelineIO's times, and its times in ticks.

Its times are a double over a double, and its JSON reader is exact for whole numbers below 2^50 only. At a rate of
240,000 to the second a tick is one of them, so all that ends before `LATEST`, in 148 years, is exact.
"""

from fractions import Fraction

import opentimelineio as otio

from editorkit import ticks
from editorkit.errors import DataError
from editorkit.scanner import LARGEST_INTEGER

LATEST = 2**50
_TELEVISION = tuple(Fraction(1000 * frames, 1001) for frames in (24, 30, 48, 60, 120))
_NOISE = Fraction(1, 1000)  # of a tick: a rate such as 23.976023976 is a decimal of 24000/1001


def time_of(count: int) -> otio.opentime.RationalTime:
    """A number of ticks, `LATEST` at most, as a time."""
    return otio.opentime.RationalTime(count, ticks.TICKS_PER_SECOND)


def range_of(start: int, duration: int) -> otio.opentime.TimeRange:
    """A start and a duration in ticks as a range."""
    return otio.opentime.TimeRange(time_of(start), time_of(duration))


def meant_rate(rate: float) -> Fraction | None:
    """What a frame rate of television is that is written with two or three decimals, such as 23.976 for 24000/1001."""
    return next((meant for meant in _TELEVISION if rate in (round(float(meant), 2), round(float(meant), 3))), None)


def ticks_of(time: otio.opentime.RationalTime) -> Fraction:
    """A time in ticks; it is whole where only the way its rate is written keeps it from being so.

    Raises DataError for what is no time, and for one too large to be counted in whole ticks.
    """
    told = f"{time.value:g} at a rate of {time.rate:g}"
    try:
        rate = meant_rate(time.rate) or ticks.exact(time.rate)
        found = ticks.exact(time.value) / rate * ticks.TICKS_PER_SECOND
    except (ValueError, ZeroDivisionError) as error:
        raise DataError(f"{told} is no time; write it anew with the program it comes from") from error
    if time.rate < 0 or abs(found) > LARGEST_INTEGER:
        raise DataError(f"{told} is no time that can be counted in ticks of 1/240000 s; shorten the timeline")
    whole = ticks.nearest(found)
    return Fraction(whole) if abs(found - whole) < _NOISE else found
