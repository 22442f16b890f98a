"""What is private in a timeline, made unreadable: texts, addresses, keys and names of files."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}")


def masked(text: str) -> str:
    """A text of the same length and shape that says nothing: letters become x, digits 0; blanks and marks stay."""
    return _DIGIT.sub("0", _LETTER.sub(lambda found: "X" if found[0].isupper() else "x", text))


class Aliases:
    """Names given in the order in which they are asked for, the same for the same."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def address(self, url: str) -> str:
        """An address that leads nowhere, of a file of the same kind."""
        path = re.split("[?#]", url)[0].partition("://")[2].partition("/")[2]
        return self._alias(url, "https://example.com/file", _ending(path))

    def filename(self, name: str) -> str:
        """A file name of the same kind."""
        return self._alias(f"name {name}", "file", _ending(name))

    def _alias(self, key: str, stem: str, ending: str) -> str:
        return self._names.setdefault(key, f"{stem}-{len(self._names) + 1}{ending}")


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix
    return ending.lower() if _EXTENSION.fullmatch(ending) else ""


LOTTIE_WORDS = frozenset(("id", "refId", "ty", "v"))
"""The members of a Lottie animation whose strings say what kind of thing it is, and what belongs together."""


def without_strings(value: Any, stays: Collection[str] = ()) -> Any:
    """JSON data of which every string is masked; keys stay. stays: members of objects whose strings do, too."""
    if isinstance(value, dict):
        return {
            key: inner if key in stays and isinstance(inner, str) else without_strings(inner, stays)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [without_strings(inner, stays) for inner in value]
    return masked(value) if isinstance(value, str) else value
