"""Made files: written whole or not at all, and a record of what each was made from.

The record, `.editorkit-build.jsonl` in the folder, gets a line before a file is put in place. It keeps the digest of
the content too, so that a file that was cut short by a power failure, or changed by hand, is known without making every
file wait for the disk.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path as FilePath
from types import TracebackType
from typing import IO, Self

import orjson

from editorkit.errors import DataError, UsageError
from editorkit.replacing import replace

_RECORD = ".editorkit-build.jsonl"
_FRESH = ".editorkit-build.new"


def digest(text: bytes) -> str:
    """32 hexadecimal digits that tell texts apart."""
    return blake2b(text, digest_size=16).hexdigest()


@dataclass(frozen=True)
class _Entry:
    made_from: str
    content: str


class OutputFolder:
    """A folder of made files, held by one run at a time: a context manager.

    overwrite: replace also files that no earlier run has made.

    Raises UsageError where the folder cannot be made, read or written, or another run is at it.
    """

    def __init__(self, path: FilePath, *, overwrite: bool = False) -> None:
        self.path = path
        self._overwrite = overwrite
        self._entries: dict[str, _Entry] = {}
        self._record: IO[bytes]
        self._lock: int | None = None

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path)
            (self.path / _FRESH).unlink(missing_ok=True)
            self._load()
            self._record = (self.path / _RECORD).open("ab")
        except OSError as error:
            raise UsageError(f"{self.path} cannot be the folder to write to: {error.strerror}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._record.close()
        if self._lock is not None:
            os.close(self._lock)

    def has(self, name: str, made_from: str) -> bool:
        """Whether the file is there as it was made, and was made from this."""
        entry = self._entries.get(name)
        return entry is not None and entry.made_from == made_from and self._content(name) == entry.content

    def keep(self, name: str, made_from: str, text: bytes) -> bool:
        """Put a text in a file of the folder; False where it was there already.

        Raises DataError where a file of that name is none of ours.
        """
        content = digest(text)
        known, there = self._entries.get(name), self._content(name)
        if there is not None and there != content and known is None and not self._overwrite:
            raise DataError(f"{self.path / name} was there before and is not overwritten; move it, or use --overwrite")
        if known != _Entry(made_from, content):
            self._note(name, _Entry(made_from, content))
        if there == content:
            return False
        try:
            replace(self.path / name, text, _FRESH)
        except OSError as error:
            raise UsageError(f"{self.path / name} cannot be written: {error.strerror}") from error
        return True

    def _content(self, name: str) -> str | None:
        """The digest of a file; None where there is none; empty for what is there and cannot be read."""
        try:
            return digest((self.path / name).read_bytes())
        except FileNotFoundError:
            return None
        except OSError:
            return ""

    def _note(self, name: str, entry: _Entry) -> None:
        self._entries[name] = entry
        try:
            self._record.write(_line(name, entry))
            self._record.flush()
        except OSError as error:
            raise UsageError(f"{self.path / _RECORD} cannot be written: {error.strerror}") from error

    def _load(self) -> None:
        """Read the record; one that holds more than the last word on each file is written anew."""
        file = self.path / _RECORD
        if not file.exists():
            return
        text = file.read_bytes()
        self._entries = dict(_entries(text))
        tidy = b"".join(_line(name, entry) for name, entry in self._entries.items())
        if tidy != text:
            replace(file, tidy, _FRESH)


def _line(name: str, entry: _Entry) -> bytes:
    return orjson.dumps([name, entry.made_from, entry.content]) + b"\n"


def _entries(text: bytes) -> Iterator[tuple[str, _Entry]]:
    for line in text.splitlines():
        try:
            name, made_from, content = orjson.loads(line)
        except (orjson.JSONDecodeError, ValueError, TypeError):
            continue  # the last line of a run that was killed: its file is made again
        if isinstance(name, str):
            yield name, _Entry(str(made_from), str(content))


def _locked(folder: FilePath) -> int | None:
    """A lock on the folder that ends with the process; None on systems that have none."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise UsageError(f"another run is writing to {folder}; wait for it, or name another folder") from error
    return descriptor
