"""JSON Pointers (RFC 6901).

Inside the package a place in a document is a `Path`: a tuple of object keys and array indexes.
It becomes a pointer string where it leaves the package.
"""

from typing import Any

Path = tuple[str | int, ...]


def show(path: Path) -> str:
    """Write a path as a JSON Pointer: `("items", "a/b", 0)` becomes `/items/a~1b/0`."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in path)


def parse(text: str) -> tuple[str, ...]:
    """Split a JSON Pointer into its unescaped tokens. Raises ValueError where it is not one."""
    if text and not text.startswith("/"):
        raise ValueError(f"a JSON Pointer is empty or starts with '/': {text!r}")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:])


def look_up(data: Any, path: Path) -> Any:
    """The value at a path. Raises KeyError, IndexError or TypeError where there is none."""
    for token in path:
        data = data[token]
    return data
