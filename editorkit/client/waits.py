"""How long to wait before the next try."""

import math
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\d+(\.\d+)?", re.ASCII)


def asked_for(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date; None where it says nothing.

    headers: of the answer; a date counts from theirs, whose clock it is by, and only without one from now (seconds
    since 1970). A date without a zone is in UTC, as all dates of HTTP are.
    """
    text = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    moment, sent = _moment(text), _moment(headers.get("date", "").strip())
    return None if moment is None else max(moment - (now if sent is None else sent), 0.0)


def _moment(text: str) -> float | None:
    """A date of HTTP in seconds since 1970; None where it is none."""
    if not text or not text[0].isalpha():
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def backed_off(attempt: int, first: float, longest: float, chance: float) -> float:
    """A wait between 0 and a bound that doubles with every attempt (counted from 1).

    chance: where between, from 0 up to 1.
    """
    doublings = min(attempt - 1, max(0, math.ceil(math.log2(max(longest / first, 1)))))
    return float(chance * min(longest, first * 2**doublings))
