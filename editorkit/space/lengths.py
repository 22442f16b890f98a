"""Lengths as people write them. Whole numbers stay ints, which count many times faster than fractions."""

import re
import reprlib
from fractions import Fraction
from functools import lru_cache

from editorkit.errors import UsageError
from editorkit.ticks import Exact, exact, whole

Length = int | float | Fraction | str

_LARGEST = 10**9
_WRITTEN = re.compile(r"([+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?)(%|px)")


def divide(number: Exact, by: Exact) -> Exact:
    """The exact quotient, an int where it is whole."""
    times, rest = divmod(number, by)
    return Fraction(number, by) if rest else times


def as_exact(value: object, what: str) -> Exact:
    """A number as it was written: the float 0.1 is one tenth. Raises UsageError, naming `what`, for anything that
    is no number and for one beyond a billion."""
    if type(value) is int and -_LARGEST <= value <= _LARGEST:
        return value  # what most are
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise UsageError(f"{what} must be a number, not {reprlib.repr(value)}")
    if not -_LARGEST <= value <= _LARGEST:
        raise UsageError(
            f"{what} must be a number up to a billion, not {value if isinstance(value, float) else 'more'}"
        )
    if isinstance(value, float):
        return _decimal(float(value))
    return value if type(value) is int else whole(Fraction(value))


def positive(value: object, what: str) -> Exact:
    """A number above zero. Raises UsageError, naming `what`, if it is none."""
    number = as_exact(value, what)
    if number <= 0:
        raise UsageError(f"{what} must be more than 0, not {reprlib.repr(value)}")
    return number


def parse_length(value: Length, whole: Exact, what: str = "a length") -> Exact:
    """A length in pixels: a number is pixels (an int, a float as it was written, or a Fraction), so is `"120px"`;
    `"12.5%"` is a share of `whole`, the side it is measured against. Raises UsageError for anything else."""
    if not isinstance(value, str):
        return as_exact(value, what)
    number, unit = _written(value, what)
    return divide(number * whole, 100) if unit == "%" else number


@lru_cache(maxsize=1024)
def _written(text: str, what: str) -> tuple[Exact, str]:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise UsageError(f"{what} cannot be {reprlib.repr(text)}: write pixels as 120 or '120px', a share as '25%'")
    return whole(Fraction(match[1])), match[2]


@lru_cache(maxsize=1024)
def _decimal(number: float) -> Exact:
    return whole(exact(number))
