"""A strict scanner for JSON texts (RFC 8259): what is wrong, where, and what a parser would silently lose.

The native parser reads documents; this one is asked only where that parser refused a text, or where keys or
integers may have been lost. It keeps a stack of its own, so that no input can exhaust Python's.
Offsets count characters from 0; lines and columns count from 1, and a line ends with LF or CRLF.
"""

import json
import math
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from editorkit.pointer import Path

LARGEST_INTEGER = 2**53 - 1
MOST_KEPT = 100

# Repeated groups hold nothing that could fail half-way: Python 3.11.0 to 3.11.4 would resume at the wrong place.
_SPACE = r"[ \t\n\r]*+"
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = r'\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})'
_CHARACTERS = rf'(?:[^"\\\x00-\x1f]++|(?={_ESCAPE})..|(?={_PAIR}).{{12}})*+'
_SMALL_NUMBER = r"-?(?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]++)?(?![0-9.eE])"
_NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_WORD = r"true|false|null"
_EMPTY = rf"\{{{_SPACE}\}}|\[{_SPACE}\]"
_OPEN = rf"(\{{(?!{_SPACE}\}})|\[(?!{_SPACE}\]))"
_SCALAR = rf'"{_CHARACTERS}"|(?:{_NUMBER}|{_WORD})(?![\w.+-])|{_EMPTY}'
_DOCUMENT = ("()", r"\Z")
_MEMBER = (rf'"({_CHARACTERS})"{_SPACE}:{_SPACE}', r"[,}]")
_ELEMENT = ("()", r"[,\]]")

_compiled = cache(re.compile)  # not on import: most documents never need the scanner


@cache
def _step(start: str, end: str) -> re.Pattern[str]:
    """Groups: the key, a number that needs a closer look, what ends the step, what opens the next level."""
    scalar = rf'(?:"{_CHARACTERS}"|{_SMALL_NUMBER}|{_WORD}|{_EMPTY}|({_NUMBER})){_SPACE}({end})'
    return re.compile(rf"{_SPACE}{start}(?:{scalar}|{_OPEN})")


class Problem(NamedTuple):
    """What is wrong with a text, at which character of it."""

    offset: int
    message: str


class LongInteger(NamedTuple):
    """An integer that a double cannot tell from its neighbours."""

    path: Path
    offset: int
    digits: str


class Depth(NamedTuple):
    """The first place that is nested deeper than allowed."""

    path: Path
    offset: int


class Duplicate:
    """A key that stands more than once in one object: the offsets of the first and the last one."""

    def __init__(self, path: Path, first: int, last: int) -> None:
        self.path = path
        self.first = first
        self.last = last
        self.times = 2


class Scan:
    """What a walk through a text found. After a problem, or past the depth allowed, the rest was not looked at.

    Of duplicates (by the object's offset and the key) and of long integers the first `MOST_KEPT` are kept.
    """

    def __init__(self) -> None:
        self.problem: Problem | None = None
        self.too_deep: Depth | None = None
        self.duplicates: dict[tuple[int, str], Duplicate] = {}
        self.more_duplicates = 0
        self.integers: list[LongInteger] = []
        self.more_integers = 0


class _Frame:
    """An object or array that is open; `token` is the key or index the walk is at."""

    __slots__ = ("keys", "start", "token")

    def __init__(self, opener: str, start: int) -> None:
        self.start = start
        self.keys: dict[str, int] | None = {} if opener == "{" else None
        self.token: str | int = -1


def scan(text: str, max_depth: int) -> Scan:
    """Walk through a text once, to its end or to the first thing wrong with it."""
    walk = _Walk(text, max_depth)
    walk.run()
    return walk.found


