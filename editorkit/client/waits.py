"""How long to wait before the next try."""

import math
import re
from datetime import UTC
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\d+(\.\d+)?", re.ASCII)


def asked_for(header: str | None, now: float) -> float | None:
    """The seconds that a `Retry-After` header asks for, as a number or as a date; None where it says nothing.

    now: seconds since 1970, to count a date from. A date without a zone is in UTC, as all dates of HTTP are.
    """
    text = (header or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    if not text or not text[0].isalpha():
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now, 0.0)


def backed_off(attempt: int, first: float, longest: float, chance: float) -> float:
    """A wait between 0 and a bound that doubles with every attempt (counted from 1).

    chance: where between, from 0 up to 1.
    """
    doublings = min(attempt - 1, max(0, math.ceil(math.log2(max(longest / first, 1)))))
    return float(chance * min(longest, first * 2**doublings))
