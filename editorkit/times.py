"""Times as people write them, read exactly into ticks.

A `Time` is one of

- a string: "1.5s", "250ms", "2min", "1h2m3.5s", "0:05", "1:02:03.25", "00:00:05:12" (timecode; with `;` before the
  frames it drops frames), "12f" or "12 frames", "360000 ticks";
- a number, which counts seconds (`2`, `0.5`, `Fraction(1, 3)`); a float means the decimal it is written as;
- a `datetime.timedelta`, or `Ticks`.

What does not fall on a tick is kept as a Fraction for as long as it is added to, and rounded once, where an edge
needs a whole tick: to the nearest, halves upwards. Nothing here is ever a float. A time beyond what whole numbers in
JSON can say, some 1,189 years, is refused.
"""

import re
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache

from editorkit.errors import UsageError
from editorkit.ticks import TICKS_PER_MILLISECOND, TICKS_PER_SECOND, Exact, exact, nearest, show, whole

Rate = int | float | str | Fraction


class Ticks:
    """A time in ticks. Adds to, and is less than, any other `Time`: `intro.end + "0.5s"`.

    exact: an int, or a Fraction where it does not fall on a tick. fps: counts for frames that are added.
    """

    __slots__ = ("exact", "fps")

    def __init__(self, exact: Exact, fps: Rate = 30) -> None:
        if type(exact) is not int and not isinstance(exact, Fraction):
            raise UsageError(f"Ticks counts with int and Fraction, not with {_kind(exact)}")
        if not -_MOST <= exact <= _MOST:
            raise UsageError("Ticks count no further than a thousand years")
        if not isinstance(fps, int | float | str | Fraction):
            raise UsageError(f"{_kind(fps)} is no frame rate; {_RATES}")
        self.exact = exact
        self.fps = fps

    def __add__(self, other: "Time") -> "Ticks":
        return Ticks(self.exact + read(other, self.fps), self.fps)

    def __sub__(self, other: "Time") -> "Ticks":
        return Ticks(self.exact - read(other, self.fps), self.fps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ticks) and self.exact == other.exact

    def __lt__(self, other: "Time") -> bool:
        return self.exact < read(other, self.fps)

    def __le__(self, other: "Time") -> bool:
        return self.exact <= read(other, self.fps)

    def __gt__(self, other: "Time") -> bool:
        return self.exact > read(other, self.fps)

    def __ge__(self, other: "Time") -> bool:
        return self.exact >= read(other, self.fps)

    def __hash__(self) -> int:
        return hash(self.exact)

    def __int__(self) -> int:
        return nearest(self.exact)

    def __repr__(self) -> str:
        return f"Ticks({self.exact})"

    def __str__(self) -> str:
        return show(self.exact)


Time = str | int | float | Fraction | timedelta | Ticks

_BROADCAST = {  # nominal rates that stand for n/1.001
    "23.976": 24,
    "23.98": 24,
    "29.97": 30,
    "47.952": 48,
    "59.94": 60,
    "119.88": 120,
}
_UNITS: dict[str, Exact] = {
    "h": 3600 * TICKS_PER_SECOND,
    "min": 60 * TICKS_PER_SECOND,
    "m": 60 * TICKS_PER_SECOND,
    "s": TICKS_PER_SECOND,
    "ms": TICKS_PER_MILLISECOND,
    "us": Fraction(TICKS_PER_MILLISECOND, 1000),
    "ticks": 1,
    "tick": 1,
}
_FASTEST = 1000
_RATES = "write one such as 30, 25, 23.976 or '30000/1001'"
_FRAMES = ("f", "frame", "frames")
_MOST = 2**53 - 1
_EXAMPLES = '"1.5s", "250ms", "0:05", "00:00:05:12", "12 frames", "360000 ticks", or a number of seconds'
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)\s*", re.ASCII)
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d\d(?:[.,]\d+)?)", re.ASCII)
_TIMECODE = re.compile(r"(\d+):(\d\d):(\d\d)([:;])(\d\d+)", re.ASCII)
_RATE = re.compile(r"\d{1,20}(?:[./]\d{1,20})?", re.ASCII)


def frames_per_second(rate: Rate) -> Fraction:
    """A frame rate: 30, 23.976 (24000/1001), "29.97", "30000/1001". Raises UsageError where it is none."""
    if isinstance(rate, bool) or not isinstance(rate, int | float | str | Fraction):
        raise UsageError(f"{_kind(rate)} is no frame rate; {_RATES}")
    if not isinstance(rate, str) and not 0 < rate <= _FASTEST:
        raise UsageError(f"no frame rate is 0 or less, or beyond {_FASTEST}; {_RATES}")
    return _frames_per_second(rate if isinstance(rate, str) else str(rate))


@lru_cache(maxsize=256)
def _frames_per_second(written: str) -> Fraction:
    if written in _BROADCAST:
        return Fraction(_BROADCAST[written] * 1000, 1001)
    try:
        found = Fraction(written) if _RATE.fullmatch(written) else Fraction(0)
    except ZeroDivisionError:
        found = Fraction(0)
    if not 0 < found <= _FASTEST:
        raise UsageError(f"{written[:40]!r} is no frame rate; {_RATES}")
    return found


def frame(rate: Rate) -> Exact:
    """The length of a frame in ticks: 8,000 at 30 fps, 8,008 at 29.97; whole for all usual rates."""
    return whole(TICKS_PER_SECOND / frames_per_second(rate))


def on_grid(ticks: Exact, step: Exact) -> int:
    """The tick nearest to the grid line nearest to a time, halves upwards."""
    return nearest(nearest(Fraction(ticks) / step) * step)


