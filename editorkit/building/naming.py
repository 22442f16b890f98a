"""Ids: readable, the same for the same program, and no two alike."""

import re
import unicodedata
from functools import lru_cache

_LONGEST = 40


class Namer:
    """Gives out the ids of one kind of thing."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._used: dict[str, int] = {}

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._taken

    def reserve(self, identifier: str) -> None:
        """Take an id that the program chose."""
        self._taken.add(identifier)

    def make(self, hint: str) -> str:
        """A free id after a hint: `hero`, then `hero-2`, `hero-3`."""
        count = self._used.get(hint, 0) + 1
        name = hint if count == 1 else f"{hint}-{count}"
        while name in self._taken:
            count += 1
            name = f"{hint}-{count}"
        self._used[hint] = count
        self._taken.add(name)
        return name


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Words as an id: "Launch day!" is `launch-day`; empty where nothing of it can stay."""
    ascii_text = text[:200]
    if not ascii_text.isascii():
        ascii_text = unicodedata.normalize("NFKD", ascii_text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text.lower())
    return "-".join(words)[:_LONGEST].rstrip("-")
