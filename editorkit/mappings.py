"""Mappings handed over by Python callers: every value looked at before any recursive code sees it."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from editorkit.findings import Fault
from editorkit.pointer import Path
from editorkit.scanner import LARGEST_INTEGER, MOST_KEPT, quote

MAX_DEPTH = 64
MAX_BYTES = 256 * 2**20

Faults = dict[str, tuple[Fault, ...]]


def take(data: Mapping[str, Any]) -> tuple[Any, Faults]:
    """A mapping as plain dicts, lists and values, and what is wrong with it by the rule that tells it.

    The mapping itself is given back, never changed, where it is plain all the way down; else a copy of it; and
    None where it cannot be JSON.
    """
    top = dict(data) if isinstance(data, Mapping) and not isinstance(data, dict) else data
    if _is_plain_json(top):
        return top, {}
    walk = _Walk()
    walk.run(top)
    faults = walk.faults()
    if "not-json" in faults or "too-deep" in faults:
        return None, faults
    return top if walk.is_plain else _plain_copy(top), faults


_SCALARS = frozenset((str, int, float, bool, type(None)))


def copied(data: Any) -> Any:
    """A deep copy of JSON data, known not to be too deep, as dicts, lists and scalars; it shares nothing with it."""
    kind = type(data)
    if kind in _SCALARS:
        return data
    if kind is dict or isinstance(data, Mapping):
        return {key: copied(inner) for key, inner in data.items()}
    if kind is list or isinstance(data, list | tuple):
        return [copied(inner) for inner in data]
    return data


def integer_fault(path: Path, digits: str, position: tuple[int, int] | None = None) -> Fault:
    """An integer beyond exact doubles."""
    message = f"{quote(digits, 24)} is too large to be exact: whole numbers are safe up to {LARGEST_INTEGER}"
    return Fault(path, message, position=position)


def depth_fault(path: Path, position: tuple[int, int] | None = None) -> Fault:
    """A place that is nested too deep."""
    message = f"nested more than {MAX_DEPTH} levels deep; an editor state has no more than 7"
    return Fault(path, message, position=position)


def cut(faults: list[Fault], left_out: int) -> tuple[Fault, ...]:
    """The faults; the last one tells how many more there would be."""
    if left_out:
        faults[-1] = replace(faults[-1], message=f"{faults[-1].message} (and {left_out} more like this)")
    return tuple(faults)


_PLAIN_CONTAINERS = 4_000_000  # more may be few that are shared a great many times: see _Walk


def _is_plain_json(data: Any) -> bool:
    """Whether all is well and of built-in types: a quick look, level by level, that says no where in doubt."""
    level: list[Any] = []
    if not _are_plain((data,), level):
        return False
    count = 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > _PLAIN_CONTAINERS:
            return False
        deeper: list[Any] = []
        for container in level:
            is_object = type(container) is dict
            if is_object and not _are_plain_keys(container):
                return False
            if not _are_plain(container.values() if is_object else container, deeper):
                return False
        level = deeper
    return not level


def _are_plain_keys(keys: Iterable[Any]) -> bool:
    for key in keys:  # noqa: SIM110  # all(…) takes twice as long
        if type(key) is not str or not (key.isascii() or _is_text(key)):
            return False
    return True


def _are_plain(values: Iterable[Any], deeper: list[Any]) -> bool:
    """Whether scalars are what they seem; dicts and lists are put aside to be looked at next."""
    for value in values:
        kind = type(value)
        if kind is dict or kind is list:
            deeper.append(value)
        elif kind is str:
            if not (value.isascii() or _is_text(value)):
                return False
        elif kind is int:
            if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
                return False
        elif not (value is None or kind is bool or (kind is float and math.isfinite(value))):
            return False
    return True


def _is_text(string: str) -> bool:
    try:
        string.encode()
    except UnicodeEncodeError:
        return False
    return True


_PLAIN = frozenset((dict, list, str, int, float, bool, type(None)))
_EXACT: dict[type, Callable[[Any], Any]] = {str: str.__str__, int: int.__pos__, float: float.__pos__}
_MOST_VALUES = MAX_BYTES // 2  # every value takes two characters or more


class _Level:
    """A container the walk is in, what is left of it, and how deep and large it is when written out."""

    __slots__ = ("container", "depth", "entries", "size", "token")

    def __init__(self, container: Any) -> None:
        self.container = container
        self.entries: Iterator[tuple[Any, Any]]
        self.entries = iter(dict.items(container) if isinstance(container, dict) else enumerate(container))
        self.token: str | int = 0
        self.depth, self.size = 1, 1 + len(container)


class _Walk:
    """Look at every value of a mapping once, with a stack of its own: parts may be shared, and contain themselves."""

    def __init__(self) -> None:
        self.is_plain = True
        self.levels: list[_Level] = []
        self.done: dict[int, tuple[int, int]] = {}
        self.found: dict[str, list[Fault]] = {}
        self.count: Counter[str] = Counter()

    def run(self, data: Any) -> None:
        self._visit(data)
        while self.levels:
            level = self.levels[-1]
            for token, value in level.entries:
                level.token = token
                if self._visit(value):
                    break
            else:
                self._leave(self.levels.pop())

    def faults(self) -> Faults:
        return {rule: cut(told, self.count[rule] - len(told)) for rule, told in self.found.items()}

    def _visit(self, value: Any) -> bool:
        """Look at a value; True where the walk must go on elsewhere: inside it, or nowhere."""
        if type(value) not in _PLAIN:
            self.is_plain = False
        if isinstance(value, dict | list | tuple):
            return self._enter(value)
        value = _exact(value)
        if isinstance(value, str):
            self._check_string(value)
        elif isinstance(value, int):
            self._check_integer(value)
        elif isinstance(value, float):
            if not math.isfinite(value):
                self._tell("not-json", f"JSON has no {value}; write a number or null")
        elif value is not None:
            self._tell("not-json", f"a value of type {quote(type(value).__name__)} has no form in JSON")
        return False

    def _enter(self, container: Any) -> bool:
        depth, size = self.done.get(id(container), (1, 0))
        if len(self.levels) + depth > MAX_DEPTH:
            self._add("too-deep", depth_fault(self._path()))
            self.levels.clear()
            return True
        if size:
            self.levels[-1].size += size
            return False
        if isinstance(container, dict):
            self._check_keys(container)
        self.levels.append(_Level(container))
        return True

    def _leave(self, level: _Level) -> None:
        self.done[id(level.container)] = (level.depth, level.size)
        if level.size > _MOST_VALUES:
            self._tell("not-json", f"written out, this has more than {_MOST_VALUES} values: parts of it are shared")
            self.levels.clear()
        elif self.levels:
            outer = self.levels[-1]
            outer.depth = max(outer.depth, level.depth + 1)
            outer.size += level.size

    def _check_keys(self, container: dict[Any, Any]) -> None:
        for key in dict.keys(container):
            if type(key) is not str:
                self.is_plain = False
            if isinstance(key, str):
                self._check_string(key)
            else:
                self._tell("not-json", f"a key of type {quote(type(key).__name__)}; keys are strings in JSON")

    def _check_string(self, text: str) -> None:
        try:
            str.encode(text)
        except UnicodeEncodeError as error:
            lone = f"U+{ord(error.object[error.start]):04X}"
            self._tell("not-json", f"{lone} is half a character (a lone surrogate): the other half is missing")

    def _check_integer(self, value: int) -> None:
        if -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            return
        if value.bit_length() > 1024:
            self._tell("not-json", f"an integer of {value.bit_length()} bits is too large for any JSON reader")
        else:
            self._add("unsafe-integer", integer_fault(self._path(), str(value)))

    def _tell(self, rule: str, message: str) -> None:
        self._add(rule, Fault(self._path(), message))

    def _add(self, rule: str, fault: Fault) -> None:
        self.count[rule] += 1
        if self.count[rule] <= MOST_KEPT:
            self.found.setdefault(rule, []).append(fault)

    def _path(self) -> Path:
        return tuple(level.token for level in self.levels)


def _exact(value: Any) -> Any:
    """An instance of a subclass of str, int or float as one of these; anything else as it is."""
    kind = next((kind for kind in _EXACT if isinstance(value, kind)), None)
    return value if kind is None or isinstance(value, bool) else _EXACT[kind](value)


def _plain_copy(data: Any) -> Any:
    """The same in dicts, lists and plain values. What is shared stays shared."""
    holder: list[Any] = []
    copies: dict[int, Any] = {}
    open_pairs: list[tuple[Any, Any]] = [([data], holder)]

    def plain(value: Any) -> Any:
        if isinstance(value, dict | list | tuple):
            if id(value) not in copies:
                copies[id(value)] = {} if isinstance(value, dict) else []
                open_pairs.append((value, copies[id(value)]))
            return copies[id(value)]
        return _exact(value)

    while open_pairs:
        source, target = open_pairs.pop()
        if isinstance(source, dict):
            target.update((str.__str__(key), plain(value)) for key, value in dict.items(source))
        else:
            target.extend(plain(value) for value in source)
    return holder[0]
