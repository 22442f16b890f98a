"""The emulator's clock: it runs as fast as it is told, stands still when told, and is turned forward at will.

Moments are whole nanoseconds since 1970 (UTC). Where time comes from is handed in, so nothing here reads it by itself.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from editorkit.errors import UsageError

NANOSECONDS = 1_000_000_000
_LATEST = 7_258_118_400 * NANOSECONDS  # the year 2200: what is added to a moment stays within 64 bits
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FASTEST = 1_000_000


class Clock:
    """Counts from a moment on. `monotonic` gives nanoseconds that pass in the world outside."""

    def __init__(self, start: int, monotonic: Callable[[], int], speed: Fraction = Fraction(1)) -> None:
        self._monotonic = monotonic
        self._at, self._since = start, monotonic()
        self._speed = _checked(speed)
        self.on_turn: list[Callable[[], None]] = []

    @property
    def speed(self) -> Fraction:
        """How many seconds pass here in one second outside; 0 where the clock stands still."""
        return self._speed

    def now(self) -> int:
        """The moment it is."""
        passed = (self._monotonic() - self._since) * self._speed
        return min(self._at + passed.numerator // passed.denominator, _LATEST)

    def advance(self, nanoseconds: int) -> None:
        """Turn the clock forward. Raises UsageError where that would be backward, or beyond the year 2200."""
        self.turn_to(self.now() + nanoseconds)

    def turn_to(self, moment: int) -> None:
        """Turn the clock to a later moment. Raises UsageError as `advance` does."""
        if not self.now() <= moment <= _LATEST:
            raise UsageError(f"the clock cannot be turned to {stamp(min(moment, _LATEST))}: it only goes forward")
        self._set(moment, self._speed)

    def run(self, speed: Fraction) -> None:
        """Let it run at a speed from now on; 0 stops it. Raises UsageError for a speed below 0 or above a million."""
        self._set(self.now(), _checked(speed))

    def _set(self, moment: int, speed: Fraction) -> None:
        self._at, self._since, self._speed = moment, self._monotonic(), speed
        for turned in self.on_turn:
            turned()

    def seconds_until(self, moment: int) -> float | None:
        """How many seconds of the world outside it takes to a moment; None where the clock stands still before it."""
        left = moment - self.now()
        if left <= 0:
            return 0.0
        return float(left / self._speed / NANOSECONDS) if self._speed else None


def _checked(speed: Fraction) -> Fraction:
    if not 0 <= speed <= _FASTEST:
        raise UsageError(f"a clock runs at a speed from 0 (it stands still) to {_FASTEST}, not {speed}")
    return speed


def stamp(moment: int) -> str:
    """A moment as the API writes it: `2026-09-25T00:00:05.000Z`."""
    return (_EPOCH + timedelta(microseconds=moment // 1000)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_of(text: str) -> int:
    """The moment that an ISO 8601 text names; without a zone it is UTC. Raises UsageError where it names none."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"no moment: {text!r}; write one such as 2026-09-25T00:00:05Z") from None
    passed = (read if read.tzinfo else read.replace(tzinfo=UTC)) - _EPOCH
    moment = passed // timedelta(microseconds=1) * 1000
    if not 0 <= moment <= _LATEST:
        raise UsageError(f"{text} is not between the years 1970 and 2200")
    return moment
