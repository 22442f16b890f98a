"""File names made from data: reduced to a plain name that every system can have, and no two alike."""

import re
import unicodedata
from dataclasses import replace

from editorkit import wording
from editorkit.building.data.placeholders import parse
from editorkit.building.data.rows import Row
from editorkit.errors import DataError

SUFFIX = ".json"
_LONGEST = 200  # bytes; file systems take 255, and a temporary name may be a little longer
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))")


class FileNames:
    """Gives each row its file name.

    pattern: a text with placeholders, which `.json` is added to where it lacks it; `{number}` is the number of the row
        unless the data has such a field. By default six digits of that number: `000001.json`.
    """

    def __init__(self, pattern: str | None = None) -> None:
        self._pattern = None if pattern is None else parse(pattern)
        self._taken: dict[str, int] = {}

    def name(self, row: Row) -> str:
        """The name for a row. Raises DataError where nothing is left of it, or an earlier row has the same."""
        if self._pattern is None:
            return f"{row.number:06}{SUFFIX}"
        name = safe_name(self._pattern.text(_numbered(row)))
        if not name:
            raise DataError(f"{row.place}: nothing is left to name the file by")
        key = unicodedata.normalize("NFC", name).casefold()  # some file systems take these for the same
        first = self._taken.setdefault(key, row.number)
        if first != row.number:
            raise DataError(f"{row.place}: the file name {wording.name(name)} is that of row {first} already")
        return name


def _numbered(row: Row) -> Row:
    return replace(row, values={"number": row.number, **row.values})


def safe_name(text: str) -> str:
    """What of a text can be a file name anywhere, `.json` at its end; empty where nothing can.

    Of a path the last part is taken; what is forbidden on some system, invisible or turns text around becomes `_`;
    dots, spaces and hyphens in front, dots and spaces behind are dropped; so is what is too long.
    """
    last = re.split(r"[/\\]", text)[-1]
    shown = "".join(c if c.isprintable() else "_" for c in _FORBIDDEN.sub("_", last))
    stem = shown[: -len(SUFFIX)] if shown.lower().endswith(SUFFIX) else shown
    stem = _cut(stem.lstrip(" .-")).rstrip(" .")
    if not stem:
        return ""
    return f"_{stem}{SUFFIX}" if _DEVICES.match(stem) else f"{stem}{SUFFIX}"


def _cut(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore")