def read(time: Time, fps: Rate = 30) -> Exact:
    """A time in ticks, exactly; `fps` counts for frames and timecode. Raises UsageError where it is none."""
    if type(time) is str:
        return _read_text(time, fps)
    if isinstance(time, Ticks):
        return time.exact
    if isinstance(time, timedelta):
        microseconds = (time.days * 86_400 + time.seconds) * 1_000_000 + time.microseconds
        return whole(Fraction(microseconds * TICKS_PER_SECOND, 1_000_000))
    if isinstance(time, bool) or not isinstance(time, int | float | Fraction):
        raise UsageError(f"{_kind(time)} is no time; write {_EXAMPLES}")
    if not -_MOST <= time * TICKS_PER_SECOND <= _MOST:
        raise UsageError(f"{time if isinstance(time, float) else 'this many seconds'} is no time; write {_EXAMPLES}")
    return whole(exact(float(time) if isinstance(time, float) else time) * TICKS_PER_SECOND)


def _kind(thing: object) -> str:
    """What kind of thing a value is, which may be one that cannot be shown."""
    return repr(thing) if thing is None or isinstance(thing, bool) else f"a value of type {type(thing).__name__}"


@lru_cache(maxsize=4096)
def _read_text(text: str, fps: Rate) -> Exact:
    body = text.strip()
    sign = -1 if body.startswith("-") else 1
    body = body.removeprefix("-").removeprefix("+")
    if len(body) > 60:
        raise UsageError(f"{text[:40]!r}… is no time; write {_EXAMPLES}")
    if timecode := _TIMECODE.fullmatch(body):
        return _bounded(text, sign * _frames_of(text, timecode, fps) * frame(fps))
    if clock := _CLOCK.fullmatch(body):
        hours, minutes, seconds = clock.groups()
        if Fraction(seconds.replace(",", ".")) >= 60 or (hours and int(minutes) >= 60):
            raise UsageError(f"{text!r} is no time: minutes and seconds go up to 59")
        total = (int(hours or 0) * 60 + int(minutes)) * 60 + Fraction(seconds.replace(",", "."))
        return _bounded(text, sign * total * TICKS_PER_SECOND)
    return _bounded(text, sign * _in_units(text, body, fps))


def _bounded(text: str, ticks: Exact) -> Exact:
    if not -_MOST <= ticks <= _MOST:
        raise UsageError(f"{text!r} is no time: it is longer than a thousand years")
    return whole(ticks)


def _in_units(text: str, body: str, fps: Rate) -> Exact:
    total: Exact = 0
    at = 0
    if body == "0":  # in every unit
        return total
    while match := _PART.match(body, at):
        amount, unit = match.groups()
        if unit not in _UNITS and unit not in _FRAMES:
            break
        total += Fraction(amount) * (frame(fps) if unit in _FRAMES else _UNITS[unit])
        at = match.end()
    if at == 0 or at != len(body):
        unit = f" (a bare number needs its unit: '{body}s')" if body.replace(".", "", 1).isdecimal() else ""
        raise UsageError(f"{text!r} is no time{unit}; write {_EXAMPLES}")
    return total


def _frames_of(text: str, timecode: re.Match[str], fps: Rate) -> int:
    rate = frames_per_second(fps)
    nominal = nearest(rate)
    hours, minutes, seconds, frames = (int(timecode[group]) for group in (1, 2, 3, 5))
    if minutes > 59 or seconds > 59 or frames >= nominal:
        most = f"frames go up to {nominal - 1}, minutes and seconds to 59"
        raise UsageError(f"{text!r} is no timecode at {rate_name(fps)} fps: {most}")
    count = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames
    if timecode[4] == ":":
        return count
    per_minute = nominal // 15  # two numbers are left out at 29.97, four at 59.94
    if rate.denominator != 1001 or nominal % 30:
        raise UsageError(f"{text!r} drops frames, which only 29.97 and 59.94 fps do; write ':' before the frames")
    if frames < per_minute and seconds == 0 and minutes % 10:
        raise UsageError(f"{text!r} does not exist: drop-frame timecode leaves out the first {per_minute} frames there")
    all_minutes = hours * 60 + minutes
    return count - per_minute * (all_minutes - all_minutes // 10)


def rate_name(fps: Rate) -> str:
    """A frame rate in a message."""
    rate = frames_per_second(fps)
    return str(rate) if rate.denominator == 1 else f"{float(rate):.3f}".rstrip("0")


def timecode(ticks: Exact, fps: Rate) -> str:
    """`hh:mm:ss:ff`, of the frame a time lies in; 29.97 and the like are counted without dropping."""
    nominal = max(1, nearest(frames_per_second(fps)))
    seconds, frames = divmod((Fraction(ticks) / frame(fps)).__floor__(), nominal)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def spell(ticks: Exact) -> str:
    """The shortest way to write a time so that it is read back exactly: "1.5s", "250ms", "8001 ticks"."""
    if ticks % 24 == 0:  # a whole number of tenths of milliseconds
        milliseconds = Fraction(ticks, TICKS_PER_MILLISECOND)
        if milliseconds >= 1000 or not milliseconds:
            return f"{_decimal(milliseconds / 1000)}s"
        return f"{_decimal(milliseconds)}ms"
    return f"{ticks} ticks"


def _decimal(number: Fraction) -> str:
    units, rest = divmod(number.numerator * 10_000 // number.denominator, 10_000)
    return f"{units}.{rest:04}".rstrip("0").rstrip(".")
