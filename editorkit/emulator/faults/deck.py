"""The deck: which faults there are just now, and which of them strike a request."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from editorkit.emulator.faults.kinds import KINDS, Fault
from editorkit.emulator.minting import Mint


@dataclass
class Dealt:
    """A fault in the deck. seen: how many requests it was for. fired: how many it struck."""

    number: int
    fault: Fault
    mint: Mint
    pattern: re.Pattern[str]
    seen: int = 0
    fired: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Whether it strikes a request, which is counted."""
        fault = self.fault
        if fault.method not in ("*", method) or not self.pattern.fullmatch(path):
            return False
        if (fault.method == "*") and method == "WEBHOOK":
            return False
        self.seen += 1
        if self.seen <= fault.skip or (fault.times is not None and self.fired >= fault.times):
            return False
        if self.mint.chance() * 100 >= fault.percent:
            return False
        self.fired += 1
        return True

    def told(self) -> dict[str, Any]:
        """As the control endpoint shows it."""
        return {"number": self.number, "fault": str(self.fault), "seen": self.seen, "fired": self.fired}


Drawn = dict[str, Fault]


class Deck:
    """All faults of an emulator, each with a chance of its own: the same in every run of a seed."""

    def __init__(self, seed: str | None, faults: Iterable[Fault] = ()) -> None:
        self._seed = seed
        self._last = 0
        self._dealt: dict[int, Dealt] = {}
        for fault in faults:
            self.put(fault)

    def put(self, fault: Fault) -> Dealt:
        """Add a fault, behind those that are there."""
        self._last += 1
        mint = Mint(self._seed, f"fault {self._last}")
        self._dealt[self._last] = Dealt(self._last, fault, mint, _pattern(fault.path))
        return self._dealt[self._last]

    def take(self, number: int) -> bool:
        """Take a fault away; whether there was one of that number."""
        return self._dealt.pop(number, None) is not None

    def clear(self) -> None:
        """Take all faults away."""
        self._dealt.clear()

    def draw(self, method: str, path: str) -> Drawn:
        """The faults that strike a request or webhook, by kind; of those that end it, only the first."""
        drawn: Drawn = {}
        for dealt in self._dealt.values():
            ends = KINDS[dealt.fault.kind].ends_request
            if ends and any(KINDS[kind].ends_request for kind in drawn):
                continue
            if dealt.strikes(method, path):
                drawn[dealt.fault.kind] = dealt.fault
        return drawn

    def __iter__(self) -> Iterator[Dealt]:
        return iter(list(self._dealt.values()))


def _pattern(path: str) -> re.Pattern[str]:
    """`*` is any text, `{id}` one segment, everything else itself."""
    parts = re.split(r"(\*|\{[^{}/]*\})", path)
    return re.compile("".join(".*" if p == "*" else "[^/]+" if p.startswith("{") else re.escape(p) for p in parts))
