"""Skipping over JSON text in native code: where a value ends, a key is, the next thing begins. The text is sound."""

import json
import re
from collections.abc import Iterator
from functools import cache

_STRING = r'"(?:[^"\\]++|\\.)*+"'
_SPACES = r"[ \t\n\r]*+"
_KEY = r'(?s)[ \t\n\r]*+"((?:[^"\\]++|\\.)*+)"[ \t\n\r]*+:[ \t\n\r]*+'
_SCALAR = rf"(?s){_STRING}|[^,\]}}\s]*+"
_COMMA = r"[ \t\n\r]*+,?"
_SHALLOW = 5  # levels that are jumped over in native code; more are right too, but slower

_compiled = cache(re.compile)  # not on import: most documents have nothing to locate


def key_at(text: str, position: int) -> tuple[str, int]:
    """The key that begins here, blanks before it left out, and where its value begins; an empty one at the end."""
    key = _compiled(_KEY).match(text, position)
    if key is None:
        return "", len(text)
    return _unescaped(key[1]), key.end()


def _unescaped(key: str) -> str:
    return json.loads(f'"{key}"') if "\\" in key else key


def value_end(text: str, position: int) -> int:
    """Behind the value that begins here."""
    if text[position : position + 1] in ("{", "["):
        return container_end(text, position + 1)
    return _end(_compiled(_SCALAR).match(text, position))


def container_end(text: str, position: int) -> int:
    """Behind the bracket that closes the container whose inside this is."""
    depth = 1
    while depth:
        position = _end(_compiled(_inside()).match(text, position))
        if position == len(text):
            break
        depth += 1 if text[position] in "{[" else -1
        position += 1
    return position


@cache
def _shallow() -> str:
    """A container that holds others only to some depth, as an alternative to something."""
    nested = ""
    for _ in range(_SHALLOW):
        nested = rf"|[{{\[](?:[^\"{{}}\[\]]++|{_STRING}{nested})*+[}}\]]"
    return nested


@cache
def _inside() -> str:
    """As much of the inside of a container as holds no bracket of its own, or only shallow pairs of them."""
    return rf'(?s)(?:[^"{{}}\[\]]++|{_STRING}{_shallow()})*+'


@cache
def _value() -> str:
    """A scalar or a shallow container, and the comma behind it."""
    return rf'({_STRING}|[^,"\[\]{{}}\s]++{_shallow()}){_COMMA}'


def members(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """Of each member of the object whose inside begins here its name, and where its value begins and ends."""
    match = _compiled(_KEY + _value()).match
    while True:
        found = match(text, position)
        if found is not None:
            name, (start, end), position = found[1], found.span(2), found.end()
            yield _unescaped(name), start, end
            continue
        name, start = key_at(text, position)
        if start == len(text):
            return
        end = value_end(text, start)
        position = behind_comma(text, end)
        yield name, start, end


def elements(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Where each element of the array whose inside begins here begins and ends."""
    match = _compiled(rf"(?s){_SPACES}{_value()}").match
    while True:
        found = match(text, position)
        if found is not None:
            (start, end), position = found.span(1), found.end()
        else:
            start = behind_spaces(text, position)
            if text[start : start + 1] == "]":
                return
            end = value_end(text, start)
            position = behind_comma(text, end)
        yield start, end


def behind_comma(text: str, position: int) -> int:
    """Behind the comma here, if there is one, and the blanks before it."""
    return _end(_compiled(_COMMA).match(text, position))


def behind_spaces(text: str, position: int) -> int:
    """Behind the blanks here."""
    return _end(_compiled(_SPACES).match(text, position))


def _end(match: re.Match[str] | None) -> int:
    assert match is not None, "a pattern that may match nothing"
    return match.end()
