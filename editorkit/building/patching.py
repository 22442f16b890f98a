"""What is put into a built state, or taken out of it, at JSON Pointers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from editorkit import pointer
from editorkit.building.complaints import Line, complain
from editorkit.building.plain import plain
from editorkit.errors import UsageError
from editorkit.wording import value as shown


@dataclass(frozen=True)
class Patch:
    """Values by the tokens of their pointers, and the tokens of what goes; `line` is what errors name."""

    line: Line
    values: Mapping[tuple[str, ...], Any]
    removed: tuple[tuple[str, ...], ...]


def read_patch(line: Line, values: Mapping[str, Any], removed: Iterable[str]) -> Patch:
    """A patch of pointers as they are written. Raises UsageError for what is no pointer or has no form in JSON."""
    put = {_tokens(where): plain(value, where) for where, value in values.items()}
    return Patch(line, put, tuple(map(_tokens, removed)))


def _tokens(where: str) -> tuple[str, ...]:
    if not isinstance(where, str) or not where.startswith("/"):
        raise UsageError(f"{where!r} is no JSON Pointer to a part of the state; write one such as '/items/title/text'")
    return pointer.parse(where)


def patched(state: dict[str, Any], patches: Iterable[Patch]) -> dict[str, Any]:
    """The state with all patches, in their order; a copy where there are any.

    Raises InvalidTimeline, which names the line of the patch, for a pointer that leads nowhere.
    """
    patches = list(patches)
    made: dict[str, Any] = plain(state, "the state") if patches else state
    for patch in patches:
        for tokens in patch.removed:
            holder, last = _place(made, tokens, patch.line, must_be=True)
            del holder[last]
        for tokens, value in patch.values.items():
            holder, last = _place(made, tokens, patch.line, must_be=False)
            holder[last] = plain(value, "a patch")
    return made


def _place(state: Any, tokens: tuple[str, ...], line: Line, *, must_be: bool) -> tuple[Any, str | int]:
    """What holds a place, and its key there. Only an object can take up what was not there before."""
    holder: Any = state
    for token in tokens[:-1]:
        key = _key(holder, token)
        if key is None:
            raise _astray(tokens, token, line)
        holder = holder[key]
    key = _key(holder, tokens[-1])
    if key is None and (must_be or not isinstance(holder, dict)):
        raise _astray(tokens, tokens[-1], line)
    return holder, tokens[-1] if key is None else key


def _key(holder: Any, token: str) -> str | int | None:
    if isinstance(holder, dict):
        return token if token in holder else None
    if isinstance(holder, list) and token.isdecimal() and len(token) < 10 and int(token) < len(holder):
        return int(token)
    return None


def _astray(tokens: tuple[str, ...], token: str, line: Line) -> UsageError:
    return complain(line, f"there is no {shown(token)} on the way to {pointer.show(tokens)} in the state that is built")
