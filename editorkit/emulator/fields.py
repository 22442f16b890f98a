"""What requests may hold: checks by field, in the words of the OpenAPI documents."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from editorkit import wording
from editorkit.emulator.problems import Problem

Check = Callable[[Any], str]  # what is wrong with a value, "" where nothing is
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def text(longest: int, shortest: int = 0) -> Check:
    """A string of so many characters."""
    length = f"at most {longest}" if shortest == 0 else f"{shortest} to {longest}"
    return lambda value: (
        ""
        if isinstance(value, str) and shortest <= len(value) <= longest
        else f"must be a string of {length} characters"
    )


def or_null(check: Check) -> Check:
    """What a check wants, or null."""
    return lambda value: "" if value is None or not (wrong := check(value)) else f"{wrong}, or null"


def one_of(*allowed: str | int) -> Check:
    """One of a few values; a number may be written with a point."""
    listed = ", ".join(map(str, allowed))
    return lambda value: (
        "" if not isinstance(value, bool | list | dict) and value in allowed else f"must be one of {listed}"
    )


def number(least: float, most: float) -> Check:
    """A number between two."""
    return lambda value: (
        "" if _is_number(value) and least <= value <= most else f"must be a number from {least} to {most}"
    )


def integer(least: int, most: int) -> Check:
    """A whole number between two."""
    return lambda value: (
        ""
        if _is_number(value) and value == value // 1 and least <= value <= most
        else f"must be a whole number from {least} to {most}"
    )


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def uuid(value: Any) -> str:
    """A UUID in its usual form."""
    return "" if is_uuid(value) else "must be a UUID"


def is_uuid(value: Any) -> bool:
    """Whether a value is a UUID in its usual form."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def mapping(value: Any) -> str:
    """An object."""
    return "" if isinstance(value, dict) else "must be an object"


def strings(value: Any) -> str:
    """An object of strings."""
    fits = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return "" if fits else "must be an object of strings"


@dataclass(frozen=True)
class Shape:
    """What a body holds; what it holds beyond that is passed over."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)

    def hold(self, body: Any) -> dict[str, Any]:
        """The body, if it is as it must be. Raises Problem with all that is wrong with it."""
        if not isinstance(body, dict):
            raise Problem("OPEN_API_REQUEST_INVALID", "the body must be a JSON object")
        wrong = {name: "is missing" for name in self.required if name not in body}
        checks = {**self.required, **self.optional}
        wrong |= {name: found for name, value in body.items() if name in checks and (found := checks[name](value))}
        if wrong:
            told = [f"{wording.name(name)} {complaint}" for name, complaint in wrong.items()]
            errors = [{"path": f"/{name}", "message": complaint} for name, complaint in wrong.items()]
            raise Problem("OPEN_API_REQUEST_INVALID", "; ".join(told), {"errors": errors})
        return body
