"""Where in a state a server means: its paths come as JSON Pointers and as dotted paths, with and without `$`."""

from collections.abc import Mapping
from typing import Any

from editorkit.pointer import Path, parse, show


def pointer_of(path: str, state: Any) -> str:
    """The JSON Pointer of a path of the server's, such as `/items/a/color`, `$.items.a.color` or `tracks[0].items`.

    In a dotted path, ids that hold dots or brackets are known by the state; what is not in it is cut at its dots.
    """
    if not path or path == "$":
        return ""
    if path.startswith("/"):
        return path
    return show(_tokens(path.removeprefix("$"), state))


def is_at(one: str, other: str) -> bool:
    """Whether two pointers mean one place, or one of them a part of the other."""
    left, right = sorted((parse(one), parse(other)), key=len)
    return right[: len(left)] == left


def _tokens(rest: str, value: Any) -> Path:
    tokens: list[str | int] = []
    while rest := rest.removeprefix("."):
        token, rest = _next(rest, value)
        tokens.append(token)
        value = _inside(value, token)
    return tuple(tokens)


def _next(rest: str, value: Any) -> tuple[str | int, str]:
    if rest.startswith("["):
        quote = rest[1:2] if rest[1:2] in ("'", '"') else ""
        word, closing, after = rest[1 + len(quote) :].partition(f"{quote}]")
        if closing:
            return (int(word) if _is_index(word) and not quote else word), after
    if isinstance(value, Mapping):
        fitting = (key for key in value if rest.startswith(key) and rest[len(key) :][:1] in ("", ".", "["))
        longest = max(fitting, key=len, default="")
        if longest:
            return longest, rest[len(longest) :]
    end = min((at for sign in ".[" if (at := rest.find(sign, 1)) > 0), default=len(rest))
    return rest[:end], rest[end:]


def _inside(value: Any, token: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(token)
    if isinstance(value, list):
        number = int(token) if isinstance(token, int) or _is_index(token) else len(value)
        return value[number] if number < len(value) else None
    return None


def _is_index(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 9
