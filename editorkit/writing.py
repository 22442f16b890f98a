"""JSON written as it was found: indentation, line ends, blanks and escapes of a text are kept for what replaces it."""

import json
import re
from dataclasses import dataclass
from typing import Any

_LOOKED_AT = 100_000  # characters; a style shows early


@dataclass(frozen=True)
class Style:
    """How JSON is laid out.

    indent: what one level is indented by, blanks or tabs; None for everything on one line.
    item_end, key_end: what stands behind a value and behind a key. newline: "\\n" or "\\r\\n".
    ends_in_newline: the last line is closed. ascii_only: other characters are written as escapes.
    """

    indent: str | None = "  "
    item_end: str = ","
    key_end: str = ": "
    newline: str = "\n"
    ends_in_newline: bool = True
    ascii_only: bool = False


def style_of(text: bytes) -> Style:
    """The style of a JSON text that is sound; what it does not show is as usual."""
    whole = text.decode("utf-8", "replace").removeprefix("\ufeff")
    sample = whole[:_LOOKED_AT]
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', sample)
    indented = re.match(r"\s*[\[{](?:\r?\n)([ \t]*)\S", bare)
    spread = indented is not None
    item_end = re.search(r",([ \t]*)[^\s]", bare)
    key_end = re.search(r'""( ?):( ?)', bare)
    return Style(
        indent=indented[1] if indented else None,
        item_end="," if spread or item_end is None else f",{item_end[1]}",
        key_end=f"{key_end[1]}:{key_end[2]}" if key_end else ": ",
        newline="\r\n" if "\r\n" in bare or (not spread and whole.endswith("\r\n")) else "\n",
        ends_in_newline=whole.endswith("\n"),
        ascii_only=sample.isascii() and re.search(r"\\u(?!00[01])[0-9a-fA-F]{4}", sample) is not None,
    )


def write(data: Any, style: Style) -> bytes:
    """JSON data as a text of a style."""
    text = json.dumps(
        data, ensure_ascii=style.ascii_only, indent=style.indent, separators=(style.item_end, style.key_end)
    )
    text += "\n" if style.ends_in_newline else ""
    return text.replace("\n", style.newline).encode()
