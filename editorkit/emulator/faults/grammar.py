"""How faults are written: a line, or an object of JSON."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from editorkit.emulator.faults.kinds import KINDS, Fault, Kind, Stage
from editorkit.errors import UsageError
from editorkit.suggestions import did_you_mean

GRAMMAR = "METHOD PATH [RATE%] KIND [number=N ...] [times=N] [skip=N]"
_METHODS = ("*", "GET", "HEAD", "POST", "PATCH", "DELETE", "WEBHOOK")
_COUNTS = ("times", "skip")
_WHOLE = re.compile(r"-?[0-9]{1,12}", re.ASCII)
_RATE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)%", re.ASCII)
_MEMBERS = ("match", "kind", "rate", "times", "skip", "numbers", "state")


def of_text(line: str) -> Fault:
    """The fault that a line says, such as `POST /v1/exports 30% reset-after`. Raises UsageError where it says none."""
    words = line.split()
    if len(words) < 3:
        raise _refusal(line, f"a fault is {GRAMMAR}")
    method, path, *rest = words
    rate = _RATE.fullmatch(rest[0])
    kind, *numbers = (rest[1:] if rate else rest) or [""]
    if not kind:
        raise _refusal(line, f"a fault is {GRAMMAR}")
    return _fault(line, method, path, kind, float(rate[1]) if rate else 100.0, dict(_numbers(line, numbers)), None)


def _numbers(line: str, words: list[str]) -> Iterator[tuple[str, Any]]:
    for word in words:
        name, equals, number = word.partition("=")
        if not equals or not _WHOLE.fullmatch(number):
            raise _refusal(line, f"{word!r} is no number=N")
        yield name, int(number)


def of_data(data: Any) -> Fault:
    """The fault that an object says: `{"match": "POST /v1/exports", "kind": "reset-after", "rate": 30}`.

    rate is in percent; times, skip, numbers (by name) and state (what another writer syncs) are optional. A string is
    read as a line is. Raises UsageError where it says none.
    """
    if isinstance(data, str):
        return of_text(data)
    if not isinstance(data, dict):
        raise UsageError("a fault is a line of text or an object")
    line = str(data.get("match"))[:200]
    for member in data:
        if member not in _MEMBERS:
            raise _refusal(line, f"no member {member!r}{did_you_mean(str(member), _MEMBERS)}")
    words, numbers, state, rate = line.split(), data.get("numbers", {}), data.get("state"), data.get("rate", 100)
    if len(words) != 2 or not isinstance(data.get("kind"), str):
        raise _refusal(line, 'it needs a match such as "POST /v1/exports" and a kind')
    if not isinstance(numbers, dict) or not isinstance(state, dict | None) or type(rate) not in (int, float):
        raise _refusal(line, "numbers and state are objects, and rate is a number")
    given = {**numbers, **{name: data[name] for name in _COUNTS if data.get(name) is not None}}
    return _fault(line, words[0], words[1], data["kind"], float(rate), given, state)


def _fault(
    line: str,
    method: str,
    path: str,
    kind: str,
    percent: float,
    numbers: Mapping[str, Any],
    state: Mapping[str, Any] | None,
) -> Fault:
    if kind not in KINDS:
        raise _refusal(line, f"no kind {kind!r}{did_you_mean(kind, KINDS)}")
    if method not in _METHODS:
        raise _refusal(line, f"no method {method!r}{did_you_mean(method, _METHODS)}")
    if (method == "WEBHOOK") is not (KINDS[kind].stage is Stage.WEBHOOK):
        raise _refusal(line, f"{kind} happens {KINDS[kind].stage.value}")
    if not 0 <= percent <= 100:
        raise _refusal(line, f"{percent:g} is no percentage")
    _refuse_numbers(line, kind, KINDS[kind], numbers)
    own = {name: number for name, number in numbers.items() if name not in _COUNTS}
    return Fault(method, path, kind, own, percent, numbers.get("times"), numbers.get("skip", 0), state)


def _refuse_numbers(line: str, kind: str, known: Kind, numbers: Mapping[str, Any]) -> None:
    names = (*known.numbers, *_COUNTS)
    for name, number in numbers.items():
        if name not in names:
            raise _refusal(line, f"{kind} has no number {name!r}{did_you_mean(name, names)}; it has {', '.join(names)}")
        if type(number) is not int or (number < 0 and name != "by") or number > 10**9:
            raise _refusal(line, f"{name} is a whole number from 0 to a billion, not {number!r}")


def _refusal(line: str, why: str) -> UsageError:
    return UsageError(f"fault {line[:200]!r}: {why}")