def places(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Line and column of every offset."""
    found: dict[int, tuple[int, int]] = {}
    line, line_start, seen = 1, 0, 0
    for offset in sorted(set(offsets)):
        breaks = text.count("\n", seen, offset)
        if breaks:
            line, line_start = line + breaks, text.rfind("\n", seen, offset) + 1
        found[offset] = (line, offset - line_start + 1)
        seen = offset
    return found


def quote(text: str, at_most: int = 40) -> str:
    """Text in quotation marks, cut short, with nothing in it that could move a cursor or turn a line around."""
    shown = "".join(_escaped(sign) for sign in text[:at_most])
    mark = '"' if "'" in shown else "'"
    return f"{mark}{shown}{'…' if len(text) > at_most else ''}{mark}"


def _escaped(sign: str) -> str:
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Walk:
    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.max_depth = max_depth
        self.frames: list[_Frame] = []
        self.found = Scan()

    def run(self) -> None:
        text, frames = self.text, self.frames
        frame, match = None, _step(*_DOCUMENT).match
        member, element = _step(*_MEMBER).match, _step(*_ELEMENT).match
        position: int | None = 0
        while position is not None:
            step = match(text, position)
            if step is None:
                self.found.problem = _diagnose_step(text, frames, position)
                return
            key, number, end, opener = step.groups()
            if frame is not None:
                self._enter(frame, key, step.start(1) - 1)
            if number and not self._take_number(number, step.start(2)):
                return
            position = step.end()
            if end != ",":
                position = self._open(opener, position) if opener else self._close(position)
                frame = frames[-1] if frames else None
                match = member if frame is not None and frame.keys is not None else element

    def _enter(self, frame: _Frame, key: str, start: int) -> None:
        if frame.keys is None:
            frame.token += 1  # type: ignore[operator]  # an index where there are no keys
            return
        if "\\" in key:
            key = json.loads(f'"{key}"')
        frame.token = key
        first = frame.keys.setdefault(key, start)
        if first != start:
            self._note_duplicate(frame, key, first, start)

    def _note_duplicate(self, frame: _Frame, key: str, first: int, last: int) -> None:
        kept = self.found.duplicates
        known = kept.get((frame.start, key))
        if known is not None:
            known.last = last
            known.times += 1
        elif len(kept) < MOST_KEPT:
            kept[frame.start, key] = Duplicate(self._path(), first, last)
        else:
            self.found.more_duplicates += 1

    def _take_number(self, number: str, offset: int) -> bool:
        digits = number.removeprefix("-")
        is_integer = digits.isdecimal()
        if (len(digits) > 300 or not is_integer) and math.isinf(float(number)):
            self.found.problem = Problem(offset, f"the number {quote(number, 20)} is too large for any JSON reader")
            return False
        if is_integer and (len(digits) > 16 or int(digits) > LARGEST_INTEGER):
            if len(self.found.integers) < MOST_KEPT:
                self.found.integers.append(LongInteger(self._path(), offset, number))
            else:
                self.found.more_integers += 1
        return True

    def _open(self, opener: str, position: int) -> int | None:
        if len(self.frames) == self.max_depth:
            self.found.too_deep = Depth(self._path(), position - 1)
            return None
        self.frames.append(_Frame(opener, position - 1))
        return position

    def _close(self, position: int) -> int | None:
        """Behind a closing bracket, or behind the document: go on behind the next comma, if there is one."""
        text, frames = self.text, self.frames
        while frames:
            frames.pop()
            if not frames:
                break
            position = _skip(text, position)
            end = text[position : position + 1]
            if end != "," and end != ("]" if frames[-1].keys is None else "}"):
                self.found.problem = _diagnose_end(text, frames, position)
                return None
            position += 1
            if end == ",":
                return position
        if _skip(text, position) < len(text):
            self.found.problem = _diagnose_end(text, frames, position)
        return None

    def _path(self) -> Path:
        return tuple(frame.token for frame in self.frames)


def _skip(text: str, position: int) -> int:
    return _compiled(_SPACE).match(text, position).end()  # type: ignore[union-attr]  # matches '' too


_Hints = tuple[tuple[str, str], ...]  # patterns, compiled when they are needed

_FOUND = r"(?s)[\w$.+-]+|."
_ANYWHERE = (
    (r"//|/\*|#|<!--", "JSON has no comments; take it out"),
    (r"['`´‘’‚‛“”„«»]", "JSON knows straight double quotes only"),
    (r"\ufeff", "a byte order mark inside the text; take it out"),
    (r"\x00", "a NUL character; take it out"),
    (r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f]", "JSON has only spaces, tabs and line breaks as white space"),
)
_AT_VALUE = (
    (r"[+-]?(?i:nan|inf(?:inity)?)\b", "JSON has no NaN and no infinity; write a number or null"),
    (r"(?i:true|false|none|null|nil|undefined)\b", "JSON has true, false and null, in small letters"),
    (r"-?0[xXoObB]", "numbers have decimal digits only"),
    (r"-?0[0-9]", "a number may not begin with a zero"),
    (r"\+", "a number may not begin with a plus sign"),
    (r"-?\.[0-9]", "a digit is missing before the decimal point"),
    (r"-?[0-9]++\.(?![0-9])", "a digit is missing after the decimal point"),
    (r"-?[0-9.]++[eE][+-]?(?![0-9])", "a digit is missing in the exponent"),
    (r"-?[0-9]", "this is not a number as JSON writes it"),
    (r"-", "a minus sign must be followed by a digit"),
    (r"[,}\]]", "a value is missing"),
    (r"(?:tr?u?|fa?l?s?|nu?l?)\Z", "the text ends in the middle of a word"),
    (r"[\w$]", "text must stand in double quotes"),
)
_AT_KEY = ((r"[\w$-]", "keys must stand in double quotes"), (r",", "a comma too many"))
_AT_COLON = ((r"=", "a key and its value are joined by a colon"), (r"[,}]", "the key has no value"))
_BEHIND_VALUE = ((r";", "values are separated by commas"), (r'["{\[\w$+-]', "a comma is missing before it"))
_BEHIND_DOCUMENT = (
    (r"[}\]]", "a closing bracket too many"),
    (r'["{\[\w$-]', "a second document begins here; a file holds exactly one"),
)


def _diagnose_step(text: str, frames: list[_Frame], position: int) -> Problem:
    """Why no member, element or document begins here."""
    here = _skip(text, position)
    if frames and frames[-1].keys is not None:
        if not text.startswith('"', here):
            first = position == frames[-1].start + 1
            return _unexpected(text, frames, here, "a key or '}'" if first else "a key", _AT_KEY)
        end = _string_end(text, here)
        if not text.startswith('"', end):
            return _bad_string(text, here, end)
        here = _skip(text, end + 1)
        if not text.startswith(":", here):
            return _unexpected(text, frames, here, "':' behind a key", _AT_COLON)
        here = _skip(text, here + 1)
    value = _compiled(_SCALAR).match(text, here)
    if value is not None:
        return _diagnose_end(text, frames, value.end())
    if text.startswith('"', here):
        return _bad_string(text, here, _string_end(text, here))
    return _unexpected(text, frames, here, "a value", _AT_VALUE)


def _diagnose_end(text: str, frames: list[_Frame], position: int) -> Problem:
    """Why neither a comma nor the right bracket nor the end of the text stands here."""
    here = _skip(text, position)
    if not frames:
        return _unexpected(text, frames, here, "the end of the text", _BEHIND_DOCUMENT)
    bracket = "]" if frames[-1].keys is None else "}"
    return _unexpected(text, frames, here, f"',' or '{bracket}'", _BEHIND_VALUE)


def _unexpected(text: str, frames: list[_Frame], here: int, expected: str, hints: _Hints) -> Problem:
    found = _compiled(_FOUND).match(text, here)
    if found is None:
        return _truncated(text, frames)
    bracket = found[0] in ("}", "]")
    comma = text.rfind(",", 0, here)
    if bracket and expected in ("a key", "a value") and comma >= 0 and _skip(text, comma + 1) == here:
        return Problem(comma, f"a comma before '{found[0]}': JSON allows none behind the last value")
    hint = next((hint for pattern, hint in (*_ANYWHERE, *hints) if _compiled(pattern).match(text, here)), "")
    if bracket and frames and not hint:
        hint = f"{_opened(text, frames[-1:])} is still open"
    return Problem(here, f"expected {expected}, found {quote(found[0], 20)}" + (hint and f": {hint}"))


def _truncated(text: str, frames: list[_Frame]) -> Problem:
    end = len(text.rstrip(" \t\n\r"))
    if not end:
        return Problem(0, "the text is empty: expected an editor state")
    return Problem(end, f"the text ends too early: {_opened(text, frames)} is still open")


def _opened(text: str, frames: list[_Frame]) -> str:
    """The brackets that are open, the innermost first, and where they were opened."""
    shown = frames[-1:-3:-1]
    where = places(text, (frame.start for frame in shown))
    names = [
        f"the {'array' if frame.keys is None else 'object'} opened at line {line}, column {column}"
        for frame in shown
        for line, column in (where[frame.start],)
    ]
    more = len(frames) - len(shown)
    return " in ".join(names) + (f" (and {more} more around it)" if more else "")


def _string_end(text: str, quote_mark: int) -> int:
    return _compiled(_CHARACTERS).match(text, quote_mark + 1).end()  # type: ignore[union-attr]  # matches '' too


_CONTROL = {"\t": "\\t", "\b": "\\b", "\f": "\\f"}
_LONE = r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"


def _bad_string(text: str, start: int, stop: int) -> Problem:
    """Why the string that begins at `start` cannot go on at `stop`."""
    sign = text[stop : stop + 1]
    line, column = places(text, (start,))[start]
    opened = f"the string opened at line {line}, column {column}"
    if sign in ("\n", "\r"):
        return Problem(stop, f"{opened} is not closed on its line; a line break in a text is written \\n")
    if sign and sign < " ":
        written = _CONTROL.get(sign, f"\\u{ord(sign):04x}")
        return Problem(stop, f"the control character U+{ord(sign):04X} in a string must be written {written}")
    lone = _compiled(_LONE).match(text, stop)
    if lone is not None:
        return Problem(stop, f"{lone[0]} is half a character (a lone surrogate): the other half is missing")
    if text.startswith("\\u", stop):
        return Problem(stop, "\\u must be followed by four hexadecimal digits")
    if stop + 1 < len(text):
        escape = quote(text[stop : stop + 2])
        return Problem(stop, f"JSON has no escape {escape}; a backslash itself is written twice")
    return Problem(len(text), f"the text ends too early: {opened} is still open")
