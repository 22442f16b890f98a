"""Expressions as Python text, laid out as the usual formatters do."""

import keyword
import re
from collections.abc import Iterator
from typing import Any

from editorkit.decompiling.expressions import Call, Expression, Name

WIDTH = 120
_STEP = 4
_WORDS = re.compile(r"(?<=\s)(?=\S)")


def write(expression: Expression, before: int = 0, after: int = 0, indent: int = 0) -> str:
    """An expression as text, in one line if it fits.

    before, after: how many columns of its first line are taken, and of its last one. indent: that of its statement.
    """
    text = flat(expression)
    if before + len(text) + after <= WIDTH:
        return text
    if isinstance(expression, Call):
        return _write_call(expression, before, indent)
    if isinstance(expression, dict) and expression:
        return f"{{\n{_lines([(f'{quoted(key)}: ', value) for key, value in expression.items()], indent)}}}"
    if isinstance(expression, list | tuple) and expression:
        opening, closing = "[]" if isinstance(expression, list) else "()"
        return f"{opening}\n{_lines([('', part) for part in expression], indent)}{closing}"
    return _write_text(expression, indent) if isinstance(expression, str) else text


def _write_text(text: str, indent: int) -> str:
    """A long string in pieces, each in a line of its own: its lines, and where these are too long, their words."""
    room = WIDTH - indent - _STEP
    pieces = [piece for line in text.splitlines(keepends=True) for piece in _cut(line, room)]
    lines = "".join(f"{' ' * (indent + _STEP)}{quoted(piece)}\n" for piece in pieces)
    return f"(\n{lines}{' ' * indent})" if len(pieces) > 1 else quoted(text)


def _cut(line: str, room: int) -> Iterator[str]:
    piece = ""
    for word in _WORDS.split(line):
        if piece and len(quoted(piece + word)) > room:
            yield piece
            piece = ""
        piece += word
    yield piece


def _write_call(call: Call, before: int, indent: int) -> str:
    """A call over several lines: its arguments in one line if they fit there, else each in a line of its own.

    Of a chain of calls it is the last one that is opened, unless what is before it is too long for a line.
    """
    links = _links(call)
    heads = ["".join(map(_flat_link, links[:at])) + _opening(link) for at, link in enumerate(links)]
    at = max(at for at, head in enumerate(heads) if at == 0 or before + len(head) <= WIDTH)
    inside = " " * (indent + _STEP) + flat_arguments(links[at])
    lines = f"{inside}\n{' ' * indent}" if len(inside) <= WIDTH else _lines(list(_arguments(links[at])), indent)
    return f"{heads[at]}\n{lines}){''.join(map(_flat_link, links[at + 1 :]))}"


def _lines(parts: list[tuple[str, Any]], indent: int) -> str:
    inner = indent + _STEP
    lines = (f"{' ' * inner}{label}{write(part, inner + len(label), 1, inner)},\n" for label, part in parts)
    return "".join(lines) + " " * indent


def flat(expression: Expression) -> str:
    """An expression as text in one line."""
    if isinstance(expression, str):
        return quoted(expression)
    if isinstance(expression, Call):
        return "".join(map(_flat_link, _links(expression)))
    if isinstance(expression, Name):
        return expression.text
    if isinstance(expression, dict):
        return "{" + ", ".join(f"{quoted(key)}: {flat(value)}" for key, value in expression.items()) + "}"
    if isinstance(expression, list):
        return f"[{', '.join(map(flat, expression))}]"
    if isinstance(expression, tuple):
        return f"({', '.join(map(flat, expression))}{',' if len(expression) == 1 else ''})"
    return repr(expression)


def flat_arguments(call: Call) -> str:
    """What stands between the parentheses of a call, in one line."""
    return ", ".join(f"{label}{flat(value)}" for label, value in _arguments(call))


def _arguments(call: Call) -> Iterator[tuple[str, Expression]]:
    """What is passed, each with what stands before it; keywords that are no words go into a dict."""
    yield from (("", argument) for argument in call.arguments)
    others = {}
    for name, value in call.keywords.items():
        if name.isascii() and name.isidentifier() and not keyword.iskeyword(name):
            yield f"{name}=", value
        else:
            others[name] = value
    if others:
        yield "**", others


def quoted(text: str) -> str:
    """A string as Python writes it, in the quotes that need fewer escapes; nothing in it is invisible."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character in (quote, "\\"):
        return f"\\{character}"
    return character if character.isprintable() else repr(character)[1:-1]


def _links(call: Call) -> list[Call]:
    """The calls of a chain, first to last."""
    return [*_links(call.of), call] if isinstance(call.of, Call) else [call]


def _flat_link(link: Call) -> str:
    return f"{_opening(link)}{flat_arguments(link)})"


def _opening(link: Call) -> str:
    owner = f"{link.of.text}." if isinstance(link.of, Name) else "." if link.of else ""
    return f"{owner}{link.function}("
