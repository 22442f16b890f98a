"""What the builder raises, and at which line of the program the fault was made."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from editorkit.errors import EditorkitError, UsageError
from editorkit.findings import Finding

P = ParamSpec("P")
R = TypeVar("R")
_ROOM = __name__.rpartition(".")[0]
Line = tuple[str, int] | str


class InvalidTimeline(UsageError):  # noqa: N818 -- the public name, after what it is about
    """A timeline in the making cannot be what its program says; the message says at which line of the program.

    findings: what the full check found, where it was `build()` that raised; else empty.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


def caller() -> Line:
    """The file and line of the program that called into the builder."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__package__") == _ROOM:
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def show_line(line: Line) -> str:
    """`promo.py:12`."""
    return line if isinstance(line, str) else f"{Path(line[0]).name}:{line[1]}"


def with_article(noun: str) -> str:
    """`an image`, `a video`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def complain(line: Line, message: str) -> InvalidTimeline:
    """The error for a fault made at a line."""
    return InvalidTimeline(f"{show_line(line)}: {message}")


def guarded(method: Callable[P, R]) -> Callable[P, R]:
    """Of a public method whose `self` knows where it is called from: its errors name that line."""

    @wraps(method)
    def call(*args: P.args, **keywords: P.kwargs) -> R:
        try:
            return method(*args, **keywords)
        except InvalidTimeline:
            raise
        except EditorkitError as error:
            owner: Any = args[0]
            raise complain(owner.origin or caller(), str(error)) from None

    return call
