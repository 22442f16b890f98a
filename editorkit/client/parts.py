"""A file that is being fetched: beside its place, until all of it is there."""

import os
import re
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from errno import EACCES
from hashlib import sha256
from pathlib import Path
from typing import Literal

from editorkit.client.wire import Reply
from editorkit.errors import UsageError
from editorkit.replacing import beside, held, keep_name

OnBytes = Callable[[int, int | None], None]

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})", re.ASCII)
_PIECE = 2**20


@dataclass(frozen=True)
class Downloaded:
    """A file that is there. size: bytes. sha256: of its content, in hexadecimal digits."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with an answer. is_hopeless: whether it would be the same another time."""

    why: str
    is_hopeless: bool = True


def expect_free(target: Path, overwrite: bool) -> None:
    """Make sure that a file can come to be there, and its folder. Raises UsageError: before anything is paid for."""
    try:
        if target.exists() and not target.is_file():
            raise UsageError(f"{target} is there, and is no file; name another")
        if not overwrite and os.path.lexists(target):
            raise UsageError(f"{target} is there already; name another, or say that it may be replaced (overwrite)")
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            target.lstat()  # a name may be too long
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except (OSError, ValueError) as error:
        raise _unwritable(target, error) from None


def _unwritable(target: Path, error: OSError | ValueError) -> UsageError:
    why = (error.strerror if isinstance(error, OSError) else None) or error
    return UsageError(f"{str(target)!r} cannot be written: {why}")


OnWhole = Callable[[Downloaded], None]


class Part:
    """What is there of a file, and what has been said of the whole. Raises UsageError where it cannot be written.

    size: bytes that are there. fault: what is wrong with the last answer, so that it was not taken.
    """

    def __init__(
        self, target: Path, overwrite: bool, on_bytes: OnBytes | None, on_whole: OnWhole | None = None
    ) -> None:
        self.size = 0
        self.fault: Fault | None = None
        self._target = target
        self._overwrite = overwrite
        self._on_bytes = on_bytes
        self._on_whole = on_whole
        self._total: int | None = None
        self._validator: str | None = None
        self._is_finished = False
        self._holding = ExitStack()
        expect_free(target, overwrite)
        try:
            self._place = target.resolve()  # a link stays, and what it leads to is replaced
            self._path = beside(self._place, ".part")
            self._descriptor = self._holding.enter_context(held(self._path))
        except OSError as error:
            raise _unwritable(target, error) from None

    def range(self) -> dict[str, str]:
        """The headers that ask for what is missing, where the server can tell whether it still is the same file."""
        if not self.size or self._validator is None:
            self._restart()
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._validator}

    def begin(self, reply: Reply) -> Literal["take", "read", "drop"]:
        """Look at an answer: all of the file, the rest of it, or something that is neither."""
        self.fault = None
        if reply.status == 416 and self._total != self.size:
            self._validator = None  # so that it is begun anew
        if reply.status not in (200, 206):
            return "read"
        self.fault = self._fault(reply)
        return "take" if self.fault is None else "drop"

    def _fault(self, reply: Reply) -> Fault | None:
        if reply.status == 206 and not self._goes_on(reply):
            self._restart()
            return Fault("another part of it came than the one that was asked for", is_hopeless=False)
        if reply.status == 200:
            self._restart()
            self._total, self._validator = _length(reply), _validator(reply)
        if reply.headers.get("content-encoding", "identity") != "identity":
            return Fault("it comes encoded, which was not asked for")
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            return Fault("a page of HTML or another text came instead", is_hopeless=False)
        if self._total == 0:
            return Fault("it is empty", is_hopeless=False)
        if self._total is None and "chunked" not in reply.headers.get("transfer-encoding", ""):
            return Fault("the server does not say how long it is, so that nobody could tell whether all of it came")
        return None

    def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises UsageError where the disk does not."""
        left = memoryview(chunk)
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError as error:
            raise _unwritable(self._target, error) from None
        self.size += len(chunk)
        if self._on_bytes is not None:
            self._on_bytes(self.size, self._total)

    def is_whole(self, reply: Reply) -> bool:
        """Whether all of it is there, once an answer has come to its end."""
        if reply.status == 416:
            return self._total is not None and self.size == self._total
        return reply.status in (200, 206) and self.fault is None and self._total in (None, self.size)

    def finish(self) -> Downloaded:
        """Put the file in its place, once it is on the disk. Raises UsageError where that cannot be."""
        try:
            made = Downloaded(self._target, self.size, self._digest())
            os.fsync(self._descriptor)
            if not self._overwrite and self._place.exists():
                raise UsageError(f"{self._target} has come to be there meanwhile; name another")
            if self._on_whole is not None:
                self._on_whole(made)
            self._path.replace(self._place)
            keep_name(self._place.parent)
        except OSError as error:
            raise _unwritable(self._target, error) from None
        self._is_finished = True
        return made

    def close(self) -> None:
        """Let go of the file; what is no whole one goes."""
        if not self._is_finished:
            self._path.unlink(missing_ok=True)
        self._holding.close()

    def _goes_on(self, reply: Reply) -> bool:
        found = _RANGE.fullmatch(reply.headers.get("content-range", ""))
        if found is None:
            return False
        start, end, total = map(int, found.groups())
        is_same = _validator(reply) in (None, self._validator) and self._total in (None, total)
        self._total = total
        return is_same and start == self.size and end == total - 1

    def _restart(self) -> None:
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        self.size, self._total, self._validator = 0, None, None

    def _digest(self) -> str:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        found = sha256()
        while piece := os.read(self._descriptor, _PIECE):
            found.update(piece)
        return found.hexdigest()


def _length(reply: Reply) -> int | None:
    text = reply.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _validator(reply: Reply) -> str | None:
    """A strong ETag: a weak one, or a date, may be the same for another file."""
    tag = reply.headers.get("etag", "")
    return tag if tag.startswith('"') else None
