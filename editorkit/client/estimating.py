"""What an export is going to be, before it is paid for: its length, its size, and what it counts.

The rate by which seconds of video become standard seconds, and those become credits, is not public. Who knows theirs
says so; by default a second counts as one.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from editorkit.client.calls import ExportOptions
from editorkit.client.problems import BudgetExceededError
from editorkit.errors import UsageError
from editorkit.state import end_of
from editorkit.ticks import TICKS_PER_SECOND, exact

_MOST_DIGITS = 30
_NUMBER = re.compile(rf"-?\d{{1,{_MOST_DIGITS}}}(?:\.\d{{0,{_MOST_DIGITS}}}|/\d{{1,{_MOST_DIGITS}}})?", re.ASCII)
Rate = int | str | Decimal | Fraction


@dataclass(frozen=True)
class Estimate:
    """What an export is going to be.

    duration: seconds, exact: to the end of the last item that is on a track. width, height: pixels of the video.
    standard_seconds: what the quota will count, by the rate that was given. credits: what it will cost, where a
    price was given.
    """

    duration: Fraction
    width: int
    height: int
    standard_seconds: int
    credits: Fraction | None = None


def estimate(
    state: Mapping[str, Any],
    options: ExportOptions = ExportOptions(),
    *,
    rate: Rate = 1,
    price: Rate | None = None,
) -> Estimate:
    """What an export of a state is going to be.

    rate: standard seconds for a second of video. price: credits for a standard second. Raises
    UsageError for rates and prices that are none, and for what is no state.
    """
    if not isinstance(state, Mapping):
        raise UsageError(f"a state is an object, not of type {type(state).__name__}")
    for name in ("compositionWidth", "compositionHeight", "tracks", "items"):
        if name not in state:
            raise UsageError(f"what an export is going to be is not known of a state without {name}; check it first")
    scale = exact(options.scale)
    try:
        items = state["items"]
        placed = (items[name] for track in state["tracks"] for name in track["items"] if name in items)
        duration = Fraction(max((int(end_of(item)) for item in placed), default=0), TICKS_PER_SECOND)
        width, height = (round(state[f"composition{side}"] * scale) for side in ("Width", "Height"))
    except (KeyError, TypeError, ValueError):
        raise UsageError(
            "what an export is going to be is not known of a state that is broken; check it first"
        ) from None
    counted = math.ceil(duration * _number(rate, "rate"))
    return Estimate(duration, width, height, counted, None if price is None else counted * _number(price, "price"))


def expect_within(standard_seconds: int, budget: Rate) -> None:
    """Raise BudgetExceededError where an export would count more standard seconds than the budget holds."""
    if standard_seconds > _number(budget, "budget"):
        raise BudgetExceededError(
            f"nothing was started: it would count about {standard_seconds} standard seconds, and the budget is {budget}"
        )


def _number(given: Rate, name: str) -> Fraction:
    try:
        if isinstance(given, str) and not _NUMBER.fullmatch(given.strip()):
            raise ValueError  # an exponent can stand for more digits than there is time for
        if isinstance(given, Decimal) and given.is_finite() and abs(given.adjusted()) > _MOST_DIGITS:
            raise ValueError
        number = Fraction(given)
    except (ValueError, ZeroDivisionError, TypeError, OverflowError):
        raise UsageError(f"{given!r} is no {name}; write a number such as 1.75 or 7/4") from None
    if number < 0:
        raise UsageError(f"{given!r} is no {name}; it cannot be below 0")
    return number
